/** What can go wrong on the way to an org, where, and what a command has to make of it. F1 to F13 are faults that lose rows with other clients. */
import type { FaultGiven } from '../../practice-org/server/index.ts';
import type { Api } from './station.ts';
import type { TasCall } from './tas.ts';

export interface FaultCase {
  readonly fault: string;
  /** Which requests it strikes. */
  readonly where: string;
  readonly api: Api;
  readonly faults: readonly FaultGiven[];
  /** right: the command ends as if nothing were · stops: it says what is not done; undefined: either. */
  readonly must: 'right' | 'stops' | undefined;
  readonly first?: TasCall['first'];
}

interface Place {
  readonly where: string;
  readonly api: Api;
  readonly method: FaultGiven['method'];
  readonly path: string;
  readonly nth?: number;
  /** What it writes is written, or nothing was to be. */
  readonly late?: boolean;
  /** Sent once at most, for a second one could do harm. */
  readonly once?: boolean;
}

const data = '/services/data/*';

const places: readonly Place[] = [
  { where: 'query: count', api: 'bulk', method: 'GET', path: `${data}/query`, nth: 2 },
  { where: 'query: job', api: 'bulk', method: 'POST', path: `${data}/jobs/query` },
  { where: 'poll: query job', api: 'bulk', method: 'GET', path: `${data}/jobs/query/*` },
  { where: 'results: query page', api: 'bulk', method: 'GET', path: `${data}/jobs/query/*/results` },
  { where: 'ingest: job', api: 'bulk', method: 'POST', path: `${data}/jobs/ingest`, once: true },
  { where: 'ingest: upload', api: 'bulk', method: 'PUT', path: `${data}/jobs/ingest/*/batches` },
  { where: 'ingest: upload complete', api: 'bulk', method: 'PATCH', path: `${data}/jobs/ingest/*` },
  { where: 'poll: ingest job', api: 'bulk', method: 'GET', path: `${data}/jobs/ingest/*` },
  { where: 'results: written', api: 'bulk', method: 'GET', path: `${data}/jobs/ingest/*/successfulResults` },
  { where: 'results: refused', api: 'bulk', method: 'GET', path: `${data}/jobs/ingest/*/failedResults` },
  { where: 'read-back', api: 'bulk', method: 'POST', path: `${data}/composite/batch`, late: true },
  { where: 'query: first page', api: 'collections', method: 'GET', path: `${data}/query`, nth: 3 },
  { where: 'results: next page', api: 'collections', method: 'GET', path: `${data}/query/*` },
  { where: 'collections', api: 'collections', method: 'PATCH', path: `${data}/composite/sobjects`, nth: 2 },
];

type Kind = Extract<FaultGiven, { fault: string }>;
type Details = { [K in Kind['fault']]: Omit<Extract<Kind, { fault: K }>, 'path' | 'method' | 'nth'> }[Kind['fault']];

interface Trouble {
  readonly fault: string;
  readonly details: Details;
  /** It passes, so what can be asked again must end right; where nothing can pass, the command must stop. */
  readonly passes: boolean | undefined;
  /** It surely had no effect, so anything can be asked again. */
  readonly untouched?: boolean;
}

const status = (code: number, times: number | 'always'): Details => ({
  fault: 'status',
  status: code,
  body: `[{"errorCode":"UNAVAILABLE","message":"status ${code}"}]`,
  times,
});

const troubles: readonly Trouble[] = [
  { fault: 'F2, F7, F8: 503 once', details: status(503, 1), passes: true },
  { fault: 'F2, F7, F8: 503 for ever', details: status(503, 'always'), passes: false },
  { fault: 'F3, F8b: reset before it took effect', details: { fault: 'resetBefore' }, passes: true },
  { fault: 'F3, F8b: reset after it took effect', details: { fault: 'resetAfterEffect' }, passes: true },
  { fault: 'F5: reset amid the answer', details: { fault: 'resetInAnswer', bytes: 40 }, passes: true },
  { fault: 'F5: answer cut as if whole', details: { fault: 'cutBody', bytes: 41 }, passes: true },
  { fault: 'F6: session expired', details: { fault: 'expiredSession' }, passes: false },
  { fault: 'F6c: session expired for ever', details: { fault: 'expiredSession', times: 'always' }, passes: false },
  { fault: 'F12: 429 once', details: status(429, 1), passes: true, untouched: true },
  { fault: 'F13: limit exhausted once', details: { fault: 'exhaustedLimit' }, passes: false },
  { fault: 'F13: limit exhausted from then on', details: { fault: 'exhaustedLimit', times: 'always' }, passes: false },
  { fault: 'carried out twice', details: { fault: 'twice' }, passes: undefined },
  { fault: 'slow by 3 s', details: { fault: 'stall', milliseconds: 3_000 }, passes: true, untouched: true },
];

