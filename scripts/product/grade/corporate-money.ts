/** What deals are worth, by the rates of the org. */
import type { Deal } from '../gate/index.ts';
import { GradeError } from './error.ts';
import { noConversion, rateConversion, type Conversion } from './money.ts';
import type { GradeOrg } from './org.ts';
import { readRates } from './preflight.ts';

export interface Money {
  /** ISO code of the org's corporate currency. */
  readonly currency: string;
  centsOf(deal: Deal, currency: string): bigint | null;
  /** The amount in the model's currency by the rates of the org. */
  inModel(deal: Deal, currency: string): number | null;
}

/** Amounts by the rates of the org (CurrencyType); in an org with one currency as they stand. */
export async function moneyOf(
  org: Pick<GradeOrg, 'read'>,
  modelCurrency: string,
  multiCurrency: boolean,
): Promise<Money> {
  const rates = multiCurrency ? await readRates(org) : [];
  const corporate = multiCurrency ? rates.find(({ isCorporate }) => isCorporate)?.isoCode : modelCurrency;
  const conversion = (code: string): Conversion | undefined =>
    multiCurrency ? rateConversion(code, rates) : noConversion(code);
  const toCorporate = corporate === undefined ? undefined : conversion(corporate);
  if (corporate === undefined || toCorporate === undefined)
    throw new GradeError('CurrencyUnknown', {
      message: 'The org has several currencies and tells no corporate one.',
      actions: ['Look at Setup, Manage Currencies, and whether your user may read CurrencyType.'],
      exitCode: 1,
    });
  const toModel = conversion(modelCurrency);
  const of = (by: Conversion | undefined, deal: Deal, currency: string): number | null =>
    by?.expected({ fields: deal, currency }) ?? null;
  return {
    currency: corporate,
    centsOf: (deal, currency) => {
      const amount = of(toCorporate, deal, currency);
      return amount === null ? null : BigInt(Math.round(amount * 100));
    },
    inModel: (deal, currency) => of(toModel, deal, currency),
  };
}
