import { mustHave, type ObjectType } from '../schema/object.ts';
import { Row, type Value } from '../store/row.ts';
import type { Write } from './write.ts';

/** What of a deal its history keeps; a change of one of the first four adds a row. */
const kept = ['StageName', 'Amount', 'Probability', 'CloseDate', 'ForecastCategory'];
const watched = kept.slice(0, 4);

interface Slots {
  readonly watched: readonly number[];
  /** Slot in the deal and in the history. */
  readonly copied: readonly (readonly [from: number, to: number])[];
  readonly amount: number;
  readonly closeDate: number;
  readonly width: number;
  readonly to: Readonly<Record<'deal' | 'by' | 'on' | 'stamp' | 'amount' | 'closeDate', number>>;
}

const known = new WeakMap<ObjectType, Slots>();

function slotsOf(deal: ObjectType, history: ObjectType): Slots {
  const found = known.get(deal);
  if (found !== undefined) return found;
  const of = (object: ObjectType, name: string): number => mustHave(object, name).slot;
  const slots: Slots = {
    watched: watched.map((name) => of(deal, name)),
    copied: kept.map((name) => [of(deal, name), of(history, name)]),
    amount: of(deal, 'Amount'),
    closeDate: of(deal, 'CloseDate'),
    width: history.fields.length,
    to: {
      deal: of(history, 'OpportunityId'),
      by: of(history, 'CreatedById'),
      on: of(history, 'CreatedDate'),
      stamp: of(history, 'SystemModstamp'),
      amount: of(history, 'PrevAmount'),
      closeDate: of(history, 'PrevCloseDate'),
    },
  };
  known.set(deal, slots);
  return slots;
}

/** A row of OpportunityHistory for a deal just saved, where stage, amount, probability or close date is another. */
export function keepHistory(deal: ObjectType, { values }: Row, before: readonly Value[] | null, write: Write): void {
  const history = write.org.objects.get('opportunityhistory');
  if (history === undefined) return;
  const slots = slotsOf(deal, history);
  if (before !== null && slots.watched.every((slot) => values[slot] === before[slot])) return;
  const next = new Array<Value>(slots.width).fill(null);
  next[0] = history.table.nextId();
  for (const [from, to] of slots.copied) next[to] = values[from] ?? null;
  next[slots.to.deal] = values[0] ?? null;
  next[slots.to.by] = write.session.userId;
  next[slots.to.on] = write.stamp;
  next[slots.to.stamp] = write.stamp;
  next[slots.to.amount] = before?.[slots.amount] ?? null;
  next[slots.to.closeDate] = before?.[slots.closeDate] ?? null;
  history.table.insert(new Row(next), write.journal);
}
