/** ISBLANK, ISNULL, BLANKVALUE and NULLVALUE. */
import { argument, refuse, type Call, type FunctionTable } from '../call.ts';
import { condition, fault, known, sharedType, sharedValues, typeNames, type Term } from '../term.ts';

const notBoolean = 'Number, Text, Date, DateTime, Picklist';

function isBlank(call: Call): Term {
  const { type, run } = argument(call, 0);
  if (type === 'boolean') return refuse(call, 0, notBoolean);
  return condition((context) => run(context) === null);
}

/** ISNULL never finds a text null: there it is an empty text. */
function isNull(call: Call): Term {
  const { type, run } = argument(call, 0);
  if (type !== 'text') return isBlank(call);
  return condition((context) => {
    run(context);
    return false;
  });
}

/** The substitute's type must fit; both are computed unless the first can never be blank. */
function substitute(call: Call): Term {
  const [first, second] = [argument(call, 0), argument(call, 1)];
  if (first.type === 'boolean') return refuse(call, 0, notBoolean);
  const type = sharedType(first.type, second.type);
  if (type === undefined || type === 'boolean') return refuse(call, 1, typeNames[first.type]);
  if (type === 'fault') return fault;
  // A literal "" counts as a text that is there: the engine folds the call away.
  if (first.present === true || call.exprs[0]?.kind === 'text') return first;
  const [run, other] = [first.run, second.run];
  const values = type === 'picklist' ? sharedValues([first, second]) : {};
  return {
    type,
    run: (context) => {
      const value = run(context);
      const instead = other(context);
      return value ?? instead;
    },
    ...values,
  };
}

/** As BLANKVALUE, except that a blank text is not null and stays. */
function nullValue(call: Call): Term {
  const term = substitute(call);
  if (term.type !== 'text') return term;
  const first = argument(call, 0);
  return first.type === 'text' ? first : known('text', null);
}

export const blankFunctions: FunctionTable = {
  ISBLANK: { least: 1, most: 1, compile: isBlank },
  ISNULL: { least: 1, most: 1, compile: isNull },
  BLANKVALUE: { least: 2, most: 2, compile: substitute },
  NULLVALUE: { least: 2, most: 2, compile: nullValue },
};
