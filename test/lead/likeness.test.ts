import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areSimilar, likenessOf, projectPart, type Pursuit } from '../../scripts/product/lead/index.ts';

const pursuit = (id: string, more: Partial<Pursuit> = {}): Pursuit => ({
  id,
  customerKey: '南方能源',
  phoneKey: '',
  project: 'ERP 二期',
  ...more,
});

const similar = (one: string, other: string, customer = ''): boolean =>
  areSimilar(projectPart(one, customer), projectPart(other, customer));

describe('projects are similar', () => {
  test.each([
    ['alike but for case, width and signs', 'ERP 二期', 'ｅｒｐ－二期'],
    ['one within the other', 'ERP 二期', 'ERP 二期升级'],
    ['most letters in common', '调度自动化改造', '调度自动化升级'],
    ['most letters in common, in English', 'Grid balancing platform', 'Grid-balancing platforms'],
  ])('%s', (_, one, other) => {
    expect([similar(one, other), similar(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['a blank one', '', 'ERP'],
    ['signs alone', '—', '—'],
    ['other words', '机房空调', '变电站照明'],
    ['some letters in common', 'Turbine monitoring', 'Grid monitor wall'],
  ])('not %s', (_, one, other) => {
    expect([similar(one, other), similar(other, one)]).toEqual([false, false]);
  });

  test('without the name of the customer, which says nothing of the project', () => {
    expect(similar('南方能源 机房', '南方能源 照明', '南方能源')).toBe(false);
    expect(similar('南方能源 - ERP', 'ERP', '南方能源')).toBe(true);
    expect(similar('南方能源', '南方能源', '南方能源')).toBe(true);
  });

  test('the same both ways, and with themselves unless blank', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '电', '网', ' ', '-'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(similar(one, other)).toBe(similar(other, one));
        expect(similar(one, one)).toBe(projectPart(one, '') !== '');
      }),
      { numRuns: 2_000, seed: 20_261_128 },
    );
  });
});

describe('one pursuit is like another', () => {
  test.each([
    ['by customer and project', {}, 'project'],
    ['by the customer alone', { project: '机房空调' }, 'customer'],
    ['by the phone, of another customer', { customerKey: 'x', phoneKey: '861' }, 'phone'],
    ['by the phone before the customer alone', { project: '机房空调', phoneKey: '861' }, 'phone'],
    ['not at all', { customerKey: 'x', phoneKey: '862' }, undefined],
    ['not by what nobody knows', { customerKey: '', phoneKey: '', project: 'ERP 二期' }, undefined],
  ] as const)('%s', (_, more, likeness) => {
    const own = pursuit('1', { phoneKey: '861' });
    expect(likenessOf(own, pursuit('2', more))).toBe(likeness);
    expect(likenessOf(pursuit('2', more), own)).toBe(likeness);
  });

  test('never to itself, and two of which nothing is known are not alike', () => {
    expect(likenessOf(pursuit('1'), pursuit('1'))).toBeUndefined();
    const blank = { customerKey: '', phoneKey: '' };
    expect(likenessOf(pursuit('1', blank), pursuit('2', blank))).toBeUndefined();
  });
});
