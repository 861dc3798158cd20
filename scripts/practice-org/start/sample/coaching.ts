/**
 * What owners thought of their deals: answers to the questions of the hidden line, some at each stage that asks them, and
 * of most closed deals a review.
 */
import { answerField as answer, answerChoices, coachingAnswer } from '../../../product/coaching/index.ts';
import { reviewReasons, type Coaching, type Stage } from '../../../product/model/index.ts';
import { field } from '../../../product/vocabulary/index.ts';
import { dayOf } from './calendar.ts';
import type { SampleEvent, SampleValue } from './events.ts';
import type { SampleLanguage } from './names.ts';
import type { DealPlan, Outcome } from './plan.ts';
import { randomFrom, type Random } from './random.ts';
import type { Scene } from './story.ts';

type Words = Readonly<Record<SampleLanguage, readonly [string, ...string[]]>>;

const thoughts: Words = {
  zh: [
    '信息中心认可方案，财务还没有表态。',
    '对手上周做了交流，需要了解他们的报价。',
    '先约总经理，再安排一次现场参观。',
    '客户最看重停机时间，我们有同类案例。',
  ],
  en: [
    'IT is with us; finance has not said a word yet.',
    'The incumbent visited last week; find out what they offer.',
    'Meet the managing director first, then arrange a reference visit.',
    'Downtime counts most for them, and we have a case to show.',
  ],
};

const lessons: Words = {
  zh: [
    '业主说，现场参观之后才放心。',
    '技术评分我们领先，商务条款谈得太晚。',
    '决策人换了，我们一个月后才知道。',
    '早期就参与了需求讨论，评分标准是一起定的。',
  ],
  en: [
    'They said that the visit to the plant made the difference.',
    'Ahead in the technical score; we spoke about terms too late.',
    'The decider changed, and we learned of it a month later.',
    'We were there when the needs were written down.',
  ],
};

/** Of a hundred owners who are asked whether they can win, so many say yes, and no: those who win mostly saw it coming. */
const foreseen: Readonly<Record<Outcome, readonly [yes: number, no: number]>> = {
  won: [68, 8],
  open: [48, 16],
  lost: [26, 38],
};

const [yes, no, unknown] = answerChoices;

function choiceOf(outcome: Outcome, random: Random): string {
  const [sure, doubtful] = foreseen[outcome];
  const drawn = 100 * random.next();
  return drawn < sure ? yes : drawn < sure + doubtful ? no : unknown;
}

/**
 * On the days on which the deal came into a stage that asks, and in the weeks after it was closed; of a number of its own:
 * no deal changes for it. `history`: what happened to the deal itself.
 */
export function answersOf(
  { model, calendar }: Scene,
  plan: DealPlan,
  history: readonly SampleEvent[],
  seed: number,
): SampleEvent[] {
  if (model.coaching === undefined) return [];
  const random = randomFrom(seed + plan.number * 15_485_863);
  const { questions } = model.coaching;
  const given = (time: number, row: string, fields: SampleEvent['fields']): SampleEvent => ({
    at: new Date(time).toISOString(),
    actor: plan.owner,
    deal: plan.number,
    operation: 'insert',
    object: coachingAnswer,
    row: `deal ${plan.number} ${row}`,
    fields: { [answer.deal]: { row: `deal ${plan.number}` }, ...fields },
  });
  // Only the full way has a third stage.
  const way = model.stages.filter(({ tender }) => plan.hasTender || !tender);
  const onTheWay = plan.entered.slice(2).flatMap((day, at): SampleEvent[] => {
    const time = calendar.moment(day);
    const stage = way[at + 2];
    if (stage === undefined || dayOf(time) >= dayOf(calendar.moment(plan.ends))) return [];
    return asked(questions, stage)
      .filter(({ kind }) => random.chance(kind === 'choice' ? 0.7 : 0.4))
      .map(({ code, kind }): SampleEvent =>
        given(time, `${code} ${at}`, {
          [answer.question]: code,
          [answer.stage]: stage.name,
          ...(kind === 'choice' ? { [answer.choice]: choiceOf(plan.outcome, random) } : {}),
          [answer.text]: random.pick(thoughts[plan.customer.language]),
        }),
      );
  });

  const { won, lost } = model.closed;
  const closing = history.findLast(({ fields }) =>
    [won.name, lost.name].some((name) => fields[field.stage] === name),
  )?.fields;
  if (closing === undefined || random.chance(0.25)) return onTheWay;
  const time = calendar.moment(plan.ends + random.between(2, 20));
  if (time <= calendar.moment(plan.ends + 1)) return onTheWay;
  // The reason that the deal itself has: who reviewed it agreed, or put it right.
  const lostBy = closing[field.lossReason];
  const reasonOf = (): SampleValue =>
    closing[field.stage] === won.name ? random.pick(reviewReasons(model)?.won ?? []).value : (lostBy ?? null);
  const afterwards = questions
    .filter(({ closed, kind }) => closed && (kind === 'reason' || random.chance(0.6)))
    .map(({ code, kind }): SampleEvent =>
      given(time, code, {
        [answer.question]: code,
        [answer.stage]: closing[field.stage] ?? '',
        ...(kind === 'reason' ? { [answer.reason]: reasonOf() } : {}),
        [answer.text]: random.pick(lessons[plan.customer.language]),
      }),
    );
  return [...onTheWay, ...afterwards];
}

const asked = (questions: Coaching['questions'], { id }: Stage): Coaching['questions'] =>
  questions.filter(({ stages = [] }) => stages.includes(id));
