import { expect, test } from 'vitest';
import { agree, proveOverApi, type ApiProof } from '../../scripts/proof/prove/over-api/prove.ts';
import { dealsOverApi, itemsOverApi } from '../../scripts/proof/prove/over-api/subjects.ts';
import { overApiText } from '../../scripts/proof/prove/over-api/text.ts';
import { hollow } from '../../scripts/proof/prove/shares.ts';

const options = { root: '.', models: 16, casesPerModel: 30, seed: 20_261_123 };

function expectAgreement(proof: ApiProof): void {
  if (!proof.ok) throw new Error(proof.counterexample);
  process.stdout.write(`${overApiText(proof).join('\n')}\n`);
  expect(proof.shares.cases).toBe(480);
  expect(hollow(proof.shares, 0)).toEqual([]);
}

test('the practice org answers like the engine, code by code, to writes of deals through REST, collections and Bulk', async () => {
  const proof = await proveOverApi(dealsOverApi, options);
  expectAgreement(proof);
  expect(proof.ok && [...proof.leftOut.keys()]).toEqual(['items of deals that are new, so have none yet']);
});

test('the practice org answers like the engine, code by code, to writes of items through REST, collections and Bulk', async () => {
  const proof = await proveOverApi(itemsOverApi, options);
  expectAgreement(proof);
  expect(proof.ok && [...proof.leftOut.keys()]).toEqual([]);
});

test('a write that one channel answers otherwise is no agreement', () => {
  const same = { engine: 'TAS-M1', REST: 'TAS-M1', collections: 'TAS-M1', 'Bulk API 2.0': 'TAS-M1' };
  expect(agree(same)).toBe(true);
  expect(agree({ ...same, 'Bulk API 2.0': '' })).toBe(false);
  expect(agree({ ...same, REST: 'TAS-M1 but saved' })).toBe(false);
});

test('a disagreement is told as a test with the smallest write that shows it and every answer', async () => {
  const blind: typeof dealsOverApi = {
    ...dealsOverApi,
    stage: async (...given) =>
      (await dealsOverApi.stage(...given)).map((staged) => ({
        ...staged,
        engine: staged.engine.filter((code) => code !== 'TAS-M7'),
      })),
  };
  const proof = await proveOverApi(blind, { ...options, models: 1, shrinkFor: 1_500 });
  expect(proof.ok ? '' : proof.counterexample).toMatch(
    /^test\('engine and practice org agree on this write'.*ask\(\{ subject: dealsOverApi.*"engine":"([^"]*)","REST":"(\1 ?TAS-M7)","collections":"\2","Bulk API 2.0":"\2"/s,
  );
});
