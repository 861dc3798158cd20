// Trees: made, read, printed.
export { precedence, print, type BinaryOperator, type Expr } from './ast.ts';
export * as build from './build.ts';
export { parseFormula } from './parser.ts';

// Compiled and run.
export { compileFormula } from './compile.ts';
export { FormulaError, type FormulaProblem } from './problem.ts';
export { formatResult } from './result.ts';
export type { CompiledFormula, CompileOptions, FieldAccess, FormulaType, RawValue, Scope } from './scope.ts';

// Values as formulas see them.
export { multiply, rawOf } from './decimal.ts';
export { readNumber } from './field.ts';
export { caseSafeId } from './functions/record.ts';
