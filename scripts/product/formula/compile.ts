/** Compiles a formula against a scope. */
import type { Expr } from './ast.ts';
import { Compiler } from './compiler.ts';
import { resultTypeOf } from './field.ts';
import { parseFormula } from './parser.ts';
import type { FormulaProblem } from './problem.ts';
import { rawResult } from './result.ts';
import type { CompiledFormula, CompileOptions, CompileResult, Scope } from './scope.ts';
import { typeNames, type Term } from './term.ts';

/**
 * Compiles source of at most 3,900 characters, or a tree, once; the result evaluates without parsing again.
 * Every problem is reported, each naming the unknown field or function, or the types that do not fit.
 */
export function compileFormula<C>(source: string | Expr, scope: Scope<C>, options: CompileOptions): CompileResult<C> {
  const parsed = typeof source === 'string' ? parseFormula(source) : { ok: true as const, expr: source };
  if (!parsed.ok) return parsed;
  const compiler = new Compiler(scope, options);
  const term = compiler.compile(parsed.expr);
  const problems = [...compiler.problems, ...mismatch(term, options, parsed.expr.at ?? 0)];
  if (problems.length > 0 || term.type === 'fault') return { ok: false, problems };
  return { ok: true, formula: formulaOf(term, term.type, compiler.references) };
}

function mismatch(term: Term, { returns }: CompileOptions, at: number): FormulaProblem[] {
  if (returns === undefined || term.type === 'fault' || term.type === 'null') return [];
  const expected = resultTypeOf(returns);
  if (term.type === expected) return [];
  const message =
    `Formula result is data type (${typeNames[term.type]}), ` +
    `incompatible with expected data type (${typeNames[expected]}).`;
  return [{ code: 'result-type', message, at }];
}

function formulaOf(
  term: Term,
  returns: CompiledFormula<unknown>['returns'],
  references: readonly string[],
): CompiledFormula<unknown> {
  const { run } = term;
  const isCondition = returns === 'boolean' || returns === 'null';
  return {
    returns,
    references,
    evaluate: (context) => rawResult(returns, run(context)),
    test: (context) => {
      if (!isCondition) throw new TypeError(`A formula of type ${typeNames[returns]} is no condition`);
      return run(context) === true;
    },
  };
}
