/** How the reader's locale writes, and how the org names what a verdict speaks of. */
import CURRENCY from '@salesforce/i18n/currency';
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { formatsOf, messages, model, texts } from 'c/tasModel';

/** Lists, amounts, numbers and days. */
export const formats = formatsOf({
  tag: LOCALE,
  timeZone: TIME_ZONE,
  currency: 'narrowSymbol',
  compactFrom: Number(messages.format.compactFrom),
});

export const orgCurrency = CURRENCY;

/** A text of the package that begins a line. What people typed stays as it is. @param {string} text */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Between facts on one line: a sign, not a word. */
export const dot = ' · ';

const [, group, , decimal] = new Intl.NumberFormat(LOCALE)
  .formatToParts(1234.5)
  .map(({ value }) => value.replace(/\W/, '\\$&'));
const numeral = new RegExp(`^[-−]?(?:\\d+|\\d{1,3}(?:${group}\\d{3})+)?(?:${decimal}\\d+)?$`);
/** Chinese units of ten thousand and of a hundred million, in either script. @type {Record<string, number>} */
const units = { '\u4e07': 4, '\u842c': 4, '\u4ebf': 8, '\u5104': 8 };

/**
 * A number as the reader's locale writes it, with or without currency, percent sign or 万; null where it is none.
 * @param {unknown} typed
 */
export function numberIn(typed) {
  const [, text, unit] = /** @type {string[]} */ (
    /^(.*?)([\u4e07\u842c\u4ebf\u5104]?)$/.exec(
      String(typed)
        .normalize('NFKC')
        .replace(/^[A-Z]*\p{Sc}?|[\u5143%]$|\s/giu, ''),
    )
  );
  if (!/\d/.test(text) || !numeral.test(text)) return null;
  const plain = text.replace(new RegExp(group, 'g'), '').replace(new RegExp(decimal), '.').replace('−', '-');
  return Number(`${plain}e${units[unit] ?? 0}`);
}

/** A number as it is typed: every digit, no currency. @param {unknown} value */
export const numberText = (value) => new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 18 }).format(Number(value));

const isoDate = new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE });

/** The day of a moment where the reader is, YYYY-MM-DD. @param {string} moment */
export const dayOf = (moment) => isoDate.format(new Date(moment.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')));
/** The reader's day. */
export const today = () => isoDate.format(new Date());

/** @param {string} name StageName */
export function stageText(name) {
  const { won, lost } = model.closed;
  const stage = model.stages.find((one) => one.name === name);
  if (stage) return texts[`Stage_${stage.id}_Name`];
  return name === won.name ? texts.Closed_Won : name === lost.name ? texts.Closed_Lost : name;
}

/** @param {string} letter */
export const gradeText = (letter) => texts[`Grade_${letter}`] ?? letter;
/** @param {string} name */
export const trackText = (name) => texts[`Track_${name}`] ?? name;

/**
 * @param {Panel.Names} names
 * @param {Panel.Picklists} picklists
 * @param {readonly { name: string }[]} approvers
 * @returns {Panel.Locale}
 */
export const localeOf = (names, picklists, approvers) => ({
  ...formats,
  model,
  approvers: approvers.map(({ name }) => name),
  stage: stageText,
  track: trackText,
  grade: gradeText,
  requirement: (code) => names.requirements.get(code) ?? code,
  field: (name) => names.fields.get(name)?.label ?? name,
  value: (field, value) => picklists.get(field)?.get(value) ?? value,
});
