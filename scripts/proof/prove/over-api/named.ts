/** What random deals name: accounts and registrations that a case knows by a word, as records of an org. */
import type { Deal } from '../../../product/gate/index.ts';
import { field, registration, registrationField as own, relationOf } from '../../../product/vocabulary/index.ts';
import type { Fields } from './channels.ts';

type Load = (object: string, records: readonly Fields[]) => Promise<string[]>;

const behind = `${relationOf(field.registration)}.`;

/** Makes each once, and gives deals their ids. */
export class NamedRecords {
  readonly #load: Load;
  /** Fields of a deal, and of its registration, that name an account. */
  readonly #toAccounts: readonly string[];
  readonly #accounts = new Map<string, string>();
  /** By what a case says of them. */
  readonly #registrations = new Map<string, string>();

  /**
   * @param partner field of the deal that names its partner; undefined: the model has no registrations.
   * @param load puts records into the org past every rule, and answers their ids.
   */
  constructor(partner: string | undefined, load: Load) {
    this.#load = load;
    this.#toAccounts = [
      field.account,
      `${behind}${own.customer}`,
      `${behind}${own.partner}`,
      ...(partner ? [partner] : []),
    ];
  }

  async existing(deals: readonly Deal[]): Promise<Deal[]> {
    const words = deals.flatMap((deal) =>
      this.#toAccounts.flatMap((name) => (typeof deal[name] === 'string' ? [deal[name]] : [])),
    );
    await this.#make(this.#accounts, 'Account', words, (Name) => ({ Name }));
    const withAccounts = deals.map((deal): Deal => ({
      ...deal,
      ...Object.fromEntries(
        this.#toAccounts.flatMap((name) =>
          typeof deal[name] === 'string' ? [[name, this.#accounts.get(deal[name]) ?? null]] : [],
        ),
      ),
    }));
    const named = new Map(withAccounts.flatMap((deal) => registrationIn(deal)));
    await this.#make(this.#registrations, registration, [...named.keys()], (key) => named.get(key) ?? {});
    return withAccounts.map((deal) => {
      const [found] = registrationIn(deal);
      return found === undefined ? deal : { ...deal, [field.registration]: this.#registrations.get(found[0]) ?? null };
    });
  }

  async #make(
    known: Map<string, string>,
    object: string,
    keys: readonly string[],
    of: (key: string) => Fields,
  ): Promise<void> {
    const fresh = [...new Set(keys)].filter((key) => !known.has(key));
    const ids = await this.#load(object, fresh.map(of));
    for (const [at, key] of fresh.entries()) known.set(key, ids[at] ?? '');
  }
}

/** The registration that a deal names, by its word and what stands in it; none where it names none. */
function registrationIn(deal: Deal): [key: string, fields: Fields][] {
  const word = deal[field.registration];
  if (typeof word !== 'string') return [];
  const fields = Object.fromEntries(
    [own.customer, own.partner, own.status, own.until].map((name) => [name, deal[`${behind}${name}`] ?? null]),
  );
  return [[`${word.split(' ')[0] ?? ''} ${JSON.stringify(fields)}`, { ...fields, [own.project]: 'Grid' }]];
}
