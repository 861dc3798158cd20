/** What owners thought of their deals: answers to the questions of the hidden line, some at each stage that asks them. */
import { answerField as answer, answerChoices, coachingAnswer } from '../../../product/coaching/index.ts';
import type { Coaching, Stage } from '../../../product/model/index.ts';
import { dayOf } from './calendar.ts';
import type { SampleEvent } from './events.ts';
import type { SampleLanguage } from './names.ts';
import type { DealPlan } from './plan.ts';
import { randomFrom } from './random.ts';
import type { Scene } from './story.ts';

const thoughts: Readonly<Record<SampleLanguage, readonly [string, ...string[]]>> = {
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

/** On the days on which the deal came into a stage that asks; of a number of its own: no deal changes for it. */
export function answersOf({ model, calendar }: Scene, plan: DealPlan, seed: number): SampleEvent[] {
  if (model.coaching === undefined) return [];
  const random = randomFrom(seed + plan.number * 15_485_863);
  const { questions } = model.coaching;
  // Only the full way has a third stage.
  const way = model.stages.filter(({ tender }) => plan.hasTender || !tender);
  return plan.entered.slice(2).flatMap((day, at): SampleEvent[] => {
    const time = calendar.moment(day);
    const stage = way[at + 2];
    if (stage === undefined || dayOf(time) >= dayOf(calendar.moment(plan.ends))) return [];
    return asked(questions, stage)
      .filter(() => random.chance(0.4))
      .map(({ code, kind }): SampleEvent => ({
        at: new Date(time).toISOString(),
        actor: plan.owner,
        deal: plan.number,
        operation: 'insert',
        object: coachingAnswer,
        row: `deal ${plan.number} ${code} ${at}`,
        fields: {
          [answer.deal]: { row: `deal ${plan.number}` },
          [answer.question]: code,
          [answer.stage]: stage.name,
          ...(kind === 'choice' ? { [answer.choice]: random.pick(answerChoices) } : {}),
          [answer.text]: random.pick(thoughts[plan.customer.language]),
        },
      }));
  });
}

const asked = (questions: Coaching['questions'], { id }: Stage): Coaching['questions'] =>
  questions.filter(({ stages = [] }) => stages.includes(id));
