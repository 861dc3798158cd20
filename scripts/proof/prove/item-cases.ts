/** Random writes on gate items of a model's deals. */
import fc from 'fast-check';
import type { Deal, Item, Viewer } from '../../product/gate/index.ts';
import { requirementsOf, type PlacedRequirement, type SalesModel } from '../../product/model/index.ts';
import { caseSpec } from './case-spec.ts';
import { caseOf } from './cases.ts';
import { at } from './values.ts';

export interface ItemCase {
  readonly deal: Deal;
  readonly before: Item | undefined;
  readonly after: Item;
  readonly viewer: Viewer;
}

const small = fc.nat(99);
const statuses = ['Open', 'Requested', 'Done', 'Done', 'Done', 'NotApplicable', 'Waived', 'Waived'] as const;

export const itemSpec = fc.record({
  deal: caseSpec,
  code: fc.nat(999),
  created: fc.boolean(),
  statuses: fc.tuple(fc.constantFrom(...statuses), fc.constantFrom(...statuses)),
  keep: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  texts: fc.array(small, { minLength: 4, maxLength: 4 }),
  changes: fc.uniqueArray(fc.constantFrom('evidence', 'person', 'reason', 'settledBy', 'code', 'key', 'none'), {
    minLength: 1,
    maxLength: 1,
  }),
  signs: small,
  /** A settled hard item reopened, on a deal around the stage of the item; most cases are other writes. */
  reopened: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ which: fc.nat(999), stage: fc.integer({ min: -1, max: 1 }) }) },
  ),
});
export type ItemSpec = typeof itemSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

/** The deal that the item of a spec belongs to. */
export function itemDealOf(model: SalesModel, { deal, reopened }: ItemSpec, people: readonly [string, string]): Deal {
  const { after } = caseOf(model, deal, people);
  if (reopened === undefined) return after;
  const stage = model.stages[hardAt(model, reopened.which).stageIndex + reopened.stage];
  return { ...after, StageName: stage?.name ?? model.closed.won.name };
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
  const special = all
    .filter(({ group, requirement }) => requirement.evidence || group === 'people')
    .map(({ requirement }) => requirement.code);
  const code =
    spec.reopened !== undefined
      ? hardAt(model, spec.reopened.which).requirement.code
      : spec.code % 3 > 0 && special.length > 0
        ? at(special, spec.code >> 1)
        : at(codes, spec.code >> 1);
  const [evidence = 0, person = 0, reason = 0, settled = 0] = spec.texts;
  const settledBy = (status: Item['status'], luck: number): string | null => {
    const signed = status === 'Done' || status === 'NotApplicable' || status === 'Waived';
    if (luck < 84) return signed ? people[0] : null;
    return luck < 94 ? people[1] : luck < 97 ? people[0] : null;
  };
  const base = {
    code,
    key: `${dealId}:${code}`,
    evidence: evidence < 60 ? 'https://files.example/1' : null,
    person: person < 50 ? people[1] : null,
    reason: reason < 62 ? 'because' : null,
  };
  const [was, will] = spec.reopened === undefined ? spec.statuses : (['Done', 'Open'] as const);
  const before: Item = { ...base, status: was, settledBy: settledBy(was, settled) };
  const keeps = spec.keep && spec.reopened === undefined;
  const status = keeps ? was : will;
  const after: Item = {
    ...base,
    status,
    settledBy: keeps ? (before.settledBy ?? null) : settledBy(status, spec.signs),
  };
  return {
    deal,
    before: spec.created && spec.reopened === undefined ? undefined : before,
    after: { ...after, ...changed(spec, codes, people, base.key) },
    viewer,
  };
}

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
      return { reason: code % 2 === 0 ? 'other' : null };
    case 'settledBy':
      return { settledBy: at([people[0], people[1], null], code) };
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
