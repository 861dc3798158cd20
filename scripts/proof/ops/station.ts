/** A practice org with its deals, and the commands run on it one trial after the other; each leaves the org as it found it. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrgProcess } from './org-process.ts';
import type { Answers, Kill, Seen } from './org-talk.ts';
import type { FaultGiven } from '../../practice-org/server/index.ts';
import { endText, startTas, type Ended, type Running, type TasCall } from './tas.ts';

/** Before any run; after one that nothing disturbed. */
type State = 'before' | 'after';

export type Api = 'bulk' | 'collections';

export interface StationSpec {
  /** Absolute. */
  readonly modelFile: string;
  readonly deals: number;
  readonly seed: number;
}

/** A command that nothing disturbs. */
export interface Life {
  readonly milliseconds: number;
  readonly requests: readonly Seen[];
}

/** What a grading run is when nothing disturbs it, and what takes it back. */
export interface Undisturbed {
  readonly grade: Life;
  readonly undo: Life;
  /** Deals that it changes. */
  readonly changed: number;
}

/** Where one trial keeps its runs and files. */
export interface Trial {
  readonly runs: string;
  readonly out: string;
  readonly api: Api;
  /** Runs that wrote nothing, as the command said. */
  readonly empty: Set<string>;
}

export type CallMore = Omit<TasCall, 'cwd' | 'args'>;

/** Memory that the org keeps of every job is let go after so many trials. */
const trialsOfOrg = 40;

export class Station {
  readonly spec: StationSpec;
  readonly #home = mkdtempSync(join(tmpdir(), 'tas-ops-'));
  #org: OrgProcess | undefined;
  readonly #undisturbed = new Map<Api, Undisturbed>();
  #trials = 0;
  #used = 0;

  constructor(spec: StationSpec) {
    this.spec = spec;
  }

