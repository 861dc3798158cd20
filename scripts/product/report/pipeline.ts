/** The open deals of an org, judged one after another: where they stand, what blocks them, whose they are. */
import { moreColumns, nextMoves, openSource, ruleTexts, type AuditOrg } from '../audit/index.ts';
import { itemReader, type OrgDeal } from '../explain/index.ts';
import { moneyOf } from '../grade/index.ts';
import type { Messages } from '../messages/index.ts';
import type { SalesModel } from '../model/index.ts';
import { soql, soqlCondition, soqlIdentifier, type ApiChoice, type Calendar, type OrgApi } from '../org/index.ts';
import { approversOf, type Locale } from '../present/index.ts';
import type { Progress } from '../terminal/index.ts';
import { field } from '../vocabulary/index.ts';
import { Largest } from './largest.ts';
import { Sums, type Sum } from './sums.ts';

export interface PipelineOptions {
  readonly model: SalesModel;
  readonly where?: string;
  readonly api: ApiChoice;
  readonly calendar: Calendar;
  readonly progress: Progress;
  readonly messages: Messages;
  readonly locale: Locale;
}

/** Open deals of a stage or of all, and what the stages are configured with makes of them. */
export interface WeightedSum extends Sum {
  /** Sum of amount times configured probability, in hundredths. */
  readonly weighted: bigint;
}

export interface StageRow extends WeightedSum {
  /** StageName. */
  readonly stage: string;
  /** As people read it. */
  readonly name: string;
  /** False: the model does not have it. */
  readonly known: boolean;
  /** In the order of `grades`. */
  readonly cells: readonly Sum[];
  readonly blocked: Sum;
}

export interface BlockedDeal {
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** Where it stands and where it would go next, as people read it. */
  readonly stage: string;
  readonly to: string;
  readonly cents: bigint | null;
  /** Names of requirements, and rules of movement in words. */
  readonly by: readonly string[];
}

export interface PersonRow extends Sum {
  /** Id of the user. */
  readonly id: string;
  readonly name: string;
  readonly blocked: Sum;
  /** Requests on their deals that wait for somebody else's answer. */
  readonly asked: number;
  /** Requests that they are the first to answer: by their role on the deal, else as the manager of its owner. */
  readonly waiting: number;
}

export interface Pipeline {
  readonly api: OrgApi;
  /** ISO code of the corporate currency, in which every sum is. */
  readonly currency: string;
  readonly total: WeightedSum;
  /** Letters of the model, then null for deals without a grade. */
  readonly grades: readonly (string | null)[];
  /** Stages of the model in their order, then others by name. */
  readonly stages: readonly StageRow[];
  readonly byGrade: readonly Sum[];
  /** Deals that the model governs, as an audit judges them. */
  readonly judged: Sum;
  readonly blocked: Sum;
  readonly largestBlocked: readonly BlockedDeal[];
  /** What blocks, the largest amount first: each deal once for each. */
  readonly blockers: readonly (Sum & { readonly name: string })[];
  /** Owners and managers, the largest amount first. */
  readonly people: readonly PersonRow[];
  readonly requests: number;
  /** Requests of which the org does not tell who should answer. */
  readonly requestsOfNobody: number;
  /** Open deals without an amount, or whose currency has no rate: counted, and in no sum. */
  readonly withoutAmount: number;
  /** Older than the model's date: counted and not judged. */
  readonly cohort: number;
  /** Open deals whose record type the model does not govern: in none of the figures. */
  readonly otherTypes: number;
  readonly seesItems: boolean;
}

/** Blocked deals that are named. */
const mostBlocked = 20;
/** Users asked for in one query. */
const mostIds = 200;

interface Owner {
  name: string;
  asked: number;
  /** Of those, on deals that name nobody who approves. */
  forManager: number;
}

