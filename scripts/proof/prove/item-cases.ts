/** Random writes on gate items of a model's deals. */
import fc from 'fast-check';
import type { Deal, Item, Viewer } from '../../product/gate/index.ts';
import { canBeSettled, requirementsOf, type PlacedRequirement, type SalesModel } from '../../product/model/index.ts';
import { caseSpec, proofNow } from './case-spec.ts';
import { caseOf } from './cases.ts';
import { at } from './values.ts';

export interface ItemCase {
  readonly deal: Deal;
  readonly before: Item | undefined;
  readonly after: Item;
  readonly viewer: Viewer;
  readonly now: string;
}

const small = fc.nat(99);
const statuses = [
  'Open',
  'Requested',
  'Done',
  'Done',
  'Done',
  'Done',
  'NotApplicable',
  'Waived',
  'Waived',
  'Declined',
] as const;
/** Days around the write: today's last, so that most cases have it. */
const moments = [null, '2026-11-20T12:00:00.000Z', '2026-11-25T12:00:00.000Z', '2026-11-23T08:30:00.000Z', proofNow];

const changeable = [
  'evidence',
  'person',
  'reason',
  'note',
  'settledBy',
  'settledOn',
  'settledAmount',
  'declinedBy',
  'declinedOn',
  'code',
  'key',
  'none',
] as const;

export const itemSpec = fc.record({
  deal: caseSpec,
  code: fc.nat(999),
  created: fc.boolean(),
  statuses: fc.tuple(fc.constantFrom(...statuses), fc.constantFrom(...statuses)),
  keep: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  texts: fc.array(small, { minLength: 4, maxLength: 4 }),
  /** When it was settled or declined, what it carries, a note. */
  marks: fc.array(small, { minLength: 5, maxLength: 5 }),
  changes: fc.uniqueArray(fc.constantFrom(...changeable), { minLength: 1, maxLength: 1 }),
  signs: small,
  /** A settled hard item reopened, on a deal around the stage of the item; most cases are other writes. */
  reopened: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ which: fc.nat(999), stage: fc.integer({ min: -1, max: 2 }) }) },
  ),
});
export type ItemSpec = typeof itemSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

/** The deal that the item of a spec belongs to. */
export function itemDealOf(
  model: SalesModel,
  { deal, code, reopened }: ItemSpec,
  people: readonly [string, string],
): Deal {
  const made = caseOf(model, deal, people).after;
  // Some have no amount, in any currency.
  const none = 'TAS_Model_Amount__c' in made ? { Amount: null, TAS_Model_Amount__c: null } : { Amount: null };
  const after = code % 7 === 0 ? { ...made, ...none } : made;
  if (reopened === undefined) return after;
  const { won, lost } = model.closed;
  // Around the stage of the item, or nowhere.
  const nowhere = code % 2 === 0 ? lost.name : 'Foreign';
  const stage = model.stages[hardAt(model, reopened.which).stageIndex + reopened.stage];
  return { ...after, StageName: reopened.stage > 1 ? nowhere : (stage?.name ?? won.name) };
}

const hardAt = (model: SalesModel, which: number): PlacedRequirement =>
  at(
    requirementsOf(model).filter(({ requirement }) => requirement.gate === 'hard'),
    which,
  );

