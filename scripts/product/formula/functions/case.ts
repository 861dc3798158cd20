/** CASE. Unlike IF it computes every value and result, so a division by zero in any of them fails. */
import { argument, literalArgument, refuse, type Call, type FunctionTable } from '../call.ts';
import { equality } from '../comparison.ts';
import { rawOf } from '../decimal.ts';
import { byStoredValue } from '../picklist.ts';
import { fault, sharedType, sharedValues, textRun, typeNames, type Run, type Term, type TermType } from '../term.ts';
import type { Context, Value } from '../term.ts';

interface Pair {
  readonly key: Term;
  readonly result: Term;
}

/** Finds the index of the pair a record chooses; -1 for none. Computes the subject and all keys. */
type Choose = (context: Context) => number;

function compileCase(call: Call): Term {
  const count = call.args.length;
  if (count % 2 !== 0) {
    const message = `Incorrect number of parameters for function 'CASE()'. Expected ${count + 1}, received ${count}`;
    return call.problem('argument-count', message);
  }
  const pairs: Pair[] = [];
  for (let index = 1; index < count - 1; index += 2) {
    pairs.push({ key: argument(call, index), result: argument(call, index + 1) });
  }
  const type = resultType(call);
  const choose = chooser(call, pairs);
  if (type === undefined || choose === undefined || type === 'fault') return fault;
  const results = [...pairs.map((pair) => pair.result), argument(call, count - 1)];
  return { type, run: selection(choose, results), ...(type === 'picklist' ? sharedValues(results) : {}) };
}

/** The type all results share; booleans are not allowed among them. */
function resultType(call: Call): TermType | undefined {
  let type: TermType = 'null';
  for (let index = 2; index < call.args.length; index += index === call.args.length - 2 ? 1 : 2) {
    const own = argument(call, index).type;
    const shared: TermType | undefined = own === 'boolean' ? undefined : sharedType(type, own);
    if (shared === undefined) {
      refuse(call, index, own === 'boolean' ? 'Number, Text, Date, DateTime' : typeNames[type]);
      return undefined;
    }
    type = shared;
  }
  return type;
}

function chooser(call: Call, pairs: readonly Pair[]): Choose | undefined {
  const subject = argument(call, 0);
  if (subject.type === 'fault') return undefined;
  if (subject.type === 'boolean' || subject.type === 'multipicklist') {
    refuse(call, 0, 'Number, Text, Date, DateTime, Picklist');
    return undefined;
  }
  if (subject.type === 'picklist') {
    return byPicklist(
      subject,
      pairs.map((_, index) => literalArgument(call, index * 2 + 1)),
    );
  }
  const misfit = pairs.findIndex(({ key }) => sharedType(subject.type, key.type) === undefined);
  if (misfit >= 0) {
    refuse(call, misfit * 2 + 1, typeNames[subject.type]);
    return undefined;
  }
  const keys = pairs.map(({ key }) => key);
  if (!keys.every((key) => key.known !== undefined)) return oneByOne(subject, keys);
  const values = keys.map((key) => key.known?.value ?? null);
  // TEXT(picklist) against literals is the picklist itself, as with `=`.
  if (subject.picklist !== undefined)
    return byPicklist(
      subject.picklist,
      values.map((v) => (v === null ? v : String(v))),
    );
  return byValue(subject, values);
}

function byPicklist(picklist: Term, literals: readonly (string | null)[]): Choose {
  const indexOf = byStoredValue(
    picklist,
    literals.map((literal, index) => [literal, index] as const),
  );
  const run = textRun(picklist);
  return (context) => indexOf(run(context)) ?? -1;
}

/** One look-up for any number of literals. A blank text equals a blank literal; other blanks equal nothing. */
function byValue(subject: Term, keys: readonly (Value | null)[]): Choose {
  const indexes = new Map<Value | null, number>();
  for (const [index, key] of keys.entries()) {
    if (key === null && subject.type !== 'text') continue;
    const own = mapKey(key);
    if (!indexes.has(own)) indexes.set(own, index);
  }
  const { run } = subject;
  return (context) => indexes.get(mapKey(run(context))) ?? -1;
}

/** Equal numbers must be equal map keys, whether held as JS number or Decimal. */
const mapKey = (value: Value | null): Value | null =>
  typeof value === 'object' && value !== null ? rawOf(value) : value;

function oneByOne(subject: Term, keys: readonly Term[]): Choose {
  const tests = keys.map((key) => {
    const type = sharedType(subject.type, key.type) ?? 'fault';
    return equality(type, subject, key, true);
  });
  return (context) => {
    let chosen = -1;
    for (const [index, test] of tests.entries()) if (test(context) === true && chosen < 0) chosen = index;
    return chosen;
  };
}

/** The chosen result; the last one is the default. */
function selection(choose: Choose, results: readonly Term[]): Run<Value> {
  const last = results.length - 1;
  if (results.every((result) => result.known !== undefined)) {
    const values = results.map((result) => result.known?.value ?? null);
    return (context) => {
      const index = choose(context);
      return values[index < 0 ? last : index] ?? null;
    };
  }
  const runs = results.map((result) => result.run);
  return (context) => {
    const index = choose(context);
    const wanted = index < 0 ? last : index;
    let value: Value | null = null;
    for (let at = 0; at <= last; at += 1) {
      const computed = runs[at]?.(context) ?? null;
      if (at === wanted) value = computed;
    }
    return value;
  };
}

export const caseFunctions: FunctionTable = {
  CASE: { least: 4, most: Infinity, compile: compileCase },
};
