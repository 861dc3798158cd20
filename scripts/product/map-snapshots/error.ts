/** A reason not to go on, in the shape commands print. */
export class MapError extends Error {
  readonly actions: string[];
  readonly exitCode = 1;

  constructor(name: 'NoMap' | 'PackageNotInstalled', details: { message: string; actions: string[] }) {
    super(details.message);
    this.name = name;
    this.actions = details.actions;
  }
}
