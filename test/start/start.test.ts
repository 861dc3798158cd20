import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const file = '.practice/org.json';
const announced = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

test('npm start -- --once grades its own org to the end and announces nothing', async () => {
  const before = announced();
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/practice-org/start.ts', '--once']);
  expect(stdout).toMatch(
    /^Practice org at http:\/\/127\.0\.0\.1:\d+ with 300 sample deals, all rules active; TAS\+ came in by plan and apply\./,
  );
  expect(stdout).toMatch(/^\d+ deals read, .* 0 failed/m);
  expect(announced()).toBe(before);
});

test('npm start says where to look, serves the page there until Ctrl+C, and takes its announcement back', async () => {
  const before = announced();
  const started = spawn(process.execPath, ['scripts/practice-org/start.ts'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(started, 'exit');
  let said = '';
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (text: Buffer) => {
      said += text.toString();
    });
  try {
    await expect.poll(() => said, { timeout: 100_000 }).toContain('Stop with Ctrl+C.');
    const address = /^Open (http:\/\/127\.0\.0\.1:\d+\/\?key=\S{32}) in a browser/m.exec(said)?.[1] ?? '';
    const page = await fetch(address, { redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([303, '/']);
  } finally {
    started.kill('SIGINT');
  }
  expect(await ended).toEqual([0, null]);
  expect(announced()).toBe(before);
});
