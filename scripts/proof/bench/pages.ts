/** The home page and the board in a real browser, on as many deals as a large sales force has open. */
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openScreen, type View } from '../browser/index.ts';
import type { StartedPractice } from '../../practice-org/start/index.ts';
import { count, timingOf, within, type Figure } from './measure.ts';
import { sizeOf } from './panel-code.ts';

const probe = fileURLToPath(new URL('page-probe.js', import.meta.url));
const deals = 50_000;
const mostBytes = 60_000;
const mostSeconds = 1.5;
/** Of a page itself; the home page has the list of partner registrations beside it, which asks once. */
const mostCalls = 3;

/** What the pages have in common with the panel and with each other. */
const shared = [
  'tasDealLink',
  'tasModel',
  'tasNotice',
  'tasPanelState',
  'tasRecords',
  'tasRequirementRow',
  'tasStagePanel',
  'tasTheme',
];

const pages = [
  { name: 'home page', bundle: 'tasHome', shown: 'home', view: {}, beside: 1 },
  { name: 'board', bundle: 'tasPipelineBoard', shown: 'board', view: { only: 'board' }, beside: 0 },
] as const satisfies readonly {
  readonly name: string;
  readonly bundle: string;
  /** Of the probe: the reader has something to work with. */
  readonly shown: string;
  readonly view: View;
  /** Requests of what stands on the page beside it. */
  readonly beside: number;
}[];

export async function pageSizes(metadata: ReadonlyMap<string, string>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, bundle } of pages) {
    const { bytes, gzip } = await sizeOf(metadata, bundle, shared);
    figures.push({
      name: `code of the ${name}, beside what it shares with the panel, minified`,
      shown: `${count(bytes)} bytes, ${count(gzip)} with gzip`,
      target: `≤ ${count(mostBytes)}`,
      met: bytes <= mostBytes,
    });
  }
  return figures;
}

/** From the request of the page to the moment at which the frame with its first figures is painted. */
export async function pagePaints(
  browser: Browser,
  { org }: StartedPractice,
  stages: readonly string[],
): Promise<Figure[]> {
  const rows = Array.from({ length: deals }, (_, at) => ({
    Name: `Deal ${at}`,
    StageName: stages[at % stages.length],
    CloseDate: '2030-01-31',
    Amount: 1000 * (1 + (at % 3000)),
    TAS_Led_By__c: 'Us',
  }));
  const refused = org.load('Opportunity', rows).filter(({ ok }) => !ok).length;
  if (refused > 0) throw new Error(`${refused} deals were refused`);
  const figures: Figure[] = [];
  for (const { name, shown, view, beside } of pages) {
    let calls = 0;
    const timing = await timingOf(5, async () => {
      const screen = await openScreen(browser, org.pageUrl, { persona: 'manager', ...view }, probe);
      try {
        const painted = await screen.page.evaluate<number>(`shown.${shown}`);
        await screen.page.waitForLoadState('networkidle');
        calls = Math.max(calls, screen.calls.length);
        return painted / 1000;
      } finally {
        await screen.close();
      }
    });
    const of = `${name} on ${count(deals)} deals`;
    figures.push(within(`${of}, first painted`, timing, mostSeconds), {
      name: `${of}, requests`,
      shown: String(calls),
      target: beside === 0 ? `≤ ${mostCalls}` : `≤ ${mostCalls}, and ${beside} for the list of registrations`,
      met: calls <= mostCalls + beside,
    });
  }
  return figures;
}
