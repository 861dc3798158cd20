/** A reason not to go on, in the shape commands print. */
export class TeamError extends Error {
  readonly actions: string[];
  readonly exitCode: 1 | 3;

  constructor(
    name: 'NoTeam' | 'TeamSellingOff' | 'PackageNotInstalled',
    details: { message: string; actions: string[]; exitCode?: 1 | 3 },
  ) {
    super(details.message);
    this.name = name;
    this.actions = details.actions;
    this.exitCode = details.exitCode ?? 1;
  }
}
