/** The table of a forecast beside a model: read whole, compiled for the record page, and told where it is damaged. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compileModelFile } from '../../scripts/product/compile/index.ts';
import { chancesFileOf, modelHash, readChances, type Chances } from '../../scripts/product/model/index.ts';
import { referenceFile, referenceModel } from '../reference/index.ts';

const chances: Chances = {
  format: 1,
  day: '2026-11-27',
  until: '2026-12-31',
  since: 'CreatedDate',
  rows: [{ stage: 'Needs Analysis', grade: 'B', from: 0, to: 14, won: 0.305, plusMinus: 0.061, seen: 120 }],
};

function modelWith(table: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'tas-chances-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'model.yaml');
  copyFileSync(referenceFile, file);
  if (table !== null) writeFileSync(chancesFileOf(file), table);
  return file;
}

const moduleOf = (file: string): string => {
  const compiled = compileModelFile(file);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ what }) => what).join('\n'));
  expect(compiled.compiled.hash).toBe(modelHash(referenceModel));
  return compiled.compiled.files.find(({ path }) => path === 'lwc/tasChanceModel/queries.js')?.text ?? '';
};

test('is compiled as it stands, and changes nothing of the model', () => {
  const file = modelWith(JSON.stringify(chances));
  expect(readChances(file)).toEqual({ chances });
  expect(moduleOf(file)).toContain(`export const chances = ${JSON.stringify(chances)};`);
});

test('where there is none, the record page knows of none', () => {
  expect(moduleOf(modelWith(null))).toContain('export const chances = null;');
});

test.each([
  ['no JSON', '{'],
  ['a share above one', JSON.stringify({ ...chances, rows: [{ ...chances.rows[0], won: 31 }] })],
  ['a day that is none', JSON.stringify({ ...chances, until: '2026-13-01' })],
  ['a field that could be a query', JSON.stringify({ ...chances, since: 'Id FROM User' })],
])('with %s it is refused with its file, and nothing is compiled', (_, text) => {
  const file = modelWith(text);
  const compiled = compileModelFile(file);
  if (compiled.ok) throw new Error('it compiled');
  expect(compiled.problems.map(({ code, file: at }) => [code, at])).toEqual([['TAS-CFG-019', chancesFileOf(file)]]);
});
