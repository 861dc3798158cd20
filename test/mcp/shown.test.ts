/** Texts of an org on their way to an agent. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownText, shownValue } from '../../scripts/product/mcp/shown.ts';

/** Every character there is, those most that are not seen. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u0000',
        '\u0007',
        '\n',
        '\r',
        '\t',
        '\u200b',
        '\u202e',
        '\u2066',
        '\ufeff',
        '\ufe0f',
        '\ud800',
        '\ue000',
        '\u{e0041}',
        '\u{1f600}',
        '招标',
        'x',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

test('whatever somebody wrote comes in one line, without what nobody sees, and not longer than it may be', () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 2, max: 50 }), (text, most) => {
      const shown = shownText(text, most);
      expect(shown.length).toBeLessThanOrEqual(most);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(shownText(shown, most)).toBe(shown);
    }),
    { numRuns: 2_000 },
  );
});

test('an ordinary text stays as it is, in any script', () => {
  for (const text of ['东岭电力 · 调度自动化', 'Müller & Söhne “Phase 2”', "a < b > c; 50 % 'x'", '😀 done'])
    expect(shownText(text)).toBe(text);
});

test('what is cut says so', () => {
  expect(shownText('x'.repeat(5_000))).toBe(`${'x'.repeat(999)}…`);
  expect(shownText('ab😀', 4)).toBe('ab😀');
  expect(shownText('ab😀cd', 4)).toBe('ab…');
});

test('every text of a value is shown so, wherever it stands', () => {
  expect(shownValue({ a: ['x\u0007y', { b: 'p\u202eq' }], c: 1, d: null, e: true })).toEqual({
    a: ['x y', { b: 'pq' }],
    c: 1,
    d: null,
    e: true,
  });
});
