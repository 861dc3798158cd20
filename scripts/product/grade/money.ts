import { amountsOf, type OpenDeal } from './deal.ts';

/** How the org makes amounts in the model's currency of the amounts of deals; it does so itself, in TAS_Model_Amount__c. */
export interface Conversion {
  /**
   * What TAS_Model_Amount__c should say of a deal; null: blank. Grading goes by what it does say: this is how a package
   * that was compiled for other currencies than the org's is told.
   */
  expected(deal: Pick<OpenDeal, 'fields' | 'currency'>): number | null;
  /** What was done, in words for the reader. */
  readonly text: string;
  /** Why amounts in a currency have none in the model's: it is unknown, not active, or without a rate. */
  whyNone(currency: string): string;
}

/** A row of CurrencyType: how many units of a currency make one of the corporate currency. */
export interface CurrencyRate {
  readonly isoCode: string;
  readonly conversionRate: number;
  readonly isActive: boolean;
  readonly isCorporate: boolean;
}

/** One currency in the org: amounts are taken as they are. */
export const noConversion = (currency: string): Conversion => ({
  expected: (deal) => amountsOf(deal).own,
  text: `The org has one currency; amounts are taken as ${currency} as they stand.`,
  whyNone: () => 'the org has one currency, and no amount in it',
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
  const known = new Map(rates.map((rate) => [rate.isoCode, rate]));
  const ours = byCode.get(currency);
  if (ours === undefined) return undefined;
  return {
    expected: (deal) => {
      const theirs = byCode.get(deal.currency);
      const amount = amountsOf(deal).own;
      return amount === null || theirs === undefined ? null : (amount * ours) / theirs;
    },
    text: `The org converts amounts to ${currency} itself (TAS_Model_Amount__c), by its CurrencyType rates, not the dated ones.`,
    whyNone: (code) => {
      const rate = known.get(code);
      if (rate === undefined) return `${code === '' ? 'an empty currency' : code} is no currency of this org`;
      if (!rate.isActive) return `${code} is not active in this org`;
      return byCode.has(code)
        ? `the org converts no amount in ${code}`
        : `${code} has no rate: ${rate.conversionRate} is not the corporate currency's, and not believed of another`;
    },
  };
};

/** Whether the amount that the org gives is the expected one, to the cent and what rounding may add. */
export const isAsExpected = (conversion: Pick<Conversion, 'expected'>, deal: OpenDeal): boolean => {
  const expected = conversion.expected(deal);
  const { inModel } = amountsOf(deal);
  if (expected === null || inModel === null) return expected === inModel;
  return Math.abs(expected - inModel) <= 0.01 + Math.abs(expected) * 1e-9;
};
