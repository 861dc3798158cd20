/** What a run leaves of itself in the org, for those who see the home page: one record, which the run does not depend on. */
import { OrgError, type RecordUpdate, type RowOutcome } from '../org/index.ts';
import { runField, runRecord, type RunRecordState } from '../run-record/index.ts';
import type { RunOrg } from './current.ts';
import type { RunJournal } from './journal.ts';
import type { RunHead } from './run.ts';
import type { RunCounts } from './states.ts';

export type RecordOrg = Pick<RunOrg, 'describe' | 'write'>;

/** Records by what became of them; `rows`: all that the run was to write. */
export interface RecordCounts {
  readonly rows: number;
  readonly written: number;
  readonly refused: number;
  readonly leftAlone: number;
}

/** The way to the org is gone: what is still to be said would only be waited for. */
const isGone = (error: unknown): boolean =>
  error instanceof OrgError && (error.problem === 'OrgUnreachable' || error.problem === 'ExpiredSession');

export class OrgRecord {
  readonly #org: RecordOrg;
  readonly #journal: RunJournal;
  readonly #now: () => Date;
  /** False: the org has no place for it, or let it not be written. */
  #isKept = false;

  private constructor(org: RecordOrg, journal: RunJournal, now: () => Date) {
    this.#org = org;
    this.#journal = journal;
    this.#now = now;
  }

  /** Tells the org that a run has begun; where the org has no such object, nothing is said. */
  static async begin(
    org: RecordOrg,
    journal: RunJournal,
    { rows, now }: { readonly rows: number; readonly now: () => Date },
  ): Promise<OrgRecord> {
    const record = await OrgRecord.#open(org, journal, now);
    await record.#say('Running', { rows, written: 0, refused: 0, leftAlone: 0 });
    return record;
  }

  /** Tells it of a run that has ended: one that may have brought the object itself, or taken it away. */
  static async ended(org: RecordOrg, journal: RunJournal, counts: RecordCounts, now: () => Date): Promise<void> {
    const record = await OrgRecord.#open(org, journal, now);
    await record.#say('Done', counts);
  }

  static async #open(org: RecordOrg, journal: RunJournal, now: () => Date): Promise<OrgRecord> {
    const record = new OrgRecord(org, journal, now);
    await record.#try(async () => {
      record.#isKept = await hasRunRecord(org);
      return [];
    });
    return record;
  }

  async end(counts: RecordCounts): Promise<void> {
    await this.#say('Done', counts);
  }

  /** @param error What stopped it. */
  async stop(counts: RecordCounts, error: unknown): Promise<void> {
    if (!isGone(error)) await this.#say('Stopped', counts);
  }

  async #say(state: RunRecordState, counts: RecordCounts): Promise<void> {
    const { head } = this.#journal;
    if (this.#isKept)
      await this.#try(async () => await write(this.#org, head.id, valuesOf(head, state, counts, this.#now())));
  }

  /** The run goes on whatever the org says of its record; why there is none stands in the journal. */
  async #try(work: () => Promise<readonly RowOutcome[]>): Promise<void> {
    try {
      const errors = (await work()).flatMap((one) => one.errors.map(({ message }) => message));
      if (errors.length > 0) this.#notKept(errors.join('; '));
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      this.#notKept(error.message);
    }
  }

  #notKept(why: string): void {
    this.#isKept = false;
    this.#journal.note([{ step: { name: runRecord, at: this.#now().toISOString(), said: `not kept: ${why}` } }]);
  }
}

async function hasRunRecord(org: RecordOrg): Promise<boolean> {
  try {
    return (await org.describe(runRecord)).has(runField.key);
  } catch (error) {
    if (error instanceof OrgError && error.status === 404) return false;
    throw error;
  }
}

const write = async (org: RecordOrg, id: string, values: RecordUpdate['values']): Promise<readonly RowOutcome[]> =>
  await org.write('collections', {
    object: runRecord,
    operation: 'upsert',
    key: runField.key,
    columns: Object.keys(values),
    updates: [{ id, parentId: id, values }],
  });

/** A text of that field holds 255 characters. */
const mostAbout = 255;

const valuesOf = (
  { command, about, started, of, model }: RunHead,
  state: RunRecordState,
  { rows, written, refused, leftAlone }: RecordCounts,
  now: Date,
): RecordUpdate['values'] => ({
  [runField.command]: command,
  [runField.state]: state,
  [runField.about]: about.slice(0, mostAbout),
  [runField.started]: started,
  [runField.ended]: state === 'Running' ? null : now.toISOString(),
  [runField.rows]: rows,
  [runField.written]: written,
  [runField.refused]: refused,
  [runField.leftAlone]: leftAlone,
  [runField.of]: of,
  [runField.modelHash]: model?.hash ?? null,
});

/** The counts of a run as its record tells them. */
export const recordCounts = ({ rows, written, found, refused, changed }: RunCounts): RecordCounts => ({
  rows,
  written: written + found,
  refused,
  leftAlone: changed,
});
