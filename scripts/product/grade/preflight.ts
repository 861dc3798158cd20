import { soql } from '../org/index.ts';
import { field } from '../vocabulary/index.ts';
import { datedConversion } from './dated-rates.ts';
import { fieldsNeeded } from './deal.ts';
import { GradeError } from './error.ts';
import { noConversion, rateConversion, type Conversion, type CurrencyRate } from './money.ts';
import type { GradeOptions } from './options.ts';
import type { GradeOrg } from './org.ts';

export interface Preflight {
  readonly multiCurrency: boolean;
  readonly conversion: Conversion;
}

/**
 * Looks whether the org can be graded: the package's fields are there and writable, the model's currency is active.
 * @throws {GradeError} naming everything that is missing.
 */
export const preflight = async (
  org: GradeOrg,
  currency: string,
  { apply, asOf }: Pick<GradeOptions, 'apply' | 'asOf'>,
): Promise<Preflight> => {
  if (apply && asOf !== undefined)
    throw new GradeError('AsOfIsForReports', {
      message:
        'Rates of a day are for reports: what is written is what the formulas of the org say, by its static rates.',
      actions: ['Leave out --as-of, or --apply.'],
      exitCode: 3,
    });
  const fields = await org.describe('Opportunity');
  const missing = fieldsNeeded.filter((name) => !fields.has(name));
  if (missing.length > 0) {
    throw new GradeError('PackageNotInstalled', {
      message: `Opportunity has no field ${missing.join(', ')} that ${org.username} may see.`,
      actions: [
        'Install the package in this org (npx tas plan, npx tas apply), and assign yourself one of its permission sets.',
        'For the practice org: start it without --bare.',
      ],
      exitCode: 1,
    });
  }
  if (apply && fields.get(field.grade)?.updateable === false) {
    throw new GradeError('NoEditAccess', {
      message: `${org.username} may not write ${field.grade}.`,
      actions: ['Ask for the permission set of the package that may write grades, then run the command again.'],
      exitCode: 1,
    });
  }
  const multiCurrency = fields.has(field.currency);
  if (!multiCurrency) return { multiCurrency, conversion: noConversion(currency) };
  const conversion = await readConversion(org, currency, asOf);
  return { multiCurrency, conversion };
};

/** Every currency of an org with several. */
export const readRates = async (org: Pick<GradeOrg, 'read'>): Promise<CurrencyRate[]> => {
  const rates: CurrencyRate[] = [];
  const query = soql`SELECT IsoCode, ConversionRate, IsActive, IsCorporate FROM CurrencyType`;
  await org.read('collections', query, ['IsoCode', 'ConversionRate', 'IsActive', 'IsCorporate'], (rows) => {
    for (const [isoCode = '', rate = '', active, corporate] of rows) {
      rates.push({
        isoCode,
        conversionRate: Number(rate),
        isActive: active === 'true',
        isCorporate: corporate === 'true',
      });
    }
  });
  return rates;
};

const readConversion = async (org: GradeOrg, currency: string, asOf: string | undefined): Promise<Conversion> => {
  const rates = await readRates(org);
  if (asOf !== undefined) return await datedConversion(org, currency, { day: asOf, rates });
  const conversion = rateConversion(currency, rates);
  if (conversion !== undefined) return conversion;
  throw new GradeError('CurrencyNotActive', {
    message: `The model counts in ${currency}, which has no rate in this org.`,
    actions: [`Activate ${currency} under Setup, Manage Currencies, or use a model in a currency of this org.`],
    exitCode: 3,
  });
};

/**
 * Looks whether the org has the record types that the model names: over one that nobody has a run would read no deal,
 * and look like a success.
 * @throws {GradeError} naming those that are missing.
 */
export const checkRecordTypes = async (org: GradeOrg, names: readonly string[]): Promise<void> => {
  const found = new Set<string>();
  const query = soql`SELECT DeveloperName FROM RecordType WHERE SobjectType = 'Opportunity' AND DeveloperName IN ${names}`;
  await org.read('collections', query, ['DeveloperName'], (rows) => {
    for (const [name = ''] of rows) found.add(name.toLowerCase());
  });
  const missing = names.filter((name) => !found.has(name.toLowerCase()));
  if (missing.length === 0) return;
  throw new GradeError('UnknownRecordType', {
    message: `Opportunity has no record type ${missing.join(', ')} in this org; the model governs ${names.join(', ')}.`,
    actions: ['Correct `scope.recordTypes` of the model, or name the model of this org with --model.'],
    exitCode: 1,
  });
};
