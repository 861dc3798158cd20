/** What a formula needs from its host: fields, the change under way, the clock and the user's time zone. */
import type { FormulaProblem } from './problem.ts';

export type FormulaType =
  | 'number'
  | 'currency'
  | 'percent'
  | 'integer'
  | 'text'
  | 'date'
  | 'datetime'
  | 'time'
  | 'checkbox'
  | 'picklist'
  | 'multipicklist'
  | 'lookup';

/**
 * How hosts hold values: numbers as JS numbers or decimal strings, dates `YYYY-MM-DD`, datetimes ISO with `Z` or an
 * offset, times `HH:MM:SS.mmmZ`, checkboxes as booleans, multi-select picklists `a;b`; percent 5 means 5 %.
 */
export type RawValue = number | string | boolean | null;

/** One field, as it is read from a record. */
export interface FieldAccess<C> {
  readonly type: FormulaType;
  /** The declared picklist values; without them any stored value may match a literal. */
  readonly values?: readonly string[];
  /** False when the field can never be blank. */
  readonly nullable?: boolean;
  /** The stored value; for a formula field its computed value. */
  read(context: C): RawValue;
  /** The value before the change; without it the field counts as unchanged. Not asked when the record is new. */
  prior?(context: C): RawValue;
}

/** The scope a formula is compiled in. `C` is whatever the host evaluates against, usually a record and its change. */
export interface Scope<C> {
  /** The field of a dotted path, ignoring case; `$`-globals included. Undefined when there is none. */
  resolve(path: string): FieldAccess<C> | undefined;
  isNew(context: C): boolean;
  isClone(context: C): boolean;
  /** Milliseconds since 1970-01-01 UTC. */
  now(context: C): number;
  /** An IANA name such as `Europe/Berlin`. */
  timeZone(context: C): string;
  /** The conversion rate of a currency to the corporate one; without it CURRENCYRATE does not compile. */
  currencyRate?(context: C, isoCode: string): RawValue;
}

export interface CompileOptions {
  /** What a blank number field reads as. Validation rules always run as `blank`. */
  readonly treatBlanksAs: 'blank' | 'zero';
  /** Where the formula stands; some functions are refused outside validation rules. */
  readonly use: 'rule' | 'field' | 'default';
  /** The type the result must have; a mismatch is a compile problem. */
  readonly returns?: FormulaType;
}

/** The type of a formula's result; `null` for a formula that can only be blank. */
export type ResultType =
  'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'time' | 'picklist' | 'multipicklist' | 'null';

/** A formula ready to run; it holds no state and may be shared. */
export interface CompiledFormula<C> {
  readonly returns: ResultType;
  /** The field paths the formula names, each once, as first written. */
  readonly references: readonly string[];
  /** The raw result: numbers as JS numbers when exact, else decimal strings. Throws FormulaError. */
  evaluate(context: C): RawValue;
  /** The result of a condition, blank read as false. Throws FormulaError; TypeError if it is no condition. */
  test(context: C): boolean;
}

export type CompileResult<C> =
  | { readonly ok: true; readonly formula: CompiledFormula<C> }
  | { readonly ok: false; readonly problems: readonly FormulaProblem[] };
