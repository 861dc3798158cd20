/** The deals of an org, open and closed, with the stages they stood in by their history. */
import { countIfThere } from '../explain/index.ts';
import { fieldsOfGrade, gradeOf, type Deal } from '../gate/index.ts';
import { moneyOf } from '../grade/index.ts';
import type { SalesModel } from '../model/index.ts';
import {
  chooseApi,
  mergeJoin,
  pagesOf,
  soql,
  soqlAll,
  soqlCondition,
  soqlFields,
  type ApiChoice,
  type Calendar,
  type OrgConnection,
  type Pages,
  type Soql,
} from '../org/index.ts';
import type { Progress } from '../terminal/index.ts';
import { field } from '../vocabulary/index.ts';
import { dayNumber, dayText } from './day.ts';
import { ForecastError } from './error.ts';
import { answersOf } from './read-answers.ts';
import type { DealSource, SourceDeal } from './forecast.ts';

/** What a forecast needs of an org; a test passes its own. */
export type ForecastOrg = Pick<OrgConnection, 'instanceUrl' | 'orgId' | 'username' | 'describe' | 'count' | 'read'>;

export interface OrgOptions {
  readonly model: SalesModel;
  readonly where?: string;
  /** The field that says when a deal was taken up; a day or a moment. */
  readonly sinceField: string;
  readonly api: ApiChoice;
  readonly calendar: Calendar;
  readonly progress: Progress;
  /** False: what the coach was answered is not read, as for a day of the past; true when left out. */
  readonly readsAnswers?: boolean;
}

/** The grade of a deal that has none. */
export const ungraded = 'none';

const [closed, won] = ['IsClosed', 'IsWon'];
const historyColumns = ['OpportunityId', field.stage, field.created];

const conditionOf = ({ model, where }: OrgOptions): Soql | null => {
  const { recordTypes } = model.scope;
  const parts = [
    ...(recordTypes === 'all' ? [] : [soql`RecordType.DeveloperName IN ${recordTypes}`]),
    ...(where === undefined ? [] : [soqlCondition(where)]),
  ];
  return parts.length === 0 ? null : soqlAll(parts);
};

const whereOf = (condition: Soql | null): Soql => (condition === null ? soql`` : soql` WHERE ${condition}`);

/**
 * The deals of an org as a stream: memory holds a page of deals and one of their history.
 * @throws {ForecastError} UnknownField; and whatever the org throws.
 */
