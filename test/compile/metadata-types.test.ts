import { expect, test } from 'vitest';
import { readTree } from '../../scripts/product/metadata/tree.ts';
import { referenceSource } from '../reference/index.ts';
import { checkFile } from './metadata-types.ts';

test('every metadata file has only elements of its type, in the order of the API, with values of the right kind', () => {
  const files = [...readTree(referenceSource)].filter(([path]) => path.endsWith('-meta.xml'));
  expect(files.length).toBeGreaterThan(200);
  const offences = files.flatMap(([path, text]) => checkFile(path, text));
  expect(offences).toEqual([]);
});

test('the check itself refuses a wrong name, a wrong order, a wrong value and a missing element', () => {
  const rule = (body: string) =>
    `<ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata">${body}</ValidationRule>`;
  const good =
    '<fullName>A</fullName><active>true</active><errorConditionFormula>TRUE</errorConditionFormula><errorMessage>m</errorMessage>';
  expect(checkFile('good', rule(good))).toEqual([]);
  expect(checkFile('name', rule(good.replaceAll('active', 'aktive'))).length).toBeGreaterThan(0);
  expect(
    checkFile('order', rule(good.replace('<active>true</active>', '') + '<active>true</active>')).length,
  ).toBeGreaterThan(0);
  expect(checkFile('value', rule(good.replace('>true<', '>yes<'))).length).toBeGreaterThan(0);
  expect(checkFile('missing', rule(good.replace('<errorMessage>m</errorMessage>', ''))).length).toBeGreaterThan(0);
});
