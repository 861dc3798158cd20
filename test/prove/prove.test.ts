import { expect, test } from 'vitest';
import { prove } from '../../scripts/prove/prove.ts';
import { hollow, sharesText } from '../../scripts/prove/shares.ts';

test('the gate engine and the compiled rules agree, code by code, on 200 random models × 100 writes each, and not hollowly', () => {
  const proof = prove({ root: '.', models: 200, casesPerModel: 100, seed: 20_261_123 });
  if (!proof.ok) throw new Error(proof.counterexample);
  process.stdout.write(`${sharesText(proof.shares).join('\n')}\n`);
  expect(proof.shares.cases).toBe(20_000);
  expect(hollow(proof.shares)).toEqual([]);
});

test('a proof in which nothing is refused is called hollow', () => {
  expect(hollow({ models: 1, cases: 100, allowed: 100, refused: new Map() }).length).toBe(10);
});
