import fc from 'fast-check';
import { refusals, verdict } from '../../product/gate/index.ts';
import { panelModuleSize } from './panel-size.ts';
import { readModelFile } from '../../product/model/index.ts';
import { caseOf, caseSpec, proofDay } from '../prove/index.ts';
import { count, inTens, rate, timing, type Figure, type Timing } from './measure.ts';

/** "Allowed?" and the full verdict of the gate engine, averaged over writes to all targets of the default model. */
export async function benchGate(root: string): Promise<Figure[]> {
  const read = readModelFile(`${root}config/tas-plus.yaml`);
  if (!read.ok) throw new Error('the default model has problems');
  const { model } = read;
  const people = ['005000000000001AAA', '005000000000002AAA'] as const;
  const writes = fc.sample(caseSpec, { numRuns: 1_000, seed: 1 }).map((spec) => caseOf(model, spec, people));
  const blocks = inTens(writes);
  const timed = async (ask: (write: (typeof writes)[number]) => boolean, rounds: number): Promise<Timing> => {
    let allowed = 0;
    const sweep = (): void => {
      for (const block of blocks)
        for (let round = 0; round < rounds; round += 1) for (const write of block) if (ask(write)) allowed += 1;
    };
    sweep();
    const time = await timing(5, rounds * writes.length, sweep);
    if (allowed === 0) throw new Error('nothing was allowed: the benchmark measures nothing');
    return time;
  };
  const fast = await timed(
    ({ before, after, items, viewer }) =>
      refusals({ model, before, after, items, viewer, today: proofDay }).length === 0,
    100,
  );
  const full = await timed(
    ({ before, after, items, viewer }) => verdict({ model, before, after, items, viewer, today: proofDay }).allowed,
    10,
  );
  const size = panelModuleSize(model);
  return [
    rate('gate engine: allowed?', fast, 500_000),
    rate('gate engine: full verdict', full, 50_000),
    {
      name: 'module of the panel: model, texts and engine, minified',
      shown: `${count(size)} bytes`,
      target: '≤ 40,000',
      met: size <= 40_000,
    },
  ];
}
