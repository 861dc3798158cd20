/** Timing: the median of several warm runs, and what a run is worth in units of a yardstick timed beside it. */

export interface Figure {
  readonly name: string;
  readonly shown: string;
  /** Seconds per single operation, for the multiple of the yardstick; none where no time is measured. */
  readonly seconds?: number;
  readonly target: string;
  readonly met: boolean;
}

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

/** Seconds for JSON.parse and JSON.stringify of one deal: the yardstick of every figure. */
export async function yardstick(): Promise<number> {
  const rounds = 200_000;
  let text = JSON.stringify(deal);
  const spin = (): void => {
    for (let index = 0; index < rounds; index += 1) text = JSON.stringify(JSON.parse(text));
  };
  spin();
  return (await median(5, () => seconds(spin))) / rounds;
}

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');
