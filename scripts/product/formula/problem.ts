/** What can be wrong with a formula before it runs. */
export type ProblemCode =
  | 'too-long'
  | 'syntax'
  | 'unknown-field'
  | 'unknown-function'
  | 'not-allowed'
  | 'argument-count'
  | 'argument-type'
  | 'result-type'
  | 'pattern';

/** One compile problem. `at` is the offset in the source of what it names (0 for trees that were not parsed). */
export interface FormulaProblem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly at: number;
}

/** A formula that compiled but cannot be computed for this record: a division by zero, a text that is no date. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';
}
