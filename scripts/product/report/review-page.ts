/** One deal on a page that prints on A4: for the talk of a manager with its owner. */
import { fill, textIn, type Language } from '../messages/index.ts';
import { reviewReasons } from '../model/index.ts';
import { present, type PresentedRequirement } from '../present/index.ts';
import { card, page, paragraph, tile } from './frame.ts';
import { html, nothing, told, type Html } from './html.ts';
import type { DealReview, ReviewedAnswer, ReviewedPerson } from './review-read.ts';
import { movesTable } from './review-moves.ts';
import { table } from './table.ts';
import { writerOf, type PageOptions, type Writer } from './write.ts';

type InLanguage = Writer & { readonly language: Language };

/** @returns HTML of one file. `today`: ISO 8601 day. */
export function reviewPage(
  review: DealReview,
  options: PageOptions & { readonly language: Language },
  today: string,
): string {
  const write = { ...writerOf(options), language: options.language };
  const { messages, locale } = options;
  const { explanation, account } = review;
  const shown = present(explanation.verdict, messages, { ...locale, approvers: explanation.approvers }, explanation.to);
  const { review: words } = messages;
  const { behind, notes, move, stage } = shown;
  return page(messages, `${words.title} · ${explanation.name}`, [
    html`<header>
      <h1>${told(explanation.name)}</h1>
      <p class="lead">${told([account, stage.name, stage.position].filter((one) => one !== '').join(' · '))}</p>
      <p class="soft">
        ${told(fill(words.asOf, write.day(today), fill(messages.explain.owner, explanation.ownerName)))}
      </p>
    </header>`,
    tiles(review, shown, write),
    card(
      { id: 'next', title: words.next },
      paragraph(move.title),
      ...(move.rules.length === 0 ? [] : [names(move.rules)]),
      missing(move.blocking, write),
      ...(behind === null ? [] : [html`<h3>${told(behind.title)}</h3>`, missing(behind.requirements, write)]),
      ...(notes.length === 0 ? [] : [names(notes)]),
    ),
    ...(review.map === undefined ? [] : [peopleCard(review.map, write)]),
    ...(review.answers === undefined ? [] : [coachCard(review, review.answers, write)]),
  ]);
}

const names = (texts: readonly string[]): Html =>
  html`<ul>
    ${texts.map((text) => html`<li>${told(text)}</li>`)}
  </ul>`;

function tiles(
  { amount, closeDate }: DealReview,
  { grade, stage }: ReturnType<typeof present>,
  { messages: { review: words }, locale, rounded, day }: Writer,
): Html {
  return html`<div class="tiles">
    ${[
      tile(words.amount, amount === null ? '–' : rounded(amount, locale.model.money.currency), ''),
      tile(words.closes, closeDate === '' ? '–' : day(closeDate), ''),
      tile(words.grade, grade.name, grade.reason),
      tile(words.age, stage.age ?? '–', '', stage.level === 'red'),
    ]}
  </div>`;
}

const missing = (requirements: readonly PresentedRequirement[], { messages: { review: words } }: Writer): Html =>
  requirements.length === 0
    ? nothing
    : table(requirements, [
        { head: words.whatWho, look: 'deal', of: ({ name }) => told(name) },
        { head: words.why, of: ({ why }) => told(why.join(' · ')) },
        { head: words.who, of: ({ who }) => told(who) },
      ]);

function peopleCard({ people, score, missing: lacks, moves }: NonNullable<DealReview['map']>, write: InLanguage): Html {
  const { messages, tenths, locale, language } = write;
  const { map, review: words, stakeholderFields: fields } = messages;
  const roles = new Map(
    (locale.model.customer?.roles ?? []).map(({ value, label }) => [value, textIn(label, language) ?? value]),
  );
  const stances = {
    supporter: map.stanceSupporter,
    neutral: map.stanceNeutral,
    opponent: map.stanceOpponent,
    unknown: map.stanceUnknown,
  };
  const answer = (value: string): Html =>
    told(value === '' ? map.blank : value === 'Unknown' ? map.stanceUnknown : value);
  const facts = [
    score.people === 1 ? map.onePerson : fill(map.people, score.people),
    score.score === null ? map.noScore : fill(map.score, tenths(score.score)),
    ...(score.unknownShare === null ? [] : [fill(map.unknown, score.unknownShare)]),
  ];
  if (people.length === 0) return card({ id: 'people', title: words.people }, paragraph(map.none));
  return card(
    { id: 'people', title: words.people, help: facts.join(' · ') },
    ...(lacks.length === 0 ? [] : [names(lacks.map((one) => map[one]))]),
    table<ReviewedPerson>(people, [
      {
        head: map.name,
        look: 'deal',
        of: ({ name, title, left }) =>
          told(
            [name === '' ? map.deleted : name, title, left ? map.gone : ''].filter((part) => part !== '').join(' · '),
          ),
      },
      { head: fields.role.label, of: ({ role }) => answer(roles.get(role) ?? role) },
      { head: map.reportsTo, of: ({ reportsTo }) => told(reportsTo === '' ? '–' : reportsTo) },
      { head: fields.closeness.label, of: ({ closeness }) => answer(closeness) },
      { head: fields.solution.label, of: ({ solution }) => answer(solution) },
      { head: fields.price.label, of: ({ price }) => answer(price) },
      { head: fields.influence.label, of: ({ influence }) => answer(influence) },
      { head: map.stance, of: ({ stance }) => told(stances[stance]) },
    ]),
    movesTable(moves, write),
  );
}

/** What was answered last to each question, and every answer to those that ask whether we can win. */
function coachCard({ strategy }: DealReview, answers: readonly ReviewedAnswer[], write: InLanguage): Html {
  const { messages, locale, language } = write;
  const { coach, review: words } = messages;
  const { questions = [], strategies } = locale.model.coaching ?? {};
  const chosen =
    strategy === '' || strategies === undefined ? [] : [fill(coach.strategy, locale.value(strategies.field, strategy))];
  const asked = questions.map((one) => {
    const given = answers.filter(({ question }) => question === one.code);
    return { label: textIn(one.label, language) ?? one.code, given: one.kind === 'choice' ? given : given.slice(0, 1) };
  });
  const reasons = reviewReasons(locale.model)?.all ?? [];
  const reasonText = (reason: string): string => {
    const found = reasons.find(({ value }) => value === reason);
    return (found && textIn(found.label, language)) ?? reason;
  };
  const said = ({ choice, reason, text, by, on, stage }: ReviewedAnswer): Html =>
    html`<li>
      ${told(
        [choice === '' ? '' : choiceText(choice, write), reasonText(reason), text]
          .filter((part) => part !== '')
          .join(' · '),
      )}
      <span class="soft">${told(fill(coach.inStage, by, write.day(on), locale.stage(stage)))}</span>
    </li>`;
  const known = asked.filter(({ given }) => given.length > 0);
  return card(
    { id: 'coach', title: words.coach, help: words.onePage },
    ...chosen.map(paragraph),
    ...(known.length === 0 ? [paragraph(coach.notAnswered)] : []),
    ...known.map(
      ({ label, given }) =>
        html`<h3>${told(label)}</h3>
          <ul>
            ${given.map(said)}
          </ul>`,
    ),
  );
}

/** An answer of the coach as people read it. */
const choiceText = (choice: string, { messages: { coachingChoice } }: Writer): string =>
  (coachingChoice as Readonly<Record<string, string>>)[choice] ?? choice;
