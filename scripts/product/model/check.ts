/** What the parts of a model must be together. Shape is already right; each finding says where, what, why, what to do. */
import { checkApprovals } from './check/approval-checks.ts';
import { checkCoaching } from './check/coaching-checks.ts';
import { checkTeam } from './check/team-checks.ts';
import { checkContract } from './check/contract-checks.ts';
import { checkCustomer } from './check/customer-checks.ts';
import { checkFields } from './check/field-checks.ts';
import { checkGrades } from './check/grade-checks.ts';
import { checkLead } from './check/lead-checks.ts';
import { checkMoney } from './check/money-checks.ts';
import { checkNames } from './check/name-checks.ts';
import { checkRegistration } from './check/registration-checks.ts';
import { checkRequirements } from './check/requirement-checks.ts';
import { checkStored } from './check/stored-checks.ts';
import { checkTexts } from './check/text-checks.ts';
import { checkTracks } from './check/track-checks.ts';
import { checkWarnings } from './check/warning-checks.ts';
import type { ModelLock } from './lock-schema.ts';
import type { Finding } from './problem.ts';
import type { SalesModel } from './schema.ts';

export const checkModel = (model: SalesModel, lock?: ModelLock): Finding[] => [
  ...checkNames(model, lock),
  ...checkStored(model),
  ...checkTexts(model),
  ...checkMoney(model),
  ...checkGrades(model),
  ...checkTracks(model),
  ...checkRequirements(model, lock),
  ...checkFields(model),
  ...checkWarnings(model),
  ...checkApprovals(model),
  ...checkCustomer(model),
  ...checkCoaching(model),
  ...checkTeam(model),
  ...checkLead(model),
  ...checkContract(model),
  ...checkRegistration(model),
  ...checkEnforcement(model),
];

function checkEnforcement(model: SalesModel): Finding[] {
  if (model.enforcement.items === 'enforce') return [];
  return model.stages.flatMap((stage, index): Finding[] =>
    stage.enforcement === 'enforce'
      ? [
          {
            kind: 'enforcement',
            path: ['stages', index, 'enforcement'],
            what: `Stage \`${stage.name}\` is enforced while items are only observed.`,
            why: 'Ticks that nobody checks prove nothing.',
            fix: 'Set `enforcement.items` to `enforce` as well.',
          },
        ]
      : [],
  );
}
