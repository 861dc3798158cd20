/** Runs in words. */
import { dirname } from 'node:path';
import { plain, tableLines, type Column } from '../terminal/index.ts';
import { resumeCommand, rollbackCommand, undoCommand } from './commands.ts';
import { lockHolder } from './journal.ts';
import { meaningOf } from './refusal.ts';
import type { LeftRow, RowResult, Run } from './run.ts';
import type { RunCounts } from './states.ts';
import type { TakeUp } from './take-up.ts';

const count = (value: number): string => value.toLocaleString('en-US');
const counted = (value: number, one: string): string => (value === 1 ? `1 ${one}` : `${count(value)} ${one}s`);
export type RunState = 'done' | 'with refusals' | 'interrupted' | 'under way';

export function stateOf(run: Run): RunState {
  if (lockHolder(run.folder) !== undefined) return 'under way';
  if (run.ended === null) return 'interrupted';
  const { refused, changed } = run.counts;
  return refused + changed > 0 ? 'with refusals' : 'done';
}

/** Every count that is not zero, rows first. */
export const countsText = ({ rows, ...states }: RunCounts): string =>
  [
    counted(rows, 'row'),
    ...(Object.keys(states) as (keyof typeof states)[])
      .filter((state) => states[state] > 0)
      .map((state) => `${count(states[state])} ${stateTexts[state]}`),
  ].join(', ');

const stateTexts: Readonly<Record<Exclude<keyof RunCounts, 'rows'>, string>> = {
  written: 'written',
  found: 'found as they shall be',
  refused: 'refused',
  changed: 'left alone (changed by somebody since)',
  unknown: 'unknown (interrupted)',
};

const columns: readonly Column[] = [
  { head: 'Run', align: 'left' },
  { head: 'Org', align: 'left' },
  { head: 'State', align: 'left' },
  { head: 'Rows', align: 'right' },
  { head: 'Written', align: 'right' },
  { head: 'Of', align: 'left' },
];

/** A line for each run. */
export function runsText(runs: readonly Run[], folder: string): string {
  if (runs.length === 0) return `No runs in ${folder}. A command that writes to an org keeps one there.`;
  const rows = runs.map((run) => {
    const { rows: all, written, found } = run.counts;
    const { id, org, of } = run.head;
    return [id, plain(org.username), stateOf(run), count(all), count(written + found), of ?? ''];
  });
  return tableLines(columns, rows, { ruled: false }).join('\n');
}

const mostShown = 10;

/** The first of so many. */
function some<T>(items: Iterable<T>, all: number, text: (item: T) => string): string[] {
  const shown: string[] = [];
  for (const item of items) {
    if (shown.length >= mostShown) break;
    shown.push(`    ${text(item)}`);
  }
  return all > mostShown ? [...shown, `    … and ${count(all - mostShown)} more`] : shown;
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** What the org said against rows, the most frequent first, with who can put it right and some of them. */
export function refusalsText(run: Pick<Run, 'rows' | 'refusals'>): string[] {
  const said = [...run.refusals().values()].filter(({ errors }) => errors.length > 0);
  if (said.length === 0) return [];
  const byText = Map.groupBy(said, ({ errors }) =>
    errors.map(({ code, message }) => `${code}: ${plain(message)}`).join('; '),
  );
  const groups = [...byText].toSorted(([, a], [, b]) => b.length - a.length);
  const shown = groups.flatMap(([, group]) => group.slice(0, mostShown).map(({ n }) => n));
  const named = new Map<number, string>(shown.map((n) => [n, '']));
  for (const { n, id } of run.rows()) if (named.has(n)) named.set(n, id);
  const idOf = ({ n }: RowResult): string => named.get(n) ?? '';
  return groups.flatMap(([text, group]) => [
    `  ${count(group.length)} × ${text}`,
    `    Who can put it right: ${fixersOf(group[0])}`,
    ...some(group, group.length, idOf),
  ]);
}

const fixersOf = (result: RowResult | undefined): string =>
  [...new Set(result?.errors.map((error) => meaningOf(error).fixer))].join('; ');

const leftText = ({ object, id, why }: LeftRow): string => `${object} ${id}: ${plain(why)}`;

/** One run, for people. */
export function runText(run: Run): string {
  const { head, leftAlone } = run;
  const { model, org } = head;
  return [
    `Run ${head.id}: ${head.about}`,
    `  ${stateOf(run)}; begun ${head.started}${run.ended === null ? '' : `, ended ${run.ended}`}`,
    `  org ${org.id} (${org.instanceUrl}) as ${org.username}`,
    ...(model === null ? [] : [`  model ${model.file}, version ${model.version}, hash ${model.hash}`]),
    ...(head.of === null ? [] : [`  takes back ${head.of}`]),
    ...(run.counts.rows === 0 && run.steps.length > 0 ? [] : [`  ${countsText(run.counts)}`]),
    ...section(
      'Steps',
      run.steps.map(({ name, at, said }) => `  ${at} ${name}: ${plain(said)}`),
    ),
    ...section('Refused or left alone', refusalsText(run)),
    ...section(`Not touched: ${counted(leftAlone, 'row')}`, some(run.left(), leftAlone, leftText)),
    '',
    `Journal: ${run.folder}`,
    nextStep(run),
  ].join('\n');
}

function nextStep(run: Run): string {
  const { id } = run.head;
  const runs = dirname(run.folder);
  const undo = undoCommand(id, runs);
  if (run.head.command === 'apply') return `Take it back: ${rollbackCommand(id, runs)}`;
  if (run.head.command === 'rollback') return 'Install again: npx tas plan, then npx tas apply.';
  switch (stateOf(run)) {
    case 'under way':
      return 'Somebody is at work on it.';
    case 'interrupted':
      if (!run.isWhole)
        return `It sent nothing: the list of its records is not whole. Run the command again: npx tas ${run.head.command}`;
      return `Go on with it: ${resumeCommand(id, runs)}\nOr take it back: ${undo}`;
    default:
      return `Take it back: ${undo}`;
  }
}

/** What a resume or an undo found, before it writes. */
export function takeUpText(plan: TakeUp): string {
  const { toWrite, already, left } = plan.counts;
  return [
    `${count(toWrite)} to write, ${count(already)} as they shall be already, ${count(left)} left alone.`,
    ...section('Left alone', some(plan.left(), left, leftText)),
  ].join('\n');
}
