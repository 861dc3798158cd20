/** Texts, money and dates as the reader's locale writes them. */
import CURRENCY from '@salesforce/i18n/currency';
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { labels, model, texts } from 'c/tasModel';

/**
 * A label with `{0}`, `{1}` … filled in.
 * @param {string} name
 * @param {...(string | number)} values
 * @returns {string}
 */
export const say = (name, ...values) =>
  (labels[name] ?? name).replace(/\{(\d)\}/g, (_match, index) => String(values[index] ?? ''));

/**
 * Making a formatter takes a hundred times as long as using it: each is made once.
 * @type {<T>(make: (key: string) => T) => (key: string) => T}
 */
function once(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
}

const lists = once((type) => new Intl.ListFormat(LOCALE, { type: /** @type {any} */ (type) }));
const dates = once((timeZone) => new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone }));
const isoDates = once((timeZone) => new Intl.DateTimeFormat('en-CA', { timeZone }));
/** By its options, as JSON. */
const numbers = once((options) => new Intl.NumberFormat(LOCALE, JSON.parse(options)));

/** Between facts on one line: a sign, not a word. */
export const dot = ' · ';

/**
 * One of several, or all of them, as the language strings them together.
 * @param {readonly string[]} names
 * @param {'conjunction' | 'disjunction'} type
 */
export const list = (names, type = 'conjunction') => lists(type).format(names);

/**
 * Money; where the language counts in 万, large amounts are written so, without losing a digit.
 * @param {number} amount
 * @param {string} [currency] ISO code; that of the org where left out
 */
export const money = (amount, currency = CURRENCY) =>
  numbers(
    JSON.stringify({
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(LOCALE.startsWith('zh') && Math.abs(amount) >= 10_000
        ? { notation: 'compact', maximumFractionDigits: 6 }
        : { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2 }),
    }),
  ).format(amount);

/**
 * @param {number} value
 * @param {boolean} [isPercent] 12.5 is 12.5 %
 */
export const number = (value, isPercent = false) =>
  numbers(isPercent ? '{"style":"percent","maximumFractionDigits":2}' : '{}').format(isPercent ? value / 100 : value);

/**
 * A day (YYYY-MM-DD), or the day of a moment in the reader's time zone.
 * @param {unknown} value
 */
export function day(value) {
  if (typeof value !== 'string' || value === '') return '';
  const isDay = value.length === 10;
  const at = new Date(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at.getTime())) return value;
  return dates(isDay ? 'UTC' : TIME_ZONE).format(at);
}

/** The reader's day, YYYY-MM-DD. */
export const today = () => isoDates(TIME_ZONE).format(new Date());

/**
 * @param {string} name StageName
 * @param {'Name' | 'Short'} part
 */
export function stageText(name, part = 'Name') {
  const stage = model.stages.find((one) => one.name === name);
  if (stage) return texts[`Stage_${stage.id}_${part}`];
  return name === model.closed.won.name ? texts.Closed_Won : name === model.closed.lost.name ? texts.Closed_Lost : name;
}

/** @param {string} name */
export const trackText = (name) => texts[`Track_${name}`] ?? name;
