/** `propose_move` and `rehearse_move`: what a move would take, and what the gates would say to it. Nothing is written. */
import { z } from 'zod';
import { verdict } from '../../gate/index.ts';
import type { PresentedRequirement } from '../../present/index.ts';
import { field } from '../../vocabulary/index.ts';
import { moveAnswer, requirementAnswer, standingAnswer } from '../answers.ts';
import * as argument from '../arguments.ts';
import { judge, lookAt, moveOf, requirementOf, stageAsked, standingOf, type Look } from '../look.ts';
import { movedValues } from '../moved.ts';
import { tool } from '../tool.ts';
import { moveText, standingText } from '../words.ts';

const kinds = ['fill_fields', 'settle_item', 'request_approval', 'decide_grade', 'move_deal'] as const;

const step = z.strictObject({
  kind: z
    .enum(kinds)
    .describe(
      'Names the tool that does it, where the server may write; decide_grade has none: the grading run or a manager does it',
    ),
  by: z.enum(['you', 'others', 'unknown']).describe('Whether the user who is logged in can do it'),
  who: z.string().describe('Who can, in words'),
  requirement: requirementAnswer.nullable().describe('What it settles; null for the move itself'),
});

type Step = z.input<typeof step>;

/** What settles a requirement, and by whom. */
function stepsOf(look: Look, one: PresentedRequirement): Step[] {
  const requirement = requirementOf(look, one);
  const { fixer, youCan, fields, requested } = requirement;
  const by = youCan === null ? 'unknown' : youCan ? 'you' : 'others';
  const settle: Step = {
    kind: fixer === 'grader' ? 'decide_grade' : fields.length > 0 ? 'fill_fields' : 'settle_item',
    by,
    who: one.who,
    requirement,
  };
  const isToAsk = fixer === 'approver' && by !== 'you' && !requested;
  const { editor } = look.messages.fixer;
  return [...(isToAsk ? [{ ...settle, kind: 'request_approval', by: 'you', who: editor } as const] : []), settle];
}

/** Every stage the deal could be moved to, with what the gates say. */
function otherMoves(look: Look, at: string, asked: string | null) {
  const { model, read, calendar } = look;
  const { deal, items, viewer } = read;
  return [...model.stages, model.closed.won, model.closed.lost]
    .filter(({ name }) => name !== at && name !== asked)
    .map(({ name }) => {
      const after = { ...deal, [field.stage]: name };
      const { refusals, requirements } = verdict({ model, before: deal, after, items, viewer, ...calendar });
      return {
        to: look.locale.stage(name),
        refusals: refusals.map(({ code }) => code),
        missing: requirements.filter(({ blocks }) => blocks).length,
      };
    });
}

export const proposeMove = tool({
  name: 'propose_move',
  title: 'Propose a move',
  description:
    'What it would take to move one opportunity to its next stage (or to the stage given): what the gates say now, and the writes that are needed, in order, each with who can do it; and every other stage with the rules that stand against going there. A proposal: nothing is written.',
  input: argument.only({
    deal: argument.deal,
    to: argument.stage.optional().describe('Stage to move to, by name or label. Default: the next stage of its way.'),
    language: argument.language,
  }),
  output: z.strictObject({
    ...standingAnswer,
    ...moveAnswer,
    steps: z
      .array(step)
      .describe(
        'The writes that are needed, in order; the last one is the move. Empty where a rule of movement bars it',
      ),
    otherMoves: z.array(
      z.strictObject({
        to: z.string(),
        refusals: z.array(z.string()).describe('Codes of what stands against it'),
        missing: z.int(),
      }),
    ),
  }),
  writes: null,
  run: async ({ deal, to, language }, desk) =>
    await desk.use(async (opened) => {
      const look = await lookAt(desk, opened, deal, language);
      const judged = judge(look, stageAsked(look.model, to));
      const { explanation, shown } = judged;
      const last: Step = { kind: 'move_deal', by: 'you', who: look.messages.fixer.editor, requirement: null };
      // What leaves the way is no matter of more steps; a loss reason goes with the move itself.
      const isBarred = explanation.verdict.refusals.some(
        ({ code, observed }) => !observed && /^TAS-M(?!3$)/.test(code),
      );
      const steps =
        explanation.to === null || isBarred ? [] : [...shown.move.blocking.flatMap((one) => stepsOf(look, one)), last];
      return {
        failed: false,
        text: [standingText(look, judged), ...moveText(look, judged)].join('\n'),
        data: {
          ...standingOf(look, judged),
          ...moveOf(look, judged),
          steps,
          otherMoves: otherMoves(look, explanation.verdict.stage.name, explanation.to),
        },
      };
    }),
});

export const rehearseMove = tool({
  name: 'rehearse_move',
  title: 'Rehearse a move',
  description:
    'What the gate engine says to a move of one opportunity as it stands, judged as the very write that move_deal would send. Nothing is written. It is the answer of the engine: the org may have validation rules, flows and triggers of its own, which only a real write meets, and its TAS+ rules may be of another model than the one of this server.',
  input: argument.only({
    deal: argument.deal,
    to: argument.stage,
    lossReason: argument.lossReason,
    language: argument.language,
  }),
  output: z.strictObject({
    ...standingAnswer,
    ...moveAnswer,
    judgedBy: z.literal('engine').describe('Not the org: rules of its own were not asked'),
  }),
  writes: null,
  run: async ({ deal, to, lossReason, language }, desk) =>
    await desk.use(async (opened) => {
      const look = await lookAt(desk, opened, deal, language);
      const target = stageAsked(look.model, to) ?? to;
      const judged = judge(look, target, movedValues(look, target, lossReason));
      return {
        failed: false,
        text: [standingText(look, judged), ...moveText(look, judged), look.messages.agent.rehearsed].join('\n'),
        data: { ...standingOf(look, judged), ...moveOf(look, judged), judgedBy: 'engine' as const },
      };
    }),
});
