/** A migration in words. */
import { refusalsText } from '../runs/index.ts';
import { plain, tableLines, type Column } from '../terminal/index.ts';
import type { MigrateRun } from './run.ts';
import type { MigrateSummary } from './summary.ts';

const count = (value: number): string => value.toLocaleString('en-US');
const counted = (value: number, one: string): string => (value === 1 ? `1 ${one}` : `${count(value)} ${one}s`);
/** Whole units of a sum with two decimals. */
const money = (amount: string): string => BigInt(amount.slice(0, -3) || '0').toLocaleString('en-US');

const mostOwners = 20;
const mostAstray = 10;

const right = (head: string): Column => ({ head, align: 'right' });
const left = (head: string): Column => ({ head, align: 'left' });

const typed = (type: string, to: string): string => {
  const [was, is] = [type, to].map((one) => (one === '' ? '(none)' : plain(one)));
  return was === is ? (was ?? '') : `${was} → ${is}`;
};

function movesText({ moves, currency }: MigrateSummary): string[] {
  if (moves.length === 0) return [];
  return tableLines(
    [left('Record type'), left('Stage'), left('New stage'), right('Deals'), right(currency), right('Items waived')],
    moves.map(({ recordType, toRecordType, from, to, deals, amount, items }) => [
      typed(recordType, toRecordType),
      plain(from),
      from === to ? '(stays)' : plain(to),
      count(deals),
      money(amount),
      count(items),
    ]),
    { ruled: false },
  );
}

function ownersText({ owners, currency }: MigrateSummary): string[] {
  if (owners.length === 0) return [];
  return [
    ...tableLines(
      [left('Owner'), right('Deals'), right(currency), right('Items waived')],
      owners
        .slice(0, mostOwners)
        .map(({ owner, deals, amount, items }) => [plain(owner), count(deals), money(amount), count(items)]),
      { ruled: false },
    ),
    ...(owners.length > mostOwners ? [`… and ${counted(owners.length - mostOwners, 'owner')} more`] : []),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines, ''];

/** The closing line: every count, zero included. */
const closingLine = ({ counts, items, verified, applied, run }: MigrateSummary): string =>
  [
    `${counted(counts.read, 'deal')} read`,
    `${count(counts.moved)} ${applied ? 'moved' : 'to move'}`,
    `${count(counts.marked)} ${applied ? 'marked' : 'to mark'} in their stage`,
    `${count(counts.inPlace)} in place`,
    `${count(counts.unmapped)} unmapped`,
    `${count(counts.changedSince)} changed since`,
    `${count(counts.refused)} refused`,
    applied ? `${counted(items.written, 'item')} waived` : `${counted(items.planned, 'item')} to waive`,
    ...(run === null
      ? []
      : [
          `${count(items.notWritten)} not waived`,
          `${counted(verified.rows, 'row')} read back, ${count(verified.astray.length)} otherwise than written`,
        ]),
  ].join(', ') + (applied ? '.' : ' (preview).');

function nextStep({ counts, exitCode, applied, moves, obstacles, undo, resume }: MigrateSummary): string[] {
  if (moves.length === 0) return ['Nothing to migrate.'];
  if (!applied)
    return [
      obstacles.length === 0
        ? 'Do it: run the same command with --apply.'
        : 'Mend what stands above, then run the same command with --apply.',
    ];
  return [
    ...(exitCode === 1 && resume !== null ? [`Try refused rows again once their cause is mended: ${resume}`] : []),
    ...(counts.changedSince > 0
      ? ['Deals that changed meanwhile: run the same command again, it reads them anew.']
      : []),
    ...(undo === null ? [] : [`Take it back: ${undo}`]),
  ];
}

/** The whole report, for people. `files` are those written. */
export function summaryText(summary: MigrateSummary, { written }: MigrateRun, files: readonly string[]): string {
  const { org, model, unmapped, leftOpen, verified } = summary;
  return [
    `Connected to ${org.instanceUrl} as ${org.username} (org ${org.orgId}, API ${org.apiVersion}).`,
    `Model ${model.file}, version ${model.version}; mapping ${summary.mapping}.`,
    ...(summary.where === null ? [] : [`Only deals where ${plain(summary.where)}.`]),
    '',
    ...section(summary.applied ? 'What was to move' : 'What would move', movesText(summary)),
    ...section('By owner', ownersText(summary)),
    ...section(
      'No line of the mapping moves these',
      unmapped.map(
        ({ recordType, stage, deals, amount }) =>
          `  ${plain(stage)}, record type ${typed(recordType, recordType)}: ${counted(deals, 'deal')}, ${summary.currency} ${money(amount)}`,
      ),
    ),
    ...section(
      'Passed, and not to be waived: due when the deal is won',
      leftOpen.map(({ code, deals }) => `  ${code}: ${counted(deals, 'deal')}`),
    ),
    ...section(
      'Worth a look in the mapping',
      summary.notes.map((note) => `  ${plain(note)}`),
    ),
    ...section(
      'In the way',
      summary.obstacles.map((one) => `  ${plain(one)}`),
    ),
    ...section(
      'Refused or left alone',
      written === undefined ? [] : refusalsText({ rows: () => written.rows, refusals: () => written.results }),
    ),
    ...section(
      'Read back otherwise than written',
      verified.astray.slice(0, mostAstray).map(({ object, id, why }) => `  ${object} ${id}: ${plain(why)}`),
    ),
    ...files.map((file) => `Wrote ${file}`),
    closingLine(summary),
    ...nextStep(summary),
  ].join('\n');
}