  get folder(): string {
    return join(this.#home, 'project');
  }

  /** Its practice org. @throws before a trial has begun. */
  get org(): OrgProcess {
    if (this.#org === undefined) throw new Error('no org was started');
    return this.#org;
  }

  /** A fresh org. */
  async renew(): Promise<void> {
    await this.#org?.stop();
    rmSync(this.#home, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    this.#used = 0;
    this.#undisturbed.clear();
    this.#org = await OrgProcess.start({ folder: this.folder, ...this.spec });
    await this.#org.ask({ ask: 'mark', name: 'before' });
  }

  /**
   * Grades once by an API without any disturbance, and takes it back: by this every trial is measured.
   * @throws when even that does not come out right.
   */
  async undisturbed(api: Api): Promise<Undisturbed> {
    const known = this.#undisturbed.get(api);
    if (known !== undefined) return known;
    const trial = this.#trial(api);
    const begun = await this.#timed();
    const graded = await this.grade(trial).ended;
    const grade = await begun();
    await this.org.ask({ ask: 'mark', name: 'after' });
    const { deals: changed } = await this.org.ask({ ask: 'differing', from: ['before'] });
    if (graded.code !== 0 || changed === 0)
      throw new Error(`undisturbed, ${changed} deals were graded: ${endText(graded)}`);
    const back = await this.#timed();
    const problem = await this.takeBack(trial);
    if (problem !== undefined) throw new Error(`undisturbed, ${problem}`);
    const measured = { grade, undo: await back(), changed };
    this.#undisturbed.set(api, measured);
    return measured;
  }

  async #timed(): Promise<() => Promise<Life>> {
    await this.use([]);
    const started = performance.now();
    return async () => {
      const milliseconds = performance.now() - started;
      return { milliseconds, requests: (await this.use([])).requests };
    };
  }

  /** Begins a trial; from time to time in a fresh org. */
  async begin(api: Api): Promise<Trial> {
    if (this.#org === undefined || this.#used >= trialsOfOrg) await this.renew();
    await this.undisturbed(api);
    this.#used += 1;
    return this.#trial(api);
  }

  #trial(api: Api): Trial {
    this.#trials += 1;
    const folder = join(this.#home, `trial-${this.#trials}`);
    mkdirSync(folder);
    return { runs: join(folder, 'runs'), out: join(folder, 'out'), api, empty: new Set() };
  }

  async use(faults: readonly FaultGiven[], kill?: Kill): Promise<Answers['use']> {
    return await this.org.ask({ ask: 'use', faults, ...(kill === undefined ? {} : { kill }) });
  }

  /** `tas grade --apply`. */
  grade(trial: Trial, more: CallMore = {}): Running {
    return this.#start(['grade', '--apply', '--out', trial.out], trial, more);
  }

  resume(trial: Trial, id: string, more: CallMore = {}): Running {
    return this.#start(['resume', id, '--apply'], trial, more);
  }

  undo(trial: Trial, id: string, more: CallMore = {}): Running {
    return this.#start(['undo', id, '--apply'], trial, more);
  }

  /** A command that asks no org, such as `runs show`. */
  async local({ runs }: Trial, ...args: readonly string[]): Promise<Ended> {
    return await startTas({ cwd: this.folder, args: [...args, '--runs', runs, '--json'] }).ended;
  }

  #start(args: readonly string[], { api, runs }: Trial, more: CallMore): Running {
    const where = ['--target-org', 'practice', '--api', api, '--runs', runs, '--json'];
    return startTas({ cwd: this.folder, args: [...args, ...where], ...more });
  }

  /** Whether every deal stands as after an undisturbed run, or as before any, or as either; undefined: it does. */
  async otherwiseThan(...from: readonly [State, ...State[]]): Promise<string | undefined> {
    const { deals, first } = await this.org.ask({ ask: 'differing', from });
    if (deals === 0) return undefined;
    const shown = first.map(
      ({ id, field, was, is }) => `${id} ${field} ${JSON.stringify(was)} → ${JSON.stringify(is)}`,
    );
    return `${deals} deals do not stand as ${from.join(' or ')} the run: ${shown.join(', ')}`;
  }

  /**
   * Goes on as a user would: with the run that was interrupted, or by the command again where nothing was written.
   * @returns what went wrong.
   */
  async recover(trial: Trial, more: CallMore = {}): Promise<string | undefined> {
    for (;;) {
      const [id] = runsIn(trial).filter((one) => !trial.empty.has(one));
      if (id === undefined) {
        const again = await this.grade(trial, more).ended;
        return again.code === 0 ? undefined : `the command again: ${endText(again)}`;
      }
      const resumed = await this.resume(trial, id, more).ended;
      if (resumed.code === 0) return undefined;
      if (resumed.answer.name !== 'RunIncomplete' && resumed.answer.name !== 'NoSuchRun')
        return `resume: ${endText(resumed)}`;
      trial.empty.add(id);
    }
  }

  /** Takes back every run that may have written, the newest first. @returns what went wrong. */
  async takeBack(trial: Trial): Promise<string | undefined> {
    for (const id of runsIn(trial, 'grade')) {
      if (trial.empty.has(id)) continue;
      const undone = await this.undo(trial, id).ended;
      if (undone.code !== 0) return `undo: ${endText(undone)}`;
    }
    return await this.otherwiseThan('before');
  }

  /** Forgets a trial, and the org with it where something went wrong. */
  async settle({ runs }: Trial, problem: string | undefined): Promise<void> {
    rmSync(join(runs, '..'), { recursive: true, force: true });
    if (problem === undefined) return;
    await this.#org?.stop();
    this.#org = undefined;
  }

  async stop(): Promise<void> {
    await this.#org?.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** The runs of a trial, the newest first. */
export function runsIn({ runs }: Pick<Trial, 'runs'>, command?: 'grade' | 'undo'): string[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .filter((id) => command === undefined || id.includes(`-${command}-`))
    .toSorted()
    .toReversed();
}
