export { precedence, print, type BinaryOperator, type Expr, type UnaryOperator } from './ast.ts';
export { compileFormula } from './compile.ts';
export { caseSafeId } from './functions/record.ts';
export { parseFormula, type ParseResult } from './parser.ts';
export { FormulaError, type FormulaProblem, type ProblemCode } from './problem.ts';
export { formatResult } from './result.ts';
export type {
  CompiledFormula,
  CompileOptions,
  CompileResult,
  FieldAccess,
  FormulaType,
  RawValue,
  ResultType,
  Scope,
} from './scope.ts';
