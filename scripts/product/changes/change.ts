/** What has become of one deal since a day, from the rows of its history. Pure. */
import { field } from '../vocabulary/index.ts';

/** In the order in which they are shown. */
export const changeKinds = [
  'new',
  'forward',
  'back',
  'won',
  'lost',
  'reopened',
  'pushed',
  'pulledIn',
  'grown',
  'shrunk',
  'regraded',
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** What a change was before and is now: a stage, a date (YYYY-MM-DD), an amount in the deal's currency, a grade. */
export type ChangeValue = string | number | null;

export interface Change {
  readonly kind: ChangeKind;
  readonly from: ChangeValue;
  readonly to: ChangeValue;
}

/** Who wrote something and when. */
interface Written {
  /** Id of the user, 18 characters. */
  readonly by: string;
  /** ISO 8601, as the org writes it. */
  readonly on: string;
}

/** A row of OpportunityHistory: what stood in the deal once it was saved. */
export interface HistoryRow extends Written {
  readonly stage: string;
  readonly amount: number | null;
  /** YYYY-MM-DD; null: none. */
  readonly closeDate: string | null;
}

/** A row of OpportunityFieldHistory of the decided grade. */
export interface GradeRow extends Written {
  readonly from: string | null;
  readonly to: string | null;
}

/** A deal with its history, in the order of writing; rows from before the day are needed for where it stood then. */
export interface DealHistory {
  /** 18 characters. */
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  readonly rows: readonly HistoryRow[];
  readonly grades: readonly GradeRow[];
}

/** Where a stage stands: its place in the org's order, and whether deals in it are open. */
export interface StagePlace {
  readonly place: number;
  readonly kind: 'open' | 'won' | 'lost';
}

/** A value that somebody wrote into a field of a deal. */
export interface WrittenValue extends Written {
  /** Id of the deal, 18 characters. */
  readonly deal: string;
  readonly field: typeof field.stage | typeof field.amount | typeof field.closeDate | typeof field.grade;
  readonly value: ChangeValue;
}

export interface ChangeContext {
  /** Whether a moment (ISO 8601) lies on the day or after it. */
  readonly isSince: (moment: string) => boolean;
  /** Undefined: the org does not know the stage any more. */
  readonly stageOf: (name: string) => StagePlace | undefined;
  /** Whether a run of ours wrote it. */
  readonly byRun: (written: WrittenValue) => boolean;
}

export interface DealChanges {
  /** What people changed. */
  readonly changes: readonly Change[];
  /** What runs of ours changed. */
  readonly byRuns: readonly Change[];
  /** False: the deal is older than the day and its history is not, so that where it began is where that begins. */
  readonly startKnown: boolean;
  /** Stages between which it moved and of which the org does not know the place. */
  readonly unplaced: readonly string[];
}

interface Step {
  readonly from: ChangeValue;
  readonly to: ChangeValue;
  readonly byRun: boolean;
}

/** From before the first of these steps to after the last; undefined where that is the same. */
function net(steps: readonly Step[], byRun: boolean): Pick<Step, 'from' | 'to'> | undefined {
  const own = steps.filter((step) => step.byRun === byRun);
  const [from, to] = [own[0]?.from ?? null, own.at(-1)?.to ?? null];
  return from === to ? undefined : { from, to };
}

function stageKind(from: StagePlace, to: StagePlace): ChangeKind | undefined {
  if (to.kind !== 'open') return from.kind === to.kind ? undefined : to.kind;
  if (from.kind !== 'open') return 'reopened';
  return to.place > from.place ? 'forward' : 'back';
}

/** Text sorts as dates do; a blank date or amount counts as the least. */
const rises = ({ from, to }: Pick<Step, 'from' | 'to'>): boolean =>
  typeof to === 'number' || typeof from === 'number' ? Number(to ?? 0) > Number(from ?? 0) : (to ?? '') > (from ?? '');

interface Steps {
  readonly stage: readonly Step[];
  readonly closeDate: readonly Step[];
  readonly amount: readonly Step[];
  readonly grade: readonly Step[];
}

interface Standing {
  /** Whether the deal is open now: a close date that became the day of closing was neither pushed nor pulled in. */
  readonly isOpen: boolean;
  readonly stageOf: ChangeContext['stageOf'];
}

/** Every change of what is looked at, one after the other. */
function stepsOf({ id, rows, grades }: DealHistory, before: HistoryRow | undefined, context: ChangeContext): Steps {
  const steps = { stage: [] as Step[], closeDate: [] as Step[], amount: [] as Step[], grade: [] as Step[] };
  const names = { stage: field.stage, closeDate: field.closeDate, amount: field.amount } as const;
  let last = before;
  for (const row of rows.filter(({ on }) => context.isSince(on))) {
    for (const part of ['stage', 'closeDate', 'amount'] as const) {
      const [from, to] = [(last ?? row)[part], row[part]];
      if (from === to) continue;
      const byRun = context.byRun({ deal: id, field: names[part], value: to, by: row.by, on: row.on });
      steps[part].push({ from, to, byRun });
    }
    last = row;
  }
  for (const { from, to, by, on } of grades.filter((row) => context.isSince(row.on)))
    steps.grade.push({ from, to, byRun: context.byRun({ deal: id, field: field.grade, value: to, by, on }) });
  return steps;
}

function changesIn(steps: Steps, byRun: boolean, { isOpen, stageOf }: Standing): Change[] {
  const found: Change[] = [];
  const add = (of: readonly Step[], kind: (change: Pick<Step, 'from' | 'to'>) => ChangeKind | undefined): void => {
    const change = net(of, byRun);
    const is = change === undefined ? undefined : kind(change);
    if (change !== undefined && is !== undefined) found.push({ kind: is, ...change });
  };
  add(steps.stage, ({ from, to }) => {
    const [was, is] = [stageOf(String(from)), stageOf(String(to))];
    return was === undefined || is === undefined ? undefined : stageKind(was, is);
  });
  add(steps.closeDate, (change) => (!isOpen ? undefined : rises(change) ? 'pushed' : 'pulledIn'));
  add(steps.amount, (change) => (rises(change) ? 'grown' : 'shrunk'));
  add(steps.grade, () => 'regraded');
  return found;
}

/**
 * What has changed of a deal since the day, from where it stood before the day to where it stands now: what went there
 * and back is no change. A deal that is new has no other change but that it is won or lost. What runs of ours wrote is
 * told apart: what people changed is from before their first step to after their last one.
 */
export function changesOf(history: DealHistory, context: ChangeContext): DealChanges {
  const { rows, created } = history;
  if (context.isSince(created)) {
    const last = rows.at(-1);
    const place = last === undefined ? undefined : context.stageOf(last.stage);
    const ended: Change[] =
      last === undefined || place === undefined || place.kind === 'open'
        ? []
        : [{ kind: place.kind, from: null, to: last.stage }];
    const changes: Change[] = [{ kind: 'new', from: null, to: last?.amount ?? null }, ...ended];
    return { changes, byRuns: [], startKnown: true, unplaced: [] };
  }
  const before = rows.findLast(({ on }) => !context.isSince(on));
  const steps = stepsOf(history, before, context);
  const place = context.stageOf(rows.at(-1)?.stage ?? '');
  const standing = { isOpen: place === undefined || place.kind === 'open', stageOf: context.stageOf };
  const moved = steps.stage.flatMap(({ from, to }) => [String(from), String(to)]);
  return {
    changes: changesIn(steps, false, standing),
    byRuns: changesIn(steps, true, standing),
    startKnown: before !== undefined || rows.length === 0,
    unplaced: [...new Set(moved)].filter((name) => context.stageOf(name) === undefined),
  };
}
