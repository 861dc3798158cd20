import { expect, test } from 'vitest';
import { differences } from '../../scripts/product/install/compare.ts';
import { xml } from '../practice-org/deploy.ts';

const path = 'objectTranslations/X-zh_CN/X-zh_CN.objectTranslation-meta.xml';
const label = (plural: boolean, value: string): string =>
  `<caseValues><plural>${plural}</plural><value>${value}</value></caseValues>`;
const file = (...values: readonly string[]): string => xml('CustomObjectTranslation', values.join(''));

test('members of a list that share what tells others apart are told apart by the rest', () => {
  const ours = file(label(false, '关口项'), label(true, '关口项'));
  expect(differences(path, ours, ours)).toEqual([]);
  expect(differences(path, ours, file(label(true, '关口项'), label(false, '关口项')))).toEqual([]);
  expect(differences(path, ours, file(label(false, '关口项')))).toEqual([
    { at: 'caseValues[关口项]', from: undefined, to: '关口项' },
  ]);
  expect(differences(path, ours, file(label(false, '关口项'), label(true, '另一项')))).toHaveLength(1);
});
