/** Stable names of what can be wrong with a CSV text. */
export type CsvProblem = 'NotUtf8' | 'UnterminatedQuote' | 'TextAfterQuote' | 'FieldTooLong' | 'RowTooLong';

/** A CSV text that cannot be read. `line` is the physical line, counted from 1. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly problem: CsvProblem;
  readonly line: number;

  constructor(problem: CsvProblem, line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.problem = problem;
    this.line = line;
  }
}
