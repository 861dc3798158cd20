/** Values as the reader's locale writes them. */
import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';
import currency from '@salesforce/i18n/currency';
import { getFieldDisplayValue, getFieldValue } from 'lightning/uiRecordApi';

const none = '—';
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {string} code */
function formatOf(code) {
  let format = formats.get(code);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: code,
      // Several currencies have the same sign.
      currencyDisplay: code === currency ? 'narrowSymbol' : 'code',
      maximumFractionDigits: 0,
    });
    formats.set(code, format);
  }
  return format;
}

/** @param {number | null | undefined} amount @param {string | null} [code] */
export const money = (amount, code) =>
  amount === null || amount === undefined ? none : formatOf(code ?? currency).format(amount);

/** @param {any} record an opportunity */
export const moneyText = (record) =>
  money(getFieldValue(record, 'Opportunity.Amount'), getFieldValue(record, 'Opportunity.CurrencyIsoCode'));

/** @param {string | null | undefined} text YYYY-MM-DD */
export const dateText = (text) => (text ? day.format(new Date(`${text.slice(0, 10)}T00:00:00Z`)) : none);

/** @param {any} record @param {string} name @param {string | undefined} type as the object info names it */
export function fieldText(record, name, type) {
  const path = `Opportunity.${name}`;
  const value = getFieldValue(record, path);
  if (value === null || value === undefined || value === '') return none;
  if (type === 'DateTime') return moment.format(new Date(value));
  if (type === 'Date') return dateText(value);
  return String(getFieldDisplayValue(record, path) ?? value);
}
