/** The fast path: which rules stand against a write of a deal. Sentence by sentence docs/rules.md, "Opportunity". */
import { field, manualFields, no, permission, registrationField, relationOf } from '../vocabulary/index.ts';
import { isBlank, isChanged, isSameId } from './blank.ts';
import { hasGovernedType, isExempt, mayApprove } from './governed.ts';
import { rankOf, suggestedRank, trackOf } from './grade.ts';
import { isAnswerFixed } from './answer.ts';
import { isContractForeign } from './contract.ts';
import { planOf } from './plan.ts';
import { emptiness } from './nothing.ts';
import type { DealWrite, Refusal } from './types.ts';
import { findGates, writeOf, type Write } from './write.ts';

/** The rules that stand against a write: gates by stage, then movement. */
export const refusals = (asked: DealWrite): Refusal[] => refusalsOf(writeOf(planOf(asked.model), asked));

/** The same of a write that was worked out already. */
export function refusalsOf(write: Write): Refusal[] {
  const { plan, before, after, viewer } = write;
  const found: Refusal[] = [];
  if (isExempt(plan, after, before === undefined, viewer)) return found;
  const { movement } = plan;
  const isGoverned = hasGovernedType(plan, after);
  if (isGoverned) {
    findGates(write, found);
    if (write.moved) {
      if (isStageUnknown(write)) found.push(movement.M1);
      if (isOffTheWay(write)) found.push(movement.M2);
      if (after[field.stage] === plan.lost && isBlank(after[field.lossReason])) found.push(movement.M3);
    }
  }
  if (isTypeChanged(write, isGoverned)) found.push(movement.M4);
  if (isGoverned) {
    if (isWonDealLoosened(write)) found.push(movement.M5);
    if (plan.usesTender && isAnswerLocked(write, 'asksTender', field.tender)) found.push(movement.M6);
    if (isManualGradeWrong(write)) found.push(movement.M7);
    if (isDecidedGradeLowered(write)) found.push(movement.M8);
    if (isAnswerLocked(write, 'asksLead', field.ledBy)) found.push(movement.M9);
    if (plan.refusesNothing && saysNothingNew(write)) found.push(movement.M10);
    if (plan.contract !== undefined && isContractForeign(write)) found.push(plan.contract);
    if (isRegistrationForeign(write)) found.push(movement.M11);
  }
  return found;
}

const isStageUnknown = ({ plan, after }: Write): boolean => {
  const stage = after[field.stage];
  return typeof stage !== 'string' || !plan.positions.has(stage);
};

function isOffTheWay({ plan, before, from, to, track, noTender }: Write): boolean {
  if (to === plan.won) return from !== plan.last;
  if (before === undefined || to <= 1) return false;
  if (from === 0) return before[field.stage] !== plan.lost;
  if (to <= from) return false;
  const trackBit = 1 << track;
  let steps = 0;
  for (const { position, tender, tracks } of plan.stages)
    if (position > from && position <= to && (tracks & trackBit) !== 0 && !(tender && noTender)) steps += 1;
  return steps > 1 && !(to === plan.last && (plan.jumping & trackBit) !== 0);
}

function isTypeChanged({ plan, before, after, from }: Write, isGoverned: boolean): boolean {
  if (plan.recordTypes === undefined || before === undefined) return false;
  const changed =
    isChanged(before[field.recordTypeName], after[field.recordTypeName]) ||
    isChanged(before[field.recordType], after[field.recordType]);
  return changed && (from > 1 || (isGoverned && from === 0));
}

function isWonDealLoosened({ plan, before, after, viewer, today, from, moved, track }: Write): boolean {
  if (before === undefined || from !== plan.won || viewer.permissions.has(permission.reopenClosed)) return false;
  return (
    moved ||
    track !== trackOf(plan, before, today) ||
    ((before[field.tender] === no) !== (after[field.tender] === no) && (plan.tendering & (1 << track)) !== 0)
  );
}

/** Whether a given answer that decides the way changes in spite of that, by somebody who may not. */
const isAnswerLocked = (write: Write, asked: 'asksTender' | 'asksLead', name: string): boolean =>
  write.before !== undefined &&
  isChanged(write.before[name], write.after[name]) &&
  isAnswerFixed(write, asked, name) &&
  !mayApprove(write.after, write.viewer, write.before);

function isManualGradeWrong({ plan, before, after, viewer, today }: Write): boolean {
  if (!manualFields.some((field) => isChanged(before?.[field], after[field]))) return false;
  if (!viewer.permissions.has(permission.raiseGrade)) return true;
  if (isBlank(after[field.manualGrade])) return false;
  if (
    isBlank(after[field.manualReason]) ||
    isBlank(after[field.manualNote]) ||
    after[field.manualOn] !== today ||
    !isSameId(after[field.manualBy], viewer.id)
  )
    return true;
  const automatic = Math.min(rankOf(plan, after[field.grade]), suggestedRank(plan, after));
  return (
    plan.model.manualGrade.mayLower &&
    rankOf(plan, after[field.manualGrade]) > automatic &&
    !viewer.permissions.has(permission.lowerGrade)
  );
}

const isDecidedGradeLowered = ({ plan, before, after, viewer }: Write): boolean =>
  before !== undefined &&
  rankOf(plan, after[field.grade]) > rankOf(plan, before[field.grade]) &&
  !viewer.permissions.has(permission.lowerGrade);

/** Whether a short text that is given or changed says nothing. Long ones are out of the rule's reach. */
const saysNothingNew = ({ plan, before, after }: Write): boolean =>
  plan.shortTexts.some(
    (name) => isChanged(before?.[name], after[name]) && emptiness(plan.nothing, after[name]) !== undefined,
  );

/** Whether a deal is given a registration of another customer or partner, or another customer or partner beside its own. */
function isRegistrationForeign({ model, before, after }: Write): boolean {
  const { registration: made } = model;
  if (made === undefined || isBlank(after[field.registration])) return false;
  if (![field.registration, field.account, made.partner].some((name) => isChanged(before?.[name], after[name])))
    return false;
  const of = (name: string) => after[`${relationOf(field.registration)}.${name}`];
  return !(
    isSameId(of(registrationField.customer), after[field.account]) &&
    isSameId(of(registrationField.partner), after[made.partner])
  );
}
