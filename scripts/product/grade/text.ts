import { plain, tableLines, type Column } from '../terminal/index.ts';
import type { GradeMatrix, MatrixCell } from './matrix.ts';
import { amountText } from './reason.ts';
import type { GradeSummary } from './summary.ts';
import type { Example, FailureCount, ResultCount } from './tally.ts';

const count = (value: number): string => value.toLocaleString('en-US');
const deals = (value: number): string => (value === 1 ? '1 deal' : `${count(value)} deals`);

const cellText = ({ count: number, amount }: MatrixCell): string =>
  number === 0 ? '0' : `${count(number)}\n${amountText(Math.round(amount))}`;

/** Stage × grade: in each cell how many deals, and below it what they are worth. */
const matrixText = (matrix: GradeMatrix): string => {
  const { columns, rows, totals, total, currency } = matrix;
  const amounts = (cells: Readonly<Record<string, MatrixCell>>): string[] =>
    columns.map((column) => cellText(cells[column] ?? { count: 0, amount: 0 }));
  const lines = tableLines(
    [
      { head: `Stage (deals, ${currency})`, align: 'left' },
      ...[...columns, 'total'].map((head): Column => ({ head, align: 'right' })),
    ],
    [
      ...rows.map((row) => {
        const name = row.inModel ? row.stage : `${plain(row.stage)}\n(not in the model)`;
        return [name, ...amounts(row.cells), cellText(row.total)];
      }),
      ['total', ...amounts(totals), cellText(total)],
    ],
    { ruled: true },
  );
  const [, rule = ''] = lines;
  return lines.toSpliced(-cellText(total).split('\n').length, 0, rule).join('\n');
};

const examplesText = (examples: readonly Example[]): string =>
  examples.map(({ id, name, stage }) => `    ${id}  ${plain(name)} (${plain(stage)})`).join('\n');

const mostReasons = 8;

const resultText = ({ result, count: number, reasons, examples }: ResultCount): string => {
  const shown = reasons.slice(0, mostReasons).map((reason) => `    ${count(reason.count)} × ${plain(reason.reason)}`);
  const more = reasons.length - shown.length;
  const rest =
    more > 0
      ? [
          `    … and ${deals(reasons.slice(mostReasons).reduce((sum, next) => sum + next.count, 0))} for ${more} other reasons`,
        ]
      : [];
  return [`  ${result}: ${deals(number)}`, ...shown, ...rest, '    for example', examplesText(examples)].join('\n');
};

const failureText = ({ code, message, fields, fixer, count: number, examples }: FailureCount): string => {
  const where = fields.length === 0 ? '' : ` (${fields.join(', ')})`;
  return [
    `  ${deals(number)}: ${code}${where}: ${plain(message)}`,
    `    Who can put it right: ${fixer}`,
    examplesText(examples),
  ].join('\n');
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines, ''];

/** Deals that stand otherwise than the rules say, as one line each. */
const notes = (summary: GradeSummary): string[] => [
  ...differing(summary),
  ...(summary.withProducts.count === 0
    ? []
    : [
        `  ${deals(summary.withProducts.count)}: the amount is the sum of the deal's products; change it there, Salesforce ignores what is written to it.`,
        ...summary.withProducts.examples.map(({ id, name }) => `    ${id}  ${plain(name)}`),
      ]),
];

