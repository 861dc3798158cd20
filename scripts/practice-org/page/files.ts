/** Files of a folder over HTTP, and nothing beside them. */
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript;charset=UTF-8',
  '.css': 'text/css;charset=UTF-8',
  '.svg': 'image/svg+xml',
};

export interface FileReply {
  readonly type: string;
  readonly content: Buffer;
}

/** The file at a path below a folder; undefined where there is none or the path leads elsewhere. */
export async function fileBelow(folder: string, path: readonly string[]): Promise<FileReply | undefined> {
  const file = join(folder, ...path);
  const type = types[extname(file)];
  if (type === undefined || !file.startsWith(folder + sep)) return undefined;
  try {
    return { type, content: await readFile(file) };
  } catch {
    return undefined;
  }
}
