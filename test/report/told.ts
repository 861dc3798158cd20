/** Reports of practice orgs, as the command makes them. */
import { localeOf } from '../../scripts/product/explain/index.ts';
import { periodOf } from '../../scripts/product/forecast/index.ts';
import { messagesIn, type Language } from '../../scripts/product/messages/index.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import type { OrgConnection } from '../../scripts/product/org/index.ts';
import { reportPage } from '../../scripts/product/report/page.ts';
import type { WeeklyReport } from '../../scripts/product/report/report.ts';
import { reportOn, type ReportOptions } from '../../scripts/product/report/run.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { referenceModel } from '../reference/index.ts';

export const today = '2026-11-25';
export const calendar = { today, dayOf: (moment: string): string => moment.slice(0, 10) };

export const reportOf = (
  org: OrgConnection,
  more: Partial<ReportOptions> = {},
  language: Language = 'en_US',
): Promise<WeeklyReport> => {
  const model: SalesModel = more.model ?? referenceModel;
  return reportOn(org, {
    model,
    modelFile: 'model.yaml',
    since: '2026-11-16',
    period: periodOf({}, today),
    api: 'auto',
    calendar,
    runs: [],
    snapshots: 'there-is-none',
    progress: silentProgress,
    messages: messagesIn(language),
    locale: localeOf(model, language),
    ...more,
  });
};

export const pageOf = (report: WeeklyReport, language: Language = 'en_US', model = referenceModel): string =>
  reportPage(report, { messages: messagesIn(language), locale: localeOf(model, language) });

/** What a page says, without its tags and its style. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<style>[^]*?<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** What no page may show, whatever the org holds. */
export const broken = /undefined|NaN|Infinity|\[object|\{\d\}|<script|(?:src|href)="(?!#)|url\(/;