const differing = ({ effectiveDiffers, formulaDiffers, amountDiffers, matrix }: GradeSummary): string[] => [
  ...(effectiveDiffers.count === 0
    ? []
    : [
        `  ${deals(effectiveDiffers.count)}: the effective grade is not the suggested one (a manual or an earlier decided grade stands).`,
        ...effectiveDiffers.examples.map(
          ({ id, name, effective, suggested }) =>
            `    ${id}  ${plain(name)}: effective ${effective ?? 'none'}, suggested ${suggested ?? 'none'}`,
        ),
      ]),
  ...(formulaDiffers.count === 0
    ? []
    : [
        `  ${deals(formulaDiffers.count)}: the org's own formula suggests another grade; the org may run another model.`,
        ...formulaDiffers.examples.map(
          ({ id, name, suggested, inOrg }) =>
            `    ${id}  ${plain(name)}: model ${suggested ?? 'none'}, org ${inOrg === '' ? 'none' : (inOrg ?? 'none')}`,
        ),
      ]),
  ...(amountDiffers.count === 0
    ? []
    : [
        `  ${deals(amountDiffers.count)}: the amount in ${matrix.currency} is not what the rates of the org make of it; the package may be compiled for other currencies.`,
        ...amountDiffers.examples.map(({ id, name }) => `    ${id}  ${plain(name)}`),
      ]),
];

/** The closing line: every count, zero included. */
export const closingLine = ({ applied, counts }: GradeSummary): string =>
  [
    `${deals(counts.read)} read`,
    `${count(counts.withGrade)} with a grade`,
    `${count(counts.withoutGrade)} without`,
    `${count(counts.changes)} to write`,
    `${count(counts.written)} written`,
    `${count(counts.failed)} failed`,
    ...(counts.changedSince === 0 ? [] : [`${count(counts.changedSince)} changed meanwhile and left alone`]),
    `${count(counts.loweringProposed)} lowering proposed`,
  ].join(', ') + (applied ? '.' : ' (dry run).');

const mostAstray = 10;

const astrayLines = ({ readBack }: GradeSummary): string[] =>
  readBack === null
    ? []
    : [
        ...readBack.examples.slice(0, mostAstray).map(({ id, why }) => `  ${id}: ${plain(why)}`),
        ...(readBack.astray > mostAstray ? [`  … and ${count(readBack.astray - mostAstray)} more`] : []),
      ];

const windowLine = ({ longestWindow }: GradeSummary): string[] =>
  longestWindow === null
    ? []
    : [
        `Deals were looked at once more before they were written, ${longestWindow === 1 ? '1 second' : `${count(longestWindow)} seconds`} at the longest.`,
      ];

const readBackLine = ({ readBack }: GradeSummary): string[] =>
  readBack === null || readBack.of === 0
    ? []
    : readBack.problem === null
      ? [
          `${count(readBack.rows)} of ${count(readBack.of)} written grades read back, ${count(readBack.astray)} otherwise than written.`,
        ]
      : [`The written grades could not be read back: ${plain(readBack.problem)}`];

/** The whole report of a run, for people. `files` are those written; empty: none were asked for. */
export const summaryText = (summary: GradeSummary, files: readonly string[]): string => {
  const { org, model, api } = summary;
  return [
    `Connected to ${org.instanceUrl} as ${org.username} (org ${org.orgId}, API ${org.apiVersion}).`,
    `Model ${model.file}, version ${model.version}. ${summary.conversion}`,
    ...(summary.where === null ? [] : [`Only deals where ${plain(summary.where)}.`]),
    `Read by ${api.read === 'bulk' ? 'Bulk API 2.0' : 'REST'}${api.write === null ? '' : `, written by ${api.write === 'bulk' ? 'Bulk API 2.0' : 'collections'}`}.`,
    '',
    matrixText(summary.matrix),
    '',
    ...section(
      summary.applied ? 'What was done, and why' : 'What would be done, and why',
      summary.results.map(resultText),
    ),
    ...section('Refused by the org', summary.failures.map(failureText)),
    ...section('Otherwise than written', astrayLines(summary)),
    ...section('Worth a look', notes(summary)),
    ...(files.length === 0
      ? ['No files written; --out DIR writes grades.csv and summary.json.']
      : files.map((file) => `Wrote ${file}`)),
    closingLine(summary),
    ...windowLine(summary),
    ...readBackLine(summary),
    ...(summary.undo === null ? [] : [`Take it back: ${summary.undo}`]),
    summary.next,
  ].join('\n');
};
