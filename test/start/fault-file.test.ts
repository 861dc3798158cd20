/** Files of faults: what is understood, and how what is not is told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPractice, type PracticeOptions } from '../../scripts/practice-org/start/index.ts';
import { quietOptions } from './practice.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tas-faults-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = (): PracticeOptions => ({ ...quietOptions(folder), bare: true, faultFile: 'faults.yaml' });

/** What starting with such a file says is wrong. */
async function problemsOf(text: string): Promise<readonly string[]> {
  writeFileSync(join(folder, 'faults.yaml'), text);
  const started = await startPractice(options());
  if (!started.ok) return started.problems;
  await started.stop();
  return [];
}

test('a file of faults is in force from the first request on, and is told', async () => {
  writeFileSync(
    join(folder, 'faults.yaml'),
    'faults:\n  - fault: status\n    path: /services/data/*/limits\n    status: 503\n    times: always\n',
  );
  const started = await startPractice(options());
  if (!started.ok) throw new Error(started.problems.join('\n'));
  try {
    const { instanceUrl, accessToken } = started.org;
    const headers = { Authorization: `Bearer ${accessToken}` };
    expect((await fetch(`${instanceUrl}/services/data/v62.0/limits`, { headers })).status).toBe(503);
    expect(started.notes).toContain('Faults in force: status at /services/data/*/limits.');
  } finally {
    await started.stop();
  }
});

test.each<[string, string, RegExp]>([
  [
    'an unknown kind',
    'faults:\n  - fault: nonsense\n    path: /x\n',
    /:2:\d+ This is no fault; a fault is one of status,/,
  ],
  ['a missing path', 'faults:\n  - fault: twice\n', /:2:\d+ Invalid input: expected string/],
  [
    'a key that the kind does not take',
    'faults:\n  - fault: twice\n    path: /x\n    bytes: 3\n',
    /:4:5 Unrecognized key: "bytes"/,
  ],
  ['a number out of range', 'faults:\n  - fault: status\n    path: /x\n    status: 200\n', /:4:13 Too small/],
  ['no faults', 'faults: []\n', /:1:\d+ Too small/],
  ['no file of faults', '- 1\n', /:1:1 Invalid input/],
  ['no YAML', 'faults: [\n', /faults\.yaml:\d+:\d+/],
])('%s is refused with line and column', async (_what, text, message) => {
  expect(await problemsOf(text)).toEqual([expect.stringMatching(message)]);
});

test('every problem of a file is told at once', async () => {
  expect(
    await problemsOf('faults:\n  - fault: twice\n  - fault: stall\n    path: x\n    milliseconds: 0\n'),
  ).toHaveLength(3);
});

test('a file that is not there is refused', async () => {
  const started = await startPractice(options());
  expect(started).toMatchObject({
    ok: false,
    problems: [expect.stringMatching(/faults\.yaml cannot be read \(ENOENT\)/)],
  });
});
