import {
  compileFormula,
  type CompiledFormula,
  type FormulaType,
  type RawValue,
} from '../../../product/formula/index.ts';
import { notFound, type Problems } from '../problem.ts';
import type { Row, Value } from '../store/row.ts';
import type { Viewer } from './viewer.ts';
import type { Field, Frame, ObjectType, Rule } from './object.ts';
import { scopeOf, type Globals } from './scope.ts';

/** What may change while neither the row nor the day does. */
const moment = /\b(NOW|TIMENOW|CURRENCYRATE)\s*\(/i;
const day = /\bTODAY\s*\(/i;

const results: Partial<Record<Field['kind'], FormulaType>> = {
  double: 'number',
  currency: 'currency',
  percent: 'percent',
  string: 'text',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  boolean: 'checkbox',
};

/** Rounds half away from zero, as Salesforce shows and stores numbers. */
export function roundTo(value: number, scale: number): number {
  if (scale >= 15 || Number.isInteger(value)) return value;
  const factor = 10 ** scale;
  const scaled = Math.abs(value) * factor;
  // Half a unit in the last place keeps 1.005 * 100 from falling short of 100.5.
  return (Math.sign(value) * Math.floor(scaled + 0.5 + scaled * Number.EPSILON)) / factor;
}

/** A formula's raw result as the field of that kind holds it. */
function held(field: Field, raw: RawValue): Value {
  if (raw === null || raw === '') return field.kind === 'boolean' ? false : null;
  switch (field.kind) {
    case 'double':
    case 'currency':
      return roundTo(Number(raw), field.scale ?? 2);
    case 'percent':
      // The expression says 0.05; the field holds 5.
      return roundTo(Number(raw) * 100, field.scale ?? 2);
    case 'boolean':
      return raw === true;
    case 'datetime':
      return typeof raw === 'string' ? new Date(raw).toISOString().replace('Z', '+0000') : null;
    default:
      return typeof raw === 'string' ? raw.slice(0, 1300) : String(raw);
  }
}

const evaluate = (formula: CompiledFormula<Frame>, frame: Frame): RawValue => {
  try {
    return formula.evaluate(frame);
  } catch {
    // Salesforce shows #Error! and hands out null.
    return null;
  }
};

/** How long a field's value stands while its own row does not change. TODAY changes on the quarter hour, in any zone. */
type Lasting = 'always' | 'quarterHour' | 'never';
const quarterHour = 15 * 60 * 1000;

/** How many formula fields of an object have a place in the caches of its rows, taken when they are first read. */
const places = new WeakMap<ObjectType, number>();

function takePlace(object: ObjectType): number {
  const place = places.get(object) ?? 0;
  places.set(object, place + 1);
  return place;
}

/** Reads through the row's own cache while the result can depend on nothing but the row, or the row and the day. */
function formulaReader(field: Field, formula: CompiledFormula<Frame>, lasting: Lasting): Field['read'] {
  const fresh = (row: Row, session: Viewer): Value =>
    held(field, evaluate(formula, { row, prior: null, isNew: false, session }));
  if (lasting === 'never') return fresh;
  // Not the field's slot: the few fields that are read would leave each of a million rows with an array of gaps.
  let place = -1;
  const memoized = (row: Row, session: Viewer): Value => {
    if (place < 0) place = takePlace(field.object);
    const known = row.computed?.[place];
    if (known !== undefined) return known;
    const value = fresh(row, session);
    row.computed ??= [];
    row.computed[place] = value;
    return value;
  };
  if (lasting === 'always') return memoized;
  return (row, session) => {
    const quarter = Math.floor(session.now() / quarterHour);
    if (row.computedIn !== quarter) {
      row.computed = null;
      row.computedIn = quarter;
    }
    return memoized(row, session);
  };
}

/** Where a character of a formula stands, for messages. */
function place(source: string, at: number): string {
  const before = source.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** Compiles every formula of a schema, reporting all that do not compile. */
export class FormulaLinker {
  readonly #globals: Globals;
  readonly #problems: Problems;
  readonly #compiled = new Map<Field, CompiledFormula<Frame>>();

  constructor(globals: Globals, problems: Problems) {
    this.#globals = globals;
    this.#problems = problems;
  }

  /** All objects at once: formulas read each other across objects. */
  link(objects: Iterable<ObjectType>, activateRules: boolean): void {
    const all = [...objects];
    for (const object of all) for (const field of object.fields) this.#compileField(object, field);
    for (const [field, formula] of this.#compiled) field.read = formulaReader(field, formula, this.#lasting(field, []));
    for (const object of all) object.rules = this.#rulesOf(object, activateRules);
  }

  /** `what` and `path` say in problems whose formula it is. */
  #compile(
    object: ObjectType,
    { source, what, path }: { readonly source: string; readonly what: string; readonly path: string | undefined },
    options: Parameters<typeof compileFormula>[2],
  ): CompiledFormula<Frame> | undefined {
    const result = compileFormula(source, scopeOf(object, this.#globals), options);
    if (result.ok) return result.formula;
    for (const { message, at } of result.problems) {
      this.#problems.add(path, `${what}: ${message} (${place(source, at)} of the formula)`, message);
    }
    return undefined;
  }

  #compileField(object: ObjectType, field: Field): void {
    const what = `${object.name}.${field.name}`;
    const returns = results[field.kind];
    if (field.formula !== undefined) {
      const options = {
        treatBlanksAs: field.formula.treatBlanksAs,
        use: 'field',
        ...(returns === undefined ? {} : { returns }),
      } as const;
      const formula = this.#compile(object, { source: field.formula.source, what, path: field.path }, options);
      if (formula !== undefined) this.#compiled.set(field, formula);
    }
    if (field.defaultFormula !== undefined && field.formula === undefined) {
      const options = { treatBlanksAs: 'blank', use: 'default' } as const;
      const own = { source: field.defaultFormula, what: `${what} default`, path: field.path };
      const formula = this.#compile(object, own, options);
      if (formula !== undefined) field.defaults = formula;
    }
  }

  /** True when a field's value can change only when its own row does; what a roll-up may add up. */
  settled(field: Field): boolean {
    return this.#lasting(field, []) === 'always';
  }

  /** How long a field's value stands while its own row does not change. Reports formulas that run in circles. */
  #lasting(field: Field, above: readonly Field[]): Lasting {
    if (above.includes(field)) {
      if (above[0] === field) this.#problems.add(field.path, `${field.object.name}.${field.name} refers to itself`);
      return 'never';
    }
    if (field.derive !== undefined) return 'never';
    const formula = this.#compiled.get(field);
    if (formula === undefined) return 'always';
    const source = field.formula?.source ?? '';
    if (moment.test(source)) return 'never';
    let lasting: Lasting = day.test(source) ? 'quarterHour' : 'always';
    for (const path of formula.references) {
      const own = field.object.byName.get(path.toLowerCase());
      const one = own === undefined ? 'never' : this.#lasting(own, [...above, field]);
      if (one === 'never') return one;
      if (one === 'quarterHour') lasting = one;
    }
    return lasting;
  }

  #rulesOf(object: ObjectType, activateRules: boolean): Rule[] {
    const rules: Rule[] = [];
    for (const rule of object.declaration.rules) {
      const what = `${object.name}, validation rule ${rule.name}`;
      if (rule.source.length > 3900)
        this.#problems.add(
          rule.path,
          `${what}: a formula has at most 3900 characters`,
          `Formula is too long (${rule.source.length} characters). Maximum length is 3,900 characters`,
        );
      const formula = this.#compile(
        object,
        { source: rule.source, what, path: rule.path },
        { treatBlanksAs: 'blank', use: 'rule' },
      );
      if (formula?.returns !== undefined && formula.returns !== 'boolean') {
        const wrong = `${formula.returns.charAt(0).toUpperCase()}${formula.returns.slice(1)}`;
        this.#problems.add(
          rule.path,
          `${what}: the formula gives ${formula.returns}, not true or false`,
          `Formula result is data type (${wrong}), incompatible with expected data type (true or false).`,
        );
      }
      const shown = rule.displayField === undefined ? undefined : object.byName.get(rule.displayField.toLowerCase());
      if (rule.displayField !== undefined && (shown === undefined || shown.summary !== undefined)) {
        this.#problems.add(
          rule.path,
          `${what}: errorDisplayField ${rule.displayField} is ${shown === undefined ? 'no field' : 'a roll-up summary'}`,
          notFound('errorDisplayField', 'CustomField', `${object.name}.${rule.displayField}`),
        );
      }
      const active = rule.active || activateRules;
      if (formula !== undefined && active)
        rules.push({ ...rule, formula, fields: shown === undefined ? [] : [shown.name] });
    }
    return rules.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }
}
