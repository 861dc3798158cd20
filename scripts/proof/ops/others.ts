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

const labelled = (name: string, problem: string | undefined): string | undefined =>
  problem === undefined ? undefined : `${name}: ${problem}`;

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

/**
 * What can be promised to people at work: of the fields that a run does not write, what they wrote last stands. Of a grade
 * it stands too, or the run wrote afterwards and its journal says so. An undo leaves alone what is not as the run left it.
 */
async function repAtWork(station: Station, seed: number): Promise<Outcome> {
  const trial = await station.begin('bulk');
  await station.undisturbed('bulk');
  let isOver = false;
  const editing = edit(station, seed, () => isOver);
  const graded = await station.grade(trial).ended;
  isOver = true;
  const { last, edits } = await editing;
  const [id = ''] = runsIn(trial);
  const rows = await rowsOf(station, trial, id);
  const { problem, overwritten, unseen } = await lost(station, rows, last);
  const left = await station.org.ask({ ask: 'values', fields: [field.grade] });
  const undone = await station.undo(trial, id).ended;
  const takenBack = await lostByUndo(station, rows, left);
  const again = await station.grade(trial).ended;
  await station.settle(trial, 'the edits stand');
  return {
    said: `${edits} edits of ${last.size} deals, all stand but for ${overwritten} grades that the run wrote afterwards; of these ${unseen} came between its reading and its writing; the undo left the others alone`,
    problem:
      (edits === 0 ? 'nothing was edited' : undefined) ??
      (isTold(graded, last) ? undefined : failed(graded)) ??
      labelled('its undo', failed(undone)) ??
      labelled('the next run, undisturbed', failed(again)) ??
      problem ??
      takenBack,
  };
}

/** Ended right, or with 1 because it left deals alone that changed, or read grades back that somebody wrote meanwhile. */
function isTold({ code, answer }: Ended, last: Last): boolean {
  const { astray = 0, examples = [] } = answer.result?.readBack ?? {};
  const leftAlone = answer.result?.counts?.['changedSince'] ?? 0;
  return (
    code === 0 || (code === 1 && astray + leftAlone > 0 && examples.every(({ id }) => last.get(id)?.has(field.grade)))
  );
}

/** A row of a run as `tas runs show` gives it. */
type Shown = Readonly<Record<string, unknown>>;

async function rowsOf(station: Station, trial: Trial, id: string): Promise<ReadonlyMap<unknown, Shown>> {
  const { answer } = await station.local(trial, 'runs', 'show', id);
  return new Map((answer.result?.rows ?? []).map((row) => [row['id'], row]));
}

const isGrade = (values: unknown, letter: unknown): boolean =>
  JSON.stringify(values) === JSON.stringify({ [field.grade]: letter });

const isWritten = (row: Shown | undefined, letter: unknown): boolean =>
  /^(?:written|found)$/.test(String(row?.['state'])) && isGrade(row?.['after'], letter);

interface Lost {
  readonly problem: string | undefined;
  /** Grades that the run wrote over somebody's. */
  readonly overwritten: number;
  /** Those of which its journal knows another one that stood before. */
  readonly unseen: number;
}

/** What somebody wrote and stands no more, without the run's saying so. */
async function lost(station: Station, rows: ReadonlyMap<unknown, Shown>, last: Last): Promise<Lost> {
  const fields = [field.amount, 'NextStep', field.manualGrade, field.grade];
  const now = await station.org.ask({ ask: 'values', fields });
  const after = await station.org.ask({ ask: 'values', fields, of: 'after' });
  let [overwritten, unseen] = [0, 0];
  for (const [deal, stands] of Object.entries(now))
    for (const [at, name] of fields.entries()) {
      const wrote = last.get(deal);
      const isTheirs = wrote?.has(name) === true;
      // By another amount the run may have come to another grade.
      if (!isTheirs && name === field.grade && wrote !== undefined) continue;
      const [is, was] = [stands[at], isTheirs ? wrote.get(name) : after[deal]?.[at]];
      if (is === was) continue;
      const row = rows.get(deal);
      if (name !== field.grade || !isTheirs || !isWritten(row, is)) {
        const problem = `${deal}: ${name} is ${JSON.stringify(is)}, and ${JSON.stringify(was)} was written last`;
        return { problem, overwritten, unseen };
      }
      overwritten += 1;
      if (!isGrade(row?.['before'], was)) unseen += 1;
    }
  return { problem: undefined, overwritten, unseen };
}

/** A grade that an undo changed although it did not stand as the run had left it, or changed to another than before. */
async function lostByUndo(
  station: Station,
  rows: ReadonlyMap<unknown, Shown>,
  left: Readonly<Record<string, readonly unknown[]>>,
): Promise<string | undefined> {
  const now = await station.org.ask({ ask: 'values', fields: [field.grade] });
  for (const [deal, [is]] of Object.entries(now)) {
    const [was] = left[deal] ?? [];
    const row = rows.get(deal);
    if (is !== was && !(isWritten(row, was) && isGrade(row?.['before'], is)))
      return `${deal}: ${field.grade} is ${JSON.stringify(is)} after the undo, and was ${JSON.stringify(was)}`;
  }
  return undefined;
}
