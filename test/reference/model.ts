/** The models that the tests are about. They are the tests' own, so that the shipped ones are the customer's to change. */
import { readFileSync } from 'node:fs';
import { readModelFile, type SalesModel } from '../../scripts/product/model/index.ts';

export const referenceFile = 'test/reference/model.yaml';
/** Five stages, without tenders. */
export const noTenderFile = 'test/reference/no-tender.yaml';
/** Two stages, in dollars. */
export const crmSalesFile = 'test/reference/crm-sales.yaml';

export const referenceText = readFileSync(referenceFile, 'utf8');
export const referenceModel = modelIn(referenceFile);

/** The model of a file. @throws with every problem it has. */
export function modelIn(file: string): SalesModel {
  const read = readModelFile(file);
  if (!read.ok) throw new Error(read.problems.map(({ code, what }) => `${code} ${what}`).join('\n'));
  return read.model;
}
