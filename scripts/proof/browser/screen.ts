/** A window that shows the practice org's page, and everything it complains about. */
import { languages, type Language } from '../../product/messages/index.ts';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

export interface View {
  readonly deal?: string;
  readonly persona?: 'rep' | 'manager' | 'ops' | 'admin' | 'channel';
  readonly language?: Language;
  readonly theme?: 'slds1' | 'slds2';
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** `panel`: the panel and nothing else; `deals`: the list of deals; `board`. The home page where no deal is named, else. */
  readonly only?: 'panel' | 'deals' | 'board';
  readonly query?: Readonly<Record<string, string>>;
  /** The browser's time, which then stands; timers go on. The machine's when left out. */
  readonly now?: Date;
}

export interface Screen {
  readonly page: Page;
  readonly panel: Locator;
  /** Console errors, warnings of the engine, exceptions, missing files. Answers of the API are no complaints. */
  readonly complaints: string[];
  /** Calls of the API so far. */
  readonly calls: { readonly method: string; readonly path: string; readonly body: string }[];
  close(): Promise<void>;
}

/** `page`: the page's address, with the key that lets one in. */
export function addressOf(page: string, view: View): string {
  const url = new URL(page);
  const query = {
    ...(view.deal === undefined ? {} : { deal: view.deal }),
    as: view.persona ?? 'rep',
    lang: view.language ?? languages[0],
    theme: view.theme ?? 'slds1',
    ...(view.only === undefined ? {} : { view: view.only }),
    ...view.query,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Base components refer across shadow roots, which only native shadow would mind; the platform's do the same. */
const ofBaseComponents = /synthetic-aria\s+<lightning-/;
/** The engine's dev build warns of hand-made changes; where its own patch inserts, it takes itself for a hand. */
const ofEngine = /^Error: \[LWC warn\]: The `insertBefore` method[^]*insertFragmentOrNode/;
/** The browser's own word on an answer of 400 or more, or on a network that is gone. */
const ofNetwork = /^Failed to load resource/;

/** Opens a window of its own, with its own storage. `script`: a file to run there before the page's own. */
export async function openScreen(browser: Browser, pageUrl: string, view: View, script?: string): Promise<Screen> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: view.width ?? 1280, height: view.height ?? 900 },
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
  });
  if (view.now !== undefined) await context.clock.setFixedTime(view.now);
  const page = await context.newPage();
  const screen: Screen = {
    page,
    panel: page.locator('c-tas-stage-panel'),
    complaints: [],
    calls: [],
    close: async () => {
      // Answers that were being changed for this window are nobody's any more.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    },
  };
  watch(screen);
  if (script !== undefined) await page.addInitScript({ path: script });
  await page.goto(addressOf(pageUrl, view));
  if (view.query?.['lead'] !== undefined)
    await page.locator('[data-id="progress"], [data-id="converted"]').first().waitFor();
  if (view.query?.['registration'] !== undefined) await page.locator('[data-id="verdict"]').first().waitFor();
  if (view.deal !== undefined) await screen.panel.locator('article[aria-busy="false"]').waitFor();
  return screen;
}

function watch({ page, complaints, calls }: Screen): void {
  page.on('console', (message) => {
    const text = message.text();
    const isBad = message.type() === 'error' || text.includes('[LWC');
    const isKnown = [ofBaseComponents, ofEngine, ofNetwork].some((known) => known.test(text));
    if (isBad && !isKnown) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && !pathname.startsWith('/services/'))
      complaints.push(`${response.status()} ${pathname}`);
  });
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    const [, path] = /^\/services\/data\/v[\d.]+\/(.*)$/.exec(pathname) ?? [];
    if (path !== undefined)
      calls.push({ method: request.method(), path: path + search, body: request.postData() ?? '' });
  });
}

/** A requirement's row in the panel. */
export const rowOf = ({ panel }: Screen, code: string): Locator => panel.locator(`[data-code="${code}"][tabindex]`);

/** A button of the panel or of one of its rows, by what it does. */
export const buttonOf = (within: Locator, id: string): Locator => within.locator(`button[data-id="${id}"]`);
