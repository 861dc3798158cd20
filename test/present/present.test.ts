/** A verdict in words: every one can be told, in every language, and the panel and `tas explain` are told the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localeOf } from '../../scripts/product/explain/locale.ts';
import { verdict, type Verdict } from '../../scripts/product/gate/index.ts';
import { languages, messagesIn } from '../../scripts/product/messages/index.ts';
import { present, type Presentation } from '../../scripts/product/present/index.ts';
import { caseSpec, proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { caseOf } from '../../scripts/proof/prove/cases.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { referenceModel } from '../reference/index.ts';

const people: [string, string] = ['005000000000001AAA', '005000000000002AAA'];
const models = [referenceModel, ...fc.sample(modelSpec, { numRuns: 12, seed: 2 }).map(modelOf)];

function* verdicts(): Generator<{
  readonly model: (typeof models)[number];
  readonly verdict: Verdict;
  readonly to: string;
}> {
  for (const [index, model] of models.entries())
    for (const spec of fc.sample(caseSpec, { numRuns: 120, seed: index })) {
      const write = caseOf(model, spec, people);
      yield { model, to: String(write.after['StageName']), verdict: verdict({ ...write, model, today: proofDay }) };
    }
}

const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value instanceof Map
      ? [...value.values()].flatMap(texts)
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, one]) => (key === 'verdict' ? [] : texts(one)))
        : [];

describe.each(languages)('in %s', (language) => {
  test('every text of random verdicts is whole: no gap, nothing undefined, no name of a kind', () => {
    let told = 0;
    for (const { model, verdict: one, to } of verdicts()) {
      const shown = present(one, messagesIn(language), localeOf(model, language), to);
      for (const text of texts(shown)) expect(text).not.toMatch(/\{\d\}|undefined|NaN|\[object|Infinity/);
      told += 1;
    }
    expect(told).toBeGreaterThan(1_000);
  });

  test('the same verdict gives the same texts, and is left as it was', () => {
    for (const { model, verdict: one, to } of fc.sample(fc.constantFrom(...[...verdicts()].slice(0, 300)), 40)) {
      const before = structuredClone(one);
      const locale = localeOf(model, language);
      const first = present(one, messagesIn(language), locale, to);
      expect(present(one, messagesIn(language), locale, to)).toEqual(first);
      expect(one).toEqual(before);
    }
  });
});

test('a verdict with something open says why and who, of every open requirement and of no other', () => {
  let open = 0;
  for (const { model, verdict: one, to } of verdicts()) {
    const { requirements, move } = present(one, messagesIn(languages[0]), localeOf(model, languages[0]), to);
    expect(requirements.size).toBe(one.requirements.length);
    for (const shown of requirements.values()) {
      expect(shown.why.length > 0).toBe(shown.verdict.state === 'open');
      expect(shown.who).not.toBe('');
      if (shown.verdict.state === 'open') open += 1;
    }
    expect(move.blocking.map(({ verdict: { code } }) => code)).toEqual(
      one.requirements.filter(({ blocks }) => blocks).map(({ code }) => code),
    );
    const tone: Presentation['move']['tone'] =
      one.refusals.length === 0
        ? move.blocking.length > 0
          ? 'bypassed'
          : 'clear'
        : one.allowed
          ? 'observed'
          : 'blocked';
    expect(move.tone).toBe(tone);
    if (tone === 'bypassed') expect(one.governed).toBe('bypass');
  }
  expect(open).toBeGreaterThan(1_000);
});

test('money, numbers and days are written as the locale does', () => {
  const [english, chinese] = languages.map((language) => localeOf(referenceModel, language));
  expect([english?.money(1_234_567.5, 'CNY'), chinese?.money(1_200_000, 'CNY')]).toEqual([
    'CNY 1,234,567.50',
    'CNY 120万',
  ]);
  expect([english?.day('2026-11-05'), chinese?.day('2026-11-05')]).toEqual(['Nov 5, 2026', '2026年11月5日']);
  expect([english?.number(12.5, true), english?.number(1234.5)]).toEqual(['12.5%', '1,234.5']);
  expect([english?.list(['a', 'b', 'c']), chinese?.list(['a', 'b', 'c'])]).toEqual(['a, b, and c', 'a、b和c']);
});

test('a reason names its field, unless the requirement has just named it', () => {
  const deal = { StageName: 'Validate Opportunity', TAS_Led_By__c: 'Us', Amount: 2_000_000, TAS_Can_Win__c: 'No' };
  const viewer = { id: people[0], permissions: new Set<string>() };
  const one = verdict({ model: referenceModel, before: deal, after: deal, items: [], viewer, today: proofDay });
  const told = languages.map((language) => {
    const { requirements } = present(one, messagesIn(language), localeOf(referenceModel, language), null);
    return ['VAL_BRIEF', 'VAL_FOUR_Q'].map((code) => requirements.get(code)?.why);
  });
  expect(told).toEqual([
    [['blank'], expect.arrayContaining(['“Can we compete?”: blank'])],
    [['未填写'], expect.arrayContaining([expect.stringMatching(/^“.+？”未填写$/)])],
  ]);
});
