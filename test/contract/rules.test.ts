/** TAS-K1 to TAS-K3: the compiled rules in the formula evaluator, the engine, and the sentences of docs/rules.md. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenRules } from '../../scripts/practice-org/server/index.ts';
import { refusals } from '../../scripts/product/gate/index.ts';
import { proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { contractCases, ContractOrg, type ContractCase } from '../../scripts/proof/prove/contract-cases.ts';
import { MutationTest, mutantsOfModel } from '../../scripts/proof/prove/mutation-test.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { modelWithContracts } from './section.ts';

const enforced = { movement: 'enforce', items: 'enforce' };
const model = modelWithContracts({ enforcement: enforced });
const seed = 20_261_128;

/** "The deal names a contract of another account, or one that names another deal", where it is asked. */
function refusesDeal(org: ContractOrg, { before, after, bypass }: ContractCase): boolean {
  const is = org.dealOf(after, before === null);
  if (bypass || is['ContractId'] === null) return false;
  const was = before === null ? undefined : org.dealOf(before, false);
  const isWinning = is['StageName'] === 'Closed Won' && was?.['StageName'] !== 'Closed Won';
  const asks =
    was === undefined || was['ContractId'] !== is['ContractId'] || was['AccountId'] !== is['AccountId'] || isWinning;
  const named = org.contracts.find(({ id }) => id === is['ContractId']);
  const fits = named?.account === is['AccountId'] && (named?.deal === null || named?.deal === is['Id']);
  return asks && !fits;
}

function refusesContract(org: ContractOrg, { before, after, bypass }: ContractCase): string[] {
  if (bypass) return [];
  const is = org.contractOf(after);
  const was = before === null ? undefined : org.contractOf(before);
  const deal = org.deals.find(({ id }) => id === is['TAS_Opportunity__c']);
  const isSame = was?.['AccountId'] === is['AccountId'] && was?.['TAS_Opportunity__c'] === is['TAS_Opportunity__c'];
  const isForeign = is['TAS_Opportunity__c'] !== null && !isSame && deal?.account !== is['AccountId'];
  const given = was?.['TAS_Opportunity__c'] ?? null;
  const isMoved = given !== null && given !== is['TAS_Opportunity__c'];
  return [...(isForeign ? ['TAS-K2'] : []), ...(isMoved ? ['TAS-K3'] : [])];
}

describe.each([
  ['every record type', model],
  [
    'deals from a day on',
    modelWithContracts({ enforcement: { ...enforced, dealsCreatedFrom: '2026-06-01T00:00:00Z' } }),
  ],
])('where %s is governed', (_, governed) => {
  const oracle = new RuleOracle('.', governed, proofDay);
  const org = new ContractOrg(oracle, governed);
  const codesOf = (object: string, frame: ReturnType<ContractOrg['dealFrame']>): string[] =>
    brokenRules(oracle.object(object), frame)
      .map(({ message }) => message.slice(1, 7))
      .filter((code) => code.startsWith('TAS-K'))
      .sort();

  test('the compiled rule on a deal, the engine and the sentence agree on every write', () => {
    let [refused, allowed] = [0, 0];
    fc.assert(
      fc.property(contractCases, (write) => {
        const { before, after, bypass } = write;
        const expected = refusesDeal(org, write) ? ['TAS-K1'] : [];
        const found = refusals({
          model: governed,
          before: before === null ? undefined : org.dealOf(before, false),
          after: org.dealOf(after, before === null),
          items: [],
          viewer: { id: oracle.people[0], permissions: new Set(bypass ? ['TAS_Bypass'] : []) },
          today: proofDay,
        });
        expect(codesOf('Opportunity', org.dealFrame(write))).toEqual(expected);
        expect(found.map(({ code }) => code).filter((code) => code.startsWith('TAS-K'))).toEqual(expected);
        if (expected.length > 0) refused += 1;
        else if (org.dealOf(after, false)['ContractId'] !== null) allowed += 1;
      }),
      { numRuns: 4_000, seed },
    );
    expect(Math.min(refused, allowed)).toBeGreaterThan(400);
  });

  test('the compiled rules on a contract and the sentences agree on every write', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(contractCases, (write) => {
        const expected = refusesContract(org, write);
        expect(codesOf('Contract', org.contractFrame(write))).toEqual(expected);
        seen.set(expected.join(), (seen.get(expected.join()) ?? 0) + 1);
      }),
      { numRuns: 4_000, seed },
    );
    for (const codes of ['', 'TAS-K2', 'TAS-K3', 'TAS-K2,TAS-K3']) expect(seen.get(codes)).toBeGreaterThan(100);
  });
});

test('every mistake in these rules is told apart by one of these writes', () => {
  const mutants = mutantsOfModel(model).filter(({ formula }) => formula.name.startsWith('TAS_K'));
  expect(mutants.length).toBeGreaterThan(30);
  const { killed, survivors } = new MutationTest('.', model, 600, 7).run(mutants);
  const missed = survivors.filter(({ equal }) => equal === undefined);
  expect(missed.map(({ formula, change }) => `${formula.name}: ${change}`)).toEqual([]);
  expect(killed).toBeGreaterThan(25);
});

test('a model that only observes has them switched off, and the engine says so', () => {
  const observed = modelWithContracts();
  const oracle = new RuleOracle('.', observed, proofDay);
  const org = new ContractOrg(oracle, observed);
  const foreign = org.contracts.findIndex(({ account }) => account === org.accounts[1]);
  const [found] = refusals({
    model: observed,
    before: undefined,
    after: org.dealOf({ account: 0, other: foreign, stage: 3 }, true),
    items: [],
    viewer: { id: oracle.people[0], permissions: new Set() },
    today: proofDay,
  }).filter(({ code }) => code === 'TAS-K1');
  expect(found).toEqual({ code: 'TAS-K1', observed: true });
});
