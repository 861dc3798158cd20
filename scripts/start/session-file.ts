/** How commands of this project find the running practice org: a private file that git does not know. */
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeWhole } from '../metadata/tree.ts';
import { PRACTICE_FILE } from '../org/practice.ts';

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
  const file = join(root, PRACTICE_FILE);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  chmodSync(dirname(file), 0o700);
  // The project may be anybody's, and git must not know the token in any of them.
  writeWhole(join(dirname(file), '.gitignore'), '*\n');
  writeWhole(file, `${JSON.stringify(session)}\n`, 0o600);
}

/** Takes the announcement back, unless another org has been announced since. */
export function withdraw(root: string, pid: number): void {
  const file = join(root, PRACTICE_FILE);
  try {
    const announced: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof announced === 'object' && announced !== null && Reflect.get(announced, 'pid') === pid) rmSync(file);
  } catch {
    // No file, or not ours: nothing to take back.
  }
}
