/**
 * Proves two formulas equal in meaning by asking them about every input there is. A mutant that no write tells apart is
 * either a hole in the proof or no mistake at all: this tells which.
 */
import {
  build,
  compileFormula,
  type Expr,
  type FieldAccess,
  print,
  type RawValue,
  type Scope,
} from '../../product/formula/index.ts';

/** The fields that formulas read: how, and every value that can matter. */
export interface Fixture {
  /** The field of a path, or undefined. Its `read` is not used. */
  field(path: string): Pick<FieldAccess<unknown>, 'type' | 'values' | 'nullable'> | undefined;
  /** All values of a field that formulas with these number literals can tell apart; undefined: not known. */
  domain(path: string, numbers: readonly number[]): readonly RawValue[] | undefined;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
  /** Formula fields that are best seen through: their trees, by path. */
  readonly inlined: ReadonlyMap<string, Expr>;
}

/** Beyond this many inputs nothing is proved. */
const most = 10_000_000;

/** The enclosing test at which both are equal for every input, with the number of inputs; undefined where none is. */
export function provenEqual(original: Expr, mutant: Expr, fixture: Fixture): string | undefined {
  const seenThrough = (expr: Expr): Expr => build.replaceNames(expr, (path) => fixture.inlined.get(path));
  const pairs = nested(original, mutant).toReversed();
  const [[narrowest] = [original]] = pairs.filter(([one]) => isTest(one));
  const related = new Set(namesOf(seenThrough(narrowest)));
  for (const [one, other] of pairs) {
    const isWhole = one === original;
    const [ours, theirs] = [seenThrough(one), seenThrough(other)];
    const inputs =
      equalForAll(...opaque(one, other, new Set()), fixture, isWhole) ??
      equalForAll(...opaque(ours, theirs, related), fixture, isWhole);
    if (inputs !== undefined) return `${print(one)}: ${inputs} inputs`;
  }
  return undefined;
}

/** Functions whose result is true or false, never unknown. */
const definite: ReadonlySet<string> = new Set(['AND', 'OR', 'ISBLANK', 'ISPICKVAL', 'ISNEW', 'ISCHANGED']);
const opaqueName = '$Opaque.';

/**
 * The pair with every condition that both share as an unknown of its own: what is equal whatever they say is equal.
 * Conditions that read one of the related fields stay as they are.
 */
function opaque(one: Expr, other: Expr, related: ReadonlySet<string>): [Expr, Expr] {
  const names = new Map<string, string>();
  const hide = (ours: Expr, theirs: Expr): [Expr, Expr] => {
    const text = print(ours);
    const isShared = ours.kind === 'call' && definite.has(ours.name) && text === print(theirs);
    if (isShared && !namesOf(ours).some((path) => related.has(path))) {
      const path = names.get(text) ?? `${opaqueName}${names.size}`;
      names.set(text, path);
      return [
        { kind: 'name', path },
        { kind: 'name', path },
      ];
    }
    const [mine, yours] = [operandsOf(ours), operandsOf(theirs)];
    if (ours.kind !== theirs.kind || mine.length !== yours.length) return [ours, theirs];
    const hidden = mine.map((operand, index) => hide(operand, yours[index] ?? operand));
    return [
      withOperands(
        ours,
        hidden.map(([first]) => first),
      ),
      withOperands(
        theirs,
        hidden.map(([, second]) => second),
      ),
    ];
  };
  return hide(one, other);
}

function withOperands(expr: Expr, operands: readonly Expr[]): Expr {
  switch (expr.kind) {
    case 'call':
      return { ...expr, args: operands };
    case 'binary':
      return { ...expr, left: operands[0] ?? expr.left, right: operands[1] ?? expr.right };
    case 'unary':
      return { ...expr, operand: operands[0] ?? expr.operand };
    default:
      return expr;
  }
}

/** Both trees, and below them, as long as only one operand differs, the pairs of those. */
function nested(one: Expr, other: Expr): [Expr, Expr][] {
  const pair: [Expr, Expr] = [one, other];
  const [ours, theirs] = [operandsOf(one), operandsOf(other)];
  if (one.kind !== other.kind || ours.length !== theirs.length) return [pair];
  const differing = ours.flatMap((operand, index): [Expr, Expr][] => {
    const counterpart = theirs[index];
    return counterpart === undefined || print(operand) === print(counterpart) ? [] : [[operand, counterpart]];
  });
  const [only] = differing;
  return only === undefined || differing.length > 1 ? [pair] : [pair, ...nested(...only)];
}

function operandsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'call':
      return expr.args;
    case 'binary':
      return [expr.left, expr.right];
    case 'unary':
      return [expr.operand];
    default:
      return [];
  }
}

interface Input {
  readonly now: Map<string, RawValue>;
  readonly before: Map<string, RawValue>;
  isNew: boolean;
}

