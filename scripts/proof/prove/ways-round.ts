/**
 * Every way of at most a few writes on which a rep could walk round the gates: each state that the engine lets him reach is
 * held against the method by an oracle of its own. It knows the model, the deal and the items, and no rule.
 */
import { itemRefusals, refusals, type Deal, type Item, type ItemDeal, type Refusal } from '../../product/gate/index.ts';
import { requirementsOf, type PlacedRequirement, type SalesModel } from '../../product/model/index.ts';
import { proofDay, proofNow } from './case-spec.ts';
import { isAskedOn } from './way-asked.ts';
import { startsOf, type Start } from './way-starts.ts';
import { dealWrites, itemWrites, rep } from './way-writes.ts';

/** A deal with its items, as it stands after some writes. */
export interface Standing {
  readonly deal: ItemDeal;
  readonly items: readonly Item[];
}

export interface WaysRound {
  /** Different states looked at, and writes tried on them. */
  readonly states: number;
  readonly tried: number;
  readonly allowed: number;
  /** Ways to a state that the method forbids: the writes, and what is wrong with it. Empty when nobody gets round. */
  readonly found: readonly { readonly start: string; readonly writes: readonly string[]; readonly wrong: string }[];
}

/** The model with every rule in force. */
export const enforced = (model: SalesModel): SalesModel => ({
  ...model,
  enforcement: { ...model.enforcement, movement: 'enforce', items: 'enforce' },
  stages: model.stages.map((stage) => ({ ...stage, enforcement: 'enforce' })),
});

/** A search as lines: what was tried, and the first few ways that were found. */
export const waysText = (name: string, depth: number, { states, tried, allowed, found }: WaysRound): string[] => [
  ...found
    .slice(0, 5)
    .map(({ start, writes, wrong }) => `way round: ${name}, ${start}: ${writes.join('; then ')}: ${wrong}`),
  `ways round the gates of ${name}, at most ${depth} writes by the rep: ${tried} writes tried on ${states} states, ${allowed} let in, ${found.length} ways round`,
];

interface Reached extends Standing {
  readonly writes: readonly string[];
  /** What the last write was against. */
  readonly wrong?: string | undefined;
}

/**
 * All that a rep reaches in at most `depth` writes. Each write is one save: fields alone, with the stage, or an item.
 * @param without codes of rules that are left out, to see that the oracle misses them.
 */
export function waysRound(model: SalesModel, depth: number, without: ReadonlySet<string> = new Set()): WaysRound {
  const tally = { states: 0, tried: 0, allowed: 0 };
  const found: WaysRound['found'][number][] = [];
  const placed = requirementsOf(model);
  for (const start of startsOf(model)) {
    const seen = new Set<string>();
    let frontier: Reached[] = [{ deal: start.deal, items: start.items, writes: [] }];
    for (let left = depth; left >= 0; left -= 1) {
      const next: Reached[] = [];
      for (const at of frontier) {
        const key = JSON.stringify([at.deal, at.items.map(({ status, evidence }) => [status, evidence])]);
        if (at.wrong === undefined && seen.has(key)) continue;
        seen.add(key);
        tally.states += 1;
        const wrong = at.wrong ?? standsWrong(model, placed, start, at);
        if (wrong !== undefined) {
          found.push({ start: start.name, writes: at.writes, wrong });
          continue;
        }
        if (left > 0) next.push(...reachedFrom(model, at, { start, without, tally }));
      }
      frontier = next;
    }
  }
  return { ...tally, found };
}

interface Search {
  readonly start: Start;
  readonly without: ReadonlySet<string>;
  readonly tally: { tried: number; allowed: number };
}

function reachedFrom(
  model: SalesModel,
  { deal, items, writes }: Reached,
  { start, without, tally }: Search,
): Reached[] {
  const stands = ({ code }: Refusal): boolean => !without.has(code);
  const reached: Reached[] = [];
  for (const { name, fields } of dealWrites(model, start.deal, deal)) {
    tally.tried += 1;
    const after: ItemDeal = { ...deal, ...fields };
    const asked = { model, before: deal, after, items, viewer: rep, today: proofDay };
    if (refusals(asked).some(stands)) continue;
    tally.allowed += 1;
    reached.push({ deal: after, items, writes: [...writes, name] });
  }
  for (const { name, before, after } of itemWrites(model, items)) {
    tally.tried += 1;
    if (itemRefusals({ model, deal, before, after, viewer: rep, now: proofNow }).some(stands)) continue;
    tally.allowed += 1;
    reached.push({
      deal,
      items: items.map((one) => (one === before ? after : one)),
      writes: [...writes, name],
      wrong: changesWrongly(model, deal, before, after),
    });
  }
  return reached;
}

/** What of the method the state is against: a gate of the way it was approved for lies behind it and is not clear. */
function standsWrong(
  model: SalesModel,
  placed: readonly PlacedRequirement[],
  { approved, deal: first }: Start,
  { deal, items }: Standing,
): string | undefined {
  const won = model.closed.won.name;
  if (first['StageName'] === won && deal['StageName'] !== won) return 'a won deal was taken up again';
  if (approved === undefined) return undefined;
  const position = positionOf(model, deal);
  const missing = placed.find(
    (one) =>
      one.stageIndex + 1 < position &&
      isAskedOn(one, approved.track, approved.noTender) &&
      !isMet(one.requirement, deal, items),
  );
  return missing === undefined
    ? undefined
    : `it stands at ${String(deal['StageName'])} without ${missing.requirement.code}, asked on the way it was approved for`;
}

/** What of the method the write of an item is against: settled ones stay, what was relied on or confirmed stays settled. */
function changesWrongly(model: SalesModel, deal: Deal, before: Item, after: Item): string | undefined {
  if (before.status !== 'Done') return undefined;
  if (after.status === 'Done') return `${before.code} was changed while it was settled`;
  const one = requirementsOf(model).find(({ requirement }) => requirement.code === before.code);
  if (one?.requirement.gate !== 'hard') return undefined;
  if (one.group === 'processes') return `${before.code} was confirmed by somebody else, and reopened by the rep`;
  if (deal['StageName'] === model.closed.lost.name) return `${before.code} was reopened on a lost deal`;
  return positionOf(model, deal) > one.stageIndex + 1 ? `${before.code} was reopened behind its gate` : undefined;
}

function positionOf({ stages, closed }: SalesModel, deal: Deal): number {
  if (deal['StageName'] === closed.won.name) return stages.length + 1;
  return stages.findIndex(({ name }) => name === deal['StageName']) + 1;
}

/** By its fields, each at the value that meets it, or by its item. Name and CloseDate are always there. */
function isMet({ code, fields }: PlacedRequirement['requirement'], deal: Deal, items: readonly Item[]): boolean {
  if (fields?.every(({ name }) => deal[name] !== null && deal[name] !== undefined) === true) return true;
  const item = items.find((one) => one.code === code);
  return item?.status === 'Waived' || (fields === undefined && item?.status === 'Done');
}
