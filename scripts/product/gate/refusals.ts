/** The fast path: which rules stand against a write of a deal. Sentence by sentence docs/rules.md, "Opportunity". */
import type { SalesModel } from '../model/schema.ts';
import { isBlank, isChanged, isSameId } from './blank.ts';
import { hasGovernedType, isExempt, mayApprove } from './governed.ts';
import { rankOf, suggestedRank, trackOf } from './grade.ts';
import { planOf } from './plan.ts';
import type { Deal, Item, Refusal, Viewer } from './types.ts';
import { findGates, writeOf, type Write } from './write.ts';

/**
 * The rules that stand against saving `after` over `before` (undefined: a new record): gates by stage, then movement.
 * `today` is YYYY-MM-DD, the day of the writer.
 */
export function refusals(
  model: SalesModel,
  before: Deal | undefined,
  after: Deal,
  items: readonly Item[],
  viewer: Viewer,
  today: string,
): Refusal[] {
  const plan = planOf(model);
  const found: Refusal[] = [];
  if (isExempt(plan, after, before === undefined, viewer)) return found;
  const write = writeOf(plan, before, after, viewer, today);
  const { movement } = plan;
  const isGoverned = hasGovernedType(plan, after);
  if (isGoverned) {
    findGates(write, items, found);
    if (write.moved) {
      if (isStageUnknown(write)) found.push(movement.M1);
      if (isOffTheWay(write)) found.push(movement.M2);
      if (after['StageName'] === plan.lost && isBlank(after['TAS_Loss_Reason__c'])) found.push(movement.M3);
    }
  }
  if (isTypeChanged(write, isGoverned)) found.push(movement.M4);
  if (isGoverned) {
    if (isWonDealLoosened(write)) found.push(movement.M5);
    if (isTenderAnswerLocked(write)) found.push(movement.M6);
    if (isManualGradeWrong(write)) found.push(movement.M7);
    if (isDecidedGradeLowered(write)) found.push(movement.M8);
  }
  return found;
}

const isStageUnknown = ({ plan, after }: Write): boolean => {
  const stage = after['StageName'];
  return typeof stage !== 'string' || !plan.positions.has(stage);
};

function isOffTheWay({ plan, before, from, to, track, noTender }: Write): boolean {
  if (to === plan.won) return from !== plan.last;
  if (before === undefined || to <= 1) return false;
  if (from === 0) return before['StageName'] !== plan.lost;
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
    isChanged(before['RecordType.DeveloperName'], after['RecordType.DeveloperName']) ||
    isChanged(before['RecordTypeId'], after['RecordTypeId']);
  return changed && (from > 1 || (isGoverned && from === 0));
}

function isWonDealLoosened({ plan, before, after, viewer, today, from, moved, track }: Write): boolean {
  if (before === undefined || from !== plan.won || viewer.permissions.has('TAS_Reopen_Closed')) return false;
  return (
    moved ||
    track < trackOf(plan, before, today) ||
    (before['TAS_Tender_Required__c'] === 'No' &&
      after['TAS_Tender_Required__c'] !== 'No' &&
      (plan.tendering & (1 << track)) !== 0)
  );
}

const isTenderAnswerLocked = ({ plan, before, after, viewer, from }: Write): boolean =>
  before !== undefined &&
  from > plan.tenderAskedAt &&
  isChanged(before['TAS_Tender_Required__c'], after['TAS_Tender_Required__c']) &&
  !mayApprove(after, viewer);

const manualFields = [
  'TAS_Manual_Grade__c',
  'TAS_Manual_Grade_Reason__c',
  'TAS_Manual_Grade_Note__c',
  'TAS_Manual_Grade_By__c',
  'TAS_Manual_Grade_On__c',
  'TAS_Manual_Grade_Valid_Until__c',
] as const;

function isManualGradeWrong({ plan, before, after, viewer, today }: Write): boolean {
  if (!manualFields.some((field) => isChanged(before?.[field], after[field]))) return false;
  if (!viewer.permissions.has('TAS_Raise_Grade')) return true;
  if (isBlank(after['TAS_Manual_Grade__c'])) return false;
  if (
    isBlank(after['TAS_Manual_Grade_Reason__c']) ||
    isBlank(after['TAS_Manual_Grade_Note__c']) ||
    after['TAS_Manual_Grade_On__c'] !== today ||
    !isSameId(after['TAS_Manual_Grade_By__c'], viewer.id)
  )
    return true;
  const automatic = Math.min(rankOf(plan, after['TAS_Grade__c']), suggestedRank(plan, after));
  return (
    plan.model.manualGrade.mayLower &&
    rankOf(plan, after['TAS_Manual_Grade__c']) > automatic &&
    !viewer.permissions.has('TAS_Lower_Grade')
  );
}

const isDecidedGradeLowered = ({ plan, before, after, viewer }: Write): boolean =>
  before !== undefined &&
  rankOf(plan, after['TAS_Grade__c']) > rankOf(plan, before['TAS_Grade__c']) &&
  !viewer.permissions.has('TAS_Lower_Grade');
