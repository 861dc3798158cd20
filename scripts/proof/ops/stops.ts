/** Ctrl+C at any moment: the command ends by itself, says how to go on, and that completes it. */
import { untold } from './faults.ts';
import { shared, tell, type Outcome, type Told } from './lines.ts';
import { Random } from './random.ts';
import { randomMoment, signalled, type Moment } from './signal.ts';
import { runsIn, type Station } from './station.ts';
import { endText } from './tas.ts';

/** As shells count an interruption. */
const interrupted = 130;

export async function proveStops(stations: readonly Station[], moments: readonly Moment[], told: Told): Promise<void> {
  let done = 0;
  await shared(stations, moments, async (station, moment) => {
    const { said, problem, words } = await tryStop(station, moment);
    done += 1;
    told.progress(`Ctrl+C: ${done} of ${moments.length} moments`);
    const name = `at ${(moment.share * 100).toFixed(1)} % by ${moment.by}`;
    tell(told, { proof: 'Ctrl+C', name, said, problem });
    if (words !== undefined) tell(told, { proof: 'words', name: `Ctrl+C ${name}`, ...words });
  });
}

export function stopMoments(count: number, seed: number): Moment[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => randomMoment(random));
}

async function tryStop(station: Station, moment: Moment): Promise<Outcome & { readonly words: Outcome | undefined }> {
  const trial = await station.begin('bulk');
  const { grade: life } = await station.undisturbed('bulk');
  const ended = await signalled(station, () => station.grade(trial), 'SIGINT', { life, moment });
  await station.use([]);
  const isOver = ended.code === 0;
  const [id] = runsIn(trial);
  // Before the command listens, the signal itself ends the process, which shells count alike.
  const isStopped = ended.code === interrupted || (ended.signal === 'SIGINT' && id === undefined);
  const text = `${ended.stderr}${ended.stdout}`;
  // Nothing is left to be gone on with once all is written.
  const isSaid = text.includes(`tas resume ${id ?? ''}`) || text.includes(`Run ${id ?? ''} had ended`);
  const words = {
    said: 'it says how to go on',
    problem: isSaid ? undefined : `it does not say how to go on: ${endText(ended)}`,
  };
  const state = isOver ? 'it had ended' : id === undefined ? 'nothing had been written' : `stopped in ${id}`;
  const problem =
    (isOver || isStopped ? undefined : `it ended otherwise: ${endText(ended)}`) ??
    (isOver ? await station.otherwiseThan('after') : await untold(station, trial)) ??
    (isOver ? undefined : await station.recover(trial)) ??
    (await station.otherwiseThan('after')) ??
    (await station.takeBack(trial));
  await station.settle(trial, problem);
  return {
    said: `${state}; gone on with, equal to the undisturbed run, and back`,
    problem,
    words: isOver || id === undefined ? undefined : words,
  };
}
