/** The default model, and what a case makes of it. */
import { fileURLToPath } from 'node:url';
import { readModelFile, type SalesModel } from '../../scripts/product/model/index.ts';
import type { ModelChanges } from './cases.ts';

export const defaultModel: SalesModel = read('config/tas-plus.yaml');

function read(file: string): SalesModel {
  const result = readModelFile(fileURLToPath(new URL(`../../${file}`, import.meta.url)));
  if (!result.ok) throw new Error(result.problems.map(({ what }) => what).join('\n'));
  return result.model;
}

export const changedModel = (model: SalesModel, changes: ModelChanges = {}): SalesModel => ({
  ...model,
  ...(changes.recordTypes === undefined ? {} : { scope: { recordTypes: [...changes.recordTypes] } }),
  enforcement: {
    ...model.enforcement,
    ...(changes.dealsCreatedFrom === undefined ? {} : { dealsCreatedFrom: changes.dealsCreatedFrom }),
  },
  money: { ...model.money, blankLedBy: changes.blankLedBy ?? model.money.blankLedBy },
  manualGrade: { ...model.manualGrade, mayLower: changes.mayLower ?? model.manualGrade.mayLower },
});
