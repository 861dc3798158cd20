/**
 * A problem in a model file: where, what, why, what to do. Problems are values; a reader shows all of them at once.
 * Codes are stable for ever and never used again.
 */
export const problemCodes = {
  syntax: 'TAS-CFG-001',
  unknownKey: 'TAS-CFG-002',
  wrongValue: 'TAS-CFG-003',
  missing: 'TAS-CFG-004',
  tooLong: 'TAS-CFG-005',
  duplicate: 'TAS-CFG-006',
  translation: 'TAS-CFG-007',
  unknownName: 'TAS-CFG-008',
  bands: 'TAS-CFG-009',
  unreachable: 'TAS-CFG-010',
  noWayThrough: 'TAS-CFG-011',
  slot: 'TAS-CFG-012',
  unknownField: 'TAS-CFG-013',
  fieldUse: 'TAS-CFG-014',
  reused: 'TAS-CFG-015',
  enforcement: 'TAS-CFG-016',
  formulaSize: 'TAS-CFG-017',
  nameSize: 'TAS-CFG-018',
  file: 'TAS-CFG-019',
  unknownValue: 'TAS-CFG-020',
  unknownReach: 'TAS-CFG-021',
  version: 'TAS-CFG-022',
  warnings: 'TAS-CFG-023',
  stored: 'TAS-CFG-024',
  customer: 'TAS-CFG-025',
  coaching: 'TAS-CFG-026',
} as const;

export type ProblemKind = keyof typeof problemCodes;

/** Where in the model: keys and positions from the root, such as ['stages', 0, 'required', 2, 'slot']. */
export type ModelPath = readonly (string | number)[];

/** A problem as a check finds it, before it is placed in a file. */
export interface Finding {
  readonly kind: ProblemKind;
  readonly path: ModelPath;
  /** true: the position is that of the key, not of its value. */
  readonly atKey?: boolean;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** A finding placed in its file. Lines and columns count from 1. */
export interface Problem extends Finding {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column CODE what why what to do`, one line. */
export const formatProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}:${problem.column} ${problem.code} ${problem.what} ${problem.why} ${problem.fix}`;

/** Problems in the order of the file, each once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const once = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...once.values()].sort(
    (a, b) => a.line - b.line || a.column - b.column || a.code.localeCompare(b.code) || a.what.localeCompare(b.what),
  );
}
