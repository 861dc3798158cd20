/** Dates that end soon or have ended, as rows. Pure: values in, values out. */
import { messages } from 'c/tasHomeModel';
import { field, fill } from 'c/tasModel';
import { dot, formats } from 'c/tasPanelState';

const { home } = messages;

/** Days ahead that are looked at. */
export const daysAhead = 14;

/** @param {string} today YYYY-MM-DD */
export const untilOf = (today) => new Date(Date.parse(today) + daysAhead * 86_400_000).toISOString().slice(0, 10);

/**
 * The next to end first; `total` counts those that were not read, too.
 * @param {any} data answer to `homeQuery`
 * @param {string} today
 * @param {Panel.Names} names
 * @returns {{ lines: readonly Home.Line[], total: number }}
 */
export function endingOf(data, today, names) {
  const lists = Object.entries(data?.uiapi?.query ?? {}).filter(([alias]) => alias.startsWith('ending'));
  const found = lists.flatMap(([, { edges }]) =>
    edges.flatMap((/** @type {any} */ { node }) =>
      Object.entries(node).flatMap(([name, /** @type {any} */ cell]) =>
        /^(Id|Name|Owner|OwnerId)$/.test(name) || !cell?.value ? [] : [{ node, name, day: String(cell.value) }],
      ),
    ),
  );
  return {
    total: lists.reduce((sum, [, { totalCount }]) => sum + totalCount, 0),
    lines: found
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
      .map(({ node, name, day }) => ({
        id: node.Id,
        name: node.Name.value,
        facts: [
          name === field.manualUntil ? home.manual : (names.fields.get(name)?.label ?? name),
          node.Owner?.Name?.value ?? '',
        ]
          .filter(Boolean)
          .join(dot),
        badges: [
          {
            key: name,
            text: fill(day < today ? home.ended : home.ends, formats.day(day)),
            className: `badge ${day < today ? 'red' : 'amber'}`,
          },
        ],
        detail: null,
        key: node.Id + name,
      })),
  };
}
