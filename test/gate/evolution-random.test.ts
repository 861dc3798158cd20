/** Random models edited at random: what was made under version 1 is judged by version 2, in the engine and in its rules. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemRefusals, itemVerdict, refusals, verdict, type Item } from '../../scripts/product/gate/index.ts';
import { requirementsOf } from '../../scripts/product/model/index.ts';
import { caseSpec, proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { caseOf } from '../../scripts/proof/prove/cases.ts';
import { itemCaseOf, itemSpec } from '../../scripts/proof/prove/item-cases.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { rep } from './deals.ts';
import { edits, nextVersion, told, type EditName } from './evolution.ts';

const codes = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code).toSorted();
const names = Object.keys(edits) as EditName[];

/** Two versions of a random model, and what was edited in between. */
const twoVersions = fc
  .record({
    model: modelSpec,
    edited: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }),
    choices: fc.array(fc.nat(99), { minLength: 12, maxLength: 12 }),
  })
  .map(({ model, edited, choices }) => {
    const before = modelOf({ ...model, registers: false });
    const after = nextVersion(
      before,
      edited.map((name) => edits[name]),
      choices,
    );
    return { before, after, edited };
  });

describe('random models, edited at random', () => {
  const sample = fc.sample(twoVersions, { numRuns: 60, seed: 20_261_123 });

  test('every edit is made, and each version 2 is one that the reader takes', () => {
    expect(new Set(sample.flatMap(({ edited }) => edited))).toEqual(new Set(names));
    expect(sample.every(({ after }) => after.version === 2)).toBe(true);
    const same = sample.filter(({ before, after }) => isDeepStrictEqual({ ...before, version: 2 }, after));
    expect(same.length).toBeLessThan(sample.length / 6);
  });

  test('engine and compiled rules of version 2 answer alike, code by code, to deals and items of version 1', () => {
    let refused = 0;
    let unknown = 0;
    for (const [index, { before, after }] of sample.entries()) {
      const oracle = new RuleOracle('.', after, proofDay);
      const known = new Set(requirementsOf(after).map(({ requirement }) => requirement.code));
      for (const spec of fc.sample(caseSpec, { numRuns: 25, seed: index })) {
        const write = caseOf(before, spec, oracle.people);
        const engine = codes(refusals({ ...write, model: after, today: proofDay }));
        expect(engine).toEqual(oracle.codes(write.before, write.after, write.items, write.viewer));
        if (engine.length > 0) refused += 1;
      }
      for (const spec of fc.sample(itemSpec, { numRuns: 25, seed: index })) {
        const dealId = oracle.putDeal(itemCaseOf(before, spec, oracle.people, '').deal);
        const write = itemCaseOf(before, spec, oracle.people, dealId);
        const deal = { ...write.deal, Id: dealId };
        const engine = codes(itemRefusals({ ...write, model: after, deal }));
        expect(engine).toEqual(oracle.itemCodes(dealId, write.before, write.after, write.viewer));
        const asked = itemVerdict({ ...write, model: after, deal });
        expect([asked.known, asked.version]).toEqual([known.has(write.after.code), 2]);
        if (!asked.known) {
          unknown += 1;
          expect(asked.counts).toBe(false);
        }
      }
    }
    expect(refused).toBeGreaterThan(300);
    expect(unknown).toBeGreaterThan(20);
  });

  test('items that version 2 does not know change nothing but the list of them', () => {
    let met = 0;
    for (const [index, { before, after }] of sample.entries())
      for (const spec of fc.sample(caseSpec, { numRuns: 10, seed: index })) {
        const write = caseOf(before, spec, [rep.id, 'somebody']);
        const ask = (items: readonly Item[]) => verdict({ ...write, model: after, items, today: proofDay });
        const known = new Set(requirementsOf(after).map(({ requirement }) => requirement.code));
        const unknownItems = write.items.filter(({ code }) => !known.has(code));
        expect(ask(write.items)).toEqual({
          ...ask(write.items.filter(({ code }) => known.has(code))),
          unknownItems,
        });
        met += unknownItems.length;
      }
    expect(met).toBeGreaterThan(50);
  });

  test('whatever version 2 asks of a deal and is open blocks Closed Won by name; what is behind is said before', () => {
    let open = 0;
    for (const [index, { before, after }] of sample.entries())
      for (const spec of fc.sample(caseSpec, { numRuns: 20, seed: index })) {
        const { after: made, items } = caseOf(before, spec, [rep.id, 'somebody']);
        const last = after.stages.at(-1);
        const deal = { ...made, StageName: last?.name ?? '' };
        const end = { ...deal, StageName: after.closed.won.name };
        const asked = { model: after, before: deal, items, viewer: rep, today: proofDay };
        const winning = verdict({ ...asked, after: end });
        if (winning.governed !== 'yes') continue;
        const missing = winning.requirements.filter(({ gate, state }) => gate === 'hard' && state === 'open');
        expect(missing.filter(({ blocks }) => !blocks)).toEqual([]);
        const gates = [...new Set(missing.map(({ stage }) => `TAS-G${stage}`))];
        expect(winning.refusals.map(({ code }) => code)).toEqual(expect.arrayContaining(gates));
        const left = missing.filter(({ stage }) => stage !== last?.id).map(({ code }) => code);
        const standing = verdict({ ...asked, after: deal }).requirements;
        expect(standing.filter(({ behind }) => behind).map(({ code }) => code)).toEqual(left);
        open += left.length;
      }
    expect(open).toBeGreaterThan(200);
  });

  test('a deal in a stage that version 2 does not know is told so, and goes only to the first stage or is lost', () => {
    let met = 0;
    for (const [index, { before, after }] of sample.entries()) {
      const gone = before.stages.filter(({ name }) => after.stages.every((stage) => stage.name !== name));
      const [first, ...others] = [...after.stages, after.closed.won].map(({ name }) => name);
      for (const { name: StageName } of gone)
        for (const spec of fc.sample(caseSpec, { numRuns: 10, seed: index })) {
          const { after: made, items } = caseOf(before, spec, [rep.id, 'somebody']);
          const deal = { ...made, StageName, TAS_Loss_Reason__c: 'Price' };
          const asked = { model: after, before: deal, items, viewer: rep, today: proofDay };
          const standing = verdict({ ...asked, after: deal });
          expect(standing).toMatchObject({
            position: 0,
            stage: { id: null, name: StageName, known: false },
            next: first,
          });
          expect(standing.refusals).toEqual([]);
          if (standing.governed !== 'yes') continue;
          met += 1;
          const move = (to: string | undefined) => codes(refusals({ ...asked, after: { ...deal, StageName: to } }));
          expect([move(first), move(after.closed.lost.name)]).toEqual([[], []]);
          for (const name of others) expect(move(name)).toContain('TAS-M2');
        }
    }
    expect(met).toBeGreaterThan(50);
  });

  test('every verdict can be told in both languages, with its version', () => {
    for (const [index, { before, after }] of sample.entries())
      for (const spec of fc.sample(caseSpec, { numRuns: 4, seed: index })) {
        const { after: deal, items } = caseOf(before, spec, [rep.id, 'somebody']);
        const en = told(after, deal, after.closed.won.name, items);
        expect(en).toContain('\nSales model: Made, version 2\n');
        const zh = told(after, deal, after.closed.won.name, items, 'zh_CN');
        expect(zh).toContain('\n销售模型：中Made，第 2 版\n');
        expect(zh + en).not.toMatch(/undefined|NaN|\[object/);
      }
  });
});
