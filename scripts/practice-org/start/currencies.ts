/** Several currencies in a practice org: which ones, at what made-up rates. */
import type { PracticeOrgOptions } from '../server/index.ts';

export type Currencies = NonNullable<PracticeOrgOptions['currencies']>;

/** Round figures, for rehearsing only. */
const perDollar: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 0.9,
  GBP: 0.8,
  JPY: 150,
  CNY: 7.2,
  HKD: 7.8,
  INR: 83,
  SGD: 1.35,
};

/** The corporate currency, the model's, three that everybody knows, and one that was switched off. */
export function practiceCurrencies(corporate: string, ofModel: string): Currencies {
  const codes = [...new Set([corporate, ofModel, 'USD', 'EUR', 'JPY', 'GBP'])];
  const rate = (code: string): number => perDollar[code] ?? 2 + codes.indexOf(code);
  return codes.map((isoCode) => ({
    isoCode,
    conversionRate: Math.round((rate(isoCode) / rate(corporate)) * 1e6) / 1e6,
    isCorporate: isoCode === corporate,
    isActive: isoCode !== 'GBP' || corporate === 'GBP' || ofModel === 'GBP',
  }));
}

export const currenciesText = (currencies: Currencies): string =>
  `The org has several currencies, at made-up rates: ${currencies
    .map(({ isoCode, conversionRate, isCorporate, isActive }) =>
      isCorporate ? `${isoCode} (corporate)` : `${isoCode} ${isActive ? conversionRate : 'switched off'}`,
    )
    .join(', ')}.`;
