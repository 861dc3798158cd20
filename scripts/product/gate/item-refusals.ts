/** Which rules stand against a write of a gate item. Sentence by sentence docs/rules.md, "Gate item". */
import { excusing, field, itemKey, permission, settling } from '../vocabulary/index.ts';
import type { SalesModel } from '../model/index.ts';
import { amountOf } from './grade.ts';
import { isBlank, isChanged, isSameId } from './blank.ts';
import { hasGovernedType, isExempt, mayApprove, positionOf } from './governed.ts';
import { emptiness } from './nothing.ts';
import { planOf, type Plan, type PlannedRequirement } from './plan.ts';
import type { Deal, Item, ItemWrite, Refusal } from './types.ts';

const isSettled = ({ status }: Item): boolean => settling.includes(status);

const day = 86_400_000;

/** Whether a moment is within a day of now. Salesforce writes +0000, which not every engine reads. */
const isToday = (moment: string | null | undefined, now: string): boolean =>
  typeof moment === 'string' && Math.abs(momentOf(moment) - momentOf(now)) <= day;
const momentOf = (text: string): number => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

/** The rules that stand against saving `after` over `before` (undefined: a new item), in their order. */
export function itemRefusals({ model, deal, before, after, viewer, now }: ItemWrite): Refusal[] {
  const plan = planOf(model);
  if (isExempt(plan, deal, false, viewer) || !hasGovernedType(plan, deal)) return [];
  const requirement = plan.byCode.get(after.code);
  const done = after.status === 'Done';
  const excused = excusing.includes(after.status);
  const settled = done || excused;
  const wasSettled = before !== undefined && isSettled(before);
  const isNewStatus = before === undefined || before.status !== after.status;
  const hasChanged = (...fields: (keyof Item)[]): boolean =>
    fields.some((name) => isChanged(before?.[name], after[name]));
  const approves = viewer.permissions.has(permission.approve);
  const declined = after.status === 'Declined';
  const needsApprover =
    requirement !== undefined && ((requirement.slotted && excused) || (requirement.confirmed && done));
  const stands: readonly boolean[] = [
    false,
    after.key !== itemKey(deal.Id, after.code),
    before !== undefined && (before.code !== after.code || before.key !== after.key),
    done && requirement?.evidence === true && isBlank(after.evidence),
    (excused || declined) && isBlank(after.reason),
    done && requirement?.group === 'people' && isBlank(after.person),
    isNewStatus && needsApprover && !mayApprove(deal, viewer),
    settled
      ? isNewStatus
        ? !isSameId(after.settledBy, viewer.id) || !isToday(after.settledOn, now)
        : hasChanged('settledBy', 'settledOn')
      : !isBlank(after.settledBy) || !isBlank(after.settledOn),
    wasSettled && settled && (isNewStatus || hasChanged('evidence', 'person', 'reason', 'note', 'settledAmount')),
    before !== undefined &&
      wasSettled &&
      !settled &&
      !approves &&
      requirement?.hard === true &&
      isRelied(plan, deal, before, requirement),
    excused && requirement?.settleable === false,
    declined
      ? isNewStatus
        ? !approves || !isSameId(after.declinedBy, viewer.id) || !isToday(after.declinedOn, now)
        : hasChanged('declinedBy', 'declinedOn', 'reason')
      : (['declinedBy', 'declinedOn'] as const).some((name) => hasChanged(name) && !isBlank(after[name])),
    (isNewStatus || hasChanged('settledAmount')) &&
      (settled && requirement?.carriesAmount === true
        ? (after.settledAmount ?? undefined) !== amountOf(plan, deal)
        : !isBlank(after.settledAmount)),
    plan.refusesNothing &&
      (['evidence', 'reason'] as const).some(
        (name) => hasChanged(name) && emptiness(plan.nothing, after[name]) !== undefined,
      ),
  ];
  return plan.item.filter((_, number) => stands[number] === true);
}

/** The amount that an item of that code carries once it is settled: of a hard process that of its deal, else null. @public The panel asks it. */
export function settledAmountOf(model: SalesModel, deal: Deal, code: string): number | null {
  const plan = planOf(model);
  return plan.byCode.get(code)?.carriesAmount === true ? (amountOf(plan, deal) ?? null) : null;
}

/**
 * Whether a gate relied on a settled hard item, or only an approver could settle it. A lost deal is past every stage:
 * else it could be taken up again behind another link.
 */
const isRelied = (plan: Plan, deal: Deal, { status }: Item, { stage, confirmed }: PlannedRequirement): boolean =>
  excusing.includes(status) || confirmed || deal[field.stage] === plan.lost || positionOf(plan, deal) > stage.position;
