/** Grades by rank (0 is the highest) and the track they lead to: docs/method.md §3. */
import { field, ledBy } from '../vocabulary/index.ts';
import { isBlank } from './blank.ts';
import { noGrade, type Plan } from './plan.ts';
import type { Deal, Value } from './types.ts';

/** The amount in the model's currency; undefined when there is none, or its rate is unknown. */
export function amountOf(plan: Plan, deal: Deal): number | undefined {
  const converted = deal[field.modelAmount];
  const amount = converted === undefined && !plan.model.money.multiCurrency ? deal[field.amount] : converted;
  return typeof amount === 'number' ? amount : undefined;
}

/** Who leads, a blank answer read as the model reads it. */
export function leadOf(plan: Plan, deal: Deal): 'us' | 'partner' | undefined {
  const answer = deal[field.ledBy];
  if (answer === ledBy.partner) return 'partner';
  if (answer === ledBy.us) return 'us';
  return isBlank(answer) && plan.model.money.blankLedBy === 'us' ? 'us' : undefined;
}

export const rankOf = (plan: Plan, letter: Value | undefined): number =>
  (typeof letter === 'string' ? plan.ranks.get(letter) : undefined) ?? noGrade;

/** Rank of a grade that an amount can earn; the partner-led one counts as none. */
export function bandRankOf(plan: Plan, letter: Value | undefined): number {
  const rank = rankOf(plan, letter);
  return rank < plan.bands.length ? rank : noGrade;
}

/** Rank of the band an amount above 0 falls into, lower bounds inclusive. */
export function bandOf(plan: Plan, amount: number | undefined): number {
  if (amount === undefined || !(amount > 0)) return noGrade;
  const band = plan.bands.findIndex((from) => amount >= from);
  return band < 0 ? noGrade : band;
}

export function suggestedRank(plan: Plan, deal: Deal): number {
  const lead = leadOf(plan, deal);
  if (lead === undefined) return noGrade;
  return lead === 'partner' ? plan.partnerRank : bandOf(plan, amountOf(plan, deal));
}

/** Rank of the manual grade on that day: valid up to and including its last day. */
export function manualRank(plan: Plan, deal: Deal, today: string): number {
  const until = deal[field.manualUntil];
  if (typeof until === 'string' && until !== '' && until.slice(0, 10) < today) return noGrade;
  return bandRankOf(plan, deal[field.manualGrade]);
}

/** The effective rank for a suggestion; `decided` is a rank of a band or none. */
export function combinedRank(plan: Plan, manual: number, decided: number, suggested: number): number {
  if (suggested === plan.partnerRank && suggested !== noGrade) return suggested;
  return manual !== noGrade && plan.model.manualGrade.mayLower ? manual : Math.min(manual, decided, suggested);
}

export const effectiveRank = (plan: Plan, deal: Deal, today: string): number =>
  combinedRank(plan, manualRank(plan, deal, today), bandRankOf(plan, deal[field.grade]), suggestedRank(plan, deal));

/** Place of the deal's track among the tracks of the model; a lower one is stricter. */
export const trackOfRank = (plan: Plan, rank: number): number => plan.trackByRank[rank] ?? plan.ungradedTrack;

export const trackOf = (plan: Plan, deal: Deal, today: string): number =>
  trackOfRank(plan, effectiveRank(plan, deal, today));
