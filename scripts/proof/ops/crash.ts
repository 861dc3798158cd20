/**
 * The crash line: a grading run killed at a random point, gone on with, and taken back. Points fall evenly on its time,
 * and evenly on the steps of its protocol, for most of its time passes between few of them.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { shared, tell, type Told } from './lines.ts';
import { Random } from './random.ts';
import { runsIn, type Station, type Trial } from './station.ts';
import { endText, type Running } from './tas.ts';

export interface Point {
  readonly number: number;
  /** Which command is killed: the run itself, the undo of one that ended, or what goes on with one that was killed. */
  readonly victim: 'grade' | 'undo' | 'resume';
  readonly by: 'time' | 'asked' | 'answered';
  /** Where in the life of the command, at least 0, below 1. */
  readonly share: number;
}

const phases = ['before its run', 'journal written', 'during jobs', 'after them', 'undo', 'resume', 'too late'] as const;
type Phase = (typeof phases)[number];

export type PhaseCounts = Readonly<Record<Phase, number>>;

/** Of ten points eight kill the run, half of them by its time. */
export function crashPoints(count: number, seed: number): Point[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_none, at) => ({
    number: at + 1,
    victim: at % 10 === 8 ? 'undo' : at % 10 === 9 ? 'resume' : 'grade',
    by: random.of(['time', 'time', 'asked', 'answered']),
    share: random.next(),
  }));
}

/** Kills each run at its point, by two stations at once where there are two. @returns how many points fell into which phase. */
export async function proveCrashes(stations: readonly Station[], points: readonly Point[], told: Told): Promise<PhaseCounts> {
  const counts: Record<string, number> = Object.fromEntries(phases.map((phase) => [phase, 0]));
  let done = 0;
  await shared(stations, points, async (station, point) => {
    const { phase, problem } = await tryPoint(station, point);
    counts[phase] = (counts[phase] ?? 0) + 1;
    done += 1;
    told.progress(`crash: ${done} of ${points.length} points`);
    const name = `point ${point.number}, ${point.victim} killed at ${(point.share * 100).toFixed(1)} % by ${point.by}`;
    tell(told, { proof: 'crash', name, said: phase, problem });
  });
  return counts as PhaseCounts;
}

async function tryPoint(station: Station, point: Point): Promise<{ readonly phase: Phase; readonly problem: string | undefined }> {
  const trial = await station.begin();
  let phase: Phase = 'too late';
  const go = async (): Promise<string | undefined> => {
    if (point.victim === 'undo') {
      await station.use([]);
      const graded = await station.grade(trial).ended;
      if (graded.code !== 0) return `grade: ${endText(graded)}`;
      const [id = ''] = runsIn(trial);
      if (await killed(station, () => station.undo(trial, id), point)) phase = 'undo';
      return await finishUndo(station, trial);
    }
    const grading = { ...point, ...(point.victim === 'resume' ? { by: 'asked' as const, share: 0.7 } : {}) };
    if (await killed(station, () => station.grade(trial), grading)) phase = await phaseOf(station, trial);
    const [id] = runsIn(trial);
    if (point.victim === 'resume' && id !== undefined)
      if (await killed(station, () => station.resume(trial, id), point)) phase = 'resume';
    await station.use([]);
    return (await station.recover(trial)) ?? (await station.otherwiseThan('after')) ?? (await station.takeBack(trial));
  };
  const problem = await go();
  await station.settle(trial, problem);
  return { phase, problem };
}

/** Whether the command was killed before it ended by itself. */
async function killed(station: Station, start: () => Running, point: Point): Promise<boolean> {
  const { milliseconds, undoMilliseconds, requests } = station.undisturbed;
  await station.use([]);
  const { child, ended } = start();
  const life = point.victim === 'grade' ? milliseconds : undoMilliseconds;
  if (point.by !== 'time' && child.pid !== undefined)
    await station.use([], {
      pid: child.pid,
      request: 1 + Math.floor(point.share * (point.victim === 'grade' ? requests.length : requests.length / 2)),
      when: point.by,
    });
  const timer = point.by === 'time' ? wait(point.share * life).then(() => child.kill('SIGKILL')) : undefined;
  const { signal } = await ended;
  await timer;
  return signal === 'SIGKILL';
}

async function phaseOf(station: Station, trial: Trial): Promise<Phase> {
  const { requests } = await station.use([]);
  if (runsIn(trial).length === 0) return 'before its run';
  const isSend = (one: string): boolean => /^(?:POST jobs\/ingest|PATCH composite\/sobjects)$/.test(one);
  const isLast = (one: string): boolean => /failedResults$|^PATCH composite\/sobjects$/.test(one);
  if (!requests.some(isSend)) return 'journal written';
  const all = station.undisturbed.requests.filter(isLast).length;
  return requests.filter(isLast).length < all ? 'during jobs' : 'after them';
}

/** Goes on with an undo that was killed, or undoes again where it had not begun. */
async function finishUndo(station: Station, trial: Trial): Promise<string | undefined> {
  await station.use([]);
  const [id] = runsIn(trial, 'undo');
  if (id !== undefined) {
    const resumed = await station.resume(trial, id).ended;
    if (resumed.code !== 0 && resumed.answer.name !== 'RunIncomplete' && resumed.answer.name !== 'NoSuchRun')
      return `resume of the undo: ${endText(resumed)}`;
    if (resumed.code === 0) return await station.otherwiseThan('before');
  }
  return await station.takeBack(trial);
}
