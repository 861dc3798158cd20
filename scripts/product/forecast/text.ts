/** The report in the terminal. */
import { plain, tableLines, type Column } from '../terminal/index.ts';
import { leastSeen } from './expectation.ts';
import { answersText } from './answers-text.ts';
import { count, dealsText, percent, right } from './numbers.ts';
import type { Backtest, Expectation, ForecastReport, ForecastRow, Method, Range } from './report.ts';

const mostRows = 40;

const rangeText = ({ expected, low, high }: Range): string => `${count(expected)} (${count(low)} to ${count(high)})`;

export const ageText = ({ from, to }: ForecastRow['age']): string => (to === null ? `${from}+` : `${from}–${to}`);

const chanceText = ({ chance }: ForecastRow): string =>
  chance === null ? 'too few deals' : `${percent(chance.byDay)} ± ${Math.round(chance.plusMinus * 100)}`;

function rowsText({ rows }: Expectation, until: string): string[] {
  const shown = rows
    .toSorted((a, b) => b.wins - a.wins || b.deals - a.deals)
    .slice(0, mostRows)
    .toSorted(byPlace);
  const lines = tableLines(
    [
      ...['Stage', 'Grade'].map((head): Column => ({ head, align: 'left' })),
      ...right(['Age (days)', 'Deals', 'Amount', `Won by ${until}`, 'Won at all', 'Configured', 'Wins', 'Money']),
    ],
    shown.map((row) => [
      row.stage === '' ? '(not known)' : plain(row.stage),
      row.grade,
      ageText(row.age),
      count(row.deals),
      count(row.amount),
      chanceText(row),
      row.chance === null ? '' : percent(row.chance.ever),
      row.configured === null ? '' : percent(row.configured),
      row.wins.toFixed(1),
      count(row.money),
    ]),
    { ruled: false },
  );
  const more = rows.length - shown.length;
  return more > 0 ? [...lines, `… and ${more} more rows; --csv and --json have all`] : lines;
}

const byPlace = (a: ForecastRow, b: ForecastRow): number =>
  a.stage.localeCompare(b.stage, 'en') || a.grade.localeCompare(b.grade, 'en') || a.age.from - b.age.from;

function learnedText({ seen, share, factor, checked }: Expectation): string[] {
  if (seen.length === 0) return ['No earlier quarter is known: chances go by age alone.'];
  const quarters = seen.map((one) => `${one.from} to ${one.until} (${dealsText(one.deals)})`).join(', ');
  return [
    `Earlier quarters looked at: ${quarters}.`,
    checked === null
      ? `They count ${percent(share)}, age alone ${percent(1 - share)}: what would have been best a quarter ago is not known yet.`
      : `They count ${percent(share)}, age alone ${percent(1 - share)}: best from ${checked.from} to ${checked.until}, when ${count(checked.expected)} wins were expected and ${count(checked.won)} came; so chances are multiplied by ${factor.toFixed(2)}.`,
  ];
}

function expectationText(report: ForecastReport, expectation: Expectation): string[] {
  const { until, configured, backtest } = report;
  const currency = report.currency === null ? '' : `${report.currency} `;
  const { wins, money, ever, rows, commonError } = expectation;
  return [
    `Expected by ${until}: ${rangeText(wins)} wins, ${currency}${rangeText(money)}.`,
    `The ranges, 80 %, count chance and an error of ${percent(commonError)} on all deals alike${expectation.checked === null ? ': no earlier quarter could be checked' : ''}.`,
    `Without an end: ${count(ever.wins)} wins, ${currency}${count(ever.money)}.`,
    configured === null
      ? 'By configured probability: not known of every deal.'
      : `By configured probability, without an end: ${count(configured.wins)} wins${backtest === null ? `, ${currency}${count(configured.money)}` : ''}.`,
    ...learnedText(expectation),
    '',
    ...(rows.length === 0 ? ['No deal is open.'] : rowsText(expectation, until)),
    ...(rows.some(({ chance }) => chance === null)
      ? [
          `Too few deals: earlier quarters saw fewer than ${leastSeen} that stood so; in the sums they count by stage and age.`,
        ]
      : []),
  ];
}

const methodNames: Readonly<Record<Method['name'], string>> = {
  forecast: 'tas forecast',
  aalenJohansen: 'Aalen–Johansen by age alone',
  stageProbability: 'configured stage probability',
  winRate: 'plain win rate (won of closed)',
  baseRate: 'base rate (knows how many were won)',
};

function backtestText({ deals: counts, backtest, day, until }: ForecastReport, of: Backtest | null): string[] {
  if (backtest === null || of === null) return [];
  const { methods, reliability, won, money, meanAmount } = of;
  return [
    '',
    `What came, ${day} to ${until}: ${count(won)} of ${dealsText(counts.open)} won, worth ${count(money)}.`,
    `Money is foretold by the mean of the deals won before, ${count(meanAmount)}: what a deal was worth on the day is not known.`,
    ...tableLines(
      [{ head: 'By', align: 'left' }, ...right(['Wins expected', 'Wins', 'Money expected', 'Money', 'Brier score'])],
      methods.map(({ name, wins, money: expected, brier }) => [
        methodNames[name],
        count(wins),
        count(won),
        count(expected),
        count(money),
        brier.toFixed(4),
      ]),
      { ruled: false },
    ),
    '',
    ...tableLines(
      right(['Chance', 'Deals', 'Wins expected', 'Wins', 'Share won']),
      reliability
        .filter((bin) => bin.deals > 0)
        .map((bin) => [
          `${Math.round(bin.from * 100)}–${percent(bin.to)}`,
          count(bin.deals),
          bin.expected.toFixed(1),
          count(bin.won),
          percent(bin.won / bin.deals),
        ]),
      { ruled: false },
    ),
  ];
}

/** The report for people, and the files that were written. */
export function forecastText(report: ForecastReport, files: readonly string[]): string {
  const { deals: counts, expectation, leastClosed, backtest } = report;
  const currency = report.currency === null ? '' : `${report.currency} `;
  return [
    `${report.source}: ${dealsText(counts.read)} read.`,
    ...report.notes.map(plain),
    `Known on ${report.day}: ${count(counts.won)} won, ${count(counts.lost)} lost, ${count(counts.open)} open${backtest === null ? `, worth ${currency}${count(report.amount)}` : ''}.`,
    `Not counted: ${count(counts.notBegun)} not taken up by then, ${count(counts.closedWithoutDay)} closed without a day. Open without an amount: ${count(counts.withoutAmount)}.`,
    ...(expectation === null
      ? [
          `Too few deals: ${count(counts.won)} won and ${count(counts.lost)} lost are known; a forecast needs ${leastClosed} of each.`,
          ...(report.configured === null
            ? []
            : [
                `By configured probability: ${count(report.configured.wins)} wins, ${currency}${count(report.configured.money)}.`,
              ]),
        ]
      : expectationText(report, expectation)),
    ...backtestText(report, backtest),
    ...answersText(report.learned),
    ...files.map((file) => `Wrote ${file}`),
  ].join('\n');
}
