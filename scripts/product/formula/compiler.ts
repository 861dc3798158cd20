/** Tree to closures: resolves names, checks types and folds what is the same for every record. */
import type { Expr } from './ast.ts';
import { readMoment } from './calendar.ts';
import type { Call, FunctionSpec } from './call.ts';
import { numberOf } from './decimal.ts';
import { currentValue } from './field.ts';
import { functions } from './functions/table.ts';
import { compileBinary, compileUnary } from './operators.ts';
import { FormulaError, type FormulaProblem, type ProblemCode } from './problem.ts';
import type { CompileOptions, ResultType, Scope } from './scope.ts';
import { blankless, fault, known, type Term } from './term.ts';

/** The one global every org answers alike. */
const originDateTime = known('datetime', readMoment('1900-01-01T00:00:00Z'));

export class Compiler {
  readonly problems: FormulaProblem[] = [];
  readonly #references = new Map<string, string>();
  readonly #scope: Scope<unknown>;
  readonly #options: CompileOptions;

  constructor(scope: Scope<unknown>, options: CompileOptions) {
    this.#scope = scope;
    this.#options = options;
  }

  get references(): readonly string[] {
    return [...this.#references.values()];
  }

  compile(expr: Expr): Term {
    switch (expr.kind) {
      case 'number':
        return known('number', numberOf(expr.text));
      case 'text':
        return known('text', blankless(expr.value));
      case 'boolean':
        return known('boolean', expr.value);
      case 'null':
        return known('null', null);
      case 'name':
        return this.#name(expr.path, expr.at ?? 0);
      case 'unary': {
        const call = this.#call(expr.operator === '!' ? 'NOT()' : expr.operator, [expr.operand], expr);
        return fold(call, compileUnary(expr.operator, call));
      }
      case 'binary': {
        const call = this.#call(expr.operator, [expr.left, expr.right], expr);
        return fold(call, compileBinary(expr.operator, call));
      }
      case 'call':
        return this.#function(expr);
    }
  }

  #problem(code: ProblemCode, message: string, at: number): Term {
    this.problems.push({ code, message, at });
    return fault;
  }

  #name(path: string, at: number): Term {
    const access = this.#scope.resolve(path);
    const isOrigin = access === undefined && path.toLowerCase() === '$system.origindatetime';
    if (access === undefined && !isOrigin) {
      return this.#problem('unknown-field', `Field ${path} does not exist. Check spelling.`, at);
    }
    const key = path.toLowerCase();
    if (!this.#references.has(key)) this.#references.set(key, path);
    return access === undefined ? originDateTime : currentValue(access, this.#options);
  }

  #call(name: string, exprs: readonly Expr[], whole: Expr): Call {
    const args = exprs.map((expr) => this.compile(expr));
    const problem: Call['problem'] = (code, message, argument) => {
      const at = argument === undefined ? whole.at : (exprs[argument] ?? whole).at;
      return this.#problem(code, message, at ?? 0);
    };
    return { name, exprs, args, scope: this.#scope, options: this.#options, problem };
  }

  #function(expr: Expr & { readonly kind: 'call' }): Term {
    const name = expr.name.toUpperCase();
    const spec = Object.hasOwn(functions, name) ? functions[name] : undefined;
    const call = this.#call(`${name}()`, expr.args, expr);
    if (spec === undefined) {
      return call.problem('unknown-function', `Unknown function ${expr.name}. Check spelling.`);
    }
    if (spec.rulesOnly === true && this.#options.use !== 'rule') {
      const place = this.#options.use === 'field' ? 'formula fields' : 'default values';
      return call.problem('not-allowed', `Function ${name} may not be used in ${place}`);
    }
    if (spec.fieldsOnly === true && this.#options.use === 'rule')
      return call.problem('not-allowed', `Function ${name} may not be used in this type of formula`);
    if (call.args.length < spec.least || call.args.length > spec.most) return wrongCount(call, spec);
    const term = spec.compile(call);
    return spec.volatile === true ? term : fold(call, term);
  }
}

function wrongCount(call: Call, { least, most }: FunctionSpec): Term {
  const expected = least === most ? String(least) : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  const received = `Expected ${expected}, received ${call.args.length}`;
  return call.problem('argument-count', `Incorrect number of parameters for function '${call.name}'. ${received}`);
}

/** Computes a term now if all its arguments are known; one that fails is left to fail when it runs. */
function fold(call: Call, term: Term): Term {
  if (term.known !== undefined || term.type === 'fault' || !call.args.every(isKnown)) return term;
  try {
    const folded = known(term.type, term.run(undefined));
    return term.values === undefined ? folded : { ...folded, values: term.values };
  } catch (error) {
    if (error instanceof FormulaError) return term;
    throw error;
  }
}

const isKnown = (term: Term): term is Term & { readonly type: ResultType } => term.known !== undefined;
