/** What a model warns of must be something it has. Parts that are left out are our defaults, and warn where they can. */
import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../problem.ts';
import { fieldTypes } from '../fields.ts';
import type { SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';
import { defaultWarnings } from '../warnings.ts';

export function checkWarnings(model: SalesModel): Finding[] {
  const { bidDeadline, awardNotice, noOpponent } = model.warnings;
  const types = fieldTypes(model);
  const findings: Finding[] = [];
  const complain = (path: Finding['path'], what: string, fix: string) =>
    findings.push({ kind: 'warnings', path: ['warnings', ...path], what, why: 'It would never be said.', fix });
  const checkDate = (part: 'bidDeadline' | 'awardNotice', key: string, name: string) => {
    if (types.get(name) !== 'date')
      complain([part, key], `\`${name}\` is no date field of the model.`, 'Name a field that a requirement asks for.');
  };
  if (!isDeepStrictEqual(bidDeadline, defaultWarnings.bidDeadline)) {
    checkDate('bidDeadline', 'from', bidDeadline.from);
    checkDate('bidDeadline', 'to', bidDeadline.to);
  }
  if (!isDeepStrictEqual(awardNotice, defaultWarnings.awardNotice)) {
    checkDate('awardNotice', 'from', awardNotice.from);
    if (!types.has(awardNotice.until))
      complain(
        ['awardNotice', 'until'],
        `\`${awardNotice.until}\` is no field of the model.`,
        'Name a field that a requirement asks for.',
      );
  }
  const isKnown = requirementsOf(model).some(({ requirement }) => requirement.code === noOpponent.code);
  if (!isKnown && noOpponent.code !== defaultWarnings.noOpponent.code)
    complain(['noOpponent', 'code'], `No requirement has the code \`${noOpponent.code}\`.`, 'Use the code of one.');
  return findings;
}
