export { precedence, print, type BinaryOperator, type Expr } from './ast.ts';
export { compileFormula } from './compile.ts';
export { caseSafeId } from './functions/record.ts';
export { parseFormula } from './parser.ts';
export { FormulaError, type FormulaProblem } from './problem.ts';
export { formatResult } from './result.ts';
export type { CompiledFormula, CompileOptions, FieldAccess, FormulaType, RawValue, Scope } from './scope.ts';
