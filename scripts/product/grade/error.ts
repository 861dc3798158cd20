/** A reason not to go on, in the shape commands print. Exit code 1: error, 3: refused for safety. */
export class GradeError extends Error {
  readonly actions: string[];
  readonly exitCode: 1 | 3;

  constructor(
    name:
      | 'PackageNotInstalled'
      | 'NoEditAccess'
      | 'CurrencyNotActive'
      | 'CurrencyUnknown'
      | 'ModelDiffers'
      | 'AmountsDiffer'
      | 'TooFewApiCalls'
      | 'UnknownRecordType'
      | 'NoDatedRates'
      | 'AsOfIsForReports',
    details: { message: string; actions: string[]; exitCode: 1 | 3 },
  ) {
    super(details.message);
    this.name = name;
    this.actions = details.actions;
    this.exitCode = details.exitCode;
  }
}
