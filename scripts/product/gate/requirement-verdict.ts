/** One requirement of one deal: its state, why it is open, and who can put it right. */
import { field } from '../vocabulary/index.ts';
import { isAnswerFixed } from './answer.ts';
import { isBlank } from './blank.ts';
import { isFieldMet } from './met.ts';
import type { PlannedField, PlannedRequirement } from './plan.ts';
import type { Deal, Item } from './types.ts';
import type { Fixer, OpenReason, RequirementState } from './verdict-types.ts';
import type { Write } from './write.ts';

/** The items of one requirement, as far as they matter. */
export interface Slot {
  readonly item: Item;
  /** A second item of the code, which the platform should never have let in. */
  readonly twice: boolean;
}

/** State of a requirement on the deal's way; an advisory one is excused by its item as well as a hard one. */
export function stateOf(
  { fields, settleable, hard }: PlannedRequirement,
  { after: deal, today }: Write,
  slot: Slot | undefined,
): RequirementState {
  if (fields?.every((field) => isFieldMet(field, deal, today)) === true) return 'done';
  if (slot === undefined || (hard && slot.twice)) return 'open';
  const { status } = slot.item;
  if (status === 'Done') return fields === undefined ? 'done' : 'open';
  if (!settleable) return 'open';
  return status === 'Waived' ? 'waived' : status === 'NotApplicable' ? 'notApplicable' : 'open';
}

/** Why an open requirement is open. */
export function reasonsOf(
  { fields, evidence }: PlannedRequirement,
  { after: deal, today }: Write,
  slot: Slot | undefined,
): OpenReason[] {
  if (fields !== undefined)
    return fields.filter((field) => !isFieldMet(field, deal, today)).map((field) => fieldReason(field, deal));
  const status = slot?.item.status;
  const reasons: OpenReason[] = [
    {
      kind:
        slot === undefined
          ? 'itemMissing'
          : slot.twice
            ? 'itemTwice'
            : status === 'Requested'
              ? 'itemRequested'
              : status === 'Declined'
                ? 'itemDeclined'
                : 'itemOpen',
    },
  ];
  if (evidence && isBlank(slot?.item.evidence)) reasons.push({ kind: 'evidenceMissing' });
  return reasons;
}

function fieldReason({ name, positive, notPast, accept, reach }: PlannedField, deal: Deal): OpenReason {
  const value = deal[name];
  if (value === undefined || isBlank(value)) return { kind: value === false ? 'unchecked' : 'blank', field: name };
  if (positive) return { kind: 'notPositive', field: name };
  if (notPast) return { kind: 'past', field: name, value };
  if (accept !== undefined) return { kind: 'notAccepted', field: name, value, accept: [...accept] };
  return { kind: 'unreachable', field: name, reach: reach ?? [] };
}

export function fixerOf(write: Write, { confirmed, asksGrade, asksTender, asksLead }: PlannedRequirement): Fixer {
  if (asksGrade) return 'grader';
  const isFixed =
    confirmed ||
    (asksTender && isAnswerFixed(write, 'asksTender', field.tender)) ||
    (asksLead && isAnswerFixed(write, 'asksLead', field.ledBy));
  return isFixed ? 'approver' : 'editor';
}
