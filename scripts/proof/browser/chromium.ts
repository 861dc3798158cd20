/** A Chromium to look at the page with: one that came through npm, or the machine's own. */
import { inflate } from '@sparticuz/chromium';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { z } from 'zod';
import { neededFolder, packageRoot } from '../../practice-org/page/index.ts';
import { chineseFont, writeChineseFont } from './font.ts';

const run = promisify(execFile);

export interface ChromiumProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const environment = (more: Readonly<Record<string, string>>): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  ),
  ...more,
});

/** The answer to `--version`; undefined where the program does not start. */
async function starts({ path, env }: ChromiumProgram): Promise<string | undefined> {
  try {
    const { stdout } = await run(path, ['--version', '--no-sandbox'], { env: environment(env), timeout: 20_000 });
    return stdout;
  } catch {
    return undefined;
  }
}

/**
 * The package's own look in folders of the cloud it is made for. The machine's fonts stay out: all see the same page. The
 * fonts lie beside their settings, so that a project may be moved.
 */
const fontSettings = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir>${join(folder, 'fonts', 'cache')}</cachedir></fontconfig>
`;

const versionOf = (name: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(neededFolder(name), 'package.json'), 'utf8')))
    .version;

/** Unpacks the npm package into a folder that is there whole or not at all. */
async function unpacked(): Promise<string> {
  const parent = join(packageRoot, 'node_modules', '.cache');
  // Another version of either unpacks anew, as does another form of the settings, which the last number counts.
  const folder = join(parent, `tas-chromium-${versionOf('@sparticuz/chromium')}-font-${versionOf(chineseFont)}-2`);
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  const temporary = mkdtempSync(`${folder}-`);
  const bin = join(neededFolder('@sparticuz/chromium'), 'bin');
  const usual = process.env['TMPDIR'];
  try {
    // The package unpacks to the temporary folder, which everybody on the machine shares.
    process.env['TMPDIR'] = temporary;
    await Promise.all(['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map((file) => inflate(join(bin, file))));
    // Chromium's package has Latin letters only.
    await writeChineseFont(join(temporary, 'fonts', 'fonts'));
    writeFileSync(join(temporary, 'fonts', 'fonts.conf'), fontSettings(folder));
    if (!existsSync(folder)) renameSync(temporary, folder);
    return folder;
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The one that came through npm runs on 64-bit Intel Linux; with libraries of its own where the machine has none. */
async function ofPackage(): Promise<ChromiumProgram[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const folder = await unpacked();
  const path = join(folder, 'chromium');
  const fonts = { FONTCONFIG_PATH: join(folder, 'fonts') };
  return [
    { path, env: fonts },
    { path, env: { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } },
  ];
}

/** @throws with a message for whoever has to make one available. */
export async function findChromium(): Promise<ChromiumProgram> {
  const own = process.env['CHROME_PATH'];
  const candidates: ChromiumProgram[] = [
    ...(own === undefined ? [] : [{ path: own, env: {} }]),
    ...(own === undefined ? await ofPackage() : []),
    ...(own === undefined ? systemPaths.filter(existsSync).map((path) => ({ path, env: {} })) : []),
  ];
  for (const candidate of candidates) if ((await starts(candidate)) !== undefined) return candidate;
  const tried = candidates.map(({ path }) => path).join(', ');
  throw new Error(
    `No Chromium starts on this machine, so the page cannot be tested. Tried: ${tried || 'nothing, none is here'}. Install Chrome or Chromium, or set CHROME_PATH to one.`,
  );
}

/** For pictures: every tile is painted whole, by one thread, so that edges do not tell in which order things came. */
export const steadyPaint: readonly string[] = [
  '--disable-partial-raster',
  '--disable-skia-runtime-opts',
  '--force-color-profile=srgb',
  '--num-raster-threads=1',
];

/** `more`: switches beside the usual ones. @throws when none can be started. */
export async function launchChromium(program: ChromiumProgram, more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: program.path,
    env: environment(program.env),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
      ...more,
    ],
  });
}
