/** `=`, `<>` and the order operators. A comparison with a blank is unknown, except that blank texts are equal. */
import { argument, refuse, type Call } from './call.ts';
import { order } from './decimal.ts';
import { holdsLiteral } from './picklist.ts';
import {
  calendarRun,
  condition,
  fault,
  numberRun,
  sharedType,
  textRun,
  typeNames,
  type Run,
  type Term,
  type TermType,
} from './term.ts';

export type EqualityOperator = '=' | '<>';
export type OrderOperator = '<' | '<=' | '>' | '>=';

const ordered: ReadonlySet<TermType> = new Set(['number', 'text', 'date', 'datetime', 'time', 'null', 'fault']);
const orderedNames = 'Number, Date, DateTime';

/** The type both sides share; reports the one that does not fit. */
function shared(call: Call): TermType | undefined {
  const left = argument(call, 0);
  const type = sharedType(left.type, argument(call, 1).type);
  if (type === undefined) refuse(call, 1, typeNames[left.type]);
  return type;
}

export function compileEquality(operator: EqualityOperator, call: Call): Term {
  const type = shared(call);
  if (type === undefined) return fault;
  if (type === 'multipicklist') return refuse(call, 0, 'Number, Text, Date, DateTime, Time, Boolean');
  const [left, right] = [argument(call, 0), argument(call, 1)];
  const wanted = operator === '=';
  return condition(equality(type, left, right, wanted));
}

/** Whether two terms of a type are equal (`wanted`) or differ (not `wanted`). */
export function equality(type: TermType, left: Term, right: Term, wanted: boolean): Run<boolean> {
  switch (type) {
    case 'number':
      return equalNumbers(left, right, wanted);
    case 'text':
      return (
        picklistEquality(left, right, wanted) ??
        picklistEquality(right, left, wanted) ??
        equalTexts(left, right, wanted)
      );
    default:
      return equalValues(left, right, wanted);
  }
}

/** TEXT(picklist) against a literal is ISPICKVAL: it ignores case and knows only declared values. */
function picklistEquality({ picklist }: Term, literal: Term, wanted: boolean): Run<boolean> | undefined {
  if (picklist === undefined || literal.known === undefined) return undefined;
  const { value } = literal.known;
  const holds = holdsLiteral(picklist, value === null ? null : String(value));
  return wanted ? holds : (context) => holds(context) !== true;
}

function equalTexts(left: Term, right: Term, wanted: boolean): Run<boolean> {
  const [l, r] = [textRun(left), textRun(right)];
  return (context) => (l(context) === r(context)) === wanted;
}

function equalNumbers(left: Term, right: Term, wanted: boolean): Run<boolean> {
  const [l, r] = [numberRun(left), numberRun(right)];
  return (context) => {
    const a = l(context);
    const b = r(context);
    if (a === null || b === null) return null;
    return (typeof a === 'number' && typeof b === 'number' ? a === b : order(a, b) === 0) === wanted;
  };
}

function equalValues(left: Term, right: Term, wanted: boolean): Run<boolean> {
  const [l, r] = [left.run, right.run];
  return (context) => {
    const a = l(context);
    const b = r(context);
    return a === null || b === null ? null : (a === b) === wanted;
  };
}

export function compileOrder(operator: OrderOperator, call: Call): Term {
  const type = shared(call);
  if (type === undefined) return fault;
  if (!ordered.has(type)) return refuse(call, ordered.has(argument(call, 0).type) ? 1 : 0, orderedNames);
  const [left, right] = [argument(call, 0), argument(call, 1)];
  switch (operator) {
    case '<':
      return condition(less(type, left, right));
    case '>':
      return condition(less(type, right, left));
    case '<=':
      return condition(lessOrEqual(type, left, right));
    case '>=':
      return condition(lessOrEqual(type, right, left));
  }
}

function less(type: TermType, left: Term, right: Term): Run<boolean> {
  if (type === 'number') {
    const [l, r] = [numberRun(left), numberRun(right)];
    return (context) => {
      const a = l(context);
      const b = r(context);
      if (a === null || b === null) return null;
      return typeof a === 'number' && typeof b === 'number' ? a < b : order(a, b) < 0;
    };
  }
  const [l, r] = [comparable(type, left), comparable(type, right)];
  return (context) => {
    const a = l(context);
    const b = r(context);
    return a === null || b === null ? null : a < b;
  };
}

function lessOrEqual(type: TermType, left: Term, right: Term): Run<boolean> {
  if (type === 'number') {
    const [l, r] = [numberRun(left), numberRun(right)];
    return (context) => {
      const a = l(context);
      const b = r(context);
      if (a === null || b === null) return null;
      return typeof a === 'number' && typeof b === 'number' ? a <= b : order(a, b) <= 0;
    };
  }
  const [l, r] = [comparable(type, left), comparable(type, right)];
  return (context) => {
    const a = l(context);
    const b = r(context);
    return a === null || b === null ? null : a <= b;
  };
}

/** Days and milliseconds order as numbers, text by UTF-16 unit: both are what JS does. */
const comparable = (type: TermType, term: Term): Run<number | string> =>
  type === 'text' ? textRun(term) : calendarRun(term);
