/** The report as one page that needs nothing else: no script, no font, no address. Every text of the org is escaped. */
import { fill, type Messages } from '../messages/index.ts';
import { escapeXml } from '../metadata/index.ts';
import type { Locale } from '../present/index.ts';
import type { AuditedDeal, Finding } from './finding.ts';
import { moneyText } from '../grade/index.ts';
import { notesOf, notLooked } from './notes.ts';
import type { AuditReport } from './report.ts';
import { style } from './style.ts';
import type { DealFindings, KindSum, NamedSum } from './tally.ts';

export interface PageOptions {
  readonly messages: Messages;
  readonly locale: Locale;
}

const mostBars = 10;

/** Its own direction, so that a name cannot turn the line around; what draws nothing, or would end the document, is left out. */
export const told = (text: string): string =>
  `<bdi>${escapeXml(text.replaceAll(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+/gu, ' '))}</bdi>`;

export function auditPage(report: AuditReport, options: PageOptions): string {
  const { messages, locale } = options;
  const { audit, language } = messages;
  const { org, kinds, total, unmapped } = report;
  const money = (cents: bigint): string => moneyText(cents, report.currency, language.tag);
  const blocked = kinds.find(({ kind }) => kind === 'blocked');
  const tile = (label: string, value: string, small: string, bad = false): string =>
    `<div class="tile${bad ? ' bad' : ''}"><span class="soft">${told(label)}</span><b>${told(value)}</b><span class="soft">${told(small)}</span></div>`;
  const share = total.deals === 0 || blocked === undefined ? 0 : blocked.deals / total.deals;
  return `<!doctype html>
<html lang="${language.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(`${audit.title} · ${report.today}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${told(audit.title)}</h1>
<p>${told(fill(audit.intro, locale.day(report.today)))}</p>
<p class="soft">${told(fill(audit.org, `${org.id} (${org.instanceUrl})`, org.username))} · ${told(fill(messages.head.version, report.model.version))}</p>
${notesOf(report, messages, locale)
  .map((note) => `<p class="soft">${told(note)}</p>`)
  .join('\n')}
<div class="tiles">
${tile(audit.deals, locale.number(total.deals), money(total.cents))}
${tile(audit.blockedDeals, locale.number(blocked?.deals ?? 0), locale.number(share * 100, true), share > 0)}
${tile(audit.blockedMoney, money(blocked?.cents ?? 0n), fill(audit.ofMoney, money(total.cents)), share > 0)}
${tile(audit.won, locale.number(report.won), '')}
</div>
${
  blocked === undefined || blocked.deals === 0
    ? `<div class="card"><p>${told(audit.clear)}</p></div>`
    : `<div class="charts">
${chart(audit.byStage, blocked.byStage, options, money)}
${chart(audit.byOwner, blocked.byOwner, options, money)}
${chart(audit.byRequirement, blocked.byRequirement, options, money)}
</div>`
}
${
  unmapped.length === 0
    ? ''
    : `<section class="card"><h2>${told(audit.unmapped)}</h2><ul>${unmapped
        .map(({ stage, deals }) => `<li>${told(stage)}: ${told(fill(audit.count, locale.number(deals)))}</li>`)
        .join('')}</ul></section>`
}
<nav class="card"><ul class="contents">${kinds
    .map(
      ({ kind, deals }) =>
        `<li><a href="#${kind}">${told(audit.kind[kind])}</a><b>${told(locale.number(deals))}</b></li>`,
    )
    .join('')}</ul></nav>
${kinds.map((kind) => section(kind, report, options, money)).join('\n')}
</main>
</body>
</html>
`;
}

function chart(
  title: string,
  sums: readonly NamedSum[],
  { messages: { audit }, locale }: PageOptions,
  money: (cents: bigint) => string,
): string {
  const shown = sums.slice(0, mostBars);
  const byMoney = sums.some(({ cents }) => cents > 0n);
  const sizeOf = ({ cents, deals }: NamedSum): number => Math.max(0, byMoney ? Number(cents) : deals);
  const most = Math.max(1, ...shown.map(sizeOf));
  const bars = shown.map((sum) => {
    const width = ((sizeOf(sum) / most) * 100).toFixed(2);
    return `<li><div class="label"><span>${told(sum.name)}</span><span>${told(fill(audit.count, locale.number(sum.deals)))} · ${told(money(sum.cents))}</span></div><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="8" fill="#e6ebf0"/><rect width="${width}" height="8" fill="#0b5cab"/></svg></li>`;
  });
  const more =
    sums.length > shown.length
      ? `<p class="soft">${told(fill(audit.moreGroups, locale.number(sums.length - shown.length)))}</p>`
      : '';
  return `<section class="card"><h3>${told(title)}</h3><ul class="bars">${bars.join('')}</ul>${more}</section>`;
}

function section(
  { kind, findings, largest, ...sum }: KindSum,
  report: AuditReport,
  { messages, locale }: PageOptions,
  money: (cents: bigint) => string,
): string {
  const { audit } = messages;
  const why = notLooked(report, kind, messages);
  const head = `<h2>${told(audit.kind[kind])}</h2><p class="soft">${told(audit.about[kind])}</p>`;
  if (findings === 0) {
    const tracked = kind === 'answerChanged' && why === undefined ? ` ${audit.noTracked}` : '';
    return `<section class="card" id="${kind}">${head}<p>${told(why ?? audit.nothing + tracked)}</p></section>`;
  }
  const total = fill(audit.counts, locale.number(findings), locale.number(sum.deals), money(sum.cents));
  const more =
    sum.deals > largest.length
      ? ` ${told(fill(audit.more, locale.number(largest.length), locale.number(sum.deals)))}`
      : '';
  return `<section class="card long" id="${kind}">${head}<p><b>${told(total)}</b>${more}</p>${why === undefined ? '' : `<p>${told(why)}</p>`}${table(largest, audit, money)}</section>`;
}

function table(
  deals: readonly DealFindings[],
  { column, won1 }: Messages['audit'],
  money: (cents: bigint) => string,
): string {
  const columns: readonly (readonly [string, string, (one: DealFindings) => string])[] = [
    [column.deal, 'deal', ({ deal }) => `<span>${told(deal.name)}<span class="id">${told(deal.id)}</span></span>`],
    [column.owner, 'short', ({ deal }) => told(deal.owner)],
    [column.stage, 'short', ({ deal, findings: [first] }) => stageCell(deal, first?.to ?? '', won1)],
    [column.detail, '', ({ deal, findings }) => `<ul>${findings.map((one) => line(one, deal.stage)).join('')}</ul>`],
    [column.amount, 'money', ({ deal }) => (deal.cents === null ? '' : told(money(deal.cents)))],
  ];
  const head = columns.map(([name, look]) => `<th scope="col" class="${look}">${told(name)}</th>`).join('');
  const rows = deals.map(
    (one) =>
      `<tr>${columns.map(([name, look, of]) => `<td class="${look}" data-label="${escapeXml(name)}">${of(one)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const stageCell = ({ stage, won }: AuditedDeal, to: string, won1: string): string =>
  `<span>${told(won ? `${stage} · ${won1}` : stage)}${to === '' ? '' : ` → ${told(to)}`}</span>`;

/** What was found, and at which gate where that is not the one of the stage. */
const line = ({ requirement, gate, detail }: Finding, stage: string): string =>
  `<li>${requirement === '' ? '' : `<b>${told(requirement)}</b>${gate === '' || gate === stage ? '' : ` <span class="soft">${told(gate)}</span>`} · `}${told(detail)}</li>`;
