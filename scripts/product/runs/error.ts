/** A reason why a run cannot be read, taken up or taken back, in the shape commands print. */
export class RunError extends Error {
  readonly actions: string[];
  readonly exitCode: 1 | 3;

  constructor(
    name: 'NoSuchRun' | 'RunDamaged' | 'RunBusy' | 'OtherOrg' | 'AnInstall' | 'RunsFolder',
    details: { readonly message: string; readonly actions?: readonly string[]; readonly exitCode?: 1 | 3 },
  ) {
    super(details.message);
    this.name = name;
    this.actions = [...(details.actions ?? [])];
    this.exitCode = details.exitCode ?? 1;
  }
}
