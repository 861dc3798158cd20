/** Dated rates (advanced currency management): for reports as of a day. The org's own formulas know none of them. */
import { OrgError, soql } from '../org/index.ts';
import { field } from '../vocabulary/index.ts';
import type { OpenDeal } from './deal.ts';
import { GradeError } from './error.ts';
import { rateConversion, type Conversion, type CurrencyRate } from './money.ts';
import type { GradeOrg } from './org.ts';

const columns = ['IsoCode', 'ConversionRate', 'StartDate', 'NextStartDate'];

/**
 * How amounts come to the model's currency by the rates of a day (YYYY-MM-DD). `rates`: the currencies of the org; what
 * is not active has no rate, and the corporate one has 1.
 * @throws {GradeError} NoDatedRates where the org keeps none of that day for the model's currency.
 */
export async function datedConversion(
  org: Pick<GradeOrg, 'read'>,
  currency: string,
  { day, rates }: { readonly day: string; readonly rates: readonly CurrencyRate[] },
): Promise<Conversion> {
  const dated = new Map<string, number>();
  try {
    await org.read(
      'collections',
      soql`SELECT IsoCode, ConversionRate, StartDate, NextStartDate FROM DatedConversionRate`,
      columns,
      (rows) => {
        for (const [code = '', rate = '', start = '', next = ''] of rows)
          if (start <= day && (next === '' || day < next)) dated.set(code, Number(rate));
      },
    );
  } catch (error) {
    if (error instanceof OrgError && error.errorCode === 'INVALID_TYPE') throw noRates('The org keeps no dated rates.');
    throw error;
  }
  const ofDay = rates.map((rate): CurrencyRate => {
    const conversionRate = rate.isCorporate ? 1 : dated.get(rate.isoCode);
    return conversionRate === undefined ? { ...rate, isActive: false } : { ...rate, conversionRate };
  });
  const conversion = rateConversion(currency, ofDay);
  if (conversion === undefined) throw noRates(`${currency} has no rate as of ${day}.`);
  return {
    expected: (deal) => conversion.expected(deal),
    text: `Amounts are converted to ${currency} by the dated rates of ${day}, for this report alone: the org grades by its static rates.`,
    whyNone: (code) =>
      rates.some(({ isoCode, isActive }) => isoCode === code && isActive) && !dated.has(code)
        ? `${code} has no dated rate of ${day}`
        : conversion.whyNone(code),
  };
}

const noRates = (message: string): GradeError =>
  new GradeError('NoDatedRates', {
    message,
    actions: ['Leave out --as-of: the static rates decide the grades in any case.'],
    exitCode: 1,
  });

/** The deal as the rates of a conversion make it, in place of the org's. */
export const converted = (deal: OpenDeal, conversion: Conversion): OpenDeal => ({
  ...deal,
  fields: { ...deal.fields, [field.modelAmount]: conversion.expected(deal) },
});
