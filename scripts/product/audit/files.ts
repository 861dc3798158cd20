/** The files of an audit. The CSV is written while the org is read; page and JSON come of what is known at the end. */
import { csvHeadForPeople, csvRowForPeople } from '../csv/index.ts';
import type { Finding } from './finding.ts';
import { auditPage, type PageOptions } from './page.ts';
import { decimalOf } from '../grade/index.ts';
import type { AuditReport } from './report.ts';
import type { NamedSum, Sum } from './tally.ts';

const header = [
  'Finding',
  'DealId',
  'Deal',
  'Owner',
  'Stage',
  'Won',
  'Amount',
  'Currency',
  'NextStage',
  'Gate',
  'Code',
  'Requirement',
  'Detail',
];

const rowOf = ({ kind, deal, to, gate, code, requirement, detail }: Finding): string =>
  csvRowForPeople([
    kind,
    deal.id,
    deal.name,
    deal.owner,
    deal.stage,
    deal.won,
    deal.cents === null ? null : decimalOf(deal.cents),
    deal.cents === null ? null : deal.currency,
    to,
    gate,
    code,
    requirement,
    detail,
  ]);

/** An amount in JSON is a text with two decimals: sums may be larger than a number is exact. */
export type AuditJson = ReturnType<typeof toJson>;

const sumJson = ({ deals, cents }: Sum): { deals: number; amount: string } => ({ deals, amount: decimalOf(cents) });
const namedJson = (sums: readonly NamedSum[]): { name: string; deals: number; amount: string }[] =>
  sums.map((sum) => ({ name: sum.name, ...sumJson(sum) }));

/** The report as JSON: sums of every kind, and the findings of the largest deals. */
export function toJson({ total, withFindings, kinds, ...report }: AuditReport) {
  return {
    ...report,
    total: sumJson(total),
    withFindings: sumJson(withFindings),
    kinds: kinds.map(({ kind, findings, byStage, byOwner, byRequirement, largest, ...sum }) => ({
      kind,
      findings,
      ...sumJson(sum),
      byStage: namedJson(byStage),
      byOwner: namedJson(byOwner),
      byRequirement: namedJson(byRequirement),
      largest: largest.map(({ deal: { cents, ...deal }, findings: found }) => ({
        ...deal,
        amount: cents === null ? null : decimalOf(cents),
        findings: found.map(({ to, gate, code, requirement, detail }) => ({ to, gate, code, requirement, detail })),
      })),
    })),
  };
}

/**
 * The files of an audit, by name, to be read in their order: reading the first runs the audit.
 * `onReport` is called once it is over.
 */
export function auditFiles(
  run: AsyncGenerator<readonly Finding[], AuditReport>,
  options: PageOptions,
  onReport: (report: AuditReport) => void,
): ReadonlyMap<string, Iterable<string> | AsyncIterable<string>> {
  let report: AuditReport | undefined;
  const ended = (): AuditReport => {
    if (report === undefined) throw new Error('the audit has not been run');
    return report;
  };
  async function* csv(): AsyncGenerator<string> {
    yield csvHeadForPeople(header);
    for (;;) {
      const next = await run.next();
      if (next.done === true) {
        report = next.value;
        onReport(report);
        return;
      }
      yield next.value.map(rowOf).join('');
    }
  }
  return new Map<string, Iterable<string> | AsyncIterable<string>>([
    ['audit.csv', csv()],
    ['audit.json', lazily(() => `${JSON.stringify(toJson(ended()), null, 2)}\n`)],
    ['audit.html', lazily(() => auditPage(ended(), options))],
  ]);
}

function* lazily(text: () => string): Generator<string> {
  yield text();
}
