/** The journals of a folder of runs. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RunError } from './error.ts';
import { journalFile, RunFile } from './run-file.ts';
import type { Run, RunCommand } from './run.ts';

const idPattern = /^[\w-]+$/;

/** @throws {RunError} when there is none of this id, or its journal was changed. */
export function readRun(runs: string, id: string): Run {
  const folder = join(runs, id);
  if (!idPattern.test(id) || !existsSync(join(folder, journalFile)))
    throw new RunError('NoSuchRun', {
      message: `There is no run ${JSON.stringify(id)} in ${runs}.`,
      actions: ['See which there are: npx tas runs'],
    });
  return new RunFile(folder);
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
    .flatMap((id) => ifBegun(join(runs, id)))
    .toSorted(newestFirst);
}

/** One that died in its first line is none. */
function ifBegun(folder: string): Run[] {
  try {
    return [new RunFile(folder)];
  } catch (error) {
    if (error instanceof RunError && error.problem === 'RunIncomplete') return [];
    throw error;
  }
}

/** Ids tell the second, and two runs may begin in the same. */
const newestFirst = ({ head: a }: Run, { head: b }: Run): number =>
  a.started === b.started ? (a.id < b.id ? 1 : -1) : a.started < b.started ? 1 : -1;
