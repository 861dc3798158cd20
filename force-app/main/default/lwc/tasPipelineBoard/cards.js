/** The cards of the board by stage, and what a card shows. Pure: values in, values out. */
import { messages } from 'c/tasBoardModel';
import { field, fill } from 'c/tasModel';
import { dot, formats, gradeText, orgCurrency, readRecord, stageText } from 'c/tasPanelState';
import { stages } from './figures';

const { board } = messages;

/** @param {any} data answer to `cardsQuery` @returns {{ deals: readonly Panel.Deal[], total: number }} */
export function readCards(data) {
  const { edges = [], totalCount = 0 } = data?.uiapi?.query?.Opportunity ?? {};
  return { total: totalCount, deals: edges.map((/** @type {any} */ { node }) => readRecord(node)) };
}

/** @type {(deal: any) => Board.Card} */
const cardOf = (deal) => {
  const grade = deal[field.effective];
  const amount = deal[field.amount];
  const open = Number(deal[field.openItems] ?? 0);
  const currency = typeof deal[field.currency] === 'string' ? deal[field.currency] : orgCurrency;
  return {
    id: deal.Id,
    name: deal[field.name],
    who: [deal['Account.Name'], deal['Owner.Name']].filter(Boolean).join(dot),
    facts: [
      typeof amount === 'number' ? formats.money(amount, currency) : board.noAmount,
      formats.day(deal[field.closeDate]),
    ].join(dot),
    open: open === 0 ? null : open === 1 ? board.openOne : fill(board.openMany, open),
    grade: String(grade || '–'),
    gradeTitle: grade ? gradeText(grade) : board.noGrade,
    moveTitle: fill(board.moveTitle, deal[field.name]),
  };
};

/**
 * A column for each stage of the model; deals in other stages have none.
 * @param {readonly Panel.Deal[]} deals
 * @param {Board.Chosen} chosen stage and grade; empty: all
 * @param {ReadonlyMap<string, string>} moved stages of deals that were just moved
 * @returns {Board.Column[]}
 */
export const columnsOf = (deals, chosen, moved) =>
  stages
    .filter((name) => chosen.stage === '' || chosen.stage === name)
    .map((name) => {
      const cards = deals
        .filter((deal) => (moved.get(String(deal.Id)) ?? deal[field.stage]) === name)
        .filter((deal) => chosen.grade === '' || (deal[field.effective] || 'none') === chosen.grade)
        .map(cardOf);
      return { name, label: stageText(name), count: formats.number(cards.length), cards };
    });
