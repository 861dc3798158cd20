/** The report in the terminal. */
import { fill, type Messages } from '../messages/index.ts';
import type { Locale } from '../present/index.ts';
import { plain } from '../terminal/index.ts';
import { moneyText } from '../grade/index.ts';
import { notesOf, notLooked } from './notes.ts';
import type { AuditReport } from './report.ts';
import type { NamedSum, Sum } from './tally.ts';

const mostGroups = 5;

/** The report for people, and the files that were written. */
export function summaryText(report: AuditReport, files: readonly string[], messages: Messages, locale: Locale): string {
  const { audit, language } = messages;
  const { org, total, kinds, unmapped } = report;
  const sum = ({ deals, cents }: Sum): string =>
    `${fill(audit.count, locale.number(deals))}, ${moneyText(cents, report.currency, language.tag)}`;
  const group = (title: string, sums: readonly NamedSum[]): string[] =>
    sums.length === 0
      ? []
      : [
          '',
          title,
          ...sums.slice(0, mostGroups).map((one) => `  ${plain(one.name)}: ${sum(one)}`),
          ...(sums.length > mostGroups ? [`  ${fill(audit.moreGroups, sums.length - mostGroups)}`] : []),
        ];
  const blocked = kinds.find(({ kind }) => kind === 'blocked');
  return [
    fill(audit.intro, report.today),
    fill(audit.org, `${org.id} (${org.instanceUrl})`, org.username),
    ...notesOf(report, messages, locale).map(plain),
    '',
    `${audit.deals}: ${sum(total)}`,
    ...(blocked === undefined ? [] : [`${audit.blockedDeals}: ${sum(blocked)}`]),
    ...group(audit.byStage, blocked?.byStage ?? []),
    ...group(audit.byOwner, blocked?.byOwner ?? []),
    ...group(audit.byRequirement, blocked?.byRequirement ?? []),
    ...(unmapped.length === 0
      ? []
      : ['', audit.unmapped, ...unmapped.map(({ stage, deals }) => `  ${plain(stage)}: ${fill(audit.count, deals)}`)]),
    '',
    ...kinds.map((one) => {
      const why = notLooked(report, one.kind, messages);
      const said = one.findings === 0 ? (why ?? audit.nothing) : sum(one);
      return `${audit.kind[one.kind]}: ${said}`;
    }),
    '',
    fill(
      audit.counts,
      locale.number(report.findings),
      locale.number(report.withFindings.deals),
      moneyText(report.withFindings.cents, report.currency, language.tag),
    ),
    ...files,
  ].join('\n');
}
