/** Who approves must be a person whom the model asks for. */
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

export function checkApprovals(model: SalesModel): Finding[] {
  const people = new Set(
    requirementsOf(model).flatMap(({ group, requirement }) => (group === 'people' ? [requirement.code] : [])),
  );
  return (model.approvals.by ?? []).flatMap((code, index): Finding[] =>
    people.has(code)
      ? []
      : [
          {
            kind: 'wrongValue',
            path: ['approvals', 'by', index],
            what: `\`${code}\` is no person of the model.`,
            why: 'Approvers are named on the deal, as people of a stage.',
            fix: 'Name the code of a requirement under `people`, or delete it.',
          },
        ],
  );
}
