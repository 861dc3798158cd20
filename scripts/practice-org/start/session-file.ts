/** How commands of this project find the running practice org: a private file that git does not know. */
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../product/metadata/index.ts';
import { practiceFile } from '../../product/org/index.ts';

export interface PracticeSession {
  readonly instanceUrl: string;
  readonly accessToken: string;
  readonly username: string;
  readonly orgId: string;
  readonly pid: number;
  /** Model the org was started with; absent in a bare org. */
  readonly modelPath?: string;
}

/** Tells the commands of the project in `root` about a running org; only the user himself can read the file. */
export function announce(root: string, session: PracticeSession): void {
  const file = join(root, practiceFile);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  chmodSync(dirname(file), 0o700);
  // The project may be anybody's, and git must not know the token in any of them.
  writeWhole(join(dirname(file), '.gitignore'), '*\n');
  writeWhole(file, `${JSON.stringify(session)}\n`, 0o600);
}

const announced = z.object({ instanceUrl: z.url(), accessToken: z.string(), pid: z.int().positive() });

function readAnnouncement(root: string): z.output<typeof announced> | undefined {
  try {
    return announced.safeParse(JSON.parse(readFileSync(join(root, practiceFile), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Where the org answers that the project in `root` has announced; undefined when none was, or it has ended. */
export async function announcedOrg(root: string): Promise<string | undefined> {
  const found = readAnnouncement(root);
  if (found === undefined) return undefined;
  try {
    // An org that was killed leaves its file behind, and something else may listen where it did.
    const { ok } = await fetch(`${found.instanceUrl}/services/oauth2/userinfo`, {
      headers: { authorization: `Bearer ${found.accessToken}` },
      signal: AbortSignal.timeout(2_000),
    });
    return ok ? found.instanceUrl : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the announcement of the org with that token back; that of another org stays. */
export function withdraw(root: string, accessToken: string): void {
  if (readAnnouncement(root)?.accessToken === accessToken) rmSync(join(root, practiceFile), { force: true });
}
