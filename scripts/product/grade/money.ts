import type { Deal } from './deal.ts';

/** How the org makes amounts in the model's currency of the amounts of deals; it does so itself, in TAS_Model_Amount__c. */
export interface Conversion {
  /**
   * What TAS_Model_Amount__c should say of a deal; null: blank. Grading goes by what it does say: this is how a package
   * that was compiled for other currencies than the org's is told.
   */
  expected(deal: Pick<Deal, 'amount' | 'currency'>): number | null;
  /** What was done, in words for the reader. */
  words: string;
}

/** A row of CurrencyType: how many units of a currency make one of the corporate currency. */
export interface CurrencyRate {
  isoCode: string;
  conversionRate: number;
  isActive: boolean;
  isCorporate: boolean;
}

/** One currency in the org: amounts are taken as they are. */
export const noConversion = (currency: string): Conversion => ({
  expected: (deal) => deal.amount,
  words: `The org has one currency; amounts are taken as ${currency} as they stand.`,
});

/**
 * Several currencies: by the org's CurrencyType rates (not the dated ones). A currency that is not active has no rate,
 * nor has one whose rate is 1 without being the corporate one: the org's formula cannot tell it from an unknown one.
 * @returns undefined when the model's own currency has no rate: then nothing can be graded.
 */
export const rateConversion = (currency: string, rates: readonly CurrencyRate[]): Conversion | undefined => {
  const usable = rates.filter(
    ({ isActive, isCorporate, conversionRate }) =>
      isActive && (isCorporate || (conversionRate > 0 && conversionRate !== 1)),
  );
  const byCode = new Map(usable.map((rate) => [rate.isoCode, rate.conversionRate]));
  const ours = byCode.get(currency);
  if (ours === undefined) return undefined;
  return {
    expected: ({ amount, currency: from }) => {
      const theirs = byCode.get(from);
      return amount === null || theirs === undefined ? null : (amount * ours) / theirs;
    },
    words: `The org converts amounts to ${currency} itself (TAS_Model_Amount__c), by its CurrencyType rates, not the dated ones.`,
  };
};

/** Whether the amount that the org gives is the expected one, to the cent and what rounding may add. */
export const isAsExpected = (conversion: Pick<Conversion, 'expected'>, deal: Deal): boolean => {
  const expected = conversion.expected(deal);
  if (expected === null || deal.modelAmount === null) return expected === deal.modelAmount;
  return Math.abs(expected - deal.modelAmount) <= 0.01 + Math.abs(expected) * 1e-9;
};
