import { expect, test } from 'vitest';
import { prove, type Proof } from '../../scripts/proof/prove/prove.ts';
import { hollow, sharesText } from '../../scripts/proof/prove/shares.ts';
import { deals, items } from '../../scripts/proof/prove/subjects.ts';

const options = { root: '.', models: 200, casesPerModel: 100, seed: 20_261_123 };

function expectAgreement(proof: Proof): void {
  if (!proof.ok) throw new Error(proof.counterexample);
  process.stdout.write(`${sharesText(proof.shares).join('\n')}\n`);
  expect(proof.shares.cases).toBe(20_000);
  expect(hollow(proof.shares)).toEqual([]);
}

test('engine and compiled rules agree, code by code, on 200 random models × 100 writes of deals each, and not hollowly', () => {
  expectAgreement(prove(deals, options));
});

test('engine and compiled rules agree, code by code, on 200 random models × 100 writes of items each, and not hollowly', () => {
  expectAgreement(prove(items, options));
});

test('a proof in which nothing is refused is called hollow', () => {
  const refused = new Map(deals.rules.map((rule) => [rule, { all: 0, alone: 0 }]));
  expect(hollow({ subject: 'deals', models: 1, cases: 100, allowed: 100, refused }).length).toBe(13);
});

test('a disagreement is told as a test with both answers', () => {
  const wrong = {
    ...deals,
    ask: (...args: Parameters<typeof deals.ask>) => ({
      ...deals.ask(...args),
      engine: { codes: ['TAS-X'], facts: [] },
    }),
  };
  const proof = prove(wrong, { ...options, models: 1 });
  expect(proof.ok ? '' : proof.counterexample).toMatch(/^test\('engine and rules agree.*engine: TAS-X/s);
});
