/** The map as shapes: a box for each person, lines to whoever reports to them. Pure. */
import { customer, mapLayout, messages, stanceOf } from 'c/tasMapModel';

const { map } = messages;
const [width, height, gapX, gapY] = [184, 66, 16, 36];
/** What stands on the badge of a stance, so that colour says nothing alone. */
const signs = { supporter: '+', neutral: '=', opponent: '−', unknown: '?' };

/** @type {Record<CustomerMap.Stance, string>} */
export const stanceTexts = {
  supporter: map.stanceSupporter,
  neutral: map.stanceNeutral,
  opponent: map.stanceOpponent,
  unknown: map.stanceUnknown,
};

/** A text in so many letters of Latin script; those of Chinese take two. @param {string} text @param {number} room */
export function fitted(text, room) {
  let used = 0;
  let shown = '';
  for (const letter of text) {
    used += letter.charCodeAt(0) > 0x2e7f ? 2 : 1;
    if (used > room) return `${shown}…`;
    shown += letter;
  }
  return text;
}

/** @param {CustomerMap.Mapped} person @returns {CustomerMap.Stance} */
export const stanceIn = (person) => stanceOf(person, /** @type {NonNullable<typeof customer>} */ (customer).lines);

/**
 * @param {readonly CustomerMap.Mapped[]} people
 * @param {(person: CustomerMap.Mapped) => string} roleOf
 */
export function drawing(people, roleOf) {
  const { nodes, edges, width: columns, rows } = mapLayout(people);
  const left = (/** @type {{ x: number }} */ { x }) => 1 + x * (width + gapX);
  const top = (/** @type {{ row: number }} */ { row }) => 1 + row * (height + gapY);
  const total = { width: columns * (width + gapX) - gapX + 2, height: rows * (height + gapY) - gapY + 2 };
  return {
    viewBox: `0 0 ${total.width} ${total.height}`,
    width: total.width,
    height: total.height,
    lines: edges.map(({ from, to }) => {
      const [boss, report] = [nodes[from], nodes[to]];
      const [x1, y1, x2, y2] = [left(boss) + width / 2, top(boss) + height, left(report) + width / 2, top(report)];
      const middle = y2 - gapY / 2;
      return { key: `${from}-${to}`, path: `M${x1} ${y1}V${middle}H${x2}V${y2}` };
    }),
    boxes: nodes.map((node) => {
      const person = /** @type {CustomerMap.Mapped} */ (node.person);
      const stance = stanceIn(person);
      const x = left(node);
      const y = top(node);
      return {
        key: person.id,
        className: `person ${stance}${person.left ? ' left' : ''}`,
        x,
        y,
        width,
        height,
        band: { x, y, width: 5, height },
        badge: { x: x + width - 17, y: y + 18, r: 10 },
        sign: { x: x + width - 17, y: y + 22.5, text: signs[stance] },
        text: x + 14,
        name: { y: y + 21, text: fitted(person.name || map.deleted, 18) },
        role: { y: y + 38, text: fitted(roleOf(person), 25) },
        influence: { y: y + 56, text: person.left ? map.gone : '●'.repeat(person.influence ?? 0) },
      };
    }),
  };
}
