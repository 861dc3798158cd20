import type { Deal } from './deal.ts';

/** How amounts become amounts in the model's currency. */
export interface Conversion {
  /** Null: the deal's amount is blank. 'NoRate': its currency has no usable rate. */
  modelAmount(deal: Pick<Deal, 'amount' | 'currency'>): number | null | 'NoRate';
  /** What was done, in words for the reader. */
  words: string;
}

/** A row of CurrencyType: how many units of a currency make one of the corporate currency. */
export interface CurrencyRate {
  isoCode: string;
  conversionRate: number;
  isActive: boolean;
}

/** One currency in the org: amounts are taken as they are. */
export const noConversion = (currency: string): Conversion => ({
  modelAmount: (deal) => deal.amount,
  words: `The org has one currency; amounts are taken as ${currency} as they stand.`,
});

/** Amounts are compared with lines of at most two decimals: what floating point adds beyond the sixth is noise. */
const withoutNoise = (amount: number): number => {
  const rounded = Math.round(amount * 1e6) / 1e6;
  return Number.isFinite(rounded) ? rounded : amount;
};

/**
 * Several currencies: converts by the org's CurrencyType rates (not the dated ones). Inactive currencies have no rate.
 * @returns undefined when the model's own currency is not active in the org: then nothing can be graded.
 */
export const rateConversion = (currency: string, rates: readonly CurrencyRate[]): Conversion | undefined => {
  const usable = rates.filter((rate) => rate.isActive && rate.conversionRate > 0);
  const byCode = new Map(usable.map((rate) => [rate.isoCode, rate.conversionRate]));
  const ours = byCode.get(currency);
  if (ours === undefined) return undefined;
  return {
    modelAmount: ({ amount, currency: from }) => {
      if (amount === null || from === currency) return amount;
      const theirs = byCode.get(from);
      return theirs === undefined ? 'NoRate' : withoutNoise((amount / theirs) * ours);
    },
    words: `Amounts in other currencies are converted to ${currency} by the org's CurrencyType rates, not the dated ones.`,
  };
};
