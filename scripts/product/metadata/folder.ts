/** Whether a folder can be written into: known before anything else is done. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const unusable: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name',
  ENOENT: 'it cannot be made',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
};

/** Makes the folder, and says why it cannot be used; undefined: it can. `shown`: as the user named it. */
export function unusableFolder(folder: string, shown = folder): string | undefined {
  try {
    make(resolve(folder));
    accessSync(resolve(folder), constants.W_OK);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = unusable[code];
    if (reason === undefined) throw error;
    return `The folder ${shown} cannot be used: ${reason}.`;
  }
}

/** Folder by folder: below /proc, where none can be made, `mkdirSync` with `recursive` never comes back. */
function make(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error('a file'), { code: 'EEXIST' });
    return;
  }
  if (!existsSync(dirname(folder))) make(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Nothing is there and yet it is: a link to what is gone.
    const isLink = error instanceof Error && 'code' in error && error.code === 'EEXIST' && !existsSync(folder);
    throw isLink ? Object.assign(error, { code: 'ENOENT' }) : error;
  }
}

/** Makes the folder. @throws {Error} saying why it cannot be used. */
export function prepareFolder(folder: string): void {
  const problem = unusableFolder(folder);
  if (problem !== undefined) throw new Error(problem);
}
