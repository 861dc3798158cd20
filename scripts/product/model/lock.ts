/**
 * The lock of a model: every code, slot and stage number it ever used. A deploy must never give a stored digit a new
 * meaning (a gate would open by itself), so what stands here is never given to something else.
 */
import { modelHash } from './hash.ts';
import type { ModelLock } from './lock-schema.ts';
import type { Finding } from './problem.ts';
import type { SalesModel } from './schema.ts';
import { nextSlot, slotAdvice } from './slots.ts';
import { requirementsOf } from './walk.ts';

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
    version: versionOf(model, before),
    stages: Object.fromEntries([...stages].sort(([a], [b]) => Number(a) - Number(b))),
    codes: Object.fromEntries([...codes].sort(([a, x], [b, y]) => x.stage - y.stage || (a < b ? -1 : a > b ? 1 : 0))),
  };
}

/** A version keeps the hash it was first compiled with, so that a change under the same number can be told. */
const versionOf = (model: SalesModel, before?: ModelLock): NonNullable<ModelLock['version']> =>
  before?.version?.number === model.version ? before.version : { number: model.version, hash: modelHash(model) };

/** What is worth a word: the model changed and its `version` did not. Nothing is refused for it. */
export function versionWarning(model: SalesModel, lock?: ModelLock): Finding | undefined {
  const { number, hash } = lock?.version ?? {};
  if (number !== model.version || hash === modelHash(model)) return undefined;
  return {
    kind: 'version',
    path: ['version'],
    what: `The model changed, and its version is still ${model.version}.`,
    why: 'Verdicts, panel and audit name the version: nobody could tell the two apart.',
    fix: `Raise \`version\` to ${model.version + 1} before the change reaches an org.`,
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
          fix: `Give the moved requirement a new code. ${slotAdvice(nextSlot(model, stage, lock))}`,
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
        fix: slotAdvice(nextSlot(model, stage, lock)),
      },
    ];
  });
}
