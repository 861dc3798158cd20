/** The fewest requests that a run could have done with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bodyFile, trafficFile, type SeenRequest } from './traffic.ts';

/** Create, upload, close, one poll, two files of results. */
const requestsOfIngestJob = 6;

const job = /\/jobs\/(ingest|query)(?:\/([^/?]+)(\/results)?)?/;
const listOfIds = /\bIN ?\((?:'[a-zA-Z0-9]{18}',? ?)+\)/g;
const idInQuotes = /'[a-zA-Z0-9]{18}'/g;

interface Asked {
  readonly method: string;
  /** Both decoded: a batch has paths in its body. */
  readonly path: string;
  readonly body: string;
}

/** What stands for letters of ASCII is enough to read a query. */
const decoded = (text: string): string =>
  text.replaceAll(/%([0-7][0-9a-f])/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/**
 * Worked out from the sizes of what a run moved, a + b + c + d:
 *
 * - a: for each query job one request that makes it, one poll, and ⌈rows / rows of its fullest page⌉ pages;
 *   more query jobs than one for the deals, one for each part that is looked at again, and one for the read-back are
 *   not needed
 * - b: six for each ingest job
 * - c: for calls that ask for records by their ids ⌈ids / ids of the fullest such call⌉
 * - d: any other call once
 */
export function minimumRequests(traffic: string): number {
  const seen = JSON.parse(readFileSync(join(traffic, trafficFile), 'utf8')) as SeenRequest[];
  const ingestJobs = new Set<string>();
  /** Rows of each page, by the query job. */
  const pages = new Map<string, number[]>();
  const others: Asked[] = [];
  for (const [at, { method, path, made, rows, headers, up }] of seen.entries()) {
    const found = job.exec(path);
    if (found === null) {
      const hasText = up > 0 && (headers['content-type'] ?? '').includes('json');
      const body = hasText ? readFileSync(join(traffic, bodyFile(at)), 'utf8') : '';
      others.push({ method, path: decoded(path), body: decoded(body) });
    } else if (found[1] === 'ingest') {
      if (made !== null) ingestJobs.add(made);
    } else if (made !== null) pages.set(made, []);
    else if (found[3] !== undefined) pages.get(found[2] ?? '')?.push(rows ?? 0);
  }
  const ofQueries = [...pages.values()]
    .map((of) => 2 + fullest(of))
    .toSorted((one, other) => other - one)
    .slice(0, 1 + ingestJobs.size + 1);
  return sum(ofQueries) + requestsOfIngestJob * ingestJobs.size + minimumOfOthers(others);
}

/** How many there would be if each were as full as the fullest. */
const fullest = (sizes: readonly number[]): number => {
  const most = Math.max(0, ...sizes);
  return most === 0 ? Math.min(1, sizes.length) : Math.ceil(sum(sizes) / most);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function minimumOfOthers(calls: readonly Asked[]): number {
  const once = new Set<string>();
  const byIds = new Map<string, number[]>();
  for (const { method, path, body } of calls) {
    const lists = `${path} ${body}`.match(listOfIds) ?? [];
    const ids = lists.join().match(idInQuotes)?.length ?? 0;
    const resource = `${method} ${path.replace(/\?.*$/s, '')}`;
    if (ids > 0) byIds.set(resource, [...(byIds.get(resource) ?? []), ids]);
    else once.add(`${method} ${path} ${body}`);
  }
  return once.size + sum([...byIds.values()].map(fullest));
}
