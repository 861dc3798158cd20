/** The rows of a run: every deal, then the items of each, which make no sense without it. */
import { fill, type Messages } from '../messages/index.ts';
import type { RunRow } from '../runs/index.ts';
import type { Item } from '../gate/index.ts';
import { field, item, itemField, itemKey } from '../vocabulary/index.ts';
import type { DealPlan, WaivedItem } from './plan.ts';

export interface RowFacts {
  readonly messages: Messages;
  /** Id of the user who runs the command. */
  readonly userId: string;
  readonly now: Date;
  /** Ids of record types by developer name; undefined where none changes. */
  readonly typeIds: ReadonlyMap<string, string> | undefined;
}

type Values = NonNullable<RunRow['after']>;

const valueOf = (deal: DealPlan['deal'], name: string): string | number | boolean | null => deal[name] ?? null;

/** Fields of a deal that a migration writes. */
export const writtenFields: readonly string[] = [
  field.stage,
  field.probability,
  field.forecastCategory,
  field.keptProbability,
  field.stageSince,
  field.stageSinceIn,
];

/**
 * Stage, probability and forecast category go in one write: a stage alone would reset the other two. Items that are made
 * come before those that are there already, since each kind is a job.
 */
export function rowsOf(plans: readonly DealPlan[], facts: RowFacts): RunRow[] {
  const deals = plans.map((plan, n) => dealRow(plan, n, facts.typeIds));
  const items = plans.flatMap((plan, needs) => plan.waived.map((waived) => itemRow(plan, waived, needs, facts)));
  const { made = [], changed = [] } = Object.groupBy(items, ({ before }) => (before === null ? 'made' : 'changed'));
  return [...deals, ...[...made, ...changed].map((row, at) => ({ ...row, n: deals.length + at }))];
}

function dealRow(plan: DealPlan, n: number, typeIds: RowFacts['typeIds']): RunRow {
  const { deal, accountId, to, toType, kept, since } = plan;
  const names = [...writtenFields, ...(typeIds === undefined ? [] : [field.recordType])];
  const after: Values = {
    [field.stage]: to,
    [field.probability]: valueOf(deal, field.probability),
    [field.forecastCategory]: valueOf(deal, field.forecastCategory),
    [field.keptProbability]: kept,
    [field.stageSince]: since,
    [field.stageSinceIn]: to,
    ...(typeIds === undefined ? {} : { [field.recordType]: typeIds.get(toType) ?? valueOf(deal, field.recordType) }),
  };
  const before = Object.fromEntries(names.map((name) => [name, valueOf(deal, name)]));
  return { n, object: 'Opportunity', key: 'Id', id: deal.Id, parent: accountId, before, after };
}

const mostReason = 255;

function itemRow(plan: DealPlan, { code, amount, present }: WaivedItem, needs: number, facts: RowFacts): RunRow {
  const { messages, userId, now } = facts;
  const { Id } = plan.deal;
  const settled: Values = {
    [itemField.status]: 'Waived',
    [itemField.reason]: fill(messages.migrate.reason, plan.from).slice(0, mostReason),
    [itemField.note]: messages.migrate.note,
    [itemField.settledBy]: userId,
    // The platform keeps whole seconds.
    [itemField.settledOn]: `${now.toISOString().slice(0, 19)}.000Z`,
    [itemField.settledAmount]: amount,
  };
  const row = { n: 0, object: item, parent: Id, needs };
  if (present?.id !== undefined)
    return { ...row, key: 'Id', id: present.id, before: storedOf(present), after: settled };
  return {
    ...row,
    key: itemField.key,
    id: itemKey(Id, code),
    before: null,
    after: { [itemField.deal]: Id, [itemField.code]: code, ...settled },
  };
}

const storedOf = ({ status, reason, note, settledBy, settledOn, settledAmount }: Item): Values => ({
  [itemField.status]: status,
  [itemField.reason]: reason ?? null,
  [itemField.note]: note ?? null,
  [itemField.settledBy]: settledBy ?? null,
  [itemField.settledOn]: settledOn ?? null,
  [itemField.settledAmount]: settledAmount ?? null,
});
