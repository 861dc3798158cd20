/** The figures of the board: stage by stage, grade by grade. Pure: what was read in, what is shown out. */
import { ages, letters, messages } from 'c/tasBoardModel';
import { field, fill, model } from 'c/tasModel';
import { formats, gradeText, orgCurrency, stageText } from 'c/tasPanelState';

const { board } = messages;

/** Names of the open stages of the model, in their order. */
export const stages = model.stages.map(({ name }) => name);

/** Amounts of the figures are those of the model, in its currency. */
const { currency } = model.money;

const money = (/** @type {number} */ amount) => formats.money(amount, currency);

/**
 * The lists of an answer, each as stage → figures.
 * @param {any} data
 * @param {string} prefix of the aliases
 * @returns {Board.Figures[]}
 */
export const listsOf = (data, prefix) => {
  const lists = data?.uiapi?.aggregate ?? {};
  return Object.keys(lists)
    .filter((alias) => alias.startsWith(prefix))
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    .map(
      (alias) =>
        new Map(
          lists[alias].edges.map((/** @type {any} */ { node: { aggregate: one } }) => [
            one.StageName.value,
            {
              count: one.Id.count.value ?? 0,
              amount: one[field.modelAmount]?.sum?.value ?? 0,
              weighted: one.ExpectedRevenue?.sum?.value ?? 0,
            },
          ]),
        ),
    );
};

const none = { count: 0, amount: 0, weighted: 0 };

/** @type {(some: readonly Board.Sum[]) => Board.Sum} */
const total = (some) =>
  some.reduce(
    (sum, one) => ({
      count: sum.count + one.count,
      amount: sum.amount + one.amount,
      weighted: sum.weighted + one.weighted,
    }),
    none,
  );

/** @type {(list: Board.Figures, names: readonly string[]) => Board.Sum} */
const sumOf = (list, names) => total(names.map((name) => list.get(name) ?? none));

/** Grades in their order, at last those without one. @returns {readonly { key: string, label: string }[]} */
export const grades = [
  ...letters.map((letter) => ({ key: letter, label: gradeText(letter) })),
  { key: 'none', label: board.noGrade },
];

const bucketNames = [
  ...ages.map((end, at) => fill(board.days, at === 0 ? 0 : ages[at - 1] + 1, end)),
  fill(board.daysMore, ages[ages.length - 1]),
];

/**
 * The table: a line for each stage of the model, one for stages that it does not know where there are any, one for all.
 * @param {any} counts answer to `countsQuery`
 * @param {any} blocked answer to `blockedQuery`; null: the model has none, or it is not read yet
 * @param {any} cards answer to `cardsQuery`, for the ages; null: not read yet
 * @returns {Board.Matrix}
 */
export function matrixOf(counts, blocked, cards) {
  const all = listsOf(counts, 'g');
  const open = blocked === null ? null : listsOf(blocked, 'g');
  const old = cards === null ? null : listsOf(cards, 'a');
  const known = new Set(all.flatMap((list) => [...list.keys()]));
  const others = [...known].filter((name) => !stages.includes(name));
  /** @type {(readonly [string, string, readonly string[]])[]} */
  const rows = [
    ...stages.map((name) => /** @type {const} */ ([name, stageText(name), [name]])),
    ...(others.length === 0 ? [] : [/** @type {const} */ (['other', board.otherStage, others])]),
    ['total', board.total, [...known]],
  ];
  const largest = Math.max(1, ...stages.flatMap((name) => all.map((list) => list.get(name)?.amount ?? 0)));
  return {
    columns: [...grades.map(({ key, label }) => ({ key, label })), { key: 'all', label: board.total }],
    buckets: bucketNames.map((label, at) => ({ key: `a${at}`, label })),
    rows: rows.map(([key, label, names]) => {
      const isStage = key !== 'other' && key !== 'total';
      const own = all.map((list) => sumOf(list, names));
      const ownOpen = open?.map((list) => sumOf(list, names));
      const whole = total(own);
      return {
        key,
        label,
        cells: [
          ...grades.map((grade, at) =>
            cellOf(own[at] ?? none, ownOpen?.[at]?.count, {
              key: grade.key,
              heat: isStage ? (own[at]?.amount ?? 0) / largest : 0,
              title: [label, grade.label],
              chosen: isStage ? { stage: key, grade: grade.key } : null,
            }),
          ),
          cellOf(whole, ownOpen === undefined ? undefined : total(ownOpen).count, {
            key: 'all',
            heat: 0,
            title: [label, board.total],
            chosen: isStage ? { stage: key, grade: '' } : null,
          }),
        ],
        ages: bucketNames.map((_, at) => ({
          key: `a${at}`,
          text: old === null ? '' : formats.number(sumOf(old[at] ?? new Map(), names).count),
        })),
      };
    }),
  };
}

/** @type {(sum: Board.Sum, open: number | undefined, more: { key: string, heat: number, title: readonly string[], chosen: Board.Chosen | null }) => Board.Cell} */
function cellOf({ count, amount, weighted }, open, { key, heat, title, chosen }) {
  const share = open === undefined || count === 0 ? 0 : open / count;
  const facts = [
    fill(board.deals, formats.number(count)),
    money(amount),
    // The org's own field, which it sums in its own currency.
    fill(board.weighted, formats.money(weighted, orgCurrency)),
    ...(open === undefined ? [] : [fill(board.blocked, formats.number(open))]),
  ];
  return {
    key,
    isEmpty: count === 0,
    count: formats.number(count),
    amount: money(amount),
    blocked: open === undefined || open === 0 ? null : fill(board.blocked, formats.number(open)),
    title: fill(board.cell, ...title, formats.list(facts)),
    style: `--heat: ${Math.round(heat * 35)}%; --blocked: ${Math.round(share * 100)}%`,
    chosen: count === 0 ? null : chosen,
  };
}
