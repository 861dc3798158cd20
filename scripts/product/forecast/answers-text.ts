/** What the coach was answered, in the terminal. */
import { plain, tableLines, type Column } from '../terminal/index.ts';
import { leastSeen } from './expectation.ts';
import { count, percent, right } from './numbers.ts';
import type { AnswerTable, Learned } from './report.ts';

const first = (head: string): Column => ({ head, align: 'left' });

export function answersText(learned: Learned | null): string[] {
  if (learned === null) return [];
  const { from, until, unseen, choices, reasons } = learned;
  return [
    '',
    `Answers to the coach, beside the forecast: they change no chance. Closed deals are those of ${from} to ${until}.`,
    ...unseen.map((name) => `Not looked at, since you do not see it: ${name}.`),
    ...choices.flatMap(choiceLines),
    ...(reasons === null ? [] : reasonLines(reasons)),
  ];
}

const choiceLines = ({ question, title, rows }: AnswerTable): string[] => [
  '',
  `${plain(title)} (${question}): the last answer, of closed deals the last before the day on which they closed.`,
  ...tableLines(
    [first('Answer'), ...right(['Closed', 'Won', 'Share won', 'Open now', 'Amount'])],
    rows.map(({ answer, closed, won, share, open, amount }) => [
      answer ?? '(never answered)',
      count(closed),
      count(won),
      share === null ? 'too few deals' : `${percent(share.won)} ± ${Math.round(share.plusMinus * 100)}`,
      count(open),
      count(amount),
    ]),
    { ruled: false },
  ),
  ...(rows.some(({ share }) => share === null) ? [`Too few deals: fewer than ${leastSeen} closed.`] : []),
];

const reasonLines = ({ question, title, rows, without }: NonNullable<Learned['reasons']>): string[] => [
  '',
  `${plain(title)} (${question}): the last answer of each closed deal.`,
  ...(rows.length === 0
    ? ['No closed deal has an answer.']
    : tableLines(
        [first('Reason'), ...right(['Won', 'Amount', 'Lost', 'Amount'])],
        rows.map(({ reason, won, lost }) => [
          plain(reason),
          count(won.deals),
          count(won.amount),
          count(lost.deals),
          count(lost.amount),
        ]),
        { ruled: false },
      )),
  `Without an answer: ${count(without.won)} won, ${count(without.lost)} lost.`,
];
