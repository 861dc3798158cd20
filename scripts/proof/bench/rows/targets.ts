/** What issue 15 asks of a run over many deals. */
import type { Figure } from '../measure.ts';
import type { RowsResult, Size } from './bench-rows.ts';

const mostOfFloor = 1.5;
const leastOfJsforce = 5;
const mostRssMb = 150;
const mostOfMinimum = 1.05;
const mostRssGrowthMb = 10;
const mostTimeGrowth = 1.1;
/** Growth of memory is measured from here. */
const smallRows = 100_000;

const times = (value: number): string => `× ${value.toFixed(2)}`;
const count = (value: number): string => value.toLocaleString('en-US');
const mb = (value: number): string => `${value.toFixed(0)} MB`;

/** Of what was run. */
export function targetsOf({ floor, ours, jsforce, jsforceOnePage, undo, growth }: RowsResult): Figure[] {
  const figures: Figure[] = [];
  const judge = (name: string, met: boolean, shown: string, target: string): void =>
    void figures.push({ name, shown, target, met });
  if (ours !== null) {
    judge('every deal read, every grade written', ours.problem === null, ours.problem ?? 'yes', 'nothing lost');
    judge('memory of ours at its peak', ours.rssMb <= mostRssMb, mb(ours.rssMb), `≤ ${mb(mostRssMb)}`);
    const calls = ours.requests / ours.minimumRequests;
    judge(
      'requests of ours beside the fewest possible',
      calls <= mostOfMinimum,
      `${ours.requests} of ${ours.minimumRequests}, ${times(calls)}`,
      `≤ ${times(mostOfMinimum)}`,
    );
  }
  if (ours !== null && floor !== null) {
    judge('the floor moved all of it', floor.problem === null, floor.problem ?? 'yes', 'nothing lost');
    const share = ours.seconds / floor.seconds;
    judge('time of ours beside the floor', share <= mostOfFloor, times(share), `≤ ${times(mostOfFloor)}`);
  }
  // Where jsforce does not get through all of the deals it is compared by what it does get through.
  const theirs = jsforceOnePage ?? jsforce;
  if (ours !== null && theirs !== null && theirs.rowsPerSecond > 0) {
    const share = ours.rowsPerSecond / theirs.rowsPerSecond;
    // What no client can beat on this machine is said beside it.
    const best = floor === null ? '' : `; the floor ${times(floor.rowsPerSecond / theirs.rowsPerSecond)}`;
    const where = jsforceOnePage === null ? '' : ` on ${count(jsforceOnePage.rows)} deals`;
    const name = `rows a second beside jsforce${where}`;
    judge(name, share >= leastOfJsforce, `${times(share)}${best}`, `≥ ${times(leastOfJsforce)}`);
  }
  if (undo !== null) {
    const why = undo.figures.problem === null ? '' : ` (${undo.figures.problem})`;
    judge('export after undo beside that before', undo.equal, `${undo.equal ? 'equal' : 'NOT equal'}${why}`, 'equal');
  }
  return [...figures, ...growthTargets(growth)];
}

function growthTargets(sizes: readonly Size[]): Figure[] {
  const [first, second, ...rest] = sizes;
  const last = rest.at(-1);
  const small = sizes.find(({ rows }) => rows === smallRows);
  if (first === undefined || second === undefined || last === undefined || small === undefined) return [];
  const grown = last.rssMb - small.rssMb;
  // Of a further deal: starting the command takes as long for few deals as for many.
  const each = (from: Size, to: Size): number => (to.cpu - from.cpu) / (to.rows - from.rows);
  const slower = each(second, last) / each(first, second);
  const us = (value: number): string => `${(value * 1e6).toFixed(1)} µs`;
  return [
    {
      name: `memory of ours from ${count(small.rows)} to ${count(last.rows)} deals`,
      shown: `${grown < 0 ? '' : '+'}${mb(grown)}`,
      target: `≤ +${mb(mostRssGrowthMb)}`,
      met: grown <= mostRssGrowthMb,
    },
    {
      name: `processor time of a further deal beyond ${count(second.rows)}, beside that beyond ${count(first.rows)}`,
      shown: `${us(each(second, last))} and ${us(each(first, second))}, ${times(slower)}`,
      target: `≤ ${times(mostTimeGrowth)}`,
      // Where the smaller sizes took as long as each other nothing can be said.
      met: slower > 0 && slower <= mostTimeGrowth,
    },
  ];
}