export async function orgSource(org: ForecastOrg, options: OrgOptions): Promise<DealSource> {
  const { model, sinceField, calendar, progress } = options;
  const fields = await org.describe('Opportunity');
  if (!fields.has(sinceField))
    throw new ForecastError('UnknownField', {
      message: `Opportunity has no field ${sinceField} that ${org.username} sees.`,
      actions: ['Name a date field of Opportunity with --since-field, by its API name.'],
    });
  const multiCurrency = fields.has(field.currency);
  const money = await moneyOf(org, model.money.currency, multiCurrency);
  const seesGrade = fields.has(field.effective);
  const graded = [...new Set([field.amount, field.modelAmount, ...fieldsOfGrade])].filter((name) => fields.has(name));
  const columns = [
    ...new Set([
      'Id',
      field.stage,
      field.closeDate,
      closed,
      won,
      sinceField,
      ...(fields.has(field.probability) ? [field.probability] : []),
      ...(multiCurrency ? [field.currency] : []),
      ...(seesGrade ? [field.effective, field.amount] : graded),
      ...(fields.has(field.modelAmount) ? [field.modelAmount] : []),
    ]),
  ];
  const condition = conditionOf(options);
  const expected = await org.count(soql`SELECT COUNT() FROM Opportunity${whereOf(condition)}`);
  const api = chooseApi(options.api, expected);
  const pages = (query: Soql, names: readonly string[]): Pages =>
    pagesOf((onRows) => org.read(api, query, names, onRows));
  const seesHistory = ((await countIfThere(org, soql`SELECT COUNT() FROM OpportunityHistory`)) ?? 0) > 0;
  // A condition that asks for other records cannot stand inside another query: then all history is read, and most passed over.
  const isNested = options.where !== undefined && /\bselect\b/i.test(options.where);
  const nested = isNested ? null : condition;
  const ofDeals = nested === null ? null : soql`OpportunityId IN (SELECT Id FROM Opportunity WHERE ${nested})`;
  const answers =
    options.readsAnswers === false
      ? undefined
      : await answersOf(org, model, { api: options.api, calendar, ofDeals: nested });
  const read = answers?.rows;
  const beside = [
    ...(seesHistory
      ? [
          {
            pages: pages(
              soql`SELECT ${soqlFields(historyColumns)} FROM OpportunityHistory${whereOf(ofDeals)} ORDER BY OpportunityId, CreatedDate`,
              historyColumns,
            ),
            key: 0,
            what: 'history',
          },
        ]
      : []),
    ...(read === undefined
      ? []
      : [
          {
            pages: pagesOf((onRows) => org.read(read.api, read.query, read.columns, onRows)),
            key: 0,
            what: 'answers of the coach',
          },
        ]),
  ];
  const joined = mergeJoin(
    {
      pages: pages(soql`SELECT ${soqlFields(columns)} FROM Opportunity${whereOf(condition)} ORDER BY Id`, columns),
      key: 0,
      what: 'deals',
    },
    beside,
  );
  const placeOf = new Map(columns.map((name, at) => [name, at]));
  const dayOf = (text: string): number | null =>
    text === '' ? null : (dayNumber(text.length > 10 ? calendar.dayOf(text) : text) ?? null);
  const today = dayNumber(calendar.today) ?? 0;
  const dealOf = (row: readonly string[], history: readonly (readonly string[])[]): SourceDeal => {
    const text = (name: string): string => row[placeOf.get(name) ?? -1] ?? '';
    const values: Record<string, string | number | null> = {};
    for (const name of graded) {
      const value = text(name);
      values[name] = value === '' ? null : name === field.amount || name === field.modelAmount ? Number(value) : value;
    }
    const deal: Deal = values;
    const amount = fields.has(field.modelAmount)
      ? (values[field.modelAmount] as number | null)
      : money.inModel(deal, text(field.currency));
    const isClosed = text(closed) === 'true';
    const stage = text(field.stage);
    const grade = seesGrade
      ? text(field.effective)
      : (gradeOf(model, { ...deal, [field.modelAmount]: amount }, calendar.today).effective ?? '');
    const probability = text(field.probability);
    return {
      begun: dayOf(text(sinceField)),
      closed: isClosed ? dayOf(text(field.closeDate)) : null,
      isClosed,
      won: text(won) === 'true',
      grade: grade === '' ? ungraded : grade,
      stage,
      stageAt: stagesOf(history, dayOf, seesHistory ? { day: today, stage } : null),
      amount,
      probability: probability === '' ? null : Number(probability) / 100,
    };
  };
  // Nobody answers before a deal closed that closed already, whatever later day it names.
  const endOf = ({ isClosed, closed: end }: SourceDeal): string | null =>
    isClosed ? dayText(Math.min(end ?? today, today)) : null;
  async function* deals(): AsyncGenerator<SourceDeal> {
    progress.begin('Reading deals', expected);
    let done = 0;
    for await (const { row, others } of joined) {
      done += 1;
      if (done % 1_000 === 0) progress.advance(1_000);
      const deal = dealOf(row, (seesHistory ? others[0] : undefined) ?? []);
      const said = read === undefined ? undefined : others.at(-1);
      yield answers === undefined || said === undefined
        ? deal
        : { ...deal, answers: answers.of(said, { closed: endOf(deal), won: deal.won }) };
    }
    progress.advance(done % 1_000);
    progress.end();
  }
  return {
    name: `${org.instanceUrl} as ${org.username} (org ${org.orgId})`,
    currency: model.money.currency,
    notes: [
      ...(seesHistory
        ? []
        : [
            'OpportunityHistory gives this user no rows: in which stage a deal stood earlier is not known, and the stage changes no chance.',
          ]),
      ...(seesGrade ? [] : [`${field.effective} is not in the org: grades are worked out by the model.`]),
    ],
    seesStages: seesHistory,
    ...(answers === undefined ? {} : { asked: answers.asked }),
    deals: deals(),
  };
}

/** The stage on the morning of a day, by rows of history that are sorted by their day. */
function stagesOf(
  history: readonly (readonly string[])[],
  dayOf: (text: string) => number | null,
  now: { readonly day: number; readonly stage: string } | null,
): SourceDeal['stageAt'] {
  if (now === null) return () => null;
  return (day) => {
    if (day >= now.day) return now.stage;
    // Few days are asked of most deals: those that had closed by then have no stage to tell.
    for (let at = history.length - 1; at >= 0; at -= 1) {
      const [, stage = '', created = ''] = history[at] ?? [];
      if ((dayOf(created) ?? Infinity) < day) return stage;
    }
    return null;
  };
}