function mustOf({ passes, untouched = false }: Trouble, { late = false, once = false }: Place): FaultCase['must'] {
  if (passes === undefined) return undefined;
  if (!passes) return late ? undefined : 'stops';
  return once && !untouched ? 'stops' : 'right';
}

const struck = ({ method, path, nth = 1 }: Place, details: Details): FaultGiven => ({ ...details, method, path, nth });

const everywhere: readonly FaultCase[] = troubles.flatMap((trouble) =>
  places.map((place) => ({
    fault: trouble.fault,
    where: place.where,
    api: place.api,
    faults: [struck(place, trouble.details)],
    must: mustOf(trouble, place),
  })),
);

const page = `${data}/jobs/query/*/results`;
const clock = (hours: number, api: Api): FaultCase => ({
  fault: `clock ${Math.abs(hours)} h ${hours < 0 ? 'behind' : 'ahead of'} the org's`,
  where: 'whole run',
  api,
  faults: [],
  must: 'right',
  first: { module: new URL('clock.ts', import.meta.url).href, env: { PROOF_CLOCK_HOURS: String(hours) } },
});

/** Each at the one place where it can strike. */
const special = (deals: number): readonly FaultCase[] => [
  ...(['query', 'ingest'] as const).map((kind): FaultCase => ({
    fault: 'F4: job in progress for long',
    where: `poll: ${kind} job`,
    api: 'bulk',
    faults: [{ fault: 'pendingForEver', method: 'GET', path: `${data}/jobs/${kind}/*`, times: 6 }],
    must: 'right',
  })),
  ...(['Sforce-Locator', 'Sforce-NumberOfRecords'] as const).flatMap((header): FaultCase[] => [
    {
      fault: `F9: no ${header} once`,
      where: 'results: query page',
      api: 'bulk',
      faults: [{ fault: 'missingHeader', path: page, header }],
      must: 'right',
    },
    {
      fault: `F9: no ${header} for ever`,
      where: 'results: query page',
      api: 'bulk',
      faults: [{ fault: 'missingHeader', path: page, header, times: 'always' }],
      must: 'stops',
    },
  ]),
  {
    fault: 'F1: page that counts other rows than it has',
    where: 'results: query page',
    api: 'bulk',
    faults: [{ fault: 'wrongHeader', path: page, header: 'Sforce-NumberOfRecords', value: '7', times: 'always' }],
    must: 'stops',
  },
  {
    fault: 'F1: first page again in the place of the second',
    where: 'results: next page',
    api: 'collections',
    faults: [{ fault: 'repeatPage', method: 'GET', path: `${data}/query**`, nth: 4 }],
    must: 'stops',
  },
  {
    fault: 'some rows locked',
    where: 'ingest: upload complete',
    api: 'bulk',
    faults: [{ fault: 'lockedRows', method: 'PATCH', path: `${data}/jobs/ingest/*`, rows: 5 }],
    must: 'right',
  },
  {
    fault: 'some rows locked',
    where: 'collections',
    api: 'collections',
    faults: [{ fault: 'lockedRows', method: 'PATCH', path: `${data}/composite/sobjects`, rows: 5 }],
    must: 'right',
  },
  {
    fault: 'every row locked for long',
    where: 'ingest: upload complete',
    api: 'bulk',
    faults: [{ fault: 'lockedRows', method: 'PATCH', path: `${data}/jobs/ingest/*`, rows: deals * 4 }],
    must: 'stops',
  },
  clock(3, 'bulk'),
  clock(-3, 'bulk'),
  clock(3, 'collections'),
  clock(-3, 'collections'),
];

/** Only where a query has more than one page. */
export const pageCases: readonly FaultCase[] = [
  { fault: 'F1: several pages', where: 'results: query page', api: 'bulk', faults: [], must: 'right' },
  {
    fault: 'F1: first page again in the place of the second',
    where: 'results: query page',
    api: 'bulk',
    faults: [{ fault: 'repeatPage', path: page, nth: 2 }],
    must: undefined,
  },
  {
    fault: 'F5: second page cut between two rows',
    where: 'results: query page',
    api: 'bulk',
    faults: [{ fault: 'cutBody', path: page, bytes: 4_000, nth: 2 }],
    must: 'right',
  },
];

/** All of them, for an org of so many deals. */
export const faultCases = (deals: number): readonly FaultCase[] => [...everywhere, ...special(deals)];
