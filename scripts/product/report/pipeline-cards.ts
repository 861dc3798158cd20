/** The open pipeline: matrix, funnel, what blocks, and whose it is. */
import { heatMap } from '../chart/index.ts';
import { fill } from '../messages/index.ts';
import { barChart, funnelChart } from './charts.ts';
import { card, figure, paragraph } from './frame.ts';
import { html, nothing, told, type Html } from './html.ts';
import type { BlockedDeal, PersonRow, Pipeline, StageRow } from './pipeline.ts';
import type { Sum } from './sums.ts';
import { heatTable, table, type HeatCell, type HeatHead } from './table.ts';
import type { Writer } from './write.ts';

const mostReasons = 10;
const mostPeople = 40;

/** A stage as people read it; one that the model does not have is said to be none of it. */
export const stageName = ({ name, known }: StageRow, { messages: { weekly } }: Writer): string =>
  known ? name : fill(weekly.notInModel, name === '' ? weekly.noStage : name);

/** The letter of a grade, and what more its name says. */
function gradeHead(grade: string | null, { locale, messages: { weekly } }: Writer): HeatHead {
  if (grade === null) return { strong: weekly.noGrade, small: '' };
  const name = locale.grade(grade);
  return { strong: grade, small: name.startsWith(grade) ? name.slice(grade.length).replace(/^[\s·:：–-]+/, '') : name };
}

/** Steps of heat by amount; where no deal has one, by number. */
function stepsOf(rows: readonly StageRow[]): (row: number, column: number) => number {
  const byMoney = rows.some(({ cells }) => cells.some(({ cents }) => cents > 0n));
  const values = rows.map(({ cells }) => cells.map(({ cents, deals }) => (byMoney ? Number(cents) : deals)));
  const { cells } = heatMap(values, { width: 0, height: 0 }, { labels: 0, heads: 0 });
  const steps = new Map(cells.map(({ row, column, step }) => [`${row} ${column}`, step]));
  return (row, column) => steps.get(`${row} ${column}`) ?? 0;
}

export function pipelineCards(pipeline: Pipeline, write: Writer): Html[] {
  const { stages, grades, byGrade, total, currency } = pipeline;
  const { messages, count, money, shortCents } = write;
  const { weekly } = messages;
  const matrix = { id: 'matrix', title: weekly.matrix, help: weekly.matrixHelp };
  if (total.deals === 0) return [card(matrix, paragraph(weekly.noDeals))];
  const stepOf = stepsOf(stages);
  const cellOf = ({ deals, cents }: Sum, step: number | null): HeatCell =>
    deals === 0 ? { step: 0, strong: '', small: '' } : { step, strong: shortCents(cents), small: count(deals) };
  const heat = heatTable(
    [...grades.map((grade) => gradeHead(grade, write)), { strong: weekly.total, small: '' }],
    stages.map((row, r) => ({
      names: [stageName(row, write)],
      cells: [...row.cells.map((one, c) => cellOf(one, stepOf(r, c))), cellOf(row, null)],
    })),
    {
      names: [weekly.stage],
      total: { names: [weekly.total], cells: [...byGrade, total].map((one) => cellOf(one, null)) },
    },
  );
  const list = table(
    stages,
    [
      { head: weekly.stage, of: (row) => told(stageName(row, write)) },
      { head: weekly.deals, look: 'money', of: ({ deals }) => told(count(deals)), total: told(count(total.deals)) },
      {
        head: weekly.amount,
        look: 'money',
        of: ({ cents }) => told(money(cents, currency)),
        total: told(money(total.cents, currency)),
      },
      {
        head: weekly.weighted,
        look: 'money',
        of: ({ weighted }) => told(money(weighted, currency)),
        total: told(money(total.weighted, currency)),
      },
    ],
    weekly.total,
  );
  const bands = stages.map((row) => ({
    name: stageName(row, write),
    value: Number(row.cents),
    text: `${shortCents(row.cents)} · ${count(row.deals)}`,
  }));
  return [
    card(matrix, heat),
    card(
      { id: 'funnel', title: weekly.funnel },
      html`<div class="pair">
        ${figure(fill(weekly.currency, currency), funnelChart(bands))}
        <div>${list}</div>
      </div>`,
    ),
  ];
}

