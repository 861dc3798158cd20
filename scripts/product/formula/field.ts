/** A field of the host as a term: the raw value is read into the value its type computes with. */
import { readDate, readMoment, readTime } from './calendar.ts';
import { hundredth, numberOf, type Num } from './decimal.ts';
import { FormulaError } from './problem.ts';
import type { CompileOptions, FieldAccess, FormulaType, RawValue, ResultType, Scope } from './scope.ts';
import type { Context, Run, Term, Value } from './term.ts';

type Read = (context: Context) => RawValue;

const resultTypes: Readonly<Record<FormulaType, ResultType>> = {
  number: 'number',
  currency: 'number',
  percent: 'number',
  integer: 'number',
  text: 'text',
  lookup: 'text',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  checkbox: 'boolean',
  picklist: 'picklist',
  multipicklist: 'multipicklist',
};

/** The type a formula must return to fill a field of this type. */
export const resultTypeOf = (type: FormulaType): ResultType => resultTypes[type];

const decimalText = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?\s*$/;

/** A stored number; hosts also hold them as decimal text. */
export function readNumber(raw: RawValue): Num | null {
  if (typeof raw === 'number') return raw + 0;
  if (raw === null || raw === '') return null;
  if (typeof raw === 'string' && decimalText.test(raw)) return numberOf(raw);
  throw new FormulaError(`Not a number: ${String(raw)}`);
}

function numbers(read: Read, type: FormulaType, blank: Num | null): Run<Num> {
  if (type !== 'percent') return (context) => readNumber(read(context)) ?? blank;
  return (context) => {
    const value = readNumber(read(context));
    return value === null ? blank : hundredth(value);
  };
}

function texts(read: Read): Run<string> {
  return (context) => {
    const raw = read(context);
    if (raw === null || raw === '') return null;
    return typeof raw === 'string' ? raw : String(raw);
  };
}

function moments(read: Read, parse: (text: string) => number): Run<number> {
  return (context) => {
    const raw = read(context);
    return raw === null || raw === '' ? null : parse(String(raw));
  };
}

/** A checkbox is never blank: no value reads as false. */
export const isChecked = (raw: RawValue): boolean => raw === true || raw === 'true';

function reader(read: Read, type: FormulaType, blank: Num | null): Run<Value> {
  switch (type) {
    case 'number':
    case 'currency':
    case 'percent':
    case 'integer':
      return numbers(read, type, blank);
    case 'date':
      return moments(read, readDate);
    case 'datetime':
      return moments(read, readMoment);
    case 'time':
      return moments(read, readTime);
    case 'checkbox':
      return (context) => isChecked(read(context));
    case 'text':
    case 'lookup':
    case 'picklist':
    case 'multipicklist':
      return texts(read);
  }
}

function fieldTerm(access: FieldAccess<unknown>, read: Read, blank: Num | null): Term {
  const type = resultTypeOf(access.type);
  const present = access.nullable === false || type === 'boolean' || (type === 'number' && blank !== null);
  const values = access.values === undefined ? {} : { values: access.values };
  return { type, run: reader(read, access.type, blank), present, ...values };
}

/** A field's value; blank numbers read as zero where the formula says so. */
export function currentValue(access: FieldAccess<unknown>, options: CompileOptions): Term {
  return fieldTerm(access, (context) => access.read(context), options.treatBlanksAs === 'zero' ? 0 : null);
}

/** A field's value before the change, or its current one on insert. Blanks stay blank in either mode. */
export function priorValue(access: FieldAccess<unknown>, scope: Scope<unknown>): Term {
  const read: Read = (context) =>
    access.prior === undefined || scope.isNew(context) ? access.read(context) : access.prior(context);
  return { ...fieldTerm(access, read, null), present: false };
}
