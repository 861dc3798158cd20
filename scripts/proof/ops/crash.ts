/**
 * The crash line: a grading run killed at a random point, gone on with, and taken back. Points fall evenly on its time,
 * and evenly on the steps of its protocol, for most of its time passes between few of them.
 */
import { shared, tell, type Told } from './lines.ts';
import { Random } from './random.ts';
import type { Seen } from './org-talk.ts';
import { runsIn, type Life, type Station, type Trial } from './station.ts';
import { randomMoment, signalled, type Moment } from './signal.ts';
import { endText, type Running } from './tas.ts';

export interface Point extends Moment {
  readonly number: number;
  /** Which command is killed: the run itself, the undo of one that ended, or what goes on with one that was killed. */
  readonly victim: 'grade' | 'undo' | 'resume';
}

const phases = [
  'starting',
  'reading',
  'journal begun',
  'during jobs',
  'after them',
  'undo',
  'resume',
  'had ended',
] as const;
type Phase = (typeof phases)[number];

export type PhaseCounts = Readonly<Record<Phase, number>>;

/** Of ten points eight kill the run, one its undo, one what goes on with it. */
export function crashPoints(count: number, seed: number): Point[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_none, at) => ({
    number: at + 1,
    victim: at % 10 === 8 ? 'undo' : at % 10 === 9 ? 'resume' : 'grade',
    ...randomMoment(random),
  }));
}

/** Kills each run at its point, by two stations at once where there are two. @returns how many points fell into which phase. */
export async function proveCrashes(
  stations: readonly Station[],
  points: readonly Point[],
  told: Told,
): Promise<PhaseCounts> {
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

async function tryPoint(
  station: Station,
  point: Point,
): Promise<{ readonly phase: Phase; readonly problem: string | undefined }> {
  const trial = await station.begin('bulk');
  const { grade, undo } = await station.undisturbed('bulk');
  let phase: Phase = 'had ended';
  const killed = async (start: () => Running, life: Life, moment: Moment): Promise<boolean> =>
    (await signalled(station, start, 'SIGKILL', { life, moment })).signal === 'SIGKILL';
  const go = async (): Promise<string | undefined> => {
    if (point.victim === 'undo') {
      await station.use([]);
      const graded = await station.grade(trial).ended;
      if (graded.code !== 0) return `grade: ${endText(graded)}`;
      const [id = ''] = runsIn(trial);
      if (await killed(() => station.undo(trial, id), undo, point)) phase = 'undo';
      return await finishUndo(station, trial);
    }
    // What goes on is killed after a run that was killed in the middle of its jobs.
    const first = point.victim === 'grade' ? point : { by: 'asked' as const, share: 0.72, later: 0 };
    if (await killed(() => station.grade(trial), grade, first)) phase = await phaseOf(station, trial, grade);
    const [id] = runsIn(trial);
    if (point.victim === 'resume' && id !== undefined)
      if (await killed(() => station.resume(trial, id), undo, point)) phase = 'resume';
    await station.use([]);
    return (await station.recover(trial)) ?? (await station.otherwiseThan('after')) ?? (await station.takeBack(trial));
  };
  const problem = await go();
  await station.settle(trial, problem);
  return { phase, problem };
}

async function phaseOf(station: Station, trial: Trial, undisturbed: Life): Promise<Phase> {
  const { requests } = await station.use([]);
  if (requests.length === 0) return 'starting';
  if (runsIn(trial).length === 0) return 'reading';
  const isSend = ({ name }: Seen): boolean => /^(?:POST jobs\/ingest|PATCH composite\/sobjects)$/.test(name);
  const isLast = ({ name }: Seen): boolean => /failedResults$|^PATCH composite\/sobjects$/.test(name);
  if (!requests.some(isSend)) return 'journal begun';
  const all = undisturbed.requests.filter(isLast).length;
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