export function blockedCard(pipeline: Pipeline, write: Writer): Html {
  const { blocked, blockers, largestBlocked, currency } = pipeline;
  const { messages, count, money, shortCents } = write;
  const { weekly } = messages;
  const head = { id: 'blocked', title: weekly.blocked, help: weekly.blockedHelp, long: true };
  if (blocked.deals === 0) return card(head, paragraph(weekly.nothingBlocked));
  const reasons = blockers.slice(0, mostReasons);
  const deals = largestBlocked.reduce((sum, { cents }) => sum + (cents ?? 0n), 0n);
  const [moreReasons, moreDeals] = [blockers.length - reasons.length, blocked.deals - largestBlocked.length];
  const columns = [
    {
      head: messages.audit.column.deal,
      look: 'deal',
      of: ({ name, id }: BlockedDeal) => html`<span>${told(name)}<span class="id">${told(id)}</span></span>`,
    },
    { head: weekly.owner, look: 'short', of: ({ owner }: BlockedDeal) => told(owner) },
    {
      head: weekly.stage,
      look: 'short',
      of: ({ stage, to }: BlockedDeal) => html`<span>${told(stage)} → ${told(to)}</span>`,
    },
    {
      head: weekly.blockedBy,
      of: ({ by }: BlockedDeal) =>
        html`<ul class="names">
          ${by.map((name) => html`<li>${told(name)}</li>`)}
        </ul>`,
    },
    {
      head: weekly.amount,
      look: 'money',
      of: ({ cents }: BlockedDeal) => told(cents === null ? '' : money(cents, currency)),
    },
  ] as const;
  return card(
    head,
    html`<div class="pair">
      ${figure(
        weekly.blockedBy,
        barChart(reasons.map(({ name, cents }) => ({ name, value: Number(cents), text: shortCents(cents) }))),
      )}
      <div>
        ${table(reasons, [
          { head: weekly.blockedBy, of: ({ name }) => told(name) },
          { head: weekly.deals, look: 'money', of: ({ deals: own }) => told(count(own)) },
          { head: weekly.amount, look: 'money', of: ({ cents }) => told(money(cents, currency)) },
        ])}${moreReasons > 0 ? paragraph(fill(weekly.moreReasons, count(moreReasons))) : nothing}
      </div>
    </div>`,
    html`<h3>${told(weekly.largestBlocked)}</h3>
      ${table(largestBlocked, columns)}`,
    moreDeals > 0
      ? paragraph(fill(weekly.moreBlocked, count(moreDeals), money(blocked.cents - deals, currency)))
      : nothing,
  );
}

export function peopleCard(pipeline: Pipeline, write: Writer): Html {
  const { people, currency, requestsOfNobody } = pipeline;
  const { messages, count, money } = write;
  const { weekly } = messages;
  const head = { id: 'people', title: weekly.people, help: weekly.peopleHelp, long: true };
  if (people.length === 0) return card(head, paragraph(weekly.noDeals));
  const shown = people.slice(0, mostPeople);
  const rest = people.slice(mostPeople);
  const figureOf = (title: string, of: (one: PersonRow) => string) => ({
    head: title,
    look: 'money' as const,
    of: (one: PersonRow) => told(of(one)),
  });
  return card(
    head,
    table(shown, [
      { head: weekly.person, of: ({ name }) => told(name === '' ? weekly.nobody : name) },
      figureOf(weekly.deals, ({ deals }) => count(deals)),
      figureOf(weekly.amount, ({ cents }) => money(cents, currency)),
      figureOf(weekly.blockedDeals, ({ blocked }) => count(blocked.deals)),
      figureOf(weekly.blockedAmount, ({ blocked }) => money(blocked.cents, currency)),
      figureOf(weekly.asked, ({ asked }) => count(asked)),
      figureOf(weekly.toAnswer, ({ waiting }) => count(waiting)),
    ]),
    rest.length === 0
      ? nothing
      : paragraph(
          fill(
            weekly.morePeople,
            count(rest.length),
            fill(
              weekly.peopleRest,
              write.deals(rest.reduce((sum, { deals }) => sum + deals, 0)),
              money(
                rest.reduce((sum, { cents }) => sum + cents, 0n),
                currency,
              ),
            ),
          ),
        ),
    requestsOfNobody === 0 ? nothing : paragraph(fill(weekly.noAnswerer, count(requestsOfNobody))),
  );
}
