/** A reason not to go on, in the shape that commands print. */
export class ForecastError extends Error {
  readonly actions: string[];
  readonly exitCode = 1;

  constructor(
    name: 'BadDay' | 'DaysOutOfOrder' | 'UnknownField' | 'UnknownColumn' | 'BadValue' | 'SameKey',
    details: { readonly message: string; readonly actions: string[] },
  ) {
    super(details.message);
    this.name = name;
    this.actions = details.actions;
  }
}
