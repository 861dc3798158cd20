import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publishFiles } from '../../scripts/product/csv/index.ts';
import { prepareFolder } from '../../scripts/product/metadata/index.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tas-files-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

describe('publishing files', () => {
  test('makes the folder and writes every file whole', async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => `${at},商机\n`);
    const paths = await publishFiles(
      join(dir, 'a', 'b'),
      new Map([
        ['big.csv', rows],
        ['empty.json', []],
      ]),
    );
    expect(await readFile(paths[0] ?? '', 'utf8')).toBe(rows.join(''));
    expect(await readdir(join(dir, 'a', 'b'))).toEqual(['big.csv', 'empty.json']);
  });

  test('says beforehand why a folder cannot be used', async () => {
    await writeFile(join(dir, 'file'), '');
    await symlink(join(dir, 'gone'), join(dir, 'link'));
    expect(() => prepareFolder(join(dir, 'new', 'one'))).not.toThrow();
    expect(() => prepareFolder(join(dir, 'file'))).toThrow('there is a file of that name');
    expect(() => prepareFolder(join(dir, 'file', 'in'))).toThrow('a part of its path is a file');
    expect(() => prepareFolder(join(dir, 'link'))).toThrow('it cannot be made');
  });

  test('leaves the files of the run before when this one fails, and nothing half-written', async () => {
    await writeFile(join(dir, 'one.csv'), 'before');
    function* failing(): Generator<string> {
      yield 'x'.repeat(1 << 17);
      throw new Error('cut');
    }
    const files = new Map<string, Iterable<string>>([
      ['one.csv', ['after']],
      ['two.csv', failing()],
    ]);
    await expect(publishFiles(dir, files)).rejects.toThrow('cut');
    expect(await readdir(dir)).toEqual(['one.csv']);
    expect(await readFile(join(dir, 'one.csv'), 'utf8')).toBe('before');
  });
});
