/** ISPICKVAL, INCLUDES and PICKLISTCOUNT. */
import { insist, literalArgument, type Call, type FunctionTable } from '../call.ts';
import { declaredFor, holdsLiteral } from '../picklist.ts';
import { condition, number, textRun, type Term } from '../term.ts';

const separator = ';';

function isPickVal(call: Call): Term {
  const picklist = insist(call, 0, 'picklist');
  return condition(holdsLiteral(picklist, literalArgument(call, 1)));
}

/** Whether one item of a `;`-separated list is the given one. Looks in place: rules run once for every record. */
function listHas(list: string, item: string): boolean {
  for (let at = list.indexOf(item); at >= 0; at = list.indexOf(item, at + 1)) {
    const end = at + item.length;
    const begins = at === 0 || list[at - 1] === separator;
    if (begins && (end === list.length || list[end] === separator)) return true;
  }
  return false;
}

/** Ignores case, as ISPICKVAL; a blank field or literal includes nothing, and no item holds a `;`. */
function includes(call: Call): Term {
  const field = insist(call, 0, 'multipicklist');
  const literal = literalArgument(call, 1);
  const run = textRun(field);
  if (literal === null || literal.includes(separator)) return condition(() => false);
  const declared = declaredFor(field, literal);
  if (declared === undefined) {
    const lower = literal.toLowerCase();
    return condition((context) => listHas(run(context)?.toLowerCase() ?? '', lower));
  }
  return condition((context) => {
    const list = run(context);
    return list !== null && declared.some((item) => listHas(list, item));
  });
}

function count(call: Call): Term {
  const run = textRun(insist(call, 0, 'multipicklist'));
  return number((context) => {
    const list = run(context);
    if (list === null) return 0;
    let items = 1;
    for (let at = list.indexOf(separator); at >= 0; at = list.indexOf(separator, at + 1)) items += 1;
    return items;
  });
}

export const picklistFunctions: FunctionTable = {
  ISPICKVAL: { least: 2, most: 2, compile: isPickVal },
  INCLUDES: { least: 2, most: 2, compile: includes },
  PICKLISTCOUNT: { least: 1, most: 1, compile: count },
};
