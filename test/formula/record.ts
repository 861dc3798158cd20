/** A small host for tests: fields by name, one record, one change. */
import {
  compileFormula,
  type CompileOptions,
  type FieldAccess,
  type FormulaType,
  type RawValue,
  type Scope,
} from '../../scripts/product/formula/index.ts';

interface TestField {
  readonly type: FormulaType;
  readonly value: RawValue;
  readonly prior?: RawValue;
  readonly values?: readonly string[];
}

export type TestFields = Readonly<Record<string, TestField>>;

export interface Fixture {
  readonly isNew?: boolean;
  readonly now?: number;
  readonly timeZone?: string;
  readonly rates?: Readonly<Record<string, RawValue>>;
}

export function scopeOf(fields: TestFields, fixture: Fixture = {}): Scope<undefined> {
  const accesses = new Map<string, FieldAccess<undefined>>();
  for (const [path, { type, value, prior, values }] of Object.entries(fields)) {
    accesses.set(path.toLowerCase(), {
      type,
      read: () => value,
      ...(prior === undefined ? {} : { prior: () => prior }),
      ...(values === undefined ? {} : { values }),
    });
  }
  const { rates } = fixture;
  return {
    resolve: (path) => accesses.get(path.toLowerCase()),
    isNew: () => fixture.isNew ?? false,
    isClone: () => false,
    now: () => fixture.now ?? 0,
    timeZone: () => fixture.timeZone ?? 'GMT',
    ...(rates === undefined ? {} : { currencyRate: (_: undefined, isoCode: string) => rates[isoCode] ?? null }),
  };
}

const rule: CompileOptions = { treatBlanksAs: 'blank', use: 'rule' };

/** The value of a formula that compiles. */
export function valueOf(source: string, fields: TestFields = {}, fixture: Fixture = {}): RawValue {
  const compiled = compileFormula(source, scopeOf(fields, fixture), rule);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '));
  return compiled.formula.evaluate(undefined);
}

/** The messages of a formula's compile problems, in the order they are reported. */
export function problemsOf(
  source: string,
  fields: TestFields = {},
  options: Partial<CompileOptions> = {},
): readonly string[] {
  const compiled = compileFormula(source, scopeOf(fields), { ...rule, ...options });
  return compiled.ok ? [] : compiled.problems.map(({ message }) => message);
}
