/**
 * `npm run shots`: pictures of the panel's main states, in both languages and both themes, and of the pages that commands
 * write, in both languages, into docs/shots. The clocks
 * of org and browser stand, so that a run without a change of the page changes no byte. `npm run shots -- NAME …` takes
 * those pictures alone; `documents` are the pages that commands write.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium, launchChromium, openScreen, steadyPaint, type View } from './browser/index.ts';
import { Documents, type Picture, pictures, weeks } from './shots/index.ts';
import { languages, type Language } from '../product/messages/index.ts';
import { formatProblem, readModelFile } from '../product/model/index.ts';
import { packageRoot } from '../practice-org/page/index.ts';
import { type StartedPractice, startPractice } from '../practice-org/start/index.ts';

const folder = join(packageRoot, 'docs', 'shots');
/** Every picture is taken at this moment, 10:00 in Shanghai. */
const moment = Date.parse('2026-11-25T02:00:00.000Z');
let now = moment;
const begin = async (observe: boolean, sampleDeals: number): Promise<StartedPractice> => {
  const practice = await startPractice({
    root: packageRoot,
    port: 0,
    ignoreColumns: [],
    sampleDeals,
    bare: false,
    observe,
    announced: false,
    onProgress: () => undefined,
    now: () => new Date(now),
  });
  if (!practice.ok) throw new Error(practice.problems.join('\n'));
  return practice;
};
const enforcing = await begin(false, 300);
const observing = await begin(true, 0);
await Promise.all([enforcing.pageBuilt(), observing.pageBuilt()]);
const browser = await launchChromium(await findChromium(), steadyPaint);
const asked = process.argv.slice(2);
if (asked.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** What stands there once a page of all deals is complete: list, board, home page. */
const whole =
  '.list:not(:has([data-judging])) tr[data-deal] .open, .board[aria-busy="false"], [data-id="ending-count"]:not(:empty)';

const passSecond = (): void => {
  now += 1000;
};

async function take(picture: Picture, language: Language, theme: 'slds1' | 'slds2'): Promise<void> {
  now = moment;
  const { org } = picture.observed === true ? observing : enforcing;
  const deal = await picture.deal?.(org);
  const lead = picture.lead?.(org);
  const registration = await picture.registration?.(org);
  const view: View = {
    language,
    theme,
    width: picture.width ?? 1280,
    height: picture.height ?? 900,
    persona: picture.persona ?? 'rep',
    now: new Date(moment),
    ...(deal === undefined ? {} : { deal }),
    ...(lead === undefined ? {} : { query: { lead } }),
    ...(registration === undefined ? {} : { query: { registration } }),
    ...(picture.only === undefined ? {} : { only: picture.only }),
  };
  const screen = await openScreen(browser, org.pageUrl, view);
  try {
    if (deal !== undefined || registration !== undefined)
      await picture.prepare?.(screen, { org, deal: deal ?? '', passSecond });
    if (lead !== undefined) await screen.page.locator('[data-twin]').first().waitFor();
    else if (deal === undefined && registration === undefined) await screen.page.locator(whole).first().waitFor();
    await screen.page.evaluate(async () => {
      await document.fonts.ready;
    });
    await screen.page.mouse.move(0, 0);
    const name = `${picture.name}-${language.slice(0, 2)}-${theme}.png`;
    const path = join(folder, name);
    if (picture.part !== undefined) await screen.page.locator(picture.part).screenshot({ path });
    else if (picture.only === 'panel') await screen.panel.screenshot({ path });
    else await screen.page.screenshot({ path, fullPage: picture.only !== 'deals' });
    process.stdout.write(`docs/shots/${name}\n`);
  } finally {
    await screen.close();
  }
}

/** Report and forecast of the sample, after weeks that left their figures behind. */
async function takeDocuments(): Promise<void> {
  const read = readModelFile(join(packageRoot, 'config', 'tas-plus.yaml'));
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'));
  const documents = new Documents();
  try {
    for (const [daysBefore, deals] of weeks) {
      now = moment - daysBefore * 86_400_000;
      const week = await begin(false, deals);
      const pages = await documents.of(week.org, read.model, new Date(now).toISOString().slice(0, 10));
      await week.stop();
      if (daysBefore > 0) continue;
      for (const document of pages) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 1500 } });
        await page.goto(pathToFileURL(documents.put(document)).href);
        await page.screenshot({ path: join(folder, `${document.name}.png`) });
        process.stdout.write(`docs/shots/${document.name}.png\n`);
        for (const { id, name } of document.parts ?? []) {
          await page.locator(`#${id}`).screenshot({ path: join(folder, `${name}.png`) });
          process.stdout.write(`docs/shots/${name}.png\n`);
        }
        await page.close();
      }
    }
  } finally {
    documents.end();
  }
}

try {
  if (asked.length === 0 || asked.includes('documents')) await takeDocuments();
  for (const picture of pictures.filter(({ name }) => asked.length === 0 || asked.includes(name)))
    for (const theme of ['slds1', 'slds2'] as const)
      for (const language of languages) await take(picture, language, theme);
} finally {
  await browser.close();
  await Promise.all([enforcing.stop(), observing.stop()]);
}
