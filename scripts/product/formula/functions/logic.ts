/** AND, OR, NOT and IF. */
import { argument, conditionArgument, expect, insist, refuse, type Call, type FunctionTable } from '../call.ts';
import { every, not, some } from '../connective.ts';
import { conditionRun, fault, sharedType, sharedValues, typeNames, type Term } from '../term.ts';

const conditions = (call: Call): Term[] => call.args.map((_, index) => expect(call, index, 'boolean'));

/** Computes only the branch the condition chooses; unknown chooses the second. */
function compileIf(call: Call): Term {
  const test = conditionRun(insist(call, 0, 'boolean'));
  const [yes, no] = [argument(call, 1), argument(call, 2)];
  const type = sharedType(yes.type, no.type);
  if (type === undefined) return refuse(call, 2, typeNames[yes.type]);
  if (type === 'fault') return fault;
  const [first, second] = [yes.run, no.run];
  const values = type === 'picklist' ? sharedValues([yes, no]) : {};
  return { type, run: (context) => (test(context) === true ? first(context) : second(context)), ...values };
}

export const logicFunctions: FunctionTable = {
  AND: { least: 0, most: Infinity, compile: (call) => every(conditions(call)) },
  OR: { least: 0, most: Infinity, compile: (call) => some(conditions(call)) },
  NOT: { least: 1, most: 1, compile: (call) => not(conditionArgument(call, 0)) },
  IF: { least: 3, most: 3, compile: compileIf },
};
