/** Other days: somebody else is at work on the same deals. */
import { setTimeout as wait } from 'node:timers/promises';
import { tell, type Outcome, type Told } from './lines.ts';
import { Random } from './random.ts';
import { runsIn, type Station, type Trial } from './station.ts';
import { endText, type Ended } from './tas.ts';
import { field } from '../../product/vocabulary/index.ts';

export async function proveOthers(station: Station, seed: number, told: Told): Promise<void> {
  const trials: readonly (readonly [string, () => Promise<Outcome>])[] = [
    ['two grading runs at once', () => twoAtOnce(station)],
    ['a grading run and the undo of another at once', () => gradeAndUndo(station)],
    ['a rep at work on the deals', () => repAtWork(station, seed)],
    ['the clock goes back by 3 h during the run', () => clockBack(station)],
  ];
  for (const [name, run] of trials) {
    tell(told, { proof: 'others', name, ...(await run()) });
    told.progress(`others: ${name}`);
  }
}

const failed = (...ends: readonly Ended[]): string | undefined => {
  const bad = ends.filter(({ code }) => code !== 0);
  return bad.length === 0 ? undefined : bad.map(endText).join('; ');
};

async function twoAtOnce(station: Station): Promise<Outcome> {
  const trial = await station.begin('bulk');
  const ends = await Promise.all(
    [0, 1].map(() => station.grade({ ...trial, out: `${trial.out}-${Math.random()}` }).ended),
  );
  const problem = failed(...ends) ?? (await station.otherwiseThan('after')) ?? (await station.takeBack(trial));
  await station.settle(trial, problem);
  return { said: 'both ended right, the org as after one, and both taken back', problem };
}

async function gradeAndUndo(station: Station): Promise<Outcome> {
  const trial = await station.begin('bulk');
  const first = await station.grade(trial).ended;
  const [id = ''] = runsIn(trial);
  const ends = await Promise.all([station.undo(trial, id).ended, station.grade(trial).ended]);
  const between = await station.otherwiseThan('before', 'after');
  const last = await station.grade(trial).ended;
  const problem =
    failed(first, ...ends, last) ??
    between ??
    (await station.otherwiseThan('after')) ??
    (await station.takeBack(trial));
  await station.settle(trial, problem);
  return { said: 'every deal as before or as after; a quiet run settled them, and all was taken back', problem };
}

/** The run takes its own moments from the clock, some before it went back and some after. */
async function clockBack(station: Station): Promise<Outcome> {
  const trial = await station.begin('bulk');
  const first = {
    module: new URL('clock.ts', import.meta.url).href,
    env: { PROOF_CLOCK_HOURS: '-3', PROOF_CLOCK_READINGS: '60' },
  };
  const graded = await station.grade(trial, { first }).ended;
  const problem = failed(graded) ?? (await station.otherwiseThan('after')) ?? (await station.takeBack(trial));
  await station.settle(trial, problem);
  return { said: 'ended right, and taken back', problem };
}

/** What somebody wrote last, by deal and field. */
type Last = Map<string, Map<string, unknown>>;

/**
 * Edits deals until told to stop, one after the other: what grades go by, the grade itself, and grades given by hand; the
 * org answers with 204 what it took.
 */
async function edit(
  station: Station,
  seed: number,
  isOver: () => boolean,
): Promise<{ readonly last: Last; readonly edits: number }> {
  const { instanceUrl, tokens } = station.org.ready;
  const random = new Random(seed);
  const letters = Object.values(await station.org.ask({ ask: 'values', fields: [field.grade], of: 'after' })).flatMap(
    ([letter]) => (typeof letter === 'string' ? [letter] : []),
  );
  const ids = Object.keys(await station.org.ask({ ask: 'values', fields: [], of: 'before' }));
  const letter = (): string | undefined => letters[random.below(letters.length)];
  const change = (): Readonly<Record<string, unknown>> =>
    random.of<Readonly<Record<string, unknown>>>([
      { [field.amount]: (1 + random.below(900)) * 10_000 },
      { NextStep: `call ${random.below(1_000_000)}` },
      { [field.grade]: letter() },
      { [field.grade]: letter(), [field.amount]: (1 + random.below(900)) * 10_000 },
      { [field.manualGrade]: letter() },
    ]);
  const last: Last = new Map();
  let edits = 0;
  while (!isOver()) {
    const [id = '', values] = [ids[random.below(ids.length)], change()];
    const answer = await fetch(`${instanceUrl}/services/data/v66.0/sobjects/Opportunity/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${tokens.ops}`, 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    await answer.arrayBuffer();
    if (answer.status === 204) {
      edits += 1;
      last.set(id, new Map([...(last.get(id) ?? []), ...Object.entries(values)]));
    }
    // Two hundred a second: every deal of a small org several times.
    await wait(random.below(5));
  }
  return { last, edits };
}

async function repAtWork(station: Station, seed: number): Promise<Outcome> {
  const trial = await station.begin('bulk');
  await station.undisturbed('bulk');
  let isOver = false;
  const editing = edit(station, seed, () => isOver);
  const graded = await station.grade(trial).ended;
  isOver = true;
  const { last, edits } = await editing;
  const { problem, overwritten, standing } = await lost(station, trial, last);
  const again = await station.grade(trial).ended;
  const pending = await station.org.ask({ ask: 'differing', from: ['before'] });
  await station.settle(trial, 'the edits stand');
  return {
    said: `${edits} edits of ${last.size} deals: all stand, but for ${overwritten} grades that the run wrote afterwards; ${standing} grades of theirs stand; ${pending.deals} deals differ from before`,
    problem: (edits === 0 ? 'nothing was edited' : undefined) ?? failed(graded, again) ?? problem,
  };
}

/** What was written by somebody and stands no more; a grade may have been written over by the run, which then says so. */
async function lost(
  station: Station,
  trial: Trial,
  last: Last,
): Promise<{ readonly problem: string | undefined; readonly overwritten: number; readonly standing: number }> {
  const fields = [field.amount, 'NextStep', field.manualGrade, field.grade];
  const now = await station.org.ask({ ask: 'values', fields });
  const after = await station.org.ask({ ask: 'values', fields, of: 'after' });
  const [id = ''] = runsIn(trial);
  const { answer } = await station.local(trial, 'runs', 'show', id);
  const rows = new Map((answer.result?.rows ?? []).map((row) => [row['id'], row]));
  const isWritten = (deal: string, letter: unknown): boolean => {
    const { state, after: wrote } = rows.get(deal) ?? {};
    return (
      /^(?:written|found)$/.test(String(state)) && JSON.stringify(wrote) === JSON.stringify({ [field.grade]: letter })
    );
  };
  let [overwritten, standing] = [0, 0];
  for (const [deal, stands] of Object.entries(now))
    for (const [at, name] of fields.entries()) {
      const is = stands[at];
      const wrote = last.get(deal);
      const was =
        wrote?.has(name) === true
          ? wrote.get(name)
          : name === field.grade && wrote !== undefined
            ? is
            : after[deal]?.[at];
      if (is === was) {
        if (name === field.grade && wrote?.has(name) === true) standing += 1;
        continue;
      }
      if (name !== field.grade || !isWritten(deal, is))
        return {
          problem: `${deal}: ${name} is ${JSON.stringify(is)}, and ${JSON.stringify(was)} was written last`,
          overwritten,
          standing,
        };
      overwritten += 1;
    }
  return { problem: undefined, overwritten, standing };
}
