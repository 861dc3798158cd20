/** CASESAFEID, CURRENCYRATE and VLOOKUP: functions that know about Salesforce records. */
import { textArgument, type Call, type FunctionTable } from '../call.ts';
import { readNumber } from '../field.ts';
import { fault, number, text, type Term } from '../term.ts';

const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const shortId = /^[0-9A-Za-z]{15}$/;

/**
 * The 18-character form of a 15-character record id: three letters that tell which of its characters are capitals,
 * so that it survives tools that ignore case. Any other text is returned as it is.
 */
export function caseSafeId(id: string): string {
  if (!shortId.test(id)) return id;
  let suffix = '';
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let capitals = 0;
    for (let at = 0; at < 5; at += 1) if (/[A-Z]/.test(id.charAt(chunk + at))) capitals |= 1 << at;
    suffix += suffixAlphabet.charAt(capitals);
  }
  return id + suffix;
}

function safeId(call: Call): Term {
  const run = textArgument(call, 0);
  return text((context) => {
    const id = run(context);
    return id === null ? null : caseSafeId(id);
  });
}

function currencyRate(call: Call): Term {
  const run = textArgument(call, 0);
  const { scope } = call;
  if (scope.currencyRate === undefined) {
    return call.problem('not-allowed', 'Function CURRENCYRATE needs an org with more than one currency');
  }
  return number((context) => {
    const isoCode = run(context);
    return isoCode === null ? null : readNumber(scope.currencyRate?.(context, isoCode) ?? null);
  });
}

function vlookup(call: Call): Term {
  call.problem('not-allowed', 'Function VLOOKUP is not supported: it reads other records');
  return fault;
}

export const recordFunctions: FunctionTable = {
  CASESAFEID: { least: 1, most: 1, compile: safeId },
  CURRENCYRATE: { least: 1, most: 1, volatile: true, compile: currencyRate },
  VLOOKUP: { least: 0, most: Infinity, compile: vlookup },
};
