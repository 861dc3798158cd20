/** A compiled expression: its static type and the closure that computes it. */
import type { Decimal } from 'decimal.js';
import type { Num } from './decimal.ts';
import type { ResultType } from './scope.ts';

/** Closures do not know the host's context type; `compileFormula` ties it back to its scope. */
export type Context = unknown;
/** A value of a formula: numbers, days and milliseconds as numbers; text and picklists as non-empty strings. */
export type Value = number | Decimal | string | boolean;
/** Computes a value; null is a blank, or an unknown condition. */
export type Run<V> = (context: Context) => V | null;

/** `fault` is the type of an expression already reported; it fits everywhere, so that one mistake is told once. */
export type TermType = ResultType | 'fault';

export interface Term {
  readonly type: TermType;
  readonly run: Run<Value>;
  /** The value, where it is the same for every record. */
  readonly known?: { readonly value: Value | null };
  /** The declared values of a picklist. */
  readonly values?: readonly string[];
  /** On a text that is TEXT(picklist): the picklist, because comparing it to a literal ignores case. */
  readonly picklist?: Term;
  /** True when the value is never blank. */
  readonly present?: boolean;
}

/** The names Salesforce gives the types in its messages. */
export const typeNames: Readonly<Record<TermType, string>> = {
  number: 'Number',
  text: 'Text',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Multi-Select Picklist',
  null: 'Null',
  fault: 'Unknown',
};

export const fault: Term = { type: 'fault', run: () => null };

export const known = (type: ResultType, value: Value | null): Term => ({
  type,
  run: () => value,
  known: { value },
  present: value !== null,
});

export const number = (run: Run<Num>): Term => ({ type: 'number', run });
export const text = (run: Run<string>): Term => ({ type: 'text', run });
export const condition = (run: Run<boolean>): Term => ({ type: 'boolean', run });

// A term's type says what its closure yields, so these four are the only places a closure's result is narrowed.
export const numberRun = (term: Term): Run<Num> => term.run as Run<Num>;
export const textRun = (term: Term): Run<string> => term.run as Run<string>;
export const conditionRun = (term: Term): Run<boolean> => term.run as Run<boolean>;
/** Days of a date, milliseconds of a datetime or time. */
export const calendarRun = (term: Term): Run<number> => term.run as Run<number>;

/** The type two branches share, `null` fitting all; undefined when they differ. */
export function sharedType(left: TermType, right: TermType): TermType | undefined {
  if (left === right || right === 'null' || right === 'fault') return left;
  return left === 'null' || left === 'fault' ? right : undefined;
}

/** The declared values of a term that may be any of these picklists. */
export function sharedValues(terms: readonly Term[]): { values?: readonly string[] } {
  const values = new Set<string>();
  for (const term of terms) {
    if (term.type !== 'picklist') continue;
    if (term.values === undefined) return {};
    for (const value of term.values) values.add(value);
  }
  return { values: [...values] };
}

/** Text has no empty string apart from blank. */
export const blankless = (value: string): string | null => (value === '' ? null : value);
