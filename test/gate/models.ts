/** What a case makes of the reference model. */
import type { SalesModel } from '../../scripts/product/model/index.ts';
import type { ModelChanges } from './cases.ts';

export const changedModel = (model: SalesModel, changes: ModelChanges = {}): SalesModel => ({
  ...model,
  ...(changes.recordTypes === undefined ? {} : { scope: { recordTypes: [...changes.recordTypes] } }),
  enforcement: {
    ...model.enforcement,
    ...(changes.dealsCreatedFrom === undefined ? {} : { dealsCreatedFrom: changes.dealsCreatedFrom }),
  },
  placeholders: changes.placeholders ?? model.placeholders,
  money: { ...model.money, blankLedBy: changes.blankLedBy ?? model.money.blankLedBy },
  manualGrade: { ...model.manualGrade, mayLower: changes.mayLower ?? model.manualGrade.mayLower },
});
