/** The disk of the journal: full, read-only, and what became of it afterwards. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { untold } from './faults.ts';
import { tell, type Outcome, type Told } from './lines.ts';
import { Random } from './random.ts';
import { runsIn, type Station, type Trial } from './station.ts';
import { endText, type Ended } from './tas.ts';

/** Files of a run, the lock of a process apart, with their bytes. */
const filesOf = (folder: string): { readonly path: string; readonly bytes: number }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'lock')
    .map(({ parentPath, name }) => ({ path: join(parentPath, name), bytes: statSync(join(parentPath, name)).size }));

function isRun(file: string, args: readonly string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const mountOf = (folder: string, options: string): boolean =>
  isRun('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);

/** What came of a trial; `words`: what the command said of it, where it had to say something. */
type Shown = Outcome & { readonly words?: Outcome };

/** Every trial of the disk, or those with such names; where nothing may be mounted, files are limited instead. */
export async function proveDisk(station: Station, seed: number, told: Told, only = /^/): Promise<void> {
  let size: Promise<number> | undefined;
  const bytes = async (): Promise<number> => await (size ??= sizeOfRun(station));
  const trials: readonly (readonly [string, () => Promise<Shown>])[] = [
    ...[0.02, 0.3, 0.5, 0.7, 0.9, 0.98].map(
      (share) =>
        [`full at ${share * 100} % of a run`, async () => await fullDisk(station, (await bytes()) * share)] as const,
    ),
    ['read-only folder', () => readOnly(station)],
    ['runs folder that is a file', () => blocked(station)],
    ...[1, 2, 3, 4].map((at) => [`one bit of the journal flipped, ${at}`, () => flipped(station, seed + at)] as const),
    ...[0.2, 0.5, 0.8, 0.97].map((share) => [`journal cut at ${share * 100} %`, () => cut(station, share)] as const),
  ];
  const asked = trials.filter(([name]) => only.test(name));
  for (const [at, [name, run]] of asked.entries()) {
    const { words, ...outcome } = await run();
    tell(told, { proof: 'disk', name, ...outcome });
    if (words !== undefined) tell(told, { proof: 'words', name, ...words });
    told.progress(`disk: ${at + 1} of ${asked.length}`);
  }
}

/** Bytes of an undisturbed run's folder. */
async function sizeOfRun(station: Station): Promise<number> {
  const trial = await station.begin('bulk');
  await station.grade(trial).ended;
  const bytes = filesOf(trial.runs).reduce((sum, file) => sum + file.bytes, 0);
  await station.settle(trial, await station.takeBack(trial));
  return bytes;
}

/** Whether the words say what became of the org, and how to go on. */
function wordsOf(ended: Ended): Outcome {
  const { message = '', actions = [] } = ended.answer;
  const isSaid = /nothing was written|tas resume/i.test([message, ...actions].join(' '));
  const problem = isSaid ? undefined : `they do not say how to go on: ${endText(ended)}`;
  return { said: endText(ended), problem };
}

async function fullDisk(station: Station, bytes: number): Promise<Shown> {
  const kilobytes = Math.max(4, Math.round(bytes / 1024));
  const trial = await station.begin('bulk');
  mkdirSync(trial.runs);
  const isMounted = mountOf(trial.runs, `size=${kilobytes}k`);
  const graded = await station.grade(trial, isMounted ? {} : { mostFileKb: kilobytes }).ended;
  const stopped = graded.code === 0 ? 'it ended as if there were room' : await untold(station, trial, graded);
  if (isMounted) isRun('mount', ['-o', 'remount,size=256m', trial.runs]);
  const problem =
    stopped ??
    (await station.recover(trial)) ??
    (await station.otherwiseThan('after')) ??
    (await station.takeBack(trial));
  if (isMounted) isRun('umount', [trial.runs]);
  await station.settle(trial, problem);
  const where = `${isMounted ? 'tmpfs' : 'ulimit'} of ${kilobytes} kB`;
  return { said: `${where}: ${endText(graded)}; with room gone on with, and back`, problem, words: wordsOf(graded) };
}

async function refusedThere(station: Station, trial: Trial): Promise<Shown> {
  const graded = await station.grade(trial).ended;
  const problem = graded.code === 0 ? 'it ended as if it could be written' : await station.otherwiseThan('before');
  return { said: endText(graded), problem, words: wordsOf(graded) };
}

async function readOnly(station: Station): Promise<Shown> {
  const trial = await station.begin('bulk');
  mkdirSync(trial.runs, { mode: 0o555 });
  // Root may write wherever the file system lets it.
  const isMounted = process.getuid?.() === 0 && mountOf(trial.runs, 'ro');
  if (process.getuid?.() === 0 && !isMounted) {
    await station.settle(trial, undefined);
    return { said: 'not tried: root writes everywhere, and nothing may be mounted here', problem: undefined };
  }
  const tried = await refusedThere(station, trial);
  if (isMounted) isRun('umount', [trial.runs]);
  await station.settle(trial, tried.problem);
  return tried;
}

async function blocked(station: Station): Promise<Shown> {
  const trial = await station.begin('bulk');
  writeFileSync(trial.runs, '');
  const tried = await refusedThere(station, trial);
  await station.settle(trial, tried.problem);
  return tried;
}

/** A bit somewhere in what a run left is another: nothing of it is trusted, and nothing is written by it. */
async function flipped(station: Station, seed: number): Promise<Shown> {
  const trial = await station.begin('bulk');
  await station.grade(trial).ended;
  const [id = ''] = runsIn(trial);
  const random = new Random(seed);
  const files = filesOf(join(trial.runs, id)).filter(({ bytes }) => bytes > 0);
  const { path = '', bytes = 1 } = files[random.below(files.length)] ?? {};
  const [at, bit] = [random.below(bytes), 1 << random.below(8)];
  const flip = (): void => {
    const file = openSync(path, 'r+');
    const byte = Buffer.alloc(1);
    readSync(file, byte, 0, 1, at);
    byte[0] = (byte[0] ?? 0) ^ bit;
    writeSync(file, byte, 0, 1, at);
    closeSync(file);
  };
  flip();
  const undone = await station.undo(trial, id).ended;
  const resumed = await station.resume(trial, id).ended;
  const isRefused = [undone, resumed].every(({ code, answer }) => code === 1 && answer.name === 'RunDamaged');
  const refused = isRefused ? undefined : `it was trusted: undo ${endText(undone)}, resume ${endText(resumed)}`;
  const touched = await station.otherwiseThan('after');
  flip();
  const problem = refused ?? touched ?? (await station.takeBack(trial));
  await station.settle(trial, problem);
  return { said: `byte ${at} of ${bytes}: ${endText(undone)}; put right, it was taken back`, problem };
}

/** What is cut off is refused, or what is left suffices for the whole way back: nothing in between. */
async function cut(station: Station, share: number): Promise<Shown> {
  const trial = await station.begin('bulk');
  await station.grade(trial).ended;
  const [id = ''] = runsIn(trial);
  for (const { path, bytes } of filesOf(join(trial.runs, id))) truncateSync(path, Math.floor(bytes * share));
  const undone = await station.undo(trial, id).ended;
  const problem = await station.otherwiseThan(undone.code === 0 ? 'before' : 'after');
  await station.settle(trial, problem ?? (undone.code === 0 ? undefined : 'it still stands'));
  if (undone.code === 0) return { said: 'taken back whole', problem };
  const isFalse = /nothing was written/i.test(undone.answer.message ?? '');
  const words = {
    said: endText(undone),
    problem: isFalse ? `the run had written: ${endText(undone)}` : undefined,
  };
  return { said: endText(undone), problem, words };
}
