/** The report in the terminal: what its first lines say. */
import { moneyText } from '../grade/index.ts';
import { plain, tableLines } from '../terminal/index.ts';
import type { WeeklyReport } from './report.ts';
import type { Sum } from './sums.ts';

const tag = 'en-US';
const count = (value: number): string => Math.round(value).toLocaleString(tag);
const deals = (value: number): string => (value === 1 ? '1 deal' : `${count(value)} deals`);

export function summaryText(report: WeeklyReport, files: readonly string[]): string {
  const { org, today, where, pipeline, changes, forecast, history } = report;
  const { currency, total, blocked, judged, requests, stages } = pipeline;
  const worth = ({ deals: number, cents }: Sum): string => `${deals(number)}, ${moneyText(cents, currency, tag)}`;
  const sumOf = (kind: 'won' | 'lost'): Sum =>
    changes.kinds.find((one) => one.kind === kind) ?? { deals: 0, cents: 0n };
  const { expectation } = forecast;
  const range = ({ expected, low, high }: { expected: number; low: number; high: number }): string =>
    `${count(expected)} (${count(low)} to ${count(high)})`;
  return [
    `Connected to ${org.instanceUrl} as ${plain(org.username)} (org ${org.id}, API ${org.apiVersion}).`,
    `Report of ${today}; changes since ${changes.since}.`,
    ...(where === null ? [] : [`Only deals where ${plain(where)}.`]),
    '',
    ...tableLines(
      [
        { head: 'Open in', align: 'left' },
        { head: 'Deals', align: 'right' },
        { head: currency, align: 'right' },
        { head: 'Blocked', align: 'right' },
      ],
      stages.map(({ name, deals: own, cents, blocked: { deals: stuck } }) => [
        name === '' ? '(no stage)' : plain(name),
        count(own),
        (cents / 100n).toLocaleString(tag),
        count(stuck),
      ]),
      { ruled: false },
    ),
    `All: ${worth(total)}. Blocked on the next move: ${worth(blocked)}, of ${deals(judged.deals)} judged. Requests waiting: ${count(requests)}.`,
    `Won: ${worth(sumOf('won'))}. Lost: ${worth(sumOf('lost'))}.`,
    expectation === null
      ? `Expected by ${forecast.until}: too few deals, ${count(forecast.deals.won)} won and ${count(forecast.deals.lost)} lost are known; a forecast needs ${forecast.leastClosed} of each.`
      : `Expected by ${forecast.until}: ${range(expectation.wins)} wins, ${`${forecast.currency ?? ''} ${range(expectation.money)}`.trim()}.`,
    ...(history.damaged.length === 0
      ? []
      : [`Snapshots that could not be read: ${history.damaged.map(plain).join(', ')}.`]),
    ...files.map((file) => `Wrote ${file}`),
  ].join('\n');
}
