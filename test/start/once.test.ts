import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('npm start -- --once grades its own org to the end and announces nothing', async () => {
  const file = '.practice/org.json';
  const announced = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const before = announced();
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/start.ts', '--once']);
  expect(stdout).toMatch(/^Practice org at http:\/\/127\.0\.0\.1:\d+ with 300 sample deals/);
  expect(stdout).toMatch(/^\d+ deals read, .* 0 failed/m);
  expect(announced()).toBe(before);
});
