/** What is expected, as the weekly report says it, and how that and other sums went from report to report. */
import type { ForecastReport } from '../forecast/index.ts';
import { fill } from '../messages/index.ts';
import { barChart, lineChart } from './charts.ts';
import { stageSumsOf } from './forecast-sums.ts';
import { card, figure, paragraph } from './frame.ts';
import { html, nothing, told, type Html } from './html.ts';
import type { WeeklyReport } from './report.ts';
import type { Snapshot } from './snapshot.ts';
import { stageTable } from './stage-table.ts';
import { table } from './table.ts';
import type { Writer } from './write.ts';

/** Days of the table; the lines go further back. */
const mostDays = 13;

/** Sentences that head a forecast: what is expected, in which range, and what is configured. */
function headline(report: ForecastReport, write: Writer): Html {
  const { expectation, configured, deals, leastClosed, until, currency } = report;
  const { messages, count, shortMoney, range, percent, day } = write;
  const { foresight, weekly } = messages;
  const code = currency ?? '';
  const byStages = paragraph(
    configured === null
      ? foresight.configuredNotKnown
      : fill(foresight.byConfigured, count(configured.wins), shortMoney(configured.money, code)),
  );
  if (expectation === null)
    return html`${paragraph(fill(foresight.few, count(deals.won), count(deals.lost), leastClosed))}${byStages}`;
  const { wins, money, commonError } = expectation;
  const text = fill(
    foresight.headline,
    day(until),
    range(wins, count, weekly.winsRange),
    range(money, (amount) => shortMoney(amount, code), foresight.moneyRange),
  );
  return html`<p class="lead"><b>${told(text)}</b></p>
    ${byStages}
    <p class="soft">${told(fill(foresight.sentenceRange, percent(commonError)))}</p>`;
}

export function forecastCard({ forecast, pipeline }: WeeklyReport, write: Writer): Html {
  const { messages, locale, short } = write;
  const { weekly } = messages;
  const head = { id: 'forecast', title: weekly.foretold };
  const { expectation } = forecast;
  if (expectation === null || expectation.rows.length === 0)
    return card(head, headline(forecast, write), expectation === null ? nothing : paragraph(weekly.noDeals));
  const code = forecast.currency ?? '';
  const order = pipeline.stages.map(({ stage }) => stage);
  const sums = stageSumsOf(expectation.rows, order);
  const names = (stage: string): string => (stage === '' ? weekly.noStage : locale.stage(stage));
  return card(
    head,
    headline(forecast, write),
    html`<div class="pair">
      ${figure(
        weekly.expectedMoney,
        barChart(sums.rows.map(({ stage, money }) => ({ name: names(stage), value: money, text: short(money) }))),
      )}
      <div>${stageTable(sums, { nameOf: names, code }, write)}</div>
    </div>`,
  );
}

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export function historyCard({ history, snapshot }: WeeklyReport, write: Writer): Html {
  const { messages, count, short, day, rounded } = write;
  const { weekly } = messages;
  const { list } = history;
  const head = { id: 'history', title: weekly.overTime, help: weekly.overTimeHelp, long: true };
  if (list.length < 2) return card(head, paragraph(weekly.firstTime));
  const otherModel = new Set(history.otherModel);
  const line = (title: string, of: (one: Snapshot) => { value: number | null; low?: number; high?: number }): Html =>
    figure(
      title,
      lineChart(
        list.map((one) => ({ at: timeOf(one.day), ...of(one) })),
        { value: short, place: (time) => day(dayOf(time)) },
      ),
    );
  const blockedOf = (one: Snapshot): number | null => (otherModel.has(one.day) ? null : one.blocked.deals);
  const wins = ({ forecast }: Snapshot): { value: number | null; low?: number; high?: number } =>
    forecast === null
      ? { value: null }
      : { value: forecast.wins.expected, low: forecast.wins.low, high: forecast.wins.high };
  return card(
    head,
    html`<div class="trio">
      ${[
        line(`${weekly.openAmount} (${snapshot.currency})`, ({ open }) => ({ value: Number(open.amount) })),
        line(weekly.expectedWins, wins),
        line(weekly.blockedDeals, (one) => ({ value: blockedOf(one) })),
      ]}
    </div>`,
    table(list.slice(-mostDays), [
      { head: weekly.day, of: (one) => told(day(one.day)) },
      { head: weekly.deals, look: 'money', of: ({ open }) => told(count(open.deals)) },
      {
        head: weekly.openAmount,
        look: 'money',
        of: ({ open, currency }) => told(rounded(Number(open.amount), currency)),
      },
      {
        head: weekly.expectedWins,
        look: 'money',
        of: ({ forecast }) =>
          told(forecast === null ? weekly.tooFew : write.range(forecast.wins, count, weekly.winsRange)),
      },
      { head: weekly.until, look: 'money', of: ({ forecast }) => told(forecast === null ? '' : day(forecast.until)) },
      {
        head: weekly.blockedDeals,
        look: 'money',
        of: (one) => {
          const blocked = blockedOf(one);
          return told(blocked === null ? '' : count(blocked));
        },
      },
      { head: weekly.requests, look: 'money', of: ({ requests }) => told(count(requests)) },
    ]),
  );
}
