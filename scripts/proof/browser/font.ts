/** A Chinese font out of an npm package, which packs it for the web, as files that an operating system takes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import decompress from 'woff2-encoder/decompress';
import { neededFolder } from '../../practice-org/page/index.ts';

export const chineseFont = '@fontsource-variable/noto-sans-sc';

/** The package cuts the font by ranges of letters, each a number; Latin and Cyrillic have names and are left out. */
const chinese = /-\d+-wght-normal\.woff2$/;

/** @throws when the package is missing or has no such file any more. */
export async function writeChineseFont(folder: string): Promise<void> {
  const files = join(neededFolder(chineseFont), 'files');
  const names = readdirSync(files).filter((name) => chinese.test(name));
  if (names.length === 0) throw new Error(`${chineseFont} has no Chinese font`);
  for (const name of names) {
    const font = await decompress(readFileSync(join(files, name)));
    writeFileSync(join(folder, name.replace('.woff2', '.ttf')), font);
  }
}
