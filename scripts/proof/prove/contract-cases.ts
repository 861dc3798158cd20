/** Random writes on both ends of the link between a deal and its contract: accounts, deals and contracts that fit and do not. */
import fc from 'fast-check';
import type { Deal } from '../../product/gate/index.ts';
import type { SalesModel } from '../../product/model/index.ts';
import { contract, contractField, field, permission } from '../../product/vocabulary/index.ts';
import type { Frame } from '../../practice-org/server/index.ts';
import type { RuleOracle } from './rules.ts';
import { at } from './values.ts';

/** What a record names, as places in the lists of an org. */
const standing = fc.record({ account: fc.nat(2), other: fc.nat(9), stage: fc.nat(9) });
type Standing = typeof standing extends fc.Arbitrary<infer Value> ? Value : never;

export interface ContractCase {
  readonly before: Standing | null;
  readonly after: Standing;
  readonly bypass: boolean;
}

/** Half of the updates change one thing alone, and each fourth one nothing. */
export const contractCases: fc.Arbitrary<ContractCase> = fc
  .record({
    before: fc.option(standing, { freq: 4 }),
    after: standing,
    kept: fc.uniqueArray(fc.constantFrom('account', 'other', 'stage'), { maxLength: 3 }),
    bypass: fc.nat(9).map((one) => one === 0),
  })
  .map(({ before, after, kept, bypass }) => ({
    before,
    after: before === null ? after : { ...after, ...Object.fromEntries(kept.map((key) => [key, before[key]])) },
    bypass,
  }));

/** Two customers, two deals of the first and one of none, and contracts of all kinds, in the org of an oracle. */
export class ContractOrg {
  readonly #oracle: RuleOracle;
  readonly #stages: readonly string[];
  readonly accounts: readonly (string | null)[];
  /** Of the first customer, of the second, of none; null: names no deal. */
  readonly deals: readonly { readonly id: string | null; readonly account: string | null }[];
  readonly contracts: readonly {
    readonly id: string | null;
    readonly account: string | null;
    readonly deal: string | null;
  }[];

  constructor(oracle: RuleOracle, { stages, closed }: SalesModel) {
    this.#oracle = oracle;
    this.#stages = [...stages.slice(-2).map(({ name }) => name), closed.won.name, closed.lost.name];
    const accounts = [oracle.put('Account', {}), oracle.put('Account', {})];
    this.accounts = [...accounts, null];
    const deals = this.accounts.map((account) => ({
      id: oracle.put('Opportunity', { [field.account]: account, [field.created]: '2026-10-01T00:00:00.000Z' }),
      account,
    }));
    this.deals = [...deals, { id: null, account: null }];
    this.contracts = [
      { id: null, account: null, deal: null },
      ...accounts.flatMap((account) =>
        [deals[0]?.id ?? null, deals[1]?.id ?? null, null].map((deal) => ({
          id: oracle.put(contract, { [contractField.account]: account, [contractField.deal]: deal }),
          account,
          deal,
        })),
      ),
    ];
  }

  /** A deal as the engine is given it: the first one, where it is not new. */
  dealOf({ account, other, stage }: Standing, isNew: boolean): Deal {
    const named = at(this.contracts, other);
    return {
      Id: isNew ? null : (this.deals[0]?.id ?? null),
      [field.stage]: at(this.#stages, stage),
      [field.account]: at(this.accounts, account),
      [field.contract]: named.id,
      [`Contract.${contractField.account}`]: named.account,
      [`Contract.${contractField.deal}`]: named.deal,
      [field.created]: isNew ? null : '2026-10-01T00:00:00.000Z',
    };
  }

  dealFrame({ before, after, bypass }: ContractCase): Frame {
    const own = (one: Standing): Record<string, string | null> =>
      Object.fromEntries(
        Object.entries(this.dealOf(one, before === null)).flatMap(([name, value]) =>
          name.includes('.') ? [] : [[name, typeof value === 'string' ? value : null]],
        ),
      );
    return this.#write('Opportunity', before && own(before), own(after), bypass);
  }

  /** A contract by what it names: account and deal. */
  contractOf({ account, other }: Standing): Record<string, string | null> {
    return {
      [contractField.account]: at(this.accounts.slice(0, 2), account),
      [contractField.deal]: at(this.deals, other).id,
    };
  }

  contractFrame({ before, after, bypass }: ContractCase): Frame {
    return this.#write(contract, before && this.contractOf(before), this.contractOf(after), bypass);
  }

  #write(
    object: string,
    before: Record<string, string | null> | null,
    after: Record<string, string | null>,
    bypass: boolean,
  ): Frame {
    const [id] = this.#oracle.people;
    const permissions = new Set(bypass ? [permission.bypass] : []);
    return this.#oracle.childWrite(object, before ?? undefined, after, { id, permissions });
  }
}
