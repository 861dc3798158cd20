/** Whom the rules leave alone, and what the right of a viewer is worth. */
import { field, permission } from '../vocabulary/index.ts';
import { isSameId } from './blank.ts';
import type { Plan } from './plan.ts';
import type { Deal, Viewer } from './types.ts';

/** True for holders of the bypass, and for deals older than the model's date. */
export function isExempt(plan: Plan, deal: Deal, isNew: boolean, viewer: Viewer): boolean {
  return viewer.permissions.has(permission.bypass) || isOlder(plan, deal, isNew);
}

/** True for deals made before the date from which the model governs them. */
export function isOlder(plan: Plan, deal: Deal, isNew: boolean): boolean {
  if (isNew || plan.createdFrom === undefined) return false;
  const created = deal[field.created];
  // Salesforce writes +0000, which not every engine reads.
  return !(
    typeof created === 'string' && Date.parse(created.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) >= plan.createdFrom
  );
}

export function hasGovernedType(plan: Plan, deal: Deal): boolean {
  if (plan.recordTypes === undefined) return true;
  const type = deal[field.recordTypeName];
  return typeof type === 'string' && plan.recordTypes.has(type);
}

/** An approver who does not own the deal, and did not own it before the write. */
export const mayApprove = (deal: Deal, viewer: Viewer, before: Deal = deal): boolean =>
  viewer.permissions.has(permission.approve) &&
  !isSameId(deal[field.owner], viewer.id) &&
  !isSameId(before[field.owner], viewer.id);

export const positionOf = (plan: Plan, deal: Deal): number => {
  const stage = deal[field.stage];
  return (typeof stage === 'string' ? plan.positions.get(stage) : undefined) ?? 0;
};
