/** A reason not to go on, in the shape that commands print. */
export class AuditError extends Error {
  readonly actions: string[];
  readonly exitCode = 1;

  constructor(name: 'RowsOutOfOrder', details: { readonly message: string; readonly actions: string[] }) {
    super(details.message);
    this.name = name;
    this.actions = details.actions;
  }
}
