/** The catalogue of faults: each ends right, or the command says what is not done, and what goes on afterwards completes it. */
import type { FaultCase } from './fault-cases.ts';
import { shared, tell, type Outcome, type Told } from './lines.ts';
import { runsIn, type Station, type Trial } from './station.ts';
import { endText, type Ended } from './tas.ts';

/** Tries each at a station of its API. */
export async function proveFaults(
  stations: readonly Station[],
  cases: readonly FaultCase[],
  told: Told,
): Promise<void> {
  let done = 0;
  await shared(stations, cases, async (station, one) => {
    const { said, problem } = await tryFault(station, one);
    done += 1;
    told.progress(`faults: ${done} of ${cases.length}`);
    tell(told, { proof: 'fault', name: `${one.fault} × ${one.where}`, said, problem });
  });
}

async function tryFault(station: Station, { api, faults, must, first }: FaultCase): Promise<Outcome> {
  const trial = await station.begin(api);
  await station.use(faults);
  const more = first === undefined ? {} : { first };
  const graded = await station.grade(trial, more).ended;
  await station.use([]);
  const said = `${endText(graded).slice(0, 260)}; then equal to the undisturbed run, and back`;
  const problem =
    wrongEnd(graded, must) ??
    (graded.code === 0 ? await station.otherwiseThan('after') : await untold(station, trial, graded)) ??
    (graded.code === 0 ? undefined : await station.recover(trial, more)) ??
    (await station.otherwiseThan('after')) ??
    (await station.takeBack(trial));
  await station.settle(trial, problem);
  return { said, problem };
}

function wrongEnd(ended: Ended, must: FaultCase['must']): string | undefined {
  if (ended.code === null) return `it hung: ${endText(ended)}`;
  if (must === 'right' && ended.code !== 0) return `it should have ended right: ${endText(ended)}`;
  if (must === 'stops' && ended.code === 0) return 'it should have said that something is not done';
  return undefined;
}

/** What a command that did not end right left unsaid: each row it wrote is counted, and none besides. */
export async function untold(station: Station, trial: Trial, ended?: Ended): Promise<string | undefined> {
  if (
    ended !== undefined &&
    ended.stderr.trim() === '' &&
    ended.answer.message === undefined &&
    ended.answer.result === undefined
  )
    return `it said nothing: ${endText(ended)}`;
  if (ended !== undefined && /\n\s+at \S+.*:\d+:\d+/.test(ended.stderr))
    return `a stack trace: ${ended.stderr.slice(0, 400)}`;
  const { deals: standing } = await station.org.ask({ ask: 'differing', from: ['before'] });
  if (runsIn(trial).length === 0) return standing === 0 ? undefined : `${standing} deals were written without a run`;
  const listed = await station.local(trial, 'runs');
  const [run] = listed.answer.result?.runs ?? [];
  if (run === undefined) return standing === 0 ? undefined : `tas runs names no run: ${endText(listed)}`;
  const { rows = 0, written = 0, found = 0, refused = 0, changed = 0, unknown = 0 } = run.counts;
  const known = written + found;
  if (known + refused + changed + unknown !== rows) return `the counts do not add up: ${JSON.stringify(run.counts)}`;
  if (standing < known || standing > known + unknown)
    return `${standing} deals are written, and the run says ${known} of ${rows}, ${unknown} unknown`;
  if (unknown > 0 && run.state !== 'interrupted') return `${unknown} rows are unknown, and the run is ${run.state}`;
  return undefined;
}
