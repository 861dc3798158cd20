/** What the list shows of what it knows. Pure: values in, values out. */
import locale from '@salesforce/i18n/locale';
import { directionOf, sorted } from 'page/sorting';
import { say } from 'page/messages';
import { money } from 'page/values';

const names = ['name', 'account', 'stage', 'days', 'grade', 'open', 'amount', 'closeDate', 'owner'];
export const labels = Object.fromEntries(names.map((name) => [name, say(name)]));
const numbers = new Set(['days', 'amount']);
/** As many of the names that block as fit a cell. */
const mostNames = 2;

/**
 * The rows that the filters leave, with what blocks them as far as it is known.
 * @param {readonly any[]} rows
 * @param {Readonly<Record<string, string>>} route
 * @param {ReadonlyMap<string, import('page/blockers').Blockers>} blockers by deal
 */
export function filtered(rows, { search, stage, grade, open, status }, blockers) {
  const wanted = search.trim().toLowerCase();
  return rows
    .filter((row) => stage === '' || row.stage === stage)
    .filter((row) => grade === '' || row.grade === grade)
    .filter((row) => wanted === '' || row.searched.includes(wanted))
    .map((row) => {
      const own = blockers.get(row.id);
      return own === undefined ? row : { ...row, blockers: own, keys: { ...row.keys, open: own.names.length } };
    })
    .filter(({ keys }) => open === '' || status === 'closed' || (open === 'yes' ? keys.open > 0 : keys.open === 0));
}

/** @param {string} sort */
export const columnsOf = (sort) =>
  names.map((name) => {
    const direction = directionOf(name, sort);
    return {
      name,
      label: labels[name],
      css: numbers.has(name) ? `${name} number` : name,
      direction,
      arrow: direction === 'none' ? '' : direction === 'ascending' ? '▲' : '▼',
    };
  });

export const sorts = names.flatMap((name) => [
  { value: name, label: say('ascending', labels[name]) },
  { value: `-${name}`, label: say('descending', labels[name]) },
]);

/** @param {string} whose */
export const scopesOf = (whose) =>
  ['mine', 'team', ''].map((value) => ({
    value,
    label: say(value === '' ? 'all' : value),
    pressed: String(value === whose),
    css: `slds-button slds-button_${value === whose ? 'brand' : 'neutral'}`,
  }));

/** Each with all the values there are. @param {readonly any[]} rows @param {Readonly<Record<string, string>>} route */
export function choicesOf(rows, route) {
  const all = { label: say('all'), value: '' };
  const values = (/** @type {string} */ key, /** @type {string} */ text) => {
    const byValue = sorted(rows, key, locale).map((row) => [row[key], row[text]]);
    return [...new Map(byValue)].map(([value, label]) => ({ value, label })).filter(({ value }) => value !== '');
  };
  const open = [
    { value: 'yes', label: say('someOpen') },
    { value: 'no', label: say('noneOpen') },
  ];
  const status = [
    { value: '', label: say('openDeals') },
    { value: 'closed', label: say('closedDeals') },
  ];
  return [
    { name: 'stage', label: labels.stage, options: [all, ...values('stage', 'stageText')] },
    { name: 'grade', label: labels.grade, options: [all, ...values('grade', 'grade')] },
    { name: 'open', label: labels.open, options: [all, ...open] },
    { name: 'status', label: say('status'), options: status },
  ].map((choice) => ({ ...choice, value: route[choice.name] }));
}

/**
 * A row's blockers: how many, the first by name, and the others behind a button.
 * @param {{ id: string, name: string, blockers?: import('page/blockers').Blockers }} row
 * @param {string} opened the deal all of whose blockers are named
 */
export function blockersShown({ id, name, blockers }, opened) {
  if (blockers === undefined) return { openText: '', named: [], moreText: null };
  const { names: all, behind } = blockers;
  const isOpened = id === opened;
  const others = all.length - mostNames;
  return {
    openText: String(all.length),
    openCss: all.length > 0 ? 'open' : 'clear',
    named: (isOpened ? all : all.slice(0, mostNames)).map((text, key) => ({ key, text })),
    moreText: others <= 0 ? null : isOpened ? say('less') : say('more', others),
    moreTitle: isOpened ? say('lessTitle', name) : say('moreTitle', name, others),
    title: all.join('\n'),
    expanded: String(isOpened),
    behindText: behind > 0 ? say('behind', behind) : '',
  };
}

/**
 * What the list adds up to.
 * @param {number} count
 * @param {number} total before the filters
 * @param {{ amount: number, weighted: number } | null} sums
 */
export const headOf = (count, total, sums) => ({
  count: say('count', count, total),
  amount: sums === null ? '…' : money(sums.amount),
  weighted: sums === null ? '…' : say('weighted', money(sums.weighted)),
});

/** Why there is nothing. @param {number} total before the filters @param {string} whose */
export function emptyText(total, whose) {
  if (total > 0) return say('nothing');
  return say(whose === 'mine' ? 'noneMine' : whose === 'team' ? 'noneTeam' : 'noneAtAll');
}
