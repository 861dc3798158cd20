/** How many API calls a run takes, beside those that its org has left. */
import { partSize } from '../runs/index.ts';
import { GradeError } from './error.ts';
import type { GradeOrg, OrgApi } from './org.ts';

/** By the names of the limits that the org tells. */
type Needs = Readonly<Record<string, number>>;

/** Rows of a page of REST, of a bulk result page of deals, of a collections call, of a batch within an ingest job. */
const rowsIn = { page: 2_000, bulkPage: 10_000, call: 200, batch: 10_000 };

/** Making and asking for a query job. */
const callsOfQuery = 10;
/** Looking at a part once more, making a job, sending, closing and asking for it, and its result files. */
const callsOfJob = 15;
/** Describing, rates, the run's record, reading back. */
const callsBeside = 20;

/** What reading so many deals takes. */
export const ofReading = (api: OrgApi, rows: number): Needs =>
  api === 'bulk'
    ? { DailyApiRequests: callsOfQuery + Math.ceil(rows / rowsIn.bulkPage), DailyBulkV2QueryJobs: 1 }
    : { DailyApiRequests: 1 + Math.ceil(rows / rowsIn.page) };

/** What writing so many records takes. */
export const ofWriting = (api: OrgApi, rows: number): Needs =>
  api === 'bulk'
    ? {
        DailyApiRequests: callsBeside + callsOfJob * Math.ceil(rows / partSize.bulk),
        DailyBulkApiBatches: Math.ceil(rows / rowsIn.batch),
      }
    : { DailyApiRequests: Math.ceil(rows / rowsIn.call) };

/** Percent of what is left today that a run leaves to others, unless somebody says otherwise. */
const defaultLeave = 50;

export class CallBudget {
  readonly #limits: Awaited<ReturnType<GradeOrg['limits']>>;
  readonly #leave: number;
  readonly #taken = new Map<string, number>();

  private constructor(limits: Awaited<ReturnType<GradeOrg['limits']>>, leave: number) {
    this.#limits = limits;
    this.#leave = leave;
  }

  /** Asks the org what is left. @param leave Percent of that, 0 to 100, for others. */
  static async of(org: Pick<GradeOrg, 'limits'>, leave = defaultLeave): Promise<CallBudget> {
    return new CallBudget(await org.limits(), leave);
  }

  /** Sets calls aside. @throws {GradeError} TooFewApiCalls when that leaves too few to others. */
  take(needs: Needs, what: string): void {
    for (const [name, needed] of Object.entries(needs)) {
      const limit = this.#limits[name];
      const all = (this.#taken.get(name) ?? 0) + needed;
      this.#taken.set(name, all);
      if (limit === undefined || all <= limit.Remaining * (1 - this.#leave / 100)) continue;
      throw new GradeError('TooFewApiCalls', {
        message: `${what} takes about ${needed} of ${name}; the org has ${limit.Remaining} of ${limit.Max} left for today, of which ${this.#leave} % are left to others.`,
        actions: [
          'Wait until the calls of the last 24 hours are given back, use --api bulk, which takes the fewest, or leave fewer to others (--leave).',
        ],
        exitCode: 3,
      });
    }
  }
}
