/** Amounts of the sample, in one currency or in several. */
import type { SalesModel } from '../../../product/model/index.ts';
import type { Currencies } from '../currencies.ts';

export class Money {
  readonly #currencies: Currencies;
  readonly #ofModel: string;

  constructor(model: SalesModel, currencies: Currencies) {
    this.#currencies = currencies;
    this.#ofModel = model.money.currency;
  }

  /** The currency of the deal of that index; undefined in an org with one. Every other deal is in that of the model. */
  of(index: number): string | undefined {
    if (this.#currencies.length === 0) return undefined;
    const other = this.#currencies[Math.floor(index / 10) % this.#currencies.length];
    return index % 2 === 0 || other === undefined ? this.#ofModel : other.isoCode;
  }

  /** An amount of the model's currency in another one. */
  in(amount: number, currency: string | undefined): number {
    if (currency === undefined || currency === this.#ofModel) return amount;
    return rounded((amount / this.#rate(this.#ofModel)) * this.#rate(currency));
  }

  /** What `TAS_Model_Amount__c` says of an amount: cents of the model's currency, null where its rate is not known. */
  toModel(amount: number, currency: string | undefined): number | null {
    if (currency === undefined) return amount;
    const [own, ours] = [this.#find(currency), this.#find(this.#ofModel)];
    if (own?.isActive !== true || ours?.isActive !== true) return null;
    return Math.round(((amount * ours.conversionRate) / own.conversionRate) * 100) / 100;
  }

  readonly #find = (code: string) => this.#currencies.find(({ isoCode }) => isoCode === code);
  readonly #rate = (code: string): number => this.#find(code)?.conversionRate ?? 1;
}

/** Three or four digits and noughts, as people write amounts before a contract. */
export function rounded(amount: number): number {
  const unit = Math.max(1, 10 ** (Math.floor(Math.log10(Math.max(amount, 1))) - 2));
  return Math.max(1, Math.round(amount / unit) * unit);
}
