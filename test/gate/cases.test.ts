/** The engine over the hand-written cases. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { itemRefusals, refusals } from '../../scripts/product/gate/index.ts';
import { dealCases, itemCases } from './cases.ts';
import { now } from './deals.ts';
import { referenceModel } from '../reference/index.ts';
import { changedModel } from './models.ts';

const codes = (found: readonly { code: string }[]): string[] => found.map(({ code }) => code);
const texts = {
  'docs/method.md': readFileSync(new URL('../../docs/method.md', import.meta.url), 'utf8'),
  'docs/rules.md': readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8'),
};

describe('the table', () => {
  test('every quotation stands in its document word for word', () => {
    const wrong = [...dealCases, ...itemCases].filter(({ source, quote }) => !texts[source].includes(quote));
    expect(wrong.map(({ quote }) => quote)).toEqual([]);
  });

  test('has at least sixty cases with names of their own, and each rule refuses in one of them', () => {
    const all = [...dealCases, ...itemCases];
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(60);
    const rules = [
      ...referenceModel.stages.map(({ id }) => `TAS-G${id}`).slice(0, 6),
      ...Array.from({ length: 10 }, (_, index) => `TAS-M${index + 1}`),
      ...Array.from({ length: 13 }, (_, index) => `TAS-I${index + 1}`),
    ];
    expect([...new Set(all.flatMap(({ expect: expected }) => expected))].toSorted()).toEqual(rules.toSorted());
  });
});

describe('deals', () => {
  test.each(dealCases)('$name', ({ changes, before, after, items, viewer, today, expect: expected }) => {
    const model = changedModel(referenceModel, changes);
    expect(codes(refusals({ model, before, after, items, viewer, today }))).toEqual(expected);
  });
});

describe('items', () => {
  test.each(itemCases)('$name', ({ changes, deal, before, after, viewer, expect: expected }) => {
    const model = changedModel(referenceModel, changes);
    expect(codes(itemRefusals({ model, deal, before, after, viewer, now }))).toEqual(expected);
  });
});