/** @throws {OrgError} RowsOutOfOrder, and whatever the org throws. */
export async function readPipeline(org: AuditOrg, options: PipelineOptions): Promise<Pipeline> {
  const { model, where, calendar, progress, messages, locale } = options;
  const types = model.scope.recordTypes === 'all' ? [] : model.scope.recordTypes;
  const source = await openSource(org, { ...options, recordTypes: types }, 'open');
  const { fields, reader, multiCurrency } = source;
  const money = await moneyOf(org, model.money.currency, multiCurrency);
  const moveOf = nextMoves({ model, calendar });
  const grades = [...model.grades.map(({ letter }) => letter), null];
  const [cells, blockedIn, blockers] = [new Sums<string>(), new Sums<string>(), new Sums<string>()];
  const [stages, byGrade] = [new Sums<string>(), new Sums<string | null>()];
  const [owned, ownBlocked] = [new Sums<string>(), new Sums<string>()];
  const weighted = new Map<string, bigint>();
  const owners = new Map<string, Owner>();
  const answers = new Map<string, number>();
  const largest = new Largest<BlockedDeal>(mostBlocked);
  const counts = { withoutAmount: 0, cohort: 0, requests: 0 };
  const judged = new Sums<true>();
  const columns = moreColumns(multiCurrency).length;
  let done = 0;
  for await (const { row, others } of source.joined) {
    done += 1;
    if (done % 1_000 === 0) progress.advance(1_000);
    const deal = reader.of(row);
    const [ownerName = '', , , currency = ''] = row.slice(-columns);
    const cents = money.centsOf(deal, currency);
    if (cents === null) counts.withoutAmount += 1;
    // Without the package's own formula the amount for grading is what it would say.
    if (!fields.has(field.modelAmount)) deal[field.modelAmount] = money.inModel(deal, currency);
    const items = (others[0] ?? []).map((texts) => itemReader.of(texts.slice(1)));
    const { to, verdict } = moveOf(deal, items, false);
    const [stage, owner, grade] = [textOf(deal, field.stage), textOf(deal, field.owner), verdict.grade.effective];
    stages.add(stage, cents);
    byGrade.add(grade, cents);
    cells.add(cellKey(stage, grade), cents);
    weighted.set(stage, (weighted.get(stage) ?? 0n) + weightedOf(cents, deal[field.probability]));
    owned.add(owner, cents);
    const person = owners.get(owner) ?? { name: ownerName, asked: 0, forManager: 0 };
    owners.set(owner, person);
    const requests = items.filter(({ status }) => status === 'Requested').length;
    person.asked += requests;
    counts.requests += requests;
    if (requests > 0) {
      const [first] = approversOf(model, { owner, manager: null }, items);
      if (first === undefined) person.forManager += requests;
      else answers.set(first.id, (answers.get(first.id) ?? 0) + requests);
    }
    if (verdict.governed !== 'yes') {
      counts.cohort += 1;
      continue;
    }
    judged.add(true, cents);
    const by = [
      ...ruleTexts(verdict, messages),
      ...verdict.requirements.flatMap(({ blocks, code }) => (blocks ? [locale.requirement(code)] : [])),
    ];
    if (to === null || by.length === 0) continue;
    blockedIn.add(stage, cents);
    ownBlocked.add(owner, cents);
    for (const name of new Set(by)) blockers.add(name, cents);
    const name = textOf(deal, field.name) || deal.Id;
    largest.add({ id: deal.Id, name, owner: ownerName, stage: locale.stage(stage), to: locale.stage(to), cents, by });
  }
  progress.advance(done % 1_000);
  progress.end();
  const managers = await managersOf(org, owners);
  for (const [id, { forManager }] of owners) {
    const manager = managers.get(id);
    if (manager !== undefined) answers.set(manager, (answers.get(manager) ?? 0) + forManager);
  }
  const others = await namesOf(
    org,
    [...answers.keys()].filter((id) => !owners.has(id)),
  );
  const known = model.stages.map(({ name }) => name);
  const names = [
    ...known,
    ...stages
      .keys()
      .filter((name) => !known.includes(name))
      .sort(),
  ];
  const total = stages.total();
  return {
    api: source.api,
    currency: money.currency,
    total: { ...total, weighted: [...weighted.values()].reduce((sum, one) => sum + one, 0n) },
    grades,
    stages: names.map((stage) => ({
      stage,
      name: locale.stage(stage),
      known: known.includes(stage),
      ...stages.of(stage),
      weighted: weighted.get(stage) ?? 0n,
      cells: grades.map((grade) => cells.of(cellKey(stage, grade))),
      blocked: blockedIn.of(stage),
    })),
    byGrade: grades.map((grade) => byGrade.of(grade)),
    judged: judged.of(true),
    blocked: blockedIn.total(),
    largestBlocked: largest.all(),
    blockers: blockers.sorted().map(({ key, ...sum }) => ({ name: key, ...sum })),
    people: [...owned.sorted().map(({ key }) => key), ...others.keys()].map((id) => ({
      id,
      name: owners.get(id)?.name ?? others.get(id) ?? '',
      ...owned.of(id),
      blocked: ownBlocked.of(id),
      asked: owners.get(id)?.asked ?? 0,
      waiting: answers.get(id) ?? 0,
    })),
    requests: counts.requests,
    requestsOfNobody: [...owners].reduce((sum, [id, { forManager }]) => sum + (managers.has(id) ? 0 : forManager), 0),
    withoutAmount: counts.withoutAmount,
    cohort: counts.cohort,
    otherTypes: types.length === 0 ? 0 : (await countOpen(org, where)) - total.deals,
    seesItems: source.seesItems,
  };
}

const textOf = (deal: OrgDeal, name: string): string => String(deal[name] ?? '');

const cellKey = (stage: string, grade: string | null): string => JSON.stringify([stage, grade]);

/** `probability`: per cent, maybe with decimals. */
const weightedOf = (cents: bigint | null, probability: unknown): bigint =>
  typeof probability === 'number' && cents !== null ? (cents * BigInt(Math.round(probability * 100))) / 10_000n : 0n;

type Users = Pick<AuditOrg, 'read'>;

/** Two columns of users, a list of ids at a time. */
async function readUsers(org: Users, ids: readonly string[], column: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < ids.length; at += mostIds) {
    const query = soql`SELECT Id, ${soqlIdentifier(column)} FROM User WHERE Id IN ${ids.slice(at, at + mostIds)}`;
    await org.read('collections', query, ['Id', column], (rows) => {
      for (const [id = '', value = ''] of rows) if (value !== '') found.set(id, value);
    });
  }
  return found;
}

/** Ids of the managers of those whose requests wait for one, by owner, as far as the org names them. */
const managersOf = async (org: Users, owners: ReadonlyMap<string, Owner>): Promise<ReadonlyMap<string, string>> =>
  await readUsers(
    org,
    [...owners].flatMap(([id, { forManager }]) => (forManager > 0 ? [id] : [])),
    'ManagerId',
  );

/** Names by id; who cannot be read is left out, and named by nothing. */
async function namesOf(org: Users, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = await readUsers(org, ids, 'Name');
  return new Map(ids.map((id) => [id, names.get(id) ?? '']));
}

const countOpen = async (org: Pick<AuditOrg, 'count'>, where: string | undefined): Promise<number> =>
  await org.count(
    where === undefined
      ? soql`SELECT COUNT() FROM Opportunity WHERE IsClosed = false`
      : soql`SELECT COUNT() FROM Opportunity WHERE IsClosed = false AND ${soqlCondition(where)}`,
  );
