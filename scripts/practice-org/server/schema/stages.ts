import { entry } from './standard-fields.ts';
import type { PicklistValue } from './field.ts';

/** API names of the forecast categories; their labels differ (`Forecast` is shown as Commit). */
export type ForecastCategory = 'Pipeline' | 'BestCase' | 'Forecast' | 'Closed' | 'Omitted';

/** One value of the OpportunityStage standard value set. */
export interface StageValue {
  readonly name: string;
  /** Percent, 0 to 100. */
  readonly probability: number;
  readonly forecastCategory: ForecastCategory;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  /** Its name when left out. */
  readonly label?: string;
  readonly description?: string;
  /** False: no new deal is offered it; those that have it keep it. */
  readonly active?: boolean;
}

export const forecastLabels: Readonly<Record<ForecastCategory, string>> = {
  Omitted: 'Omitted',
  Pipeline: 'Pipeline',
  BestCase: 'Best Case',
  Forecast: 'Commit',
  Closed: 'Closed',
};

export const forecastCategories = Object.keys(forecastLabels) as ForecastCategory[];

const open = (name: string, probability: number, forecastCategory: ForecastCategory = 'Pipeline'): StageValue => ({
  name,
  probability,
  forecastCategory,
  isClosed: false,
  isWon: false,
});

/** The ten stages of a new org. */
export const standardStages: readonly StageValue[] = [
  open('Prospecting', 10),
  open('Qualification', 10),
  open('Needs Analysis', 20),
  open('Value Proposition', 50),
  open('Id. Decision Makers', 60),
  open('Perception Analysis', 70),
  open('Proposal/Price Quote', 75),
  open('Negotiation/Review', 90),
  { name: 'Closed Won', probability: 100, forecastCategory: 'Closed', isClosed: true, isWon: true },
  { name: 'Closed Lost', probability: 0, forecastCategory: 'Omitted', isClosed: true, isWon: false },
];

/**
 * A set of stages with others: one of the same name takes its place, a new one stands behind the one before it in
 * `more`, and the first of them in front of all: there a converted lead lands.
 */
export function mergeStages(base: readonly StageValue[], more: readonly StageValue[]): StageValue[] {
  const merged = [...base];
  const placeOf = (name: string): number => merged.findIndex((one) => one.name === name);
  for (const [index, stage] of more.entries()) {
    const at = placeOf(stage.name);
    if (at >= 0) {
      merged[at] = stage;
      continue;
    }
    const before = more[index - 1];
    merged.splice(before === undefined ? 0 : placeOf(before.name) + 1, 0, stage);
  }
  return merged;
}

export const stageEntries = (stages: readonly StageValue[]): PicklistValue[] =>
  stages.map(({ name, label = name, active = true }) => ({ ...entry(name, label), active }));
