import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Pieces joined to larger ones: a write for each row would be slow. */
async function* inLargePieces(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length < 1 << 16) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/**
 * Writes files into a folder, made when it is not there. Each is written under a temporary name and renamed once all
 * are whole: a run that fails leaves the files of the run before it. One is read to its end before the next is begun.
 * @returns the paths written, absolute.
 * @throws whatever the disk says (full, not allowed …), with no temporary file left.
 */
export const publishFiles = async (
  dir: string,
  files: ReadonlyMap<string, Iterable<string> | AsyncIterable<string>>,
): Promise<string[]> => {
  const target = resolve(dir);
  await mkdir(target, { recursive: true });
  const written = [...files.keys()].map((name) => ({
    path: join(target, name),
    temporary: join(target, `.${name}.${process.pid}.tmp`),
  }));
  try {
    for (const [at, texts] of [...files.values()].entries()) {
      const temporary = written[at]?.temporary;
      if (temporary !== undefined) await pipeline(Readable.from(inLargePieces(texts)), createWriteStream(temporary));
    }
    for (const { temporary, path } of written) await rename(temporary, path);
  } catch (error) {
    for (const { temporary } of written) await rm(temporary, { force: true });
    throw error;
  }
  return written.map(({ path }) => path);
};
