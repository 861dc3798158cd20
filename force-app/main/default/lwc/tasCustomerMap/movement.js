/** How a map came to what it says now: a line for each move of the deal, and what changed from one to the next. Pure. */
import { customer, mapScore, messages } from 'c/tasMapModel';
import { fill } from 'c/tasModel';
import { dayOf, formats, stageText } from 'c/tasPanelState';
import { stanceIn } from './drawing';

const { map } = messages;

/** What the map says now. @param {readonly CustomerMap.Mapped[]} people @returns {CustomerMap.Kept} */
function nowOf(people) {
  const there = people.filter(({ left }) => !left);
  const { score, unknownShare } = mapScore(people, customer?.leastInfluence ?? 1);
  return {
    people: there.length,
    approvers: there.filter(({ approves }) => approves).length,
    supporters: there.filter((person) => stanceIn(person) === 'supporter').length,
    opponents: there.filter((person) => stanceIn(person) === 'opponent').length,
    score: score === null ? null : Math.round(score * 100) / 100,
    unknownShare,
  };
}

/** @type {readonly (readonly [keyof CustomerMap.Kept, string])[]} */
const columns = [
  ['people', map.peopleHead],
  ['approvers', map.approvers],
  ['supporters', map.stanceSupporter],
  ['opponents', map.stanceOpponent],
  ['score', map.scoreHead],
  ['unknownShare', map.unknownHead],
];

/** @param {keyof CustomerMap.Kept} key @param {number} value */
const shown = (key, value) => formats.number(key === 'score' ? Math.round(value * 10) / 10 : value);

/** A number, and by how much it differs from the move before. @param {keyof CustomerMap.Kept} key @param {CustomerMap.Kept} row @param {CustomerMap.Kept | undefined} before */
function cellOf(key, row, before) {
  const [value, was] = [row[key], before?.[key] ?? null];
  if (value === null) return { text: '–', change: '' };
  const change = was === null ? 0 : Math.round((value - was) * 10) / 10;
  const sign = change > 0 ? '+' : '−';
  return { text: shown(key, value), change: change === 0 ? '' : sign + formats.number(Math.abs(change)) };
}

/**
 * @param {CustomerMap.Read} read
 * @returns null: no move of the deal was kept
 */
export function movementOf({ people, moves }) {
  if (moves.length === 0) return null;
  const now = { id: 'now', what: map.now, when: '', ...nowOf(people) };
  const rows = [
    now,
    ...moves.map(({ stage, by, on, ...kept }) => ({
      ...kept,
      what: stageText(stage),
      when: by === '' ? formats.day(dayOf(on)) : fill(map.byOn, by, formats.day(dayOf(on))),
    })),
  ];
  return {
    head: columns.map(([key, text]) => ({ key, text })),
    rows: rows.map((row, place) => ({
      id: row.id,
      what: row.what,
      when: row.when,
      cells: columns.map(([key, label]) => ({ key, label, ...cellOf(key, row, rows[place + 1]) })),
    })),
  };
}
