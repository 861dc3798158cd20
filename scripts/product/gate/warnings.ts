/** What is worth a word although no rule stands against it. */
import { field } from '../vocabulary/index.ts';
import { settlerOf } from './approval.ts';
import { isBlank, isSameId } from './blank.ts';
import { amountOf, bandOf } from './grade.ts';
import { emptiness } from './nothing.ts';
import type { Deal, Item, Value } from './types.ts';
import type { Plan, PlannedRequirement } from './plan.ts';
import type { RequirementState, StageAge, Warning } from './verdict-types.ts';
import type { Write } from './write.ts';

/** Days since 1970 of a day or of the day of a moment; NaN for what is none. */
const dayNumber = (value: Value | undefined): number =>
  typeof value === 'string' ? Date.parse(value.slice(0, 10)) / 86_400_000 : NaN;

/** Whole days from one day to another, NaN where one is missing: it is neither above nor below any limit. */
const daysBetween = (from: Value | undefined, to: Value | undefined): number => dayNumber(to) - dayNumber(from);

/** What is to be known about the amount of an open deal. */
export const amountWarnings = (deal: Deal, isOpen: boolean): Warning[] =>
  isOpen && deal[field.hasProducts] === true ? [{ kind: 'amountOfProducts' }] : [];

/** Warnings of the dates of a deal. `isOpen`: it stands in a stage of the model. */
export function dateWarnings({ model }: Plan, deal: Deal, isOpen: boolean, today: string): Warning[] {
  const { bidDeadline, awardNotice } = model.warnings;
  const warnings: Warning[] = [];
  const bidDays = daysBetween(deal[bidDeadline.from], deal[bidDeadline.to]);
  if (bidDays < bidDeadline.leastDays)
    warnings.push({ kind: 'bidDeadline', days: bidDays, limit: bidDeadline.leastDays });
  const awardDays = daysBetween(deal[awardNotice.from], today);
  if (isOpen && awardDays > awardNotice.mostDays && isBlank(deal[awardNotice.until]))
    warnings.push({ kind: 'awardNotice', days: awardDays, limit: awardNotice.mostDays });
  return warnings;
}

/** Fields that the warnings of dates read. */
export const dateFields = ({ warnings: { bidDeadline, awardNotice } }: Plan['model']): string[] => [
  bidDeadline.from,
  bidDeadline.to,
  awardNotice.from,
  awardNotice.until,
];

/** A requirement on the deal's way, as its warnings look at it. `position`: where the deal stands, 0 once it is closed. */
interface Looked {
  readonly requirement: PlannedRequirement;
  readonly state: RequirementState;
  readonly item: Item | undefined;
  readonly position: number;
}

/** Warns of a text that is filled in and says nothing. */
function findNothing(plan: Plan, code: string, name: string, value: Value | undefined, found: Warning[]): void {
  const kind = emptiness(plan.nothing, value);
  if (kind !== undefined) found.push({ kind, code, field: name, value: String(value) });
}

/** Warnings of one requirement on the deal's way. */
export function findWarnings(
  { plan, after }: Write,
  { requirement, state, item, position }: Looked,
  found: Warning[],
): void {
  const { code, stage, hard, evidence, confirmed } = requirement;
  if (state === 'open' && code === plan.model.warnings.noOpponent.code && position >= stage.position)
    found.push({ kind: 'noOpponent', code });
  for (const name of requirement.texts) findNothing(plan, code, name, after[name], found);
  if (item === undefined) return;
  const { status, evidence: link, reason, note, settledAmount } = item;
  findNothing(plan, code, 'evidence', link, found);
  findNothing(plan, code, 'reason', reason, found);
  findNothing(plan, code, 'note', note, found);
  if (state === 'open') return;
  if (requirement.carriesAmount) {
    const amount = settledAmount ?? 0;
    const now = amountOf(plan, after) ?? 0;
    const kind = typeof settledAmount === 'number' ? 'approvedForLess' : 'approvedWithout';
    if (hasOutgrown(plan, amount, now)) found.push({ kind, code, amount, now });
  }
  if (status === 'Done' && evidence && isBlank(link)) found.push({ kind: 'doneWithoutEvidence', code });
  const tookApprover = status === 'Done' ? confirmed : hard && (state === 'waived' || state === 'notApplicable');
  if (tookApprover && isSameId(settlerOf(item), after[field.owner])) found.push({ kind: 'settledByOwner', code });
}

/**
 * How long the deal has been in its stage: amber from 80 % of the expected days, red past them. A migration wrote the
 * stage anew and kept the day; it holds while the deal stands where the migration put it.
 */
export function ageOf({ plan, today, dayOf }: Write, deal: Deal, position: number): StageAge | null {
  const expected = plan.stages[position - 1]?.expectedDays;
  const kept = deal[field.stageSinceIn] === deal[field.stage] ? deal[field.stageSince] : null;
  const changed = deal[field.stageChanged];
  const moment = isBlank(changed) ? deal[field.created] : changed;
  // A moment has its day where the reader is, as today has.
  const since = !isBlank(kept) ? kept : typeof moment === 'string' && dayOf !== undefined ? dayOf(moment) : moment;
  const days = daysBetween(since, today);
  if (expected === undefined || Number.isNaN(days)) return null;
  return { days, expected, level: days > expected ? 'red' : days >= expected * 0.8 ? 'amber' : 'green' };
}

/** Whether an amount has grown past what the model lets pass, or into a higher band, since something was approved. */
const hasOutgrown = (plan: Plan, then: number, now: number): boolean =>
  now > then * (1 + plan.model.approvals.regrow / 100) || bandOf(plan, now) < bandOf(plan, then);

/** Forecast categories of a model by the names that Salesforce stores. */
const categories: Readonly<Record<string, string>> = { BestCase: 'Best Case', Forecast: 'Commit' };

/**
 * Probability or forecast category typed by hand against the stage. What a migration kept stands beside it, and is not
 * warned of.
 */
export function forecastWarnings({ model }: Plan, deal: Deal, position: number): Warning[] {
  const stage = model.stages[position - 1];
  const probability = deal[field.probability];
  if (stage === undefined || isBlank(probability) || probability === deal[field.keptProbability]) return [];
  const typed = (kind: 'probability' | 'forecast', value: Value | undefined, expected: string | number): Warning[] =>
    isBlank(value) || value === expected ? [] : [{ kind, value: value as string | number, expected }];
  return [
    ...typed('probability', probability, stage.probability),
    ...typed('forecast', deal[field.forecastCategory], categories[stage.forecast] ?? stage.forecast),
  ];
}
