/** The full verdict on a write of a gate item: what stands against it, what it takes and whether it counts. */
import { excusing } from '../vocabulary/index.ts';
import { itemRefusals } from './item-refusals.ts';
import { doesCount } from './met.ts';
import { planOf } from './plan.ts';
import type { ItemWrite } from './types.ts';
import type { ItemVerdict } from './verdict-types.ts';

/** The verdict on saving the item `after` over `before` (undefined: a new one). */
export function itemVerdict(write: ItemWrite): ItemVerdict {
  const { model, before, after } = write;
  const plan = planOf(model);
  const requirement = plan.byCode.get(after.code);
  const found = itemRefusals(write);
  const done = after.status === 'Done';
  const excused = excusing.includes(after.status);
  const declined = after.status === 'Declined';
  return {
    version: model.version,
    // A code that was dropped may stay where it stands, but nothing new gets it.
    allowed: (requirement !== undefined || before?.code === after.code) && found.every(({ observed }) => observed),
    refusals: found,
    known: requirement !== undefined,
    counts: requirement !== undefined && doesCount(requirement, after),
    needs: {
      evidence: done && requirement?.evidence === true,
      person: done && requirement?.group === 'people',
      reason: excused || declined,
      approver:
        declined ||
        (requirement !== undefined && ((excused && requirement.slotted) || (done && requirement.confirmed))),
    },
  };
}
