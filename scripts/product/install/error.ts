/** Why nothing was installed, or nothing more, in the shape commands print. */
export class InstallError extends Error {
  readonly actions: string[];
  readonly exitCode: 1 | 3;

  constructor(
    name:
      | 'ModelProblems'
      | 'CannotInstall'
      | 'PlanFile'
      | 'PlanStale'
      | 'OtherOrg'
      | 'NotConfirmed'
      | 'DeployRefused'
      | 'DeployUnknown'
      | 'NotAsPlanned'
      | 'NoBackup'
      | 'BackupFolder'
      | 'StagesInUse'
      | 'UnknownStage',
    details: { readonly message: string; readonly actions?: readonly string[]; readonly exitCode?: 1 | 3 },
  ) {
    super(details.message);
    this.name = name;
    this.actions = [...(details.actions ?? [])];
    this.exitCode = details.exitCode ?? 1;
  }
}
