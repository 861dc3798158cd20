/** Version 2 of a model: version 1 edited as an admin would, read as the model reader reads it, under the lock of version 1. */
import { stringify } from 'yaml';
import { explanationText } from '../../scripts/product/explain/index.ts';
import { verdict, type Deal, type Item } from '../../scripts/product/gate/index.ts';
import type { Language } from '../../scripts/product/messages/index.ts';
import {
  canBeSettled,
  extendLock,
  readModel,
  requirementsOf,
  type ModelLock,
  type Requirement,
  type SalesModel,
  type Stage,
} from '../../scripts/product/model/index.ts';
import { groups } from '../../scripts/product/vocabulary/index.ts';
import { rep, today } from './deals.ts';

/** What `tas explain` says to the rep about the move of a deal; `to` null: nothing is asked. */
export function told(
  model: SalesModel,
  deal: Deal,
  to: string | null,
  items: readonly Item[],
  language: Language = 'en_US',
): string {
  const after = to === null ? deal : { ...deal, StageName: to };
  const explanation = {
    id: '006000000000001AAA',
    name: String(deal['Name']),
    ownerName: 'Li Wei',
    approvers: [],
    to,
    verdict: verdict({ model, before: deal, after, items, viewer: rep, today }),
    rightsKnown: true,
    unseen: [],
  };
  return explanationText(model, explanation, language);
}

/** A model while it is being edited. */
type Draft = SalesModel;
/** Changes a draft in place; `pick` chooses among what the draft offers. */
export type Edit = (draft: Draft, pick: Pick, lock: ModelLock) => void;
type Pick = <T>(list: readonly T[]) => T | undefined;

/** Reads the edited model. The lock refuses what would give a stored tick a new meaning. */
export function nextVersion(model: SalesModel, edits: readonly Edit[], choices: readonly number[]): SalesModel {
  const result = tryNextVersion(model, edits, choices);
  if (!result.ok) throw new Error(result.problems.map(({ code, what }) => `${code} ${what}`).join('\n'));
  return result.model;
}

export function tryNextVersion(
  model: SalesModel,
  edits: readonly Edit[],
  choices: readonly number[],
): ReturnType<typeof readModel> {
  const lock = extendLock(model);
  const draft = structuredClone(model);
  draft.version = model.version + 1;
  // Its questions name stages, and no gate looks at them.
  Reflect.deleteProperty(draft, 'coaching');
  // Nor is a partner's field left for his registrations.
  Reflect.deleteProperty(draft, 'registration');
  let turn = 0;
  const pick: Pick = (list) => (list.length === 0 ? undefined : list[(choices[turn++] ?? 0) % list.length]);
  for (const edit of edits) edit(draft, pick, lock);
  return readModel('version-2.yaml', stringify(draft), lock);
}

/** A slot of the stage that nothing ever used. */
function freeSlot({ codes }: ModelLock, { id }: Stage, draft: Draft): number | undefined {
  const used = new Set([
    ...Object.values(codes).flatMap(({ stage, slot }) => (stage === id && slot !== undefined ? [slot] : [])),
    ...requirementsOf(draft).flatMap(({ stage, requirement: { slot } }) =>
      stage.id === id && slot !== undefined ? [slot] : [],
    ),
  ]);
  return Array.from({ length: 14 }, (_, slot) => slot).find((slot) => !used.has(slot));
}

const labelled = (text: string): Requirement['label'] => ({ en_US: text, zh_CN: text });
let made = 0;
const newName = (): string => String(++made);

function remove(draft: Draft, code: string): Requirement | undefined {
  for (const stage of draft.stages)
    for (const group of groups) {
      const index = stage[group].findIndex((one) => one.code === code);
      if (index >= 0) return stage[group].splice(index, 1)[0];
    }
  return undefined;
}

/** What may come and go without the grades losing what they read. */
const ordinary = (draft: Draft) => requirementsOf(draft).filter(({ requirement }) => canBeSettled(requirement));

const hard = (code: string, slot: number, label: string) => ({
  code,
  gate: 'hard' as const,
  slot,
  evidence: false,
  label: labelled(label),
});

export const edits = {
  addAction: (draft, pick, lock) => {
    const stage = pick(draft.stages);
    const slot = stage && freeSlot(lock, stage, draft);
    if (stage === undefined || slot === undefined) return;
    const name = newName();
    stage.actions.push({ ...hard(`NEW_A${name}`, slot, `New action ${name}`), kind: 'company' });
  },
  addField: (draft, pick, lock) => {
    const stage = pick(draft.stages);
    const slot = stage && freeSlot(lock, stage, draft);
    if (stage === undefined || slot === undefined) return;
    const name = newName();
    stage.required.push({
      ...hard(`NEW_F${name}`, slot, `New field ${name}`),
      fields: [{ name: `TAS_New_${name}__c`, type: { kind: 'text', length: 255 }, existing: false, notPast: false }],
    });
  },
  remove: (draft, pick) => {
    const found = pick(ordinary(draft));
    if (found !== undefined) remove(draft, found.requirement.code);
  },
  harden: (draft, pick, lock) => {
    const found = pick(ordinary(draft).filter(({ requirement: { gate } }) => gate === 'advisory'));
    const slot = found && (lock.codes[found.requirement.code]?.slot ?? freeSlot(lock, found.stage, draft));
    if (found !== undefined && slot !== undefined) Object.assign(found.requirement, { gate: 'hard', slot });
  },
  soften: (draft, pick) => {
    const found = pick(ordinary(draft).filter(({ requirement: { gate } }) => gate === 'hard'));
    if (found === undefined) return;
    found.requirement.gate = 'advisory';
    delete found.requirement.slot;
  },
  /** To another stage, which takes a code and a slot of its own. */
  move: (draft, pick, lock) => {
    const found = pick(ordinary(draft));
    const stage = found && pick(draft.stages.filter(({ id }) => id !== found.stage.id));
    const slot = stage && freeSlot(lock, stage, draft);
    if (found === undefined || stage === undefined || slot === undefined) return;
    const moved = found.requirement;
    // Its tracks may not be those of the other stage.
    delete moved.tracks;
    remove(draft, moved.code);
    stage[found.group].push({
      ...moved,
      code: `NEW_M${newName()}`,
      ...(moved.gate === 'hard' ? { slot } : {}),
    });
  },
  renameStage: (draft, pick) => {
    const stage = pick(draft.stages);
    if (stage !== undefined) stage.name = `Renamed ${newName()}`;
  },
  /** One in the middle: first and last belong to every track. */
  removeStage: (draft, pick) => {
    const stage = pick(draft.stages.slice(1, -1));
    if (stage !== undefined) draft.stages = draft.stages.filter((one) => one !== stage);
  },
  moveLine: (draft, pick) => {
    const lines = draft.grades.filter(({ from }) => from !== undefined && from > 0);
    const line = pick(lines);
    // Less than to the next line in any of the models.
    if (line?.from !== undefined) line.from = Math.round(line.from * 1.4);
  },
} satisfies Record<string, Edit>;
export type EditName = keyof typeof edits;
