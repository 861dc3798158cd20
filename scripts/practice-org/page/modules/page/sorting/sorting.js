/** The order of a list by one of its columns. Pure: values in, values out. */

/** Largest first where one begins to sort by them. */
const numbers = new Set(['days', 'open', 'amount']);

/** @param {string} sort a column's name, `-` before it: backwards @returns {{ name: string, isBackwards: boolean }} */
const read = (sort) => ({ name: sort.replace(/^-/, ''), isBackwards: sort.startsWith('-') });

/**
 * Rows whose cell is blank come last, whichever way the others stand; rows that are alike stay as they were.
 * @template {{ keys: Readonly<Record<string, string | number | null>> }} Row
 * @param {readonly Row[]} rows
 * @param {string} sort as it stands in the address; empty: as they are
 * @param {string} locale BCP 47
 * @returns {readonly Row[]}
 */
export function sorted(rows, sort, locale) {
  if (sort === '') return rows;
  const { name, isBackwards } = read(sort);
  const sign = isBackwards ? -1 : 1;
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const isBlank = (/** @type {Row} */ { keys }) => (keys[name] ?? '') === '';
  return [...rows].sort((one, other) => {
    if (isBlank(one) || isBlank(other)) return Number(isBlank(one)) - Number(isBlank(other));
    const [a, b] = [one.keys[name], other.keys[name]];
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b)));
  });
}

/** What a column's head sorts by when it is chosen. @param {string} name @param {string} sort that holds now */
export function turned(name, sort) {
  if (read(sort).name !== name) return numbers.has(name) ? `-${name}` : name;
  return read(sort).isBackwards ? name : `-${name}`;
}

/** @param {string} name @param {string} sort @returns {'ascending' | 'descending' | 'none'} */
export const directionOf = (name, sort) =>
  read(sort).name !== name ? 'none' : read(sort).isBackwards ? 'descending' : 'ascending';
