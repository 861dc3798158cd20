/** A reason not to migrate, in the shape commands print. Exit code 1: error, 3: refused for safety. */
export class MigrateError extends Error {
  readonly actions: string[];
  readonly exitCode: 1 | 3;

  constructor(
    name: 'PackageNotInstalled' | 'NoEditAccess' | 'NoBypass' | 'StagesMissing' | 'MappingFile',
    details: { readonly message: string; readonly actions: string[]; readonly exitCode: 1 | 3 },
  ) {
    super(details.message);
    this.name = name;
    this.actions = details.actions;
    this.exitCode = details.exitCode;
  }
}