/** How many inputs both are equal for, if for all; only conditions are compared, and whole formulas. */
function equalForAll(one: Expr, other: Expr, fixture: Fixture, isWhole: boolean): number | undefined {
  const scope = scopeOf(fixture);
  const [ours, theirs] = [one, other].map((expr) =>
    compileFormula(expr, scope, { treatBlanksAs: 'blank', use: 'rule' }),
  );
  if (ours?.ok !== true || theirs?.ok !== true) return undefined;
  if (ours.formula.returns !== 'boolean' && !isWhole) return undefined;
  const axes = axesOf([one, other], [...ours.formula.references, ...theirs.formula.references], fixture);
  if (axes === undefined) return undefined;
  const inputs = axes.reduce((product, { values }) => product * values.length, 1);
  if (inputs > most) return undefined;
  const input: Input = { now: new Map(), before: new Map(), isNew: false };
  for (let index = 0; index < inputs; index += 1) {
    let rest = index;
    for (const { values, put } of axes) {
      put(input, values[rest % values.length] ?? null);
      rest = Math.floor(rest / values.length);
    }
    if (answer(ours.formula, input) !== answer(theirs.formula, input)) return undefined;
  }
  return inputs;
}

function answer(formula: { evaluate(input: Input): RawValue }, input: Input): RawValue {
  try {
    return formula.evaluate(input);
  } catch (error) {
    return String(error);
  }
}

const scopeOf = (fixture: Fixture): Scope<Input> => ({
  resolve: (path) => {
    const key = path.toLowerCase();
    const field = path.startsWith(opaqueName) ? { type: 'checkbox' as const } : fixture.field(path);
    if (field === undefined) return undefined;
    const { type, values, nullable }: ReturnType<Fixture['field']> & object = field;
    return {
      type,
      ...(values === undefined ? {} : { values }),
      ...(nullable === undefined ? {} : { nullable }),
      read: ({ now }) => now.get(key) ?? null,
      prior: ({ before }) => before.get(key) ?? null,
    };
  },
  isNew: ({ isNew }) => isNew,
  isClone: () => false,
  now: () => fixture.now,
  timeZone: () => 'UTC',
});

interface Axis {
  readonly values: readonly RawValue[];
  readonly put: (input: Input, value: RawValue) => void;
}

/** What varies: each field, its value before where that is asked for, and whether the record is new. */
function axesOf(trees: readonly Expr[], references: readonly string[], fixture: Fixture): Axis[] | undefined {
  const calls = trees.flatMap(callsOf);
  const numbers = trees.flatMap(numbersOf);
  const fieldsOf = (name: string): Set<string> =>
    new Set(
      calls.flatMap((call) => {
        const [first] = call.args;
        return call.name === name && first?.kind === 'name' ? [first.path.toLowerCase()] : [];
      }),
    );
  const [before, changed] = [fieldsOf('PRIORVALUE'), fieldsOf('ISCHANGED')];
  const now = new Set(trees.flatMap(namesNowOf));
  const axes: Axis[] = [];
  for (const path of new Set(references.map((reference) => reference.toLowerCase()))) {
    const values = path.startsWith(opaqueName.toLowerCase()) ? [true, false] : fixture.domain(path, numbers);
    if (values === undefined) return undefined;
    if (changed.has(path) || (before.has(path) && now.has(path))) {
      axes.push({ values, put: (input, value) => input.now.set(path, value) });
      axes.push({ values, put: (input, value) => input.before.set(path, value) });
      continue;
    }
    // Read as it is, or only as it was: one value, which a new record has in both places.
    axes.push({ values, put: (input, value) => both(input).forEach((side) => side.set(path, value)) });
  }
  if (before.size + changed.size > 0 || calls.some(({ name }) => name === 'ISNEW'))
    axes.push({ values: [false, true], put: (input, value) => (input.isNew = value === true) });
  return axes;
}

const both = ({ now, before }: Input): readonly Map<string, RawValue>[] => [now, before];

/** The fields read as they are now, not before. */
const namesNowOf = (expr: Expr): string[] =>
  expr.kind === 'name'
    ? [expr.path.toLowerCase()]
    : expr.kind === 'call' && (expr.name === 'PRIORVALUE' || expr.name === 'ISCHANGED')
      ? []
      : operandsOf(expr).flatMap(namesNowOf);

const namesOf = (expr: Expr): string[] =>
  expr.kind === 'name' ? [expr.path.toLowerCase()] : operandsOf(expr).flatMap(namesOf);

const isTest = (expr: Expr): boolean =>
  expr.kind === 'binary' ? /^[<>=]/.test(expr.operator) : expr.kind === 'call' && definite.has(expr.name);

const callsOf = (expr: Expr): Extract<Expr, { kind: 'call' }>[] => [
  ...(expr.kind === 'call' ? [expr] : []),
  ...operandsOf(expr).flatMap(callsOf),
];

const numbersOf = (expr: Expr): number[] =>
  expr.kind === 'number' ? [Number(expr.text)] : operandsOf(expr).flatMap(numbersOf);
