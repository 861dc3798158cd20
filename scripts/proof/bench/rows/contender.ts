/** What is measured of each contender, and the org that each finds in the same state. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Asked } from './asked.ts';
import type { Measured } from './measured.ts';
import { BenchOrg } from './org.ts';

export interface Figures {
  readonly seconds: number;
  /** Deals of the org, for each second; 0 where something went wrong. */
  readonly rowsPerSecond: number;
  readonly rssMb: number;
  /** Processor time of its process, in seconds: what it worked itself, however busy the machine was. */
  readonly cpu: number;
  /** HTTP requests that the org answered. */
  readonly requests: number;
  /** MB of 10^6 bytes: bodies up, answers down. */
  readonly upMb: number;
  readonly downMb: number;
  /** Rows that it says it read and wrote. */
  readonly read: number;
  readonly written: number;
  /** Deals that the org says still stand otherwise than it suggests. */
  readonly left: number;
  /** Processor seconds of the practice org's process for each second on the clock: 1 is one core, always busy. */
  readonly orgShare: number;
  /** Processor time of the practice org's process, in seconds. */
  readonly orgCpu: number;
  /** The most memory of the practice org's process. */
  readonly orgRssMb: number;
  /** What went wrong; null: nothing. */
  readonly problem: string | null;
}

export interface Bench {
  /** Script of `tas`. */
  readonly program: string;
  /** Emptied when the bench ends. */
  readonly folder: string;
  readonly rows: number;
  readonly tell: (what: string) => void;
}

/** What a contender did, and what it said. */
export interface Done {
  readonly measured: Pick<Measured, 'cpu' | 'rssMb' | 'seconds'>;
  readonly read: number;
  readonly written: number;
  readonly problem: string | null;
}

/** The longest that a contender may take. */
export const maxSeconds = 15 * 60;

/** Starts an org of its own for a contender, and stops it whatever comes. */
export async function withOrg<T>(bench: Bench, name: string, use: (org: BenchOrg) => Promise<T>): Promise<T> {
  const folder = join(bench.folder, name);
  mkdirSync(folder, { recursive: true });
  bench.tell(`${name}: a practice org with ${bench.rows.toLocaleString('en-US')} open deals …`);
  const org = await BenchOrg.start(bench.rows, folder);
  try {
    bench.tell(`${name} …`);
    return await use(org);
  } finally {
    await org.stop();
  }
}

/** Runs a contender's work and asks the org what it saw of it; what was asked is kept in `traffic` where it is given. */
export async function figuresOf(
  { rows }: Bench,
  org: BenchOrg,
  work: () => Promise<Done>,
  traffic?: string,
): Promise<Figures> {
  await org.mark();
  const { measured, read, written, problem } = await work();
  const { requests, bytes, cpu, rssMb } = await org.figures(traffic);
  return {
    seconds: measured.seconds,
    rowsPerSecond: problem === null ? Math.round(rows / measured.seconds) : 0,
    rssMb: measured.rssMb,
    cpu: measured.cpu,
    requests,
    upMb: bytes.up / 1e6,
    downMb: bytes.down / 1e6,
    read,
    written,
    left: await new Asked(org.ready).left(),
    orgShare: cpu / measured.seconds,
    orgCpu: cpu,
    orgRssMb: rssMb,
    problem,
  };
}

/** The end of what a process said where it failed. */
export const endOf = ({ code, stderr, stdout, timedOut }: Measured): string =>
  timedOut
    ? `it had not ended after ${maxSeconds / 60} minutes`
    : `exit code ${code}: ${(stderr.trim() || stdout.trim()).slice(-300)}`;
