/** What customers do to a model first, done to whatever model there is: each edit finds its own place in it. */
import { isSeq, type Document } from 'yaml';
import { limits, requirementsOf, type ModelLock, type SalesModel } from '../../scripts/product/model/index.ts';

/** Changes the document of a model. */
export type Change = (document: Document) => void;

export interface Edit {
  readonly name: string;
  /** How it is done to a model and its lock; undefined where the model has no place for it. */
  readonly plan: (model: SalesModel, lock: ModelLock | undefined) => Change | undefined;
  /** Whether the model that was read afterwards is another one in this very point. */
  readonly shows: (after: SalesModel, before: SalesModel) => boolean;
}

export const hardCodes = (model: SalesModel): string[] =>
  requirementsOf(model).flatMap(({ requirement: { code, gate } }) => (gate === 'hard' ? [code] : []));

export const without = (list: readonly string[], gone: readonly string[]): string[] =>
  list.filter((one) => !gone.includes(one));

/** Of a name that neither the model nor its lock has. */
function freeNumber(model: SalesModel, lock: ModelLock | undefined): number {
  const taken = JSON.stringify([model, lock]).toUpperCase();
  let number = 1;
  while (taken.includes(`NEW_DEMAND_${number}`)) number += 1;
  return number;
}

const inAllLanguages = ({ languages }: SalesModel, text: string): Record<string, string> =>
  Object.fromEntries(languages.map((language) => [language, text]));

export const edits: readonly Edit[] = [
  {
    name: 'a new hard requirement',
    plan: (model, lock) => {
      const place = placeForSlot(model, lock);
      if (place === undefined) return undefined;
      const number = freeNumber(model, lock);
      const requirement = {
        code: `NEW_DEMAND_${number}`,
        gate: 'hard',
        slot: place.slot,
        fields: [{ name: `TAS_New_Demand_${number}__c`, type: { kind: 'text' } }],
        label: inAllLanguages(model, `New demand ${number}`),
      };
      const path = ['stages', place.index, 'required'];
      return (document) => {
        if (isSeq(document.getIn(path))) document.addIn(path, document.createNode(requirement));
        else document.setIn(path, document.createNode([requirement]));
      };
    },
    shows: (after, before) => without(hardCodes(after), hardCodes(before)).length === 1,
  },
  {
    name: 'a line moved down by a fifth, or half the way to the next',
    plan: (model) => {
      const line = secondLine(model);
      if (line === undefined) return undefined;
      const { index, from, below } = line;
      const cents = Math.round(100 * Math.max(from * 0.8, (from + below) / 2));
      return (document) => document.setIn(['grades', index, 'from'], cents / 100);
    },
    shows: (after, before) =>
      after.grades.filter(({ from }, index) => from !== before.grades[index]?.from).length === 1,
  },
  {
    name: 'a stage renamed',
    plan: (model) => {
      const index = Math.floor(model.stages.length / 2);
      const name = `${model.stages[index]?.name ?? ''} again`.slice(-limits.stageName).trim();
      return (document) => {
        document.setIn(['stages', index, 'name'], name);
        for (const language of model.languages) document.setIn(['stages', index, 'label', language], name);
      };
    },
    shows: (after, before) =>
      after.stages.filter(({ name }, index) => name !== before.stages[index]?.name).length === 1,
  },
  {
    name: 'a requirement made advisory',
    plan: (model) => {
      const placed = requirementsOf(model).find(({ requirement }) => requirement.slot !== undefined);
      if (placed === undefined) return undefined;
      return (document) => {
        document.setIn([...placed.path, 'gate'], 'advisory');
        document.deleteIn([...placed.path, 'slot']);
      };
    },
    shows: (after, before) => without(hardCodes(before), hardCodes(after)).length === 1,
  },
];

/** The first stage in which a slot was never used. */
function placeForSlot(
  model: SalesModel,
  lock: ModelLock | undefined,
): { readonly index: number; readonly slot: number } | undefined {
  for (const [index, stage] of model.stages.entries()) {
    const used = new Set([
      ...Object.values(lock?.codes ?? {}).flatMap((one) => (one.stage === stage.id ? [one.slot] : [])),
      ...requirementsOf(model).flatMap((one) => (one.stage === stage ? [one.requirement.slot] : [])),
    ]);
    const slot = [...Array(limits.slots).keys()].find((one) => !used.has(one));
    if (slot !== undefined) return { index, slot };
  }
  return undefined;
}

interface Line {
  readonly index: number;
  readonly from: number;
  readonly below: number;
}

/** The second line from the top, or the only one above 0, and the line below it. */
function secondLine({ grades }: SalesModel): Line | undefined {
  const lines = grades
    .flatMap(({ from }, index) => (from === undefined ? [] : [{ index, from }]))
    .toSorted((a, b) => b.from - a.from);
  const above = lines.filter(({ from }) => from > 0);
  const line = above[1] ?? above[0];
  return line && { ...line, below: lines.find(({ from }) => from < line.from)?.from ?? 0 };
}
