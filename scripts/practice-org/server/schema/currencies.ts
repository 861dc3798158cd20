import { isCustom, type FieldDeclaration, type ObjectDeclaration } from './field.ts';
import type { ObjectType } from './object.ts';
import { auditFields, entry, field, system } from './standard-fields.ts';

/** A currency of an org that has several: a row of CurrencyType. */
export interface OrgCurrency {
  readonly isoCode: string;
  /** Units of it that make one of the corporate currency. */
  readonly conversionRate: number;
  readonly isCorporate: boolean;
  /** Its deals keep it when it is switched off, but it has no rate any more. */
  readonly isActive: boolean;
}

/** Records of these, and of every custom object, have a currency. */
const withCurrency = new Set(['opportunity', 'account', 'contact', 'user']);

/** What several currencies add to an org: CurrencyType, and a currency on each record, at first the corporate one. */
export function addCurrencies(objects: Map<string, ObjectDeclaration>, currencies: readonly OrgCurrency[]): void {
  const values = currencies.map(({ isoCode, isCorporate }) => entry(isoCode, isoCode, isCorporate));
  const code = (name: string, label: string, more: Partial<FieldDeclaration> = {}): FieldDeclaration =>
    field(name, label, 'picklist', { length: 255, values, restricted: true, ...more });
  for (const object of objects.values()) {
    const name = object.name.toLowerCase();
    if (withCurrency.has(name) || isCustom(name))
      object.fields.push(code('CurrencyIsoCode', 'Currency ISO Code', { required: true }));
    if (name === 'user') object.fields.push(code('DefaultCurrencyIsoCode', 'Default Currency ISO Code'));
  }
  objects.set('currencytype', {
    name: 'CurrencyType',
    label: 'Currency Type',
    labelPlural: 'Currency Types',
    prefix: '01L',
    rules: [],
    recordTypes: [],
    fields: [
      ...auditFields(),
      code('IsoCode', 'Currency ISO Code', { ...system, isName: true }),
      field('ConversionRate', 'Conversion Rate', 'double', { scale: 6, required: true }),
      field('DecimalPlaces', 'Decimal Places', 'int', { required: true }),
      field('IsActive', 'Active', 'boolean'),
      field('IsCorporate', 'Corporate Currency', 'boolean', system),
    ],
  });
}

/** CURRENCYRATE: the rate of an active currency, and 1 for any other, as Salesforce answers; dated rates are none of its. */
export function currencyRates(currencyTypes: ObjectType): (isoCode: string) => number {
  const slot = (name: string): number => currencyTypes.byName.get(name.toLowerCase())?.slot ?? 0;
  const [code, rate, active] = [slot('IsoCode'), slot('ConversionRate'), slot('IsActive')];
  return (isoCode) => {
    for (const { values } of currencyTypes.table.rows()) {
      const found = values[rate];
      if (values[code] === isoCode && values[active] === true && typeof found === 'number') return found;
    }
    return 1;
  };
}
