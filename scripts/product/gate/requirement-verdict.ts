/** One requirement of one deal: its state, why it is open, and who can put it right. */
import { field, registrationField, relationOf, type RegistrationStatus } from '../vocabulary/index.ts';
import { isAnswerFixed } from './answer.ts';
import { isBlank } from './blank.ts';
import { areFieldsMet, isFieldMet } from './met.ts';
import type { PlannedField, PlannedRequirement } from './plan.ts';
import type { Deal, Item } from './types.ts';
import type { Fixer, OpenReason, RequirementState } from './verdict-types.ts';
import { countOf, type Write } from './write.ts';

/** State of a requirement on the deal's way; an advisory one is excused by its item as well as a hard one. */
export function stateOf(requirement: PlannedRequirement, write: Write, item: Item | undefined): RequirementState {
  const { fields, settleable, hard } = requirement;
  if (fields !== undefined && areFieldsMet(fields, write.after, write.today)) return 'done';
  if (item === undefined || (hard && isTwice(write, requirement))) return 'open';
  const { status } = item;
  if (status === 'Done') return fields === undefined ? 'done' : 'open';
  if (!settleable) return 'open';
  return status === 'Waived' ? 'waived' : status === 'NotApplicable' ? 'notApplicable' : 'open';
}

/** Whether two items count, which the platform should never have let in: together they read as not done. */
const isTwice = (write: Write, requirement: PlannedRequirement): boolean => countOf(write, requirement) > 1;

/** Why an open requirement is open. */
export function reasonsOf(requirement: PlannedRequirement, write: Write, item: Item | undefined): OpenReason[] {
  const { fields, evidence } = requirement;
  const { after: deal, today } = write;
  if (fields !== undefined)
    return fields.filter((field) => !isFieldMet(field, deal, today)).map((field) => fieldReason(field, deal));
  const status = item?.status;
  const reasons: OpenReason[] = [
    {
      kind:
        item === undefined
          ? 'itemMissing'
          : isTwice(write, requirement)
            ? 'itemTwice'
            : status === 'Requested'
              ? 'itemRequested'
              : status === 'Declined'
                ? 'itemDeclined'
                : 'itemOpen',
    },
  ];
  if (evidence && isBlank(item?.evidence)) reasons.push({ kind: 'evidenceMissing' });
  return reasons;
}

function fieldReason({ name, positive, notPast, accept, reach }: PlannedField, deal: Deal): OpenReason {
  const value = deal[name];
  if (value === undefined || isBlank(value)) return { kind: value === false ? 'unchecked' : 'blank', field: name };
  if (positive) return { kind: 'notPositive', field: name };
  if (notPast) return { kind: 'past', field: name, value };
  if (accept !== undefined) return { kind: 'notAccepted', field: name, value, accept: [...accept] };
  return registrationReason(name, deal) ?? { kind: 'unreachable', field: name, reach: reach ?? [] };
}

const registrationKinds = {
  Submitted: ['registrationSubmitted', registrationField.submittedOn],
  Rejected: ['registrationRejected', registrationField.decidedOn],
  Approved: ['registrationLapsed', registrationField.until],
  Expired: ['registrationEnded', registrationField.until],
} as const;

/** Why a registration that is named protects not; undefined where the reader does not see it, or the field names another thing. */
function registrationReason(name: string, deal: Deal): OpenReason | undefined {
  if (name !== field.registration) return undefined;
  const of = (one: string) => deal[`${relationOf(name)}.${one}`] ?? null;
  const known = registrationKinds[of(registrationField.status) as RegistrationStatus] as
    (typeof registrationKinds)[RegistrationStatus] | undefined;
  if (known === undefined) return undefined;
  const [kind, day] = known;
  return { kind, field: name, value: of(day), text: of(registrationField.reason) };
}

export function fixerOf(write: Write, { confirmed, asksGrade, asksTender, asksLead }: PlannedRequirement): Fixer {
  if (asksGrade) return 'grader';
  const isFixed =
    confirmed ||
    (asksTender && isAnswerFixed(write, 'asksTender', field.tender)) ||
    (asksLead && isAnswerFixed(write, 'asksLead', field.ledBy));
  return isFixed ? 'approver' : 'editor';
}
