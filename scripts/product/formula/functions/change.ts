/** ISNEW, ISCLONE, ISCHANGED and PRIORVALUE: what the change under way does. */
import { readMoment, readTime } from '../calendar.ts';
import { type Call, type FunctionTable } from '../call.ts';
import { order } from '../decimal.ts';
import { isChecked, priorValue, readNumber } from '../field.ts';
import type { FieldAccess, FormulaType, RawValue } from '../scope.ts';
import { condition, fault, type Term } from '../term.ts';

/** The field an argument names; only a field of the record itself has a prior value. */
function ownField(call: Call): FieldAccess<unknown> | undefined {
  const expr = call.exprs[0];
  if (expr?.kind !== 'name') {
    call.problem('argument-type', `Incorrect argument type for function '${call.name}'. Expected a field`, 0);
    return undefined;
  }
  if (expr.path.includes('.') || expr.path.startsWith('$')) {
    call.problem(
      'not-allowed',
      `Field ${expr.path} may not be used in function ${call.name}: it is not the record's own`,
      0,
    );
    return undefined;
  }
  return call.scope.resolve(expr.path);
}

type Same = (before: RawValue, after: RawValue) => boolean;

const blankAsNull = (raw: RawValue): RawValue => (raw === '' ? null : raw);
const lines = (raw: RawValue): RawValue => (typeof raw === 'string' ? raw.replaceAll('\r\n', '\n') : raw);

/** Compares what two different raw values mean; equal raw values never come here. */
function sameMeaning(type: FormulaType): Same {
  switch (type) {
    case 'number':
    case 'currency':
    case 'percent':
    case 'integer':
      return (before, after) => {
        const [a, b] = [readNumber(before), readNumber(after)];
        return a === null || b === null ? a === b : order(a, b) === 0;
      };
    case 'checkbox':
      return (before, after) => isChecked(before) === isChecked(after);
    case 'datetime':
      return parsed(readMoment);
    case 'time':
      return parsed(readTime);
    case 'text':
      return (before, after) => blankAsNull(lines(before)) === blankAsNull(lines(after));
    case 'date':
    case 'lookup':
    case 'picklist':
    case 'multipicklist':
      return (before, after) => blankAsNull(before) === blankAsNull(after);
  }
}

function parsed(parse: (text: string) => number): Same {
  const meaning = (raw: RawValue): number | null => (raw === null || raw === '' ? null : parse(String(raw)));
  return (before, after) => meaning(before) === meaning(after);
}

/** False on insert, and for a field whose host keeps no prior values. */
function isChanged(call: Call): Term {
  const field = ownField(call);
  if (field === undefined) return fault;
  if (field.prior === undefined) return condition(() => false);
  const same = sameMeaning(field.type);
  const { scope } = call;
  return condition((context) => {
    if (scope.isNew(context)) return false;
    const after = field.read(context);
    const before = field.prior?.(context) ?? null;
    return before !== after && !same(before, after);
  });
}

function prior(call: Call): Term {
  const field = ownField(call);
  return field === undefined ? fault : priorValue(field, call.scope);
}

const onlyInRules = { volatile: true, rulesOnly: true } as const;

export const changeFunctions: FunctionTable = {
  ISNEW: {
    least: 0,
    most: 0,
    ...onlyInRules,
    compile: ({ scope }) => condition((context) => scope.isNew(context)),
  },
  ISCLONE: {
    least: 0,
    most: 0,
    ...onlyInRules,
    compile: ({ scope }) => condition((context) => scope.isClone(context)),
  },
  ISCHANGED: { least: 1, most: 1, ...onlyInRules, compile: isChanged },
  PRIORVALUE: { least: 1, most: 1, ...onlyInRules, compile: prior },
};
