/** What a report leaves behind: a few sums a day, so that later ones can draw lines over time. The platform keeps months. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const number = z.number();
const range = z.object({ expected: number, low: number, high: number });
/** Exact, with two decimals: sums may be larger than a number is exact. */
const decimal = z.string().regex(/^-?\d+\.\d\d$/);
const sum = z.object({ deals: z.int().min(0), amount: decimal });
const day = z.iso.date();

const snapshotShape = z.object({
  /** Version of this form. */
  tasSnapshot: z.literal(1),
  /** Id of the org, 18 characters. */
  org: z.string(),
  day,
  /** The condition that the deals had to meet; null: none. */
  where: z.string().nullable(),
  model: z.object({ version: z.int(), hash: z.string() }),
  /** ISO code of every amount but those of `forecast`. */
  currency: z.string(),
  open: sum.extend({ weighted: decimal }),
  blocked: sum,
  requests: z.int().min(0),
  stages: z.array(sum.extend({ stage: z.string() })),
  /** Null: too few closed deals were known. */
  forecast: z.object({ until: day, currency: z.string(), wins: range, money: range }).nullable(),
});

export type Snapshot = z.output<typeof snapshotShape>;

/** What a folder holds for a report. */
export interface Snapshots {
  /** Of this org and condition, the oldest first, up to the day. */
  readonly list: readonly Snapshot[];
  /** Names of files that are no snapshot, or not a whole one. */
  readonly damaged: readonly string[];
  /** Files of other orgs. */
  readonly otherOrgs: number;
  /** Days on which amounts were in another currency: left out. */
  readonly otherCurrency: readonly string[];
  /** Days on which another model judged: what was blocked then is not compared. */
  readonly otherModel: readonly string[];
}

export interface SnapshotsAsked extends Pick<Snapshot, 'org' | 'where' | 'currency'> {
  readonly hash: string;
  /** YYYY-MM-DD: the last day that counts. */
  readonly until: string;
}

/** A snapshot is a few kB; what is larger is none. */
const mostBytes = 256 * 1024;
const namePattern = /^(00D\w{15})-(\d{4}-\d\d-\d\d)(?:-([0-9a-f]{8}))?\.json$/;

const markOf = (where: string | null): string =>
  where === null ? '' : `-${createHash('sha256').update(where).digest('hex').slice(0, 8)}`;

/** One for each org, day and condition: a report of the same day takes the place of the one before. */
export const snapshotName = ({ org, day: of, where }: Pick<Snapshot, 'org' | 'day' | 'where'>): string =>
  `${org}-${of}${markOf(where)}.json`;

export const snapshotText = (snapshot: Snapshot): string => `${JSON.stringify(snapshot, null, 1)}\n`;

function readOne(file: string): Snapshot | undefined {
  try {
    if (statSync(file).size > mostBytes) return undefined;
    return snapshotShape.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    // What cannot be read, or is no JSON, is damaged: it is told, and the others count.
    return undefined;
  }
}

/** The snapshots of a folder; one that is not there holds none. */
export function readSnapshots(folder: string, { org, where, currency, hash, until }: SnapshotsAsked): Snapshots {
  const found = { list: [] as Snapshot[], damaged: [] as string[], otherCurrency: [] as string[] };
  let otherOrgs = 0;
  for (const name of namesIn(folder)) {
    const [, ofOrg, ofDay = '', mark] = namePattern.exec(name) ?? [];
    if (ofOrg === undefined || ofDay > until) continue;
    if (ofOrg !== org) {
      otherOrgs += 1;
      continue;
    }
    if ((mark === undefined ? '' : `-${mark}`) !== markOf(where)) continue;
    const one = readOne(join(folder, name));
    // A file that was renamed, or copied, tells of something else than its name says.
    if (one === undefined || one.org !== org || one.day !== ofDay || one.where !== where) found.damaged.push(name);
    else if (one.currency !== currency) found.otherCurrency.push(one.day);
    else found.list.push(one);
  }
  return {
    ...found,
    otherOrgs,
    otherModel: found.list.flatMap((one) => (one.model.hash === hash ? [] : [one.day])),
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
