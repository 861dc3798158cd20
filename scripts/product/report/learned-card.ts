/** What became of deals by the coach's answers, and what decided them: the same card on the forecast's page and in the report. */
import { leastSeen, type ForecastReport, type Learned } from '../forecast/index.ts';
import { fill, languageOf, textIn } from '../messages/index.ts';
import { reviewReasons } from '../model/index.ts';
import { card, paragraph } from './frame.ts';
import { html, told, type Html } from './html.ts';
import { table, type Column } from './table.ts';
import type { Writer } from './write.ts';

/** None where the coach asks nothing of the kind. */
export function learnedCards({ learned, currency }: ForecastReport, write: Writer): Html[] {
  if (learned === null) return [];
  const { messages, day, locale } = write;
  const { foresight } = messages;
  const { from, until, unseen, choices, reasons } = learned;
  const language = languageOf(messages.language.tag);
  const titles = new Map(
    (locale.model.coaching?.questions ?? []).map(({ code, label }) => [code, language && textIn(label, language)]),
  );
  const titleOf = ({ question, title }: { readonly question: string; readonly title: string }): Html =>
    html`<h3>${told(titles.get(question) ?? title)}</h3>`;
  const code = currency ?? '';
  return [
    card(
      {
        id: 'learned',
        title: foresight.learned,
        help: fill(foresight.learnedHelp, day(from), day(until)),
        long: true,
      },
      ...unseen.map((name) => paragraph(fill(foresight.notSeen, name))),
      ...choices.flatMap((one) => [
        titleOf(one),
        html`<p class="soft">${told(fill(foresight.lastAnswer, leastSeen))}</p>`,
        answerTable(one.rows, code, write),
      ]),
      ...(reasons === null
        ? []
        : [
            titleOf(reasons),
            html`<p class="soft">
              ${told(fill(foresight.withoutReason, write.count(reasons.without.won), write.count(reasons.without.lost)))}
            </p>`,
            reasons.rows.length === 0 ? paragraph(foresight.noReason) : reasonTable(reasons.rows, code, write),
          ]),
    ),
  ];
}

const figures =
  <T>() =>
  (head: string, of: (row: T) => string): Column<T> => ({ head, look: 'money', of: (row) => told(of(row)) });

function answerTable(rows: Learned['choices'][number]['rows'], code: string, write: Writer): Html {
  const { messages, count, percent, rounded } = write;
  const { foresight, weekly } = messages;
  const choices: Readonly<Record<string, string>> = messages.coachingChoice;
  const figure = figures<(typeof rows)[number]>();
  return table(rows, [
    {
      head: foresight.answer,
      of: ({ answer }) => told(answer === null ? foresight.neverAnswered : (choices[answer] ?? answer)),
    },
    figure(foresight.closed, ({ closed }) => count(closed)),
    figure(weekly.became.won, ({ won }) => count(won)),
    figure(foresight.shareWon, ({ share }) =>
      share === null
        ? weekly.tooFew
        : fill(foresight.plusMinus, percent(share.won), String(Math.round(100 * share.plusMinus))),
    ),
    figure(foresight.openNow, ({ open }) => count(open)),
    figure(weekly.openAmount, ({ amount }) => rounded(amount, code)),
  ]);
}

function reasonTable(rows: NonNullable<Learned['reasons']>['rows'], code: string, write: Writer): Html {
  const { messages, count, rounded, locale } = write;
  const { foresight, weekly } = messages;
  const language = languageOf(messages.language.tag);
  const names = new Map(
    (reviewReasons(locale.model)?.all ?? []).map(({ value, label }) => [value, language && textIn(label, language)]),
  );
  const figure = figures<(typeof rows)[number]>();
  return table(rows, [
    { head: foresight.reason, of: ({ reason }) => told(names.get(reason) ?? reason) },
    figure(weekly.became.won, ({ won }) => count(won.deals)),
    figure(foresight.wonAmount, ({ won }) => rounded(won.amount, code)),
    figure(weekly.became.lost, ({ lost }) => count(lost.deals)),
    figure(foresight.lostAmount, ({ lost }) => rounded(lost.amount, code)),
  ]);
}
