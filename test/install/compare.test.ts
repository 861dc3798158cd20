import { describe, expect, test } from 'vitest';
import { differences } from '../../scripts/product/install/compare.ts';

const path = 'objectTranslations/A-zh_CN/A-zh_CN.objectTranslation-meta.xml';
const values = (...said: readonly (readonly [plural: boolean, value: string])[]): string =>
  `<CustomObjectTranslation>${said
    .map(([plural, value]) => `<caseValues><plural>${plural}</plural><value>${value}</value></caseValues>`)
    .join('')}</CustomObjectTranslation>`;

describe('a translation whose singular and plural are one word', () => {
  const ours = values([false, '关口项'], [true, '关口项']);

  test.each([
    ['in our order', ours],
    ['in the other order', values([true, '关口项'], [false, '关口项'])],
  ])('is the same in the org %s', (_name, theirs) => {
    expect(differences(path, ours, theirs)).toEqual([]);
  });

  test('differs where the org has another plural', () => {
    expect(differences(path, ours, values([false, '关口项'], [true, '关口']))).toEqual([
      { at: 'caseValues[关口项].plural', from: 'false', to: 'true' },
    ]);
  });
});
