/** Which rules stand against a write of a gate item. Sentence by sentence docs/rules.md, "Gate item". */
import { excusing, itemKey, permission, settling } from '../vocabulary/index.ts';
import { isBlank, isChanged, isSameId } from './blank.ts';
import { hasGovernedType, isExempt, mayApprove, positionOf } from './governed.ts';
import { planOf } from './plan.ts';
import type { Item, ItemWrite, Refusal } from './types.ts';

const isSettled = ({ status }: Item): boolean => settling.includes(status);

/** The rules that stand against saving `after` over `before` (undefined: a new item), in their order. */
export function itemRefusals({ model, deal, before, after, viewer }: ItemWrite): Refusal[] {
  const plan = planOf(model);
  if (isExempt(plan, deal, false, viewer) || !hasGovernedType(plan, deal)) return [];
  const requirement = plan.byCode.get(after.code);
  const done = after.status === 'Done';
  const excused = excusing.includes(after.status);
  const settled = done || excused;
  const wasSettled = before !== undefined && isSettled(before);
  const isNewStatus = before === undefined || before.status !== after.status;
  const hasChanged = (field: 'evidence' | 'person' | 'reason' | 'settledBy'): boolean =>
    isChanged(before?.[field], after[field]);
  const needsApprover =
    requirement !== undefined && ((requirement.slotted && excused) || (requirement.confirmed && done));
  const stands: readonly boolean[] = [
    false,
    after.key !== itemKey(deal.Id, after.code),
    before !== undefined && (before.code !== after.code || before.key !== after.key),
    done && requirement?.evidence === true && isBlank(after.evidence),
    excused && isBlank(after.reason),
    done && requirement?.group === 'people' && isBlank(after.person),
    isNewStatus && needsApprover && !mayApprove(deal, viewer),
    settled
      ? isNewStatus
        ? !isSameId(after.settledBy, viewer.id)
        : hasChanged('settledBy')
      : !isBlank(after.settledBy),
    wasSettled && settled && (isNewStatus || hasChanged('evidence') || hasChanged('person') || hasChanged('reason')),
    wasSettled &&
      !settled &&
      requirement?.hard === true &&
      positionOf(plan, deal) > requirement.stage.position &&
      !viewer.permissions.has(permission.approve),
    excused && requirement?.settleable === false,
  ];
  return plan.item.filter((_, number) => stands[number] === true);
}
