/** The reader's own deals: what is open in each, the most urgent first. Pure: values in, values out. */
import { messages } from 'c/tasHomeModel';
import { field, fill } from 'c/tasModel';
import { contextOf, dot, formats, readNode, stageText } from 'c/tasPanelState';
import { moneyText } from './requests';

const { home } = messages;

/** As many names as one reads at a glance. */
const mostNames = 3;

const urgency = { red: 0, amber: 1, green: 2 };

/** @type {(count: number, one: string, many: string) => string} */
const counted = (count, one, many) => (count === 1 ? one : fill(many, count));

/**
 * @param {any} data answer to `dealsQuery`
 * @returns {{ deals: readonly Panel.DealRead[], total: number }}
 */
export function readDeals(data) {
  const { edges = [], totalCount = 0 } = data?.uiapi?.query?.Opportunity ?? {};
  return { total: totalCount, deals: edges.map((/** @type {any} */ { node }) => readNode(node)) };
}

/**
 * Deals that are overdue come first, then those that close next.
 * @param {readonly Panel.DealRead[]} deals
 * @param {{ names: Panel.Names, viewer: Panel.Viewer, today: string }} reader
 * @returns {Home.Line[]}
 */
export const linesOf = (deals, reader) =>
  deals
    .map((read) => {
      const context = contextOf({
        ...reader,
        read,
        picklists: null,
        team: [],
        viewed: null,
        busy: new Set(),
        local: new Map(),
        moved: null,
      });
      const closes = String(read.deal[field.closeDate] ?? '');
      const level = closes !== '' && closes < reader.today ? 'red' : context.shown.stage.level;
      return { line: dealLine(context, closes, reader.today), order: `${urgency[level]}${closes}` };
    })
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .map(({ line }) => line);

/** @type {(context: Panel.Context, closes: string, today: string) => Home.Line} */
function dealLine(context, closes, today) {
  const { deal, shown, verdict } = context;
  const { blocking } = shown.move;
  const waiting = blocking.filter(
    ({ verdict: { code, canFix } }) => !canFix || context.itemOf(code)?.status === 'Requested',
  );
  const behind = verdict.requirements.filter((one) => one.behind).length;
  const own = blocking.length - waiting.length;
  const names = blocking.map(({ name }) => name);
  const { age, level } = shown.stage;
  /** @type {(text: string, tone?: 'red' | 'amber' | 'green' | 'plain') => Home.Badge} */
  const badge = (text, tone = 'plain') => ({ key: text, text, className: `badge ${tone}` });
  const isLate = closes !== '' && closes < today;
  return {
    id: deal.Id,
    name: String(deal[field.name] ?? ''),
    facts: [
      stageText(String(deal[field.stage])),
      moneyText(deal),
      closes === '' ? '' : fill(isLate ? home.closed : home.closes, formats.day(closes)),
    ]
      .filter(Boolean)
      .join(dot),
    badges: [
      ...(age === null || level === 'green' ? [] : [badge(age, level)]),
      ...(own > 0 ? [badge(counted(own, home.openOne, home.openMany))] : []),
      ...(waiting.length > 0 ? [badge(counted(waiting.length, home.waitsOne, home.waitsMany), 'amber')] : []),
      ...(behind > 0 ? [badge(counted(behind, home.behindOne, home.behindMany), 'amber')] : []),
    ],
    detail: !verdict.stage.known
      ? home.unknownStage
      : names.length > 0
        ? [
            ...names.slice(0, mostNames),
            ...(names.length > mostNames ? [fill(home.others, names.length - mostNames)] : []),
          ].join(dot)
        : verdict.next === null
          ? null
          : fill(home.ready, stageText(verdict.next)),
  };
}
