import { mustHave, type ObjectType } from '../schema/object.ts';
import { forecastLabels, type ForecastCategory } from '../schema/stages.ts';
import type { Row, Value } from '../store/row.ts';
import type { Changes } from './changes.ts';
import type { Write } from './write.ts';

interface Slots {
  readonly stage: number;
  readonly probability: number;
  readonly category: number;
  readonly categoryName: number;
  readonly closed: number;
  readonly won: number;
  readonly stageChanged: number;
  readonly closeDate: number;
  readonly pushes: number;
}

const known = new WeakMap<ObjectType, Slots>();

function slotsOf(object: ObjectType): Slots {
  const found = known.get(object);
  if (found !== undefined) return found;
  const slot = (name: string): number => mustHave(object, name).slot;
  const slots: Slots = {
    stage: slot('StageName'),
    probability: slot('Probability'),
    category: slot('ForecastCategory'),
    categoryName: slot('ForecastCategoryName'),
    closed: slot('IsClosed'),
    won: slot('IsWon'),
    stageChanged: slot('LastStageChangeDate'),
    closeDate: slot('CloseDate'),
    pushes: slot('PushCount'),
  };
  known.set(object, slots);
  return slots;
}

const categoryByLabel = new Map(
  Object.entries(forecastLabels).map(([name, label]) => [label, name as ForecastCategory]),
);

/** A deal about to be saved. */
interface StagedSave {
  readonly object: ObjectType;
  /** Values by slot; the stage's are put in here. */
  readonly next: Value[];
  readonly changes: Changes;
  readonly prior: Row | null;
}

/**
 * What the platform makes of a deal's stage: a new stage sets Probability and forecast category unless the same write
 * gives them, and says whether the deal is closed and won. A stage nobody defined is taken as it is: open, its
 * probability kept.
 */
export function applyStage(
  { org, stamp }: Pick<Write, 'org' | 'stamp'>,
  { object, next, changes, prior }: StagedSave,
): void {
  const slots = slotsOf(object);
  const before = prior?.values;
  const given = (slot: number): boolean => {
    const field = object.fields[slot];
    return field !== undefined && changes.has(field);
  };
  const name = next[slots.stage] ?? null;
  if (before === undefined || name !== before[slots.stage]) {
    const stage = typeof name === 'string' ? org.stages.get(name) : undefined;
    next[slots.closed] = stage?.isClosed ?? false;
    next[slots.won] = stage?.isWon ?? false;
    if (!given(slots.probability)) next[slots.probability] = stage?.probability ?? next[slots.probability] ?? 0;
    if (!given(slots.categoryName)) {
      next[slots.categoryName] = forecastLabels[stage?.forecastCategory ?? 'Pipeline'];
    }
    if (before !== undefined) next[slots.stageChanged] = stamp;
  }
  const label = next[slots.categoryName];
  next[slots.category] = typeof label === 'string' ? (categoryByLabel.get(label) ?? null) : null;
  const [was, is] = [before?.[slots.closeDate], next[slots.closeDate]];
  const pushed = typeof was === 'string' && typeof is === 'string' && is.slice(0, 7) > was.slice(0, 7);
  if (pushed) next[slots.pushes] = Number(next[slots.pushes] ?? 0) + 1;
}
