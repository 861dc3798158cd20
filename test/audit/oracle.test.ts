/** Audits of random pipelines, against every deal judged on its own and sums made another way. */
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdict, type Item } from '../../scripts/product/gate/index.ts';
import { caseOf, caseSpec } from '../../scripts/proof/prove/index.ts';
import { inSeveralCurrencies } from '../../scripts/product/model/index.ts';
import { referenceModel as model } from '../reference/index.ts';
import { inGmt, today } from '../gate/deals.ts';
import { audited, MemoryOrg, type StoredDeal } from './memory-org.ts';

const people = ['005000000000001AAA', '005000000000002AAA'] as const;
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const idAt = (index: number): string =>
  `006000000000${letters[Math.floor(index / 62) % 62] ?? ''}${letters[(index * 37) % 62] ?? ''}0AAA`;

type Stored = Item & { readonly deal: string };

/** Deals as they may stand in an org, each with its items. */
const pipeline = fc
  .array(fc.tuple(caseSpec, fc.constantFrom(...people), fc.integer({ min: -1, max: 9_000_000_000 })), {
    maxLength: 25,
    size: 'max',
  })
  .map((specs) => {
    const deals: StoredDeal[] = [];
    const items: Stored[] = [];
    for (const [index, [spec, owner, cents]] of specs.entries()) {
      const { before, after, items: own } = caseOf(model, spec, people);
      const Id = idAt(index);
      const amount = cents < 0 ? null : cents / 100;
      const deal = { ...(before ?? after), Id, Name: `Deal ${index}`, OwnerId: owner, Amount: amount };
      deals.push({ ...deal, TAS_Model_Amount__c: amount });
      items.push(...own.map((item, at): Stored => ({ ...item, id: `a0${index}-${at}`, deal: Id })));
    }
    return { deals, items };
  });

const sumOf = (deals: readonly StoredDeal[]): string =>
  deals
    .reduce((sum, { Amount }) => sum.plus(typeof Amount === 'number' ? new Decimal(Amount) : 0), new Decimal(0))
    .toFixed(2);
const shown = (cents: bigint): string => new Decimal(cents.toString()).div(100).toFixed(2);

describe('an audit of any pipeline', () => {
  test('blocks each deal by what a verdict of that deal alone says, and sums its money as decimals do', async () => {
    let blockedDeals = 0;
    await fc.assert(
      fc.asyncProperty(pipeline, fc.integer({ min: 1, max: 9 }), async ({ deals, items }, pageRows) => {
        const { findings, report } = await audited(new MemoryOrg(model, deals, items, pageRows), model);
        const open = deals.filter(
          ({ StageName }) => StageName !== model.closed.won.name && StageName !== model.closed.lost.name,
        );
        const verdicts = open.map((deal) => {
          const own = items.filter((item) => item.deal === deal.Id);
          const viewer = { id: String(deal['OwnerId']), permissions: new Set<string>() };
          const asked = { model, before: deal, items: own, viewer, ...inGmt(today) };
          const { next } = verdict({ ...asked, after: deal });
          return { deal, move: verdict({ ...asked, after: { ...deal, StageName: next } }) };
        });
        const expected = verdicts.map(({ deal, move }) => [
          deal.Id,
          [
            ...move.requirements.filter(({ blocks }) => blocks).map(({ code }) => code),
            ...move.refusals.filter(({ code }) => code.startsWith('TAS-M')).map(({ code }) => `rule ${code}`),
          ].sort(),
        ]);
        const found = new Map(open.map(({ Id }) => [Id, [] as string[]]));
        for (const { kind, deal, code, detail } of findings)
          if (kind === 'blocked') found.get(deal.id)?.push(code || `rule ${/TAS-M\d+/.exec(detail)?.[0] ?? ''}`);
        expect(new Map([...found].map(([id, codes]) => [id, codes.sort()]))).toEqual(
          new Map(expected as [string, string[]][]),
        );

        const blocked = open.filter(({ Id }) => (found.get(Id) ?? []).length > 0);
        blockedDeals += blocked.length;
        const sums = report.kinds.find(({ kind }) => kind === 'blocked');
        expect([sums?.deals, shown(sums?.cents ?? -1n)]).toEqual([blocked.length, sumOf(blocked)]);
        expect([report.total.deals, shown(report.total.cents)]).toEqual([open.length, sumOf(open)]);
        expect(report.unconverted).toBe(open.filter(({ Amount }) => Amount === null).length);
        for (const { name, deals: count, cents } of sums?.byOwner ?? []) {
          const theirs = blocked.filter(({ OwnerId }) => name === `Owner ${String(OwnerId)}`);
          expect([count, shown(cents)]).toEqual([theirs.length, sumOf(theirs)]);
        }
        expect(sums?.byOwner.reduce((sum, { deals: count }) => sum + count, 0)).toBe(blocked.length);
        expect(sums?.byStage.reduce((sum, { cents }) => sum + cents, 0n)).toBe(sums?.cents);

        const behind = deals.flatMap((deal) => {
          if (deal['StageName'] === model.closed.lost.name) return [];
          const own = items.filter((item) => item.deal === deal.Id);
          const viewer = { id: people[0], permissions: new Set<string>() };
          const { requirements, position } = verdict({
            model,
            before: deal,
            after: deal,
            items: own,
            viewer,
            ...inGmt(today),
          });
          return requirements
            .filter((one) => one.behind)
            .filter((one) => position <= model.stages.length || one.why.some(({ kind }) => kind !== 'past'))
            .map(({ code }) => `${deal.Id} ${code}`);
        });
        expect(
          findings
            .filter(({ kind }) => kind === 'behind')
            .map(({ deal, code }) => `${deal.id} ${code}`)
            .sort(),
        ).toEqual(behind.sort());
        expect(report.findings).toBe(findings.length);
        expect(report.withFindings.deals).toBe(new Set(findings.map(({ deal }) => deal.id)).size);
      }),
      { numRuns: 60 },
    );
    expect(blockedDeals).toBeGreaterThan(100);
  });

  test('sums amounts in the corporate currency by the rates of the org; without a rate a deal is counted apart', async () => {
    const several = inSeveralCurrencies(model, 'USD');
    const currencies = fc.constantFrom('USD', 'CNY', 'XXX');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(currencies, fc.integer({ min: 0, max: 99_999_999_999 })), { maxLength: 20 }),
        async (amounts) => {
          const deals = amounts.map(([code, cents], index) => ({
            Id: idAt(index),
            StageName: model.stages[0]?.name ?? '',
            CurrencyIsoCode: code,
            Amount: cents / 100,
          }));
          const org = new MemoryOrg(several, deals, []);
          org.rates = [
            ['USD', '1', 'true', 'true'],
            ['CNY', '7', 'true', 'false'],
            ['XXX', '3', 'false', 'false'],
          ];
          const { report } = await audited(org, several);
          const cents = amounts.map(([code, amount]) => {
            if (code === 'XXX') return 0n;
            // Rounded in whole numbers; a seventh is never half a cent, where doubles may go either way.
            return code === 'USD' ? BigInt(amount) : (BigInt(amount) * 2n + 7n) / 14n;
          });
          expect(report.currency).toBe('USD');
          expect(report.total.cents).toBe(cents.reduce((sum, one) => sum + one, 0n));
          expect(report.unconverted).toBe(amounts.filter(([code]) => code === 'XXX').length);
        },
      ),
    );
  });
});
