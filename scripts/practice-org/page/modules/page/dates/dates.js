/**
 * Dates as people type them, for the base components: off the platform their own reader compares the browser's midnight
 * with that of GMT, and takes every date typed east of Greenwich for one that does not exist.
 */
import locale from '@salesforce/i18n/locale';

/** Order of the parts where the year does not stand first. */
const order = new Intl.DateTimeFormat(locale)
  .formatToParts(0)
  .flatMap(({ type }) => (/^(day|month)$/.test(type) ? [type] : []));

/** Names of the months, long ones first, since short ones are part of them. */
const months = ['long', 'short'].flatMap((month) =>
  Array.from({ length: 12 }, (_, index) => ({
    number: index + 1,
    name: new Intl.DateTimeFormat(locale, { month: /** @type {any} */ (month), timeZone: 'UTC' })
      .format(Date.UTC(2024, index, 1))
      .toLowerCase(),
  })),
);

/** @param {readonly (number | undefined)[]} parts year, month, day */
function iso([year = 0, month = 0, day = 0]) {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = year > 999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

/**
 * The day, YYYY-MM-DD: as the locale writes it, short, medium or long, or in ISO form; null where it is none.
 * @param {unknown} typed
 */
function dayOf(typed) {
  const text = String(typed ?? '')
    .normalize('NFKC')
    .trim()
    .toLowerCase();
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const named = /^[^\d]*\d+[^\d]+\d+[^\d]*$/.test(text) ? months.find(({ name }) => text.includes(name)) : undefined;
  const rest = (named === undefined ? text : text.replace(named.name, '')).replace(/[\d\s,./年月日-]/g, '');
  if (rest !== '') return null;
  if (named !== undefined) {
    const [first = 0, second = 0] = numbers;
    return first > 999 ? iso([first, named.number, second]) : iso([second, named.number, first]);
  }
  if (numbers.length !== 3) return null;
  const [first, second, third] = numbers;
  if (Number(first) > 999) return iso(numbers);
  return order[0] === 'day' ? iso([third, second, first]) : iso([third, first, second]);
}

/** What `lightning/internationalizationLibrary` exports by that name. @param {unknown} typed */
export const parseFormattedDate = (typed) => ({ value: dayOf(typed), style: null });
