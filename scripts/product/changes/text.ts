/** The changes in the terminal. */
import { moneyText } from '../grade/index.ts';
import { named, plain, tableLines } from '../terminal/index.ts';
import { changeKinds, type ChangeKind, type ChangeValue } from './change.ts';
import type { ChangedDeal, ChangesReport, CountedChange } from './run.ts';
import type { GroupSums, KindSum } from './tally.ts';

/** What became of deals, in words. */
const words: Readonly<Record<ChangeKind, string>> = {
  new: 'new',
  forward: 'moved forward',
  back: 'moved back',
  won: 'won',
  lost: 'lost',
  reopened: 'reopened',
  pushed: 'close date pushed',
  pulledIn: 'close date pulled in',
  grown: 'grown',
  shrunk: 'shrunk',
  regraded: 're-graded',
};

const count = (value: number): string => value.toLocaleString('en-US');
const deals = (value: number): string => (value === 1 ? '1 deal' : `${count(value)} deals`);
const whole = (cents: bigint): string => (cents / 100n).toLocaleString('en-US');

const kindsText = ({ kinds, currency, deals: changed }: ChangesReport): string[] =>
  tableLines(
    [
      { head: `Of ${deals(changed)}`, align: 'left' },
      { head: 'Deals', align: 'right' },
      { head: currency, align: 'right' },
    ],
    kinds.map(({ kind, deals: number, cents }) => [words[kind], count(number), whole(cents)]),
    { ruled: false },
  );

/** A column for each kind that occurs, in each cell how many deals and what they are worth. */
function groupsText({ by, groups, currency }: ChangesReport): string[] {
  if (by === null || groups.length === 0) return [];
  const seen = changeKinds.filter((kind) => groups.some(({ kinds }) => kinds.some((one) => one.kind === kind)));
  const cell = ({ kinds }: GroupSums, kind: ChangeKind): string => {
    const sum = kinds.find((one) => one.kind === kind);
    return sum === undefined ? '' : `${count(sum.deals)}\n${whole(sum.cents)}`;
  };
  const head = `${by === 'owner' ? 'Owner' : 'Stage'} (deals, ${currency})`;
  const columns = seen.map((kind) => ({ head: words[kind], align: 'right' as const }));
  const rows = groups.map((group) => [plain(group.name), ...seen.map((kind) => cell(group, kind))]);
  return ['', ...tableLines([{ head, align: 'left' }, ...columns], rows, { ruled: true })];
}

const valueText = (value: ChangeValue): string =>
  value === null ? 'none' : typeof value === 'number' ? value.toLocaleString('en-US') : plain(value);

function changeText({ kind, from, to }: CountedChange): string {
  if (kind === 'new') return words.new;
  return from === null && (kind === 'won' || kind === 'lost')
    ? words[kind]
    : `${words[kind]}: ${valueText(from)} → ${valueText(to)}`;
}

function dealText({ id, name, owner, cents, currency, changes, byRuns }: ChangedDeal): string[] {
  const worth = cents === null ? 'no amount' : moneyText(cents, currency, 'en-US');
  return [
    `${id}  ${plain(name)} (${plain(owner)}), ${worth}`,
    ...changes.map((change) => `    ${changeText(change)}`),
    ...byRuns.map((change) => `    by a run: ${changeText(change)}`),
  ];
}

const listText = (list: readonly ChangedDeal[]): string[] => (list.length === 0 ? [] : ['', ...list.flatMap(dealText)]);

const runsText = ({ ids, deals: number, kinds }: ChangesReport['runs']): string[] => {
  if (number === 0) return [];
  const what = kinds.map(({ kind, deals: own }: KindSum) => `${words[kind]} ${count(own)}`).join(', ');
  return ['', `By our own runs, in none of the counts: ${deals(number)} (${what}); ${named(ids)}.`];
};

/** What the reader has to know to read the figures rightly. */
function notes({ seesGrades, startUnknown, unplaced, unconverted }: ChangesReport): string[] {
  const lines = [
    ...(seesGrades
      ? []
      : [
          'Re-graded deals cannot be told: the org keeps no history of TAS_Grade__c that you may read (Setup, Object Manager, Opportunity, Set History Tracking).',
        ]),
    ...(startUnknown === 0
      ? []
      : [`${deals(startUnknown)}: older than their history, which begins after that day; told from there on.`]),
    ...(unplaced.length === 0
      ? []
      : [`Moves from or to stages that the org does not know any more are not told: ${named(unplaced.map(plain))}.`]),
    ...(unconverted === 0 ? [] : [`${deals(unconverted)}: no amount, or no rate; counted, and in no sum.`]),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

/** The report for people. `list`: the deals to show; `files`: what was written. */
export function summaryText(report: ChangesReport, list: readonly ChangedDeal[], files: readonly string[]): string {
  const { org, since, today, where, api } = report;
  return [
    `Connected to ${org.instanceUrl} as ${org.username} (org ${org.id}, API ${org.apiVersion}).`,
    `Changes from ${since} to ${today}.`,
    ...(where === null ? [] : [`Only deals where ${plain(where)}.`]),
    `Read by ${api === 'bulk' ? 'Bulk API 2.0' : 'REST'}.`,
    '',
    ...kindsText(report),
    ...groupsText(report),
    ...runsText(report.runs),
    ...notes(report),
    ...listText(list),
    ...files.map((file) => `Wrote ${file}`),
  ].join('\n');
}
