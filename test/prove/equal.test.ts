import { expect, test } from 'vitest';
import { parseFormula } from '../../scripts/product/formula/index.ts';
import { provenEqual, type Fixture } from '../../scripts/proof/prove/equal.ts';

const fields = {
  N__c: { type: 'number' as const },
  Stage__c: { type: 'picklist' as const, values: ['New', 'Won'] },
  On__c: { type: 'checkbox' as const },
  Free__c: { type: 'text' as const },
};
const domains = { n__c: [null, 0, 1, 10, 11], stage__c: ['New', 'Won', null], on__c: [true, false] };
const fixture: Fixture = {
  field: (path) => Object.entries(fields).find(([name]) => name.toLowerCase() === path.toLowerCase())?.[1],
  domain: (path) => Object.entries(domains).find(([name]) => name === path)?.[1],
  now: 0,
  inlined: new Map(),
};
const tree = (source: string) => {
  const parsed = parseFormula(source);
  if (!parsed.ok) throw new Error(source);
  return parsed.expr;
};
const equal = (one: string, other: string) => provenEqual(tree(one), tree(other), fixture);

test('a number that only marks a choice may be any other', () => {
  const found = equal('CASE(Stage__c, "Won", 1, 0) = 1', 'CASE(Stage__c, "Won", 1, -1) = 1');
  expect(found).toBe('CASE(Stage__c, "Won", 1, 0) = 1: 3 inputs');
});

test('what differs for one input is not equal: a value, a blank, a value before, a new record', () => {
  expect(equal('N__c > 1', 'N__c > 2')).toMatch(/: 5 inputs$/);
  expect(equal('N__c > 10', 'N__c > 11')).toBeUndefined();
  expect(equal('AND(N__c < 5)', 'NOT(AND(N__c >= 5))')).toBeUndefined();
  expect(equal('CASE(PRIORVALUE(Stage__c), "Won", 1, 0) = 1', 'CASE(Stage__c, "Won", 1, 0) = 1')).toBeUndefined();
  expect(equal('AND(ISCHANGED(N__c), On__c)', 'AND(On__c)')).toBeUndefined();
  expect(equal('AND(NOT(ISNEW()), On__c)', 'AND(On__c)')).toBeUndefined();
});

test('a change that the conditions around it make harmless is equal further out', () => {
  const around = (inner: string) => `AND(ISPICKVAL(Stage__c, "New"), ${inner}, On__c)`;
  expect(
    equal(around('CASE(Stage__c, "New", 1, "Won", 2, 0) < 3'), around('CASE(Stage__c, "New", 1, "Won", 3, 0) < 3')),
  ).toMatch(/^AND/);
  expect(
    equal(around('CASE(Stage__c, "New", 1, "Won", 2, 0) < 3'), around('CASE(Stage__c, "New", 3, "Won", 2, 0) < 3')),
  ).toBeUndefined();
});

test('a field whose values are not known proves nothing', () => {
  expect(equal('LEN(Free__c) > 0', 'LEN(Free__c) > 0.5')).toBeUndefined();
});
