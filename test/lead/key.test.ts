import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerKey, phoneKey, projectKey } from '../../scripts/product/lead/index.ts';

const fullWidth = (text: string): string =>
  text.replaceAll(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));

/** A name of letters and Chinese characters that is no legal form itself. */
const latin = fc
  .array(fc.stringMatching(/^[a-z]{4,8}$/), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '));
const chinese = fc.stringMatching(/^[云海山川光明东方南北]{2,6}$/);
const name = fc.oneof(latin, chinese);

describe('the key of a customer', () => {
  test('is its own key, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.string({ unit: fc.constantFrom(...Array.from('有限公司co ltd.()股份Ａａß&分ı')) }),
        ),
        (text) => {
          const key = customerKey(text);
          expect(customerKey(key)).toBe(key);
          expect(key.length).toBeLessThanOrEqual(255);
        },
      ),
      { numRuns: 3_000, seed: 20_261_128 },
    );
  });

  test.each([
    ['capitals', (text: string) => text.toUpperCase()],
    ['full width', fullWidth],
    ['spaces around and within', (text: string) => `  ${text.replaceAll(' ', '  ')}\u3000`],
    ['a zero-width space', (text: string) => `\u200b${text}`],
    ['punctuation', (text: string) => `“${text}”.`],
    ['a form of an English company', (text: string) => `${text} Co., Ltd.`],
    ['a form in capitals and full width', (text: string) => `${text}　ＩＮＣ．`],
    ['a form of a Chinese company', (text: string) => `${text}有限公司`],
    ['a form of a company by shares', (text: string) => `${text}股份有限公司`],
  ])('is the same with %s', (_, vary) => {
    fc.assert(
      fc.property(name, (text) => {
        expect(customerKey(vary(text))).toBe(customerKey(text));
      }),
      { numRuns: 300, seed: 20_261_128 },
    );
  });

  test('of two names that differ in letters is not the same', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(one.replaceAll(' ', '') !== other.replaceAll(' ', ''));
        expect(customerKey(one)).not.toBe(customerKey(other));
      }),
      { numRuns: 1_000, seed: 20_261_128 },
    );
  });

  test.each([
    ['华为技术有限公司', '华为技术'],
    ['华为技术有限公司（Huawei Technologies Co., Ltd.）', '华为技术'],
    ['Huawei Technologies Co., Ltd. 华为技术有限公司', '华为技术'],
    ['西门子（中国）有限公司', '西门子中国'],
    ['IBM中国有限公司', 'ibm中国'],
    ['TCL集团股份有限公司', 'tcl集团'],
    ['中国工商银行北京分公司', '中国工商银行北京分公司'],
    ['Müller GmbH & Co. KG', 'müller'],
    ['AT&T Inc.', 'atandt'],
    ['S.A.P. SE', 'sap'],
    ['Ltd.', 'ltd'],
    ['有限公司', '有限公司'],
    ['（）', ''],
  ])('%s → %s', (text, key) => {
    expect(customerKey(text)).toBe(key);
  });

  test('is none for what people write where they know no customer', () => {
    expect(['N/A', 'unknown.', '待定', 'Ｎ／Ａ'].map((text) => customerKey(text, ['n/a', 'unknown', '待定']))).toEqual([
      '',
      '',
      '',
      '',
    ]);
    expect(customerKey('Unknown Pleasures Ltd', ['unknown'])).toBe('unknownpleasures');
  });
});

describe('the key of a project', () => {
  test('keeps letters and digits alone, in one case and width', () => {
    expect(projectKey(' ＥＲＰ 二期（2026）- Upgrade ')).toBe('erp二期2026upgrade');
  });
});

describe('the key of a phone', () => {
  test.each([
    '13812345678',
    '138 1234 5678',
    '138-1234-5678',
    '+86 138 1234 5678',
    '+86-138-1234-5678',
    '（+86）13812345678',
    '0086 13812345678',
    '8613812345678',
    '＋８６　１３８１２３４５６７８',
    '１３８１２３４５６７８',
    '13812345678 转 12',
    '13812345678 ext. 12',
    '13812345678 x12',
    '13812345678 / 010-62345678',
    '013812345678',
  ])('%s is one number', (text) => {
    expect(phoneKey(text, '86')).toBe('8613812345678');
  });

  test.each([
    ['010-62345678', '861062345678'],
    ['(010) 6234 5678', '861062345678'],
    ['+86 (0)10 6234 5678', '861062345678'],
    ['+86 010 6234 5678', '861062345678'],
    ['+49 (0)89 1234567', '49891234567'],
    ['+1 (415) 555-0100', '14155550100'],
    ['110', ''],
    ['', ''],
    ['call me', ''],
    ['1234567890123456', ''],
  ])('%s → %s', (text, key) => {
    expect(phoneKey(text, '86')).toBe(key);
  });

  test('is the same however the digits are set, and another for another number', () => {
    const mobile = fc.stringMatching(/^1[3-9]\d{9}$/);
    fc.assert(
      fc.property(mobile, mobile, fc.constantFrom(' ', '-', '.', '\u00a0'), (one, other, gap) => {
        const set = `${one.slice(0, 3)}${gap}${one.slice(3, 7)}${gap}${one.slice(7)}`;
        for (const form of [set, `+86${gap}${set}`, `0086${set}`, fullWidth(set), `+${fullWidth(`86${set}`)}`])
          expect(phoneKey(form, '86')).toBe(`86${one}`);
        if (one !== other) expect(phoneKey(other, '86')).not.toBe(phoneKey(set, '86'));
      }),
      { numRuns: 500, seed: 20_261_128 },
    );
  });
});
