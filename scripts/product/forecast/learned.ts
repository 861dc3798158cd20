/**
 * What became of deals by what the coach was answered about them, and what decided those that are closed. It stands beside
 * the forecast and goes into no chance.
 */
import { answerChoices } from '../coaching/index.ts';
import { dayText } from './day.ts';
import { fourFifths, leastSeen } from './expectation.ts';
import type { AnswerRow, Learned, ReasonRow } from './report.ts';

/** What the coach asks, as far as the user sees the answers. */
export interface Asked {
  /** Whether a deal can be won: yes, no or unknown. */
  readonly choices: readonly { readonly code: string; readonly title: string }[];
  /** What decided a deal; null: not asked, or not seen. */
  readonly reason: { readonly code: string; readonly title: string; readonly order: readonly string[] } | null;
  /** API names of what the user does not see. */
  readonly unseen: readonly string[];
}

/** What was answered about a deal. */
export interface DealAnswers {
  /** By the code of the question: the last answer, of a closed deal the last one given before the day on which it closed. */
  readonly choices: ReadonlyMap<string, string>;
  /** Of a closed deal: why it was won or lost, by its last review; null: it has none. */
  readonly reason: string | null;
}

interface LearnedDeal {
  readonly amount: number | null;
  readonly won: boolean;
  readonly answers?: DealAnswers;
}

/** Closed deals count so many days back. */
const daysBack = 365;

const noAnswers: DealAnswers = { choices: new Map(), reason: null };

/** Never asked: null. */
const answers = [...answerChoices, null];

export class LearnedTally {
  readonly #asked: Asked;
  readonly #day: number;
  readonly #choices: readonly Map<string | null, AnswerRow>[];
  readonly #reasons = new Map<string, ReasonRow>();
  readonly #without = { won: 0, lost: 0 };

  constructor(asked: Asked, day: number) {
    this.#asked = asked;
    this.#day = day;
    this.#choices = asked.choices.map(
      () => new Map(answers.map((answer) => [answer, { answer, closed: 0, won: 0, share: null, open: 0, amount: 0 }])),
    );
    for (const reason of asked.reason?.order ?? []) this.#reasonAt(reason);
  }

  /** `closed`: the number of the day. */
  addClosed(deal: LearnedDeal, closed: number): void {
    if (closed < this.#day - daysBack) return;
    const { won, amount, answers: said = noAnswers } = deal;
    this.#eachChoice(said, (row) => {
      row.closed += 1;
      if (won) row.won += 1;
    });
    if (this.#asked.reason === null) return;
    if (said.reason === null) {
      this.#without[won ? 'won' : 'lost'] += 1;
      return;
    }
    const sum = this.#reasonAt(said.reason)[won ? 'won' : 'lost'];
    sum.deals += 1;
    sum.amount += amount ?? 0;
  }

  addOpen({ amount, answers: said = noAnswers }: LearnedDeal): void {
    this.#eachChoice(said, (row) => {
      row.open += 1;
      row.amount += amount ?? 0;
    });
  }

  told(): Learned {
    const { choices, reason, unseen } = this.#asked;
    return {
      from: dayText(this.#day - daysBack),
      until: dayText(this.#day - 1),
      unseen: [...unseen],
      choices: choices.map(({ code, title }, at) => ({
        question: code,
        title,
        rows: [...(this.#choices[at]?.values() ?? [])].map((row) => ({ ...row, share: shareOf(row) })),
      })),
      reasons:
        reason === null
          ? null
          : {
              question: reason.code,
              title: reason.title,
              rows: [...this.#reasons.values()].filter(({ won, lost }) => won.deals + lost.deals > 0),
              without: { ...this.#without },
            },
    };
  }

  #eachChoice({ choices }: DealAnswers, count: (row: AnswerRow) => void): void {
    for (const [at, { code }] of this.#asked.choices.entries()) {
      const row = this.#choices[at]?.get(choices.get(code) ?? null);
      if (row !== undefined) count(row);
    }
  }

  #reasonAt(reason: string): ReasonRow {
    let row = this.#reasons.get(reason);
    if (row === undefined) {
      row = { reason, won: { deals: 0, amount: 0 }, lost: { deals: 0, amount: 0 } };
      this.#reasons.set(reason, row);
    }
    return row;
  }
}

/** Four fifths of the doubt, as for every chance here; by Agresti and Coull, so that 20 won of 20 are not certain. */
function shareOf({ closed, won }: AnswerRow): AnswerRow['share'] {
  if (closed < leastSeen) return null;
  const more = fourFifths ** 2;
  const middle = (won + more / 2) / (closed + more);
  return { won: won / closed, plusMinus: fourFifths * Math.sqrt((middle * (1 - middle)) / (closed + more)) };
}
