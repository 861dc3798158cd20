/** What is worth a word although no rule stands against it. */
import { isBlank, isSameId } from './blank.ts';
import type { Deal, Value } from './types.ts';
import type { Plan, PlannedRequirement } from './plan.ts';
import type { Slot } from './requirement-verdict.ts';
import type { RequirementState, StageAge, Warning } from './verdict-types.ts';

const leastBidDays = 20;
const mostAwardDays = 30;
/** The action of the default model that maps supporter and opponent. */
const mappingCode = 'NEE_SUPPORTER';
const placeholder =
  /^(?:tb[acd]|to be (?:advised|confirmed|defined|determined|done)|n\.?\/?a\.?|none|nil|null|nothing|unknown|not known|test|x+|[-–—.?？…/*]+|待定|待补充?|待确认|待填|未定|无|没有|暂无|未知|不详|不清楚|不知道|略)[.。]?$/i;

/** Days since 1970 of a day or of the day of a moment; undefined for what is none. */
function dayNumber(value: Value | undefined): number | undefined {
  if (typeof value !== 'string') return undefined;
  const day =
    Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)) - 1, Number(value.slice(8, 10))) / 86_400_000;
  return Number.isNaN(day) ? undefined : day;
}

/** Whole days from one day to another, undefined where one is missing. */
function daysBetween(from: Value | undefined, to: Value | undefined): number | undefined {
  const start = dayNumber(from);
  const end = dayNumber(to);
  return start === undefined || end === undefined ? undefined : end - start;
}

/** Warnings of the dates of a deal. `isOpen`: it stands in a stage of the model. */
export function dateWarnings(deal: Deal, isOpen: boolean, today: string): Warning[] {
  const warnings: Warning[] = [];
  const bidDays = daysBetween(deal['TAS_Tender_Issue_Date__c'], deal['TAS_Bid_Deadline__c']);
  if (bidDays !== undefined && bidDays < leastBidDays)
    warnings.push({ kind: 'bidDeadline', days: bidDays, limit: leastBidDays });
  const awardDays = daysBetween(deal['TAS_Award_Notice_Date__c'], today);
  if (isOpen && awardDays !== undefined && awardDays > mostAwardDays && isBlank(deal['TAS_Contract_Signed_Date__c']))
    warnings.push({ kind: 'awardNotice', days: awardDays, limit: mostAwardDays });
  return warnings;
}

/** Warnings of one requirement on the deal's way. */
export function findWarnings(
  requirement: PlannedRequirement,
  state: RequirementState,
  deal: Deal,
  position: number,
  slot: Slot | undefined,
  found: Warning[],
): void {
  const { code, stage, fields, hard, evidence, confirmed } = requirement;
  if (code === mappingCode && state === 'open' && position >= stage.position) found.push({ kind: 'noOpponent', code });
  if (fields !== undefined)
    for (const { name, text } of fields) {
      const value = text ? deal[name] : undefined;
      if (typeof value === 'string' && value.length < 24 && placeholder.test(value.trim()))
        found.push({ kind: 'placeholder', code, field: name, value });
    }
  if (slot === undefined || state === 'open') return;
  const { status, settledBy, evidence: link } = slot.item;
  if (status === 'Done' && evidence && isBlank(link)) found.push({ kind: 'doneWithoutEvidence', code });
  const tookApprover = status === 'Done' ? confirmed : hard && (state === 'waived' || state === 'notApplicable');
  if (tookApprover && isSameId(settledBy, deal['OwnerId'])) found.push({ kind: 'settledByOwner', code });
}

/** How long the deal has been in its stage: amber from 80 % of the expected days, red past them. */
export function ageOf(plan: Plan, deal: Deal, position: number, today: string): StageAge | null {
  const expected = plan.stages[position - 1]?.expectedDays;
  const changed = deal['LastStageChangeDate'];
  const days = daysBetween(isBlank(changed) ? deal['CreatedDate'] : changed, today);
  if (expected === undefined || days === undefined) return null;
  return { days, expected, level: days > expected ? 'red' : days >= expected * 0.8 ? 'amber' : 'green' };
}
