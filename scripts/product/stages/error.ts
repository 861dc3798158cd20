/** A mapping that cannot be used, in the shape that commands print. */
export class MappingError extends Error {
  readonly actions: string[];
  readonly exitCode = 1;

  constructor(details: { readonly message: string; readonly actions: string[] }) {
    super(details.message);
    this.name = 'MappingProblems';
    this.actions = details.actions;
  }
}
