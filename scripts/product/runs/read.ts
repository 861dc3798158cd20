/** Reading the journals of a folder of runs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RunError } from './error.ts';
import { damaged, journalFile } from './journal.ts';
import { readLines } from './lines.ts';
import type { LeftRow, RowResult, Run, RunCommand, RunHead, RunRow, RunStep } from './run.ts';

const idPattern = /^[\w-]+$/;

/** @throws {RunError} when there is none of this id, or its journal was changed. */
export function readRun(runs: string, id: string): Run {
  const folder = join(runs, id);
  if (!idPattern.test(id) || !existsSync(join(folder, journalFile)))
    throw new RunError('NoSuchRun', {
      message: `There is no run ${JSON.stringify(id)} in ${runs}.`,
      actions: ['See which there are: npx tas runs'],
    });
  return runIn(folder);
}

/**
 * Every run of the folder, or those of one command, the newest first.
 * @throws {RunError} for a journal that was changed.
 */
export function listRuns(runs: string, command?: RunCommand): Run[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .filter((id) => idPattern.test(id) && existsSync(join(runs, id, journalFile)))
    .filter((id) => command === undefined || id.includes(`-${command}-`))
    .map((id) => runIn(join(runs, id)))
    .toSorted(newestFirst);
}

/** Ids tell the second, and two runs may begin in the same. */
const newestFirst = ({ head: a }: Run, { head: b }: Run): number =>
  a.started === b.started ? (a.id < b.id ? 1 : -1) : a.started < b.started ? 1 : -1;

function runIn(folder: string): Run {
  const read = readLines(readFileSync(join(folder, journalFile)));
  if ('damaged' in read) throw damaged(folder, read.damaged);
  let head: RunHead | undefined;
  const rows: RunRow[] = [];
  const results = new Map<number, RowResult>();
  const left: LeftRow[] = [];
  const steps: RunStep[] = [];
  let ended: string | null = null;
  for (const line of read.lines) {
    if ('run' in line) head = line.run;
    else if ('row' in line) rows.push(line.row);
    else if ('result' in line) results.set(line.result.n, line.result);
    else if ('left' in line) left.push(line.left);
    else if ('step' in line) steps.push(line.step);
    else ended = 'ended' in line ? line.ended : null;
  }
  if (head === undefined || head.id !== basename(folder)) throw damaged(folder, 1);
  return { folder, head, rows, results, left, steps, ended };
}
