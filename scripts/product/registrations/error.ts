/** A reason not to go on, in the shape commands print. */
export class RegistrationError extends Error {
  readonly actions: string[];
  readonly exitCode = 1;

  constructor(
    name: 'NoRegistrations' | 'PackageNotInstalled' | 'NoEditAccess',
    details: { message: string; actions: string[] },
  ) {
    super(details.message);
    this.name = name;
    this.actions = details.actions;
  }
}
