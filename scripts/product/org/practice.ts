import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { OrgError } from './error.ts';
import { withoutSlash, type OrgSession } from './session.ts';

/** The alias of the practice org. */
export const practiceAlias = 'practice';
/** Where `tas practice start` says how to reach it: private to its owner, unknown to git. */
export const practiceFile = join('.practice', 'org.json');

const announcedSession = z.object({
  instanceUrl: z.url(),
  accessToken: z.string().min(1),
  username: z.string(),
  orgId: z.string(),
  pid: z.int().positive(),
  modelPath: z.string().optional(),
});

const notRunning = (why: string): OrgError =>
  new OrgError('PracticeOrgNotRunning', {
    message: `No practice org is running: ${why}.`,
    actions: ['Start one in another terminal: tas practice start --sample', 'Then run the same command again.'],
  });

const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as someone else.
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM';
  }
};

/** The file of the project that `startDir` is in: the nearest one upwards. */
const findFile = async (startDir: string): Promise<{ file: string; text: string } | undefined> => {
  for (let dir = startDir; ; dir = dirname(dir)) {
    const file = join(dir, practiceFile);
    const text = await readIfThere(file);
    if (text !== undefined) return { file, text };
    if (dirname(dir) === dir) return undefined;
  }
};

/** The session of the running practice org of this project. @throws {OrgError} when none runs. */
export const practiceSession = async (projectDir: string): Promise<OrgSession> => {
  const found = await findFile(projectDir);
  if (found === undefined) throw notRunning(`there is no ${practiceFile} in ${projectDir} or above`);
  let value: unknown;
  try {
    value = JSON.parse(found.text);
  } catch {
    throw notRunning(`${found.file} is not JSON`);
  }
  const parsed = announcedSession.safeParse(value);
  if (!parsed.success) {
    const wrong = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].filter((name) => name !== '');
    throw notRunning(`${found.file} is not as it should be${wrong.length === 0 ? '' : ` (${wrong.join(', ')})`}`);
  }
  const { instanceUrl, accessToken, username, orgId, pid, modelPath } = parsed.data;
  if (!isRunning(pid)) throw notRunning(`${found.file} was left by one that has ended (process ${pid})`);
  return {
    instanceUrl: withoutSlash(instanceUrl),
    accessToken,
    username,
    orgId,
    ...(modelPath === undefined ? {} : { modelPath: resolve(dirname(dirname(found.file)), modelPath) }),
  };
};
