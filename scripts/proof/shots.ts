/** `npm run shots`: pictures of the panel's main states, in both languages and both themes, into docs/shots. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, launchChromium } from './browser/chromium.ts';
import { pictures, type Picture } from './shots/pictures.ts';
import { openScreen, type View } from './browser/screen.ts';
import { packageRoot } from '../practice-org/page/bundle/places.ts';
import { startPractice, type StartedPractice } from '../practice-org/start/practice.ts';

const folder = join(packageRoot, 'docs', 'shots');
const begin = async (observe: boolean): Promise<StartedPractice> => {
  const practice = await startPractice({
    root: packageRoot,
    port: 0,
    ignoreColumns: [],
    sampleDeals: observe ? 0 : 300,
    bare: false,
    observe,
    announced: false,
    onProgress: () => undefined,
  });
  if (!practice.ok) throw new Error(practice.problems.join('\n'));
  await practice.pageBuilt();
  return practice;
};
const enforcing = await begin(false);
const observing = await begin(true);
const browser = await launchChromium(await findChromium());
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

async function take(picture: Picture, language: 'en_US' | 'zh_CN', theme: 'slds1' | 'slds2'): Promise<void> {
  const { org } = picture.observed === true ? observing : enforcing;
  const deal = await picture.deal?.(org);
  const view: View = {
    language,
    theme,
    width: picture.width ?? 1280,
    height: picture.height ?? 900,
    persona: picture.persona ?? 'rep',
    ...(deal === undefined ? {} : { deal }),
    ...(picture.only === undefined ? {} : { only: picture.only }),
  };
  const screen = await openScreen(browser, org.instanceUrl, view);
  try {
    if (deal !== undefined) await picture.prepare?.(screen, { org, deal });
    if (deal === undefined) await screen.page.locator('tr[data-deal] .open').first().waitFor();
    await screen.page.evaluate(async () => {
      await document.fonts.ready;
    });
    await screen.page.mouse.move(0, 0);
    const name = `${picture.name}-${language.slice(0, 2)}-${theme}.png`;
    const path = join(folder, name);
    if (picture.only === 'panel') await screen.panel.screenshot({ path });
    else await screen.page.screenshot({ path, fullPage: deal !== undefined });
    process.stdout.write(`docs/shots/${name}\n`);
  } finally {
    await screen.close();
  }
}

try {
  for (const picture of pictures)
    for (const [language, theme] of [
      ['en_US', 'slds1'],
      ['zh_CN', 'slds1'],
      ['en_US', 'slds2'],
      ['zh_CN', 'slds2'],
    ] as const)
      await take(picture, language, theme);
} finally {
  await browser.close();
  await Promise.all([enforcing.stop(), observing.stop()]);
}
