/** What a function compiler is given, and how it takes its arguments. */
import type { Expr } from './ast.ts';
import type { Num } from './decimal.ts';
import type { ProblemCode } from './problem.ts';
import type { CompileOptions, ResultType, Scope } from './scope.ts';
import { conditionRun, fault, numberRun, textRun, typeNames, type Run, type Term } from './term.ts';

export interface Call {
  /** As messages name it: `IF()` or `+`. */
  readonly name: string;
  readonly exprs: readonly Expr[];
  readonly args: readonly Term[];
  readonly scope: Scope<unknown>;
  readonly options: CompileOptions;
  /** Records a problem at an argument or, without one, at the call. */
  problem(code: ProblemCode, message: string, argument?: number): Term;
}

export interface FunctionSpec {
  /** How many arguments it takes. */
  readonly least: number;
  readonly most: number;
  /** True when equal arguments may give different results: it reads the record, the change or the clock. */
  readonly volatile?: boolean;
  /** Refused in formula fields and default values, where there is no change to look at. */
  readonly rulesOnly?: boolean;
  /** Refused in validation rules: what it makes is for showing. */
  readonly fieldsOnly?: boolean;
  readonly compile: (call: Call) => Term;
}

export type FunctionTable = Readonly<Record<string, FunctionSpec>>;

/** The argument at an index; calls are checked for their count before they are compiled. */
export function argument(call: Call, index: number): Term {
  const term = call.args[index];
  if (term === undefined) throw new RangeError(`${call.name} read argument ${index + 1} of ${call.args.length}`);
  return term;
}

const kind = (call: Call): string => (call.name.endsWith(')') ? 'function' : 'operator');

/** Reports an argument of a type the call cannot take. */
export function refuse(call: Call, index: number, expected: string): Term {
  const received = typeNames[argument(call, index).type];
  const message = `Incorrect parameter type for ${kind(call)} '${call.name}'. Expected ${expected}, received ${received}`;
  return call.problem('argument-type', message, index);
}

/** The argument if it has one of the types, or is NULL; otherwise a fault, reported. */
export function expect(call: Call, index: number, ...types: readonly ResultType[]): Term {
  const term = argument(call, index);
  if (term.type === 'null' || term.type === 'fault' || types.includes(term.type)) return term;
  return refuse(call, index, types.map((type) => typeNames[type]).join(', '));
}

/** As `expect`, but NULL is refused too. */
export function insist(call: Call, index: number, ...types: readonly ResultType[]): Term {
  if (argument(call, index).type !== 'null') return expect(call, index, ...types);
  return refuse(call, index, types.map((type) => typeNames[type]).join(', '));
}

/** As `numberArgument`, but NULL is refused. */
export const presentNumber = (call: Call, index: number): Run<Num> => numberRun(insist(call, index, 'number'));
export const numberArgument = (call: Call, index: number): Run<Num> => numberRun(expect(call, index, 'number'));
export const textArgument = (call: Call, index: number): Run<string> => textRun(expect(call, index, 'text'));
export const conditionArgument = (call: Call, index: number): Run<boolean> =>
  conditionRun(expect(call, index, 'boolean'));

/** The value of a text written as a literal; anything else is reported, even `"a" & "b"`. Null is a blank literal. */
export function literalArgument(call: Call, index: number): string | null {
  const expr = call.exprs[index];
  if (expr?.kind === 'text') return expr.value === '' ? null : expr.value;
  if (argument(call, index) !== fault) refuse(call, index, 'Text Literal');
  return null;
}
