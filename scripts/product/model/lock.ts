/**
 * The lock of a model: every code, slot and stage number it ever used. A deploy must never give a stored digit a new
 * meaning (a gate would open by itself), so what stands here is never given to something else.
 */
import { z } from 'zod';
import type { Finding } from './problem.ts';
import type { SalesModel } from './schema.ts';
import { requirementsOf } from './walk.ts';

export const lockSchema = z.strictObject({
  about: z.string(),
  stages: z.record(z.string(), z.string()).describe('Stage number → StageName it was first used for'),
  codes: z
    .record(z.string(), z.strictObject({ stage: z.int(), slot: z.int().optional() }))
    .describe('Code → the stage and slot it belongs to for ever'),
});

export type ModelLock = z.output<typeof lockSchema>;

const about = 'Every stage number, code and slot ever used. Written by `tas compile`; commit it, never edit it.';

const keep = 'A stored tick would silently change its meaning.';

/** The lock after this model: what was locked stays, what is new is added. Deterministic: sorted by stage and code. */
export function extendLock(model: SalesModel, before?: ModelLock): ModelLock {
  const stages = new Map(Object.entries(before?.stages ?? {}));
  const codes = new Map(Object.entries(before?.codes ?? {}));
  for (const stage of model.stages) if (!stages.has(String(stage.id))) stages.set(String(stage.id), stage.name);
  for (const { stage, requirement } of requirementsOf(model)) {
    const slot = requirement.slot ?? codes.get(requirement.code)?.slot;
    codes.set(requirement.code, { stage: stage.id, ...(slot === undefined ? {} : { slot }) });
  }
  return {
    about,
    stages: Object.fromEntries([...stages].sort(([a], [b]) => Number(a) - Number(b))),
    codes: Object.fromEntries([...codes].sort(([a, x], [b, y]) => x.stage - y.stage || (a < b ? -1 : a > b ? 1 : 0))),
  };
}

/** Codes and slots of the model that the lock has given to something else. */
export function checkLock(model: SalesModel, lock: ModelLock): Finding[] {
  const owners = new Map(
    Object.entries(lock.codes).flatMap(([code, { stage, slot }]) =>
      slot === undefined ? [] : [[`${stage}/${slot}`, code]],
    ),
  );
  return [...requirementsOf(model)].flatMap(({ stage, requirement, path }): Finding[] => {
    const locked = lock.codes[requirement.code];
    if (locked !== undefined && locked.stage !== stage.id)
      return [
        {
          kind: 'reused',
          path: [...path, 'code'],
          what: `Code \`${requirement.code}\` belongs to stage ${locked.stage} and stands here in stage ${stage.id}.`,
          why: keep,
          fix: 'Give the moved requirement a new code and a free slot.',
        },
      ];
    if (requirement.slot === undefined) return [];
    if (locked?.slot !== undefined && locked.slot !== requirement.slot)
      return [
        {
          kind: 'reused',
          path: [...path, 'slot'],
          what: `\`${requirement.code}\` had slot ${locked.slot} and now has ${requirement.slot}.`,
          why: keep,
          fix: `Put slot ${locked.slot} back.`,
        },
      ];
    const owner = owners.get(`${stage.id}/${requirement.slot}`);
    if (owner === undefined || owner === requirement.code) return [];
    return [
      {
        kind: 'reused',
        path: [...path, 'slot'],
        what: `Slot ${requirement.slot} of stage ${stage.id} was used by \`${owner}\`.`,
        why: keep,
        fix: 'Take a slot that was never used in this stage.',
      },
    ];
  });
}
