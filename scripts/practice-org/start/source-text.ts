/** What the practice org made of somebody's source, for a terminal. */
import type { PracticeOrg } from '../server/index.ts';

type SourceReport = PracticeOrg['source'];

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([type, count]) => `${type} ${count}`)
    .join(', ');

const counted = (what: string, counts: ReadonlyMap<string, number>): string =>
  `${sum(counts)} ${what}${counts.size === 0 ? '.' : `: ${listed(counts)}.`}`;

/** Counts by type, zero included, then every component that is kept though its type is executed, with its cause. */
export function sourceText({ executed, kept, notExecuted, passed, strange }: SourceReport): string[] {
  const components = new Set(notExecuted.map(({ type, fullName }) => `${type} ${fullName}`));
  const line = ({ type, fullName, cause }: SourceReport['passed'][number]): string => `  ${type} ${fullName}: ${cause}`;
  return [
    counted('components executed', executed),
    counted('kept, as this org executes none of their types', kept),
    `${components.size} kept, as they cannot be executed here${components.size === 0 ? '.' : ':'}`,
    ...notExecuted.map(line),
    ...(passed.length === 0 ? [] : ['Passed over:', ...passed.map(line)]),
    ...(strange.length === 0 ? [] : [`${strange.length} files are no metadata: ${strange.slice(0, 10).join(', ')}.`]),
  ];
}
