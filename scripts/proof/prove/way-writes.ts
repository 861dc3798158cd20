/** What a rep may try on a deal in one save, and on its items. */
import type { Item, ItemDeal, Viewer } from '../../product/gate/index.ts';
import { requirementsOf, type SalesModel } from '../../product/model/index.ts';
import { proofDay, proofNow } from './case-spec.ts';
import type { CaseValue } from './values.ts';

export const rep: Viewer = { id: '005000000000001AAA', permissions: new Set() };
export const manager = '005000000000002AAA';
export const colleague = '005000000000003AAA';

export interface TriedWrite {
  readonly name: string;
  readonly fields: Readonly<Record<string, CaseValue>>;
}

/** Today, at a time at which nothing is settled. */
const otherTime = `${proofDay}T10:00:00.000Z`;

/** A choice of one save: nothing, or one of some changes. */
type Choice = readonly (TriedWrite | undefined)[];

const set = (name: string, field: string, value: string | number | null): TriedWrite => ({
  name,
  fields: { [field]: value },
});

/** In a model of several currencies too: the deal is in that of the model. */
const amount = (name: string, value: number): TriedWrite => ({
  name: `${name} amount`,
  fields: { Amount: value, TAS_Model_Amount__c: value },
});

/** Back, lost, taken up again, forward, won; with every answer, lead, amount and owner, alone and together. */
export function dealWrites(model: SalesModel, first: ItemDeal, deal: ItemDeal): TriedWrite[] {
  const stages: Choice = [undefined, ...stagesFrom(model, first, deal)];
  const answers: Choice = [
    undefined,
    ...['Yes', 'No', null].map((value) => set(`tender ${value}`, 'TAS_Tender_Required__c', value)),
  ];
  const leads: Choice = [
    undefined,
    ...['Us', 'Partner', null].map((value) => set(`led by ${value}`, 'TAS_Led_By__c', value)),
  ];
  const amounts: Choice = [undefined, amount('small', 1_000), amount('big', 9_000_000)];
  const owners: Choice = [undefined, set('given away', 'OwnerId', colleague), set('taken back', 'OwnerId', rep.id)];
  const together = stages.flatMap((stage) =>
    answers.flatMap((answer) =>
      leads.flatMap((lead) =>
        [...amounts, ...owners.slice(1)].map((other) =>
          [stage, answer, lead, other].filter((one) => one !== undefined),
        ),
      ),
    ),
  );
  return [...together.map(joined), ...emptied(model, deal)].filter(({ fields }) => changes(deal, fields));
}

const joined = (parts: readonly TriedWrite[]): TriedWrite => ({
  name: parts.map(({ name }) => name).join(' + '),
  fields: Object.assign({}, ...parts.map(({ fields }) => fields)) as TriedWrite['fields'],
});

const changes = (deal: ItemDeal, fields: TriedWrite['fields']): boolean =>
  Object.entries(fields).some(([name, value]) => (deal[name] ?? null) !== value);

/** The first stage, the one before, the one after, the one it began in, the last, won, lost. */
function stagesFrom({ stages, closed }: SalesModel, first: ItemDeal, deal: ItemDeal): TriedWrite[] {
  const at = stages.findIndex(({ name }) => name === deal['StageName']);
  const names = [
    stages[0]?.name,
    stages[at - 1]?.name,
    at < 0 ? undefined : stages[at + 1]?.name,
    String(first['StageName']),
    stages.at(-1)?.name,
    closed.won.name,
    closed.lost.name,
  ].filter((name) => name !== undefined && name !== deal['StageName']);
  return [...new Set(names)].map((name) => set(`to ${name}`, 'StageName', name ?? ''));
}

/** One field of each stage taken out again. */
const emptied = (model: SalesModel, deal: ItemDeal): TriedWrite[] =>
  model.stages.flatMap((_, index) => {
    const field = requirementsOf(model)
      .filter((one) => one.stageIndex === index && one.requirement.gate === 'hard')
      .flatMap(({ requirement }) => requirement.fields ?? [])
      .find(({ name, type }) => type !== undefined && (deal[name] ?? null) !== null);
    return field === undefined ? [] : [set(`${field.name} emptied`, field.name, null)];
  });

export interface TriedItem {
  readonly name: string;
  readonly before: Item;
  readonly after: Item;
}

/** A settled item reopened, settled again with another link, its note, its day or its link changed. */
export const itemWrites = (model: SalesModel, items: readonly Item[]): TriedItem[] =>
  firstOfEachStage(model, items).flatMap((before) => {
    const { code } = before;
    const link = 'https://files.example/2';
    const write = (name: string, change: Partial<Item>): TriedItem[] => {
      const isNew = Object.entries(change).some(([key, value]) => before[key as keyof Item] !== value);
      return isNew ? [{ name: `${code} ${name}`, before, after: { ...before, ...change } }] : [];
    };
    if (before.status !== 'Done')
      return write('settled again', { status: 'Done', settledBy: rep.id, settledOn: proofNow, evidence: link });
    return [
      ...write('reopened', { status: 'Open', settledBy: null, settledOn: null, settledAmount: null }),
      ...write('with another note', { note: 'other' }),
      ...write('with another day', { settledOn: otherTime }),
      ...write('with another link', { evidence: link }),
    ];
  });

/** Of each stage one item that a rep settles and one that an approver settles: the others are like them. */
function firstOfEachStage(model: SalesModel, items: readonly Item[]): Item[] {
  const placed = new Map(requirementsOf(model).map((one) => [one.requirement.code, one]));
  const kinds = new Map<string, Item>();
  for (const item of items) {
    const one = placed.get(item.code);
    const kind = `${one?.stageIndex} ${one?.group === 'processes'}`;
    if (!kinds.has(kind)) kinds.set(kind, item);
  }
  return [...kinds.values()];
}
