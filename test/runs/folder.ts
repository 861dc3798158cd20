import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of runs for the tests of one file. */
export function runsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
