/** Slots that are still free: never used in their stage, neither by the model nor, as the lock remembers, before. */
import type { ModelLock } from './lock-schema.ts';
import { limits, type SalesModel, type Stage } from './schema.ts';
import { requirementsOf } from './walk.ts';

/** The lowest free slot of a stage; undefined where all 14 were used. */
export function nextSlot(model: SalesModel, stage: Stage, lock?: ModelLock): number | undefined {
  const used = new Set([
    ...Object.values(lock?.codes ?? {}).flatMap((one) => (one.stage === stage.id ? [one.slot] : [])),
    ...requirementsOf(model).flatMap((one) => (one.stage === stage ? [one.requirement.slot] : [])),
  ]);
  return Array.from({ length: limits.slots }, (_, slot) => slot).find((slot) => !used.has(slot));
}

export const slotAdvice = (slot: number | undefined): string =>
  slot === undefined
    ? 'Every slot of this stage was used: make a requirement advisory, or ask it in another stage.'
    : `Take slot ${slot}, the next that was never used in this stage.`;
