/** `npm run shots`: pictures of the panel's main states, in both languages and both themes, into docs/shots. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, launchChromium } from './browser/chromium.ts';
import { pictures, type Picture } from './browser/pictures.ts';
import { openScreen, type View } from './browser/screen.ts';
import { packageRoot } from './page/build/places.ts';
import { startPractice } from './start/practice.ts';

const folder = join(packageRoot, 'docs', 'shots');
const started = await startPractice({
  root: packageRoot,
  port: 0,
  ignoreColumns: [],
  sampleDeals: 300,
  bare: false,
  observe: false,
  announced: false,
  onProgress: () => undefined,
});
if (!started.ok) throw new Error(started.problems.join('\n'));
await started.pageBuilt();
const browser = await launchChromium(await findChromium());
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

async function take(picture: Picture, language: 'en_US' | 'zh_CN', theme: 'slds1' | 'slds2'): Promise<void> {
  if (!started.ok) return;
  const deal = picture.deal?.(started.org);
  const view: View = {
    language,
    theme,
    width: picture.width ?? 1280,
    height: picture.height ?? 900,
    persona: picture.persona ?? 'rep',
    ...(deal === undefined ? {} : { deal }),
    ...(picture.only === undefined ? {} : { only: picture.only }),
  };
  const screen = await openScreen(browser, started.org.instanceUrl, view);
  try {
    await picture.prepare?.(screen);
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
  await started.stop();
}
