/** The table of a bench over many deals. */
import { tableLines, type Column } from '../../../product/terminal/index.ts';
import type { Figure } from '../measure.ts';
import type { RowsResult } from './bench-rows.ts';
import type { Figures } from './contender.ts';

const count = (value: number): string => value.toLocaleString('en-US');
const fixed = (value: number, digits: number): string => value.toFixed(digits);

const names = {
  floor: 'floor: the same bytes, nothing done',
  ours: 'tas grade --apply',
  jsforce: 'jsforce, as documented',
  jsforceOnePage: 'jsforce, deals of one page',
  sf: 'sf data export bulk, update bulk',
  undo: 'tas undo',
} as const;

/** A line for each contender; × is its time in units of the floor's. */
export function rowsText(result: RowsResult, targets: readonly Figure[]): string {
  const heads = [
    '',
    'seconds',
    'rows/s',
    '× floor',
    'cpu s',
    'peak MB',
    'requests',
    'read',
    'written',
    'left',
    'org busy',
  ];
  const lines = (['floor', 'ours', 'jsforce', 'jsforceOnePage', 'sf', 'undo'] as const).flatMap((name) => {
    const figures = name === 'undo' ? (result.undo?.figures ?? null) : result[name];
    // Times of other work are not comparable.
    const floor = name === 'undo' || name === 'jsforceOnePage' ? null : result.floor;
    return figures === null ? [] : [lineOf(names[name], figures, floor)];
  });
  const table = tableLines(
    heads.map((head, at): Column => ({ head, align: at === 0 ? 'left' : 'right' })),
    lines,
    { ruled: false },
  );
  const problems = (['jsforce', 'jsforceOnePage', 'sf'] as const).flatMap((name) => {
    const problem = result[name]?.problem ?? null;
    return problem === null ? [] : [`wrong   ${names[name]}: ${problem}`];
  });
  const notRun = Object.entries(result.notRun).map(
    ([name, why]) => `not run ${names[name as keyof typeof names]}: ${why}`,
  );
  const moved =
    result.ours === null
      ? []
      : [
          `ours moved ${fixed(result.ours.downMb, 1)} MB down and ${fixed(result.ours.upMb, 1)} MB up; its run takes ${fixed(result.ours.journalMb, 1)} MB on the disk`,
        ];
  const growth = result.growth.map(
    ({ rows, seconds, cpu, rssMb }) =>
      `${count(rows)} deals: ${fixed(seconds, 1)} s, ${fixed(cpu, 1)} s of processor with the org, ${fixed(rssMb, 0)} MB`,
  );
  const judged = targets.map(
    ({ met, name, shown, target }) => `${met ? 'met   ' : 'MISSED'}  ${name}: ${shown} (${target})`,
  );
  return [
    `${count(result.rows)} open deals.`,
    '',
    ...table,
    '',
    ...moved,
    ...growth,
    ...problems,
    ...notRun,
    ...judged,
  ].join('\n');
}

const lineOf = (name: string, of: Figures, floor: Figures | null): string[] => [
  name,
  fixed(of.seconds, 1),
  of.problem === null ? count(of.rowsPerSecond) : '–',
  floor === null || of.problem !== null ? '–' : fixed(of.seconds / floor.seconds, 2),
  fixed(of.cpu, 1),
  of.rssMb === 0 ? '–' : fixed(of.rssMb, 0),
  count(of.requests),
  count(of.read),
  count(of.written),
  count(of.left),
  `${fixed(of.orgShare * 100, 0)} %`,
];
