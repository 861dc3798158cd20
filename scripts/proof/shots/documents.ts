/** The pages that commands write, of the sample as it stood in some weeks that follow each other. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localeOf } from '../../product/explain/index.ts';
import { periodOf } from '../../product/forecast/index.ts';
import { fill, languages, messagesIn, type Language } from '../../product/messages/index.ts';
import type { SalesModel } from '../../product/model/index.ts';
import { openOrg } from '../../product/org/index.ts';
import { forecastPage, reportOn, reportPage, snapshotName, snapshotText } from '../../product/report/index.ts';
import { silentProgress } from '../../product/terminal/index.ts';
import type { PracticeOrg } from '../../practice-org/server/index.ts';

/** Days before the pictures, and how many deals the sample had by then. */
export const weeks: readonly (readonly [daysBefore: number, deals: number])[] = [
  [28, 2_200],
  [21, 2_400],
  [14, 2_550],
  [7, 2_800],
  [0, 3_000],
];

/** A page and the name of its picture. */
export interface Document {
  readonly name: string;
  readonly html: string;
  /** Parts with a picture of their own, by the id of their card. */
  readonly parts?: readonly { readonly id: string; readonly name: string }[];
}

export class Documents {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tas-shots-'));

  /** Reports on the sample of a week in every language; what it leaves behind, later weeks draw. `today`: YYYY-MM-DD. */
  async of(practice: PracticeOrg, model: SalesModel, today: string): Promise<Document[]> {
    const { instanceUrl, accessToken, username, orgId } = practice;
    const org = openOrg({ instanceUrl, accessToken, username, orgId });
    try {
      const pages: Document[] = [];
      for (const language of languages) {
        // The port of the practice org is another one in every run.
        const report = await reportOn(
          { ...org, instanceUrl: 'https://practice.example' },
          {
            ...optionsOf(model, language, today),
            snapshots: this.#folder,
          },
        );
        const options = { messages: messagesIn(language), locale: localeOf(model, language) };
        const from = fill(options.messages.audit.org, orgId, username);
        const short = language.slice(0, 2);
        pages.push({ name: `report-${short}`, html: reportPage(report, options) });
        pages.push({
          name: `forecast-${short}`,
          html: forecastPage(report.forecast, options, from),
          parts: [{ id: 'learned', name: `learned-${short}` }],
        });
        writeFileSync(join(this.#folder, snapshotName(report.snapshot)), snapshotText(report.snapshot));
      }
      return pages;
    } finally {
      org.close();
    }
  }

  /** Where a page is looked at. */
  put({ name, html }: Document): string {
    const file = join(this.#folder, `${name}.html`);
    writeFileSync(file, html);
    return file;
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const optionsOf = (model: SalesModel, language: Language, today: string) => ({
  model,
  modelFile: 'config/tas-plus.yaml',
  since: new Date(Date.parse(today) - 7 * 86_400_000).toISOString().slice(0, 10),
  period: periodOf({}, today),
  api: 'auto' as const,
  calendar: { today, dayOf: (moment: string): string => moment.slice(0, 10) },
  runs: [],
  progress: silentProgress,
  messages: messagesIn(language),
  locale: localeOf(model, language),
});
