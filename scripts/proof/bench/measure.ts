/**
 * Timing. Machines differ by a factor of three and change their speed within a minute, so a time is compared in units
 * of a yardstick that is timed before and after each run; targets are times of a machine where the yardstick takes
 * 1.30 µs.
 */

export interface Figure {
  readonly name: string;
  readonly shown: string;
  readonly target: string;
  readonly met: boolean;
}

/** Of a single operation: seconds here, and how many yardsticks that is. */
export interface Timing {
  readonly seconds: number;
  readonly yardsticks: number;
}

/** Seconds of the yardstick on the machine that the targets were set for. */
export const referenceYardstick = 1.3e-6;

export async function median(runs: number, run: () => Promise<number> | number): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) times.push(await run());
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

/** Seconds that work takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const deal = {
  Id: '006000000000001AAA',
  Name: '东岭电力集团 · 调度自动化改造',
  StageName: 'Needs Analysis',
  Amount: 1_280_000,
  CloseDate: '2026-12-31',
  TAS_Led_By__c: 'Us',
  TAS_Grade__c: 'B',
  OwnerId: '005000000000001AAA',
  AccountId: '001000000000001AAA',
};

/** Seconds for JSON.parse and JSON.stringify of one deal: the yardstick of every time. */
export async function yardstick(): Promise<number> {
  const rounds = 10_000;
  let text = JSON.stringify(deal);
  const spin = (): void => {
    for (let index = 0; index < rounds; index += 1) text = JSON.stringify(JSON.parse(text));
  };
  spin();
  return (await median(5, () => seconds(spin))) / rounds;
}

/** The median run of work that does `operations` of a kind, as it is done, without a warm-up of its own. */
export async function timing(runs: number, operations: number, work: () => unknown): Promise<Timing> {
  return timingOf(runs, async () => (await seconds(work)) / operations);
}

/** The same of work that tells itself how many seconds an operation took. */
export async function timingOf(runs: number, run: () => Promise<number>): Promise<Timing> {
  const timings: Timing[] = [];
  let before = await yardstick();
  for (let index = 0; index < runs; index += 1) {
    const each = await run();
    const after = await yardstick();
    timings.push({ seconds: each, yardsticks: each / ((before + after) / 2) });
    before = after;
  }
  const middle = Math.floor(runs / 2);
  const sorted = (of: keyof Timing): number =>
    timings.map((one) => one[of]).toSorted((a, b) => a - b)[middle] ?? Number.NaN;
  return { seconds: sorted('seconds'), yardsticks: sorted('yardsticks') };
}

/** A rate with its least, in operations per second of the reference machine. */
export function rate(name: string, { seconds: each, yardsticks }: Timing, least: number, unit = ''): Figure {
  const there = 1 / (yardsticks * referenceYardstick);
  return {
    name,
    shown: `${count(there)}${unit}/s, here ${count(1 / each)}/s, ${figures(yardsticks)} yardsticks`,
    target: `≥ ${count(least)}/s`,
    met: there >= least,
  };
}

/** A time with its most, in seconds of the reference machine. */
export function within(name: string, { seconds: taken, yardsticks }: Timing, most: number): Figure {
  const there = yardsticks * referenceYardstick;
  return {
    name,
    shown: `${time(there)}, here ${time(taken)}, ${figures(yardsticks)} yardsticks`,
    target: `≤ ${time(most)}`,
    met: there <= most,
  };
}

/** Ten by ten, for work that whoever asks for has just read: a long list in turn would time the memory of the machine. */
export const inTens = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / 10) }, (_, at) => all.slice(at * 10, at * 10 + 10));

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

const figures = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

const time = (value: number): string => (value < 1 ? `${figures(value * 1000)} ms` : `${figures(value)} s`);
