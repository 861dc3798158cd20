/** The matrix says what the stages say, each person of each stage once. */
import { expect, test } from 'vitest';
import { matrixOf, matrixText } from '../../scripts/product/team/index.ts';
import { crmSalesFile, modelIn, noTenderFile, referenceModel } from '../reference/index.ts';

test.each([
  ['the reference model', referenceModel],
  ['a model without a tender', modelIn(noTenderFile)],
  ["a model of an org's own stages", modelIn(crmSalesFile)],
])('every person whom %s asks for stands in one cell', (_name, model) => {
  const { stages, rows } = matrixOf(model, 'zh_CN');
  const cells = rows.flatMap((row) => row.cells.flatMap((cell, at) => cell.map(({ code }) => [stages[at]?.id, code])));
  const asked = model.stages.flatMap(({ id, people }) => people.map(({ code }) => [id, code]));
  expect(cells.sort()).toEqual(asked.sort());
});

test('a role has one row with its Team Role, and says on which tracks it is asked', () => {
  const { rows } = matrixOf(referenceModel, 'en_US');
  const channel = rows.find(({ role }) => role === 'CHANNEL');
  expect(channel?.member).toBe('Channel Manager');
  expect(channel?.cells[0]).toEqual([{ code: 'VAL_CHANNEL_MGR', gate: 'advisory', tracks: ['Partner'] }]);
  expect(rows.filter(({ role }) => role === 'AR')).toHaveLength(1);
  const text = matrixText(matrixOf(referenceModel, 'en_US'));
  expect(text).toMatch(/Solution manager \(SR\) +Pre-Sales Consultant +\*/);
});
