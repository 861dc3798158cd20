/** A reason not to go on, in the shape that commands print. */
export class ChangesError extends Error {
  readonly actions: string[];
  readonly exitCode = 1;

  constructor(name: 'WrongDay', details: { readonly message: string; readonly actions: string[] }) {
    super(details.message);
    this.name = name;
    this.actions = details.actions;
  }
}