/** The write of a spec; `dealId` is the 18-character id of the deal it is put on. */
export function itemCaseOf(
  model: SalesModel,
  spec: ItemSpec,
  people: readonly [string, string],
  dealId: string,
): ItemCase {
  const { viewer } = caseOf(model, spec.deal, people);
  const deal = itemDealOf(model, spec, people);
  const all = requirementsOf(model);
  const codes = all.map(({ requirement }) => requirement.code);
  // Requirements with rules of their own are few: most of the writes go to them.
  const specialOf = (test: (one: PlacedRequirement) => boolean): string[] =>
    all.filter(test).map(({ requirement }) => requirement.code);
  const asking = specialOf(({ group, requirement }) => requirement.evidence || group === 'people');
  const special = [...asking, ...asking, ...asking, ...specialOf(({ group }) => group === 'processes')];
  const code =
    spec.reopened !== undefined
      ? hardAt(model, spec.reopened.which).requirement.code
      : spec.code % 3 > 0 && special.length > 0
        ? at(special, spec.code >> 1)
        : at(codes, spec.code >> 1);
  const [evidence = 0, person = 0, reason = 0, settled = 0] = spec.texts;
  const signer = (isSigned: boolean, luck: number): string | null => {
    if (luck < 90) return isSigned ? people[0] : null;
    return luck < 96 ? people[1] : luck < 98 ? people[0] : null;
  };
  const moment = (isSigned: boolean, luck: number): string | null =>
    luck < 93 ? (isSigned ? (moments[3 + (luck % 2)] ?? null) : null) : at(moments, luck);
  const [on = 0, onAfter = 0, amount = 0, declined = 0, note = 0] = spec.marks;
  const group = all.find(({ requirement }) => requirement.code === code);
  const carries = group?.group === 'processes' && group.requirement.gate === 'hard' && canBeSettled(group.requirement);
  /** What goes with a status: mostly what ought to. */
  const marked = (status: Item['status'], by: number, when: number): Partial<Item> => {
    const settles = status === 'Done' || status === 'NotApplicable' || status === 'Waived';
    const own = amountIn(deal);
    const worth = settles && carries && typeof own === 'number' ? own : null;
    return {
      status,
      settledBy: signer(settles, by),
      settledOn: moment(settles, when),
      settledAmount: amount < (own === null ? 80 : 94) ? worth : amount < 97 ? 7 : null,
      declinedBy: status === 'Declined' ? signer(true, declined) : declined < 97 ? null : people[1],
      declinedOn: status === 'Declined' ? moment(true, (declined * 7) % 100) : null,
    };
  };
  const base = {
    code,
    key: `${dealId}:${code}`,
    evidence: evidence < 52 ? (evidence < 2 ? '\u200b' : 'https://files.example/1') : null,
    person: person < 44 ? people[1] : null,
    reason: reason < 62 ? (reason < 3 ? 'TBD' : 'because') : null,
    note: note < 30 ? 'said so' : null,
  };
  const [was, will] = spec.reopened === undefined ? spec.statuses : (['Done', 'Open'] as const);
  const before: Item = { ...base, status: was, ...marked(was, settled, on) };
  const keeps = spec.keep && spec.reopened === undefined;
  const status = keeps ? was : will;
  const after: Item = keeps ? before : { ...base, status, ...marked(status, spec.signs, onAfter) };
  return {
    deal,
    before: spec.created && spec.reopened === undefined ? undefined : before,
    after: { ...after, ...changed(spec, codes, people, base.key) },
    viewer,
    now: proofNow,
  };
}

/** The amount in the currency of the model. */
const amountIn = (deal: Deal): Deal[string] =>
  (deal['TAS_Model_Amount__c'] === undefined ? deal['Amount'] : deal['TAS_Model_Amount__c']) ?? null;

function changed(
  { changes, code }: ItemSpec,
  codes: readonly string[],
  people: readonly [string, string],
  key: string,
): Partial<Item> {
  switch (changes[0]) {
    case 'evidence':
      return { evidence: code % 2 === 0 ? 'https://files.example/2' : null };
    case 'person':
      return { person: code % 2 === 0 ? people[0] : null };
    case 'reason':
      return { reason: code % 2 === 0 ? (code % 4 === 0 ? '\u2060\u00a0' : 'other') : null };
    case 'note':
      return { note: code % 2 === 0 ? 'another' : null };
    case 'settledBy':
      return { settledBy: at([people[0], people[1], null], code) };
    case 'settledOn':
      return { settledOn: at(moments, code) };
    case 'settledAmount':
      return { settledAmount: at([null, 1, 5_000_000], code) };
    case 'declinedBy':
      return { declinedBy: at([people[0], people[1], null], code) };
    case 'declinedOn':
      return { declinedOn: at(moments, code) };
    case 'code':
      return {
        code: at(codes, code + 1),
        ...(code % 3 === 0 ? {} : { key: `${key.slice(0, 19)}${at(codes, code + 1)}` }),
      };
    case 'key':
      return { key: code % 2 === 0 ? `${key}x` : `006000000000000AAA${key.slice(18)}` };
    default:
      return {};
  }
}
