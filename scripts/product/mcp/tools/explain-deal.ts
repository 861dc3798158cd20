/** `explain_deal` and `list_missing`: where a deal stands, and what keeps it from moving. */
import { z } from 'zod';
import { fill } from '../../messages/index.ts';
import { moveAnswer, requirementAnswer, standingAnswer } from '../answers.ts';
import * as argument from '../arguments.ts';
import { judge, lookAt, moveOf, requirementOf, stageAsked, standingOf, type Judged, type Look } from '../look.ts';
import { tool } from '../tool.ts';
import { moveText, standingText } from '../words.ts';

const asked = argument.only({
  deal: argument.deal,
  to: argument.stage.optional().describe('Stage to move to, by name or label. Default: the next stage of its way.'),
  language: argument.language,
});

/** The grade with its reason in numbers. */
function gradeText({ messages: { explain } }: Look, { explanation, shown: { grade } }: Judged): string {
  const { effective } = explanation.verdict.grade;
  return effective === null ? fill(explain.noGrade, grade.reason) : fill(explain.grade, effective, grade.reason);
}

export const explainDeal = tool({
  name: 'explain_deal',
  title: 'Explain a deal',
  description:
    'Where one opportunity stands by the TAS+ sales model: stage, track and grade with the reason, what the gates say to its move to the next stage (or to the stage given), what is missing and who can settle it, what was left behind, what another amount would change, and warnings. Reads only.',
  input: asked,
  output: z.strictObject({
    ...standingAnswer,
    ...moveAnswer,
    position: z.string().describe('Such as "Stage 2 of 7"'),
    age: z.string().nullable().describe('Days in the stage; null where it stands in none'),
    track: z.strictObject({
      name: z.string(),
      way: z.array(z.string()).describe('Its stages, in order'),
      mayJump: z.boolean().describe('It may go straight to the last stage'),
    }),
    grade: z.strictObject({ letter: z.string().nullable(), reason: z.string(), whatIf: z.array(z.string()) }),
    behind: z.array(requirementAnswer).describe('Passed without; comes due before the deal is won'),
    warnings: z.array(z.string()).describe('Worth a look; some quote what people wrote'),
  }),
  writes: null,
  run: async ({ deal, to, language }, desk) =>
    await desk.use(async (opened) => {
      const look = await lookAt(desk, opened, deal, language);
      const judged = judge(look, stageAsked(look.model, to));
      const { shown, explanation } = judged;
      const { verdict } = explanation;
      const { track } = verdict;
      return {
        failed: false,
        text: [
          standingText(look, judged),
          `${shown.track.name} · ${gradeText(look, judged)}`,
          ...moveText(look, judged),
        ].join('\n'),
        data: {
          ...standingOf(look, judged),
          ...moveOf(look, judged),
          position: shown.stage.position,
          age: shown.stage.age,
          track: {
            name: shown.track.name,
            way: shown.steps.filter(({ id }) => track.way.includes(id)).map(({ name }) => name),
            mayJump: track.jump,
          },
          grade: { letter: verdict.grade.effective, reason: shown.grade.reason, whatIf: [...shown.grade.whatIf] },
          behind: [...(shown.behind?.requirements ?? [])].map((one) => requirementOf(look, one)),
          warnings: [...[...shown.requirements.values()].flatMap(({ warnings }) => warnings), ...shown.notes],
        },
      };
    }),
});

export const listMissing = tool({
  name: 'list_missing',
  title: 'List what is missing',
  description:
    'What stands between one opportunity and its next stage (or the stage given): each requirement with the reason why it is open, the fields that would meet it with what stands in them, and who can settle it: the user who is logged in, an approver or who decides grades. Reads only.',
  input: asked,
  output: z.strictObject({ ...standingAnswer, ...moveAnswer }),
  writes: null,
  run: async ({ deal, to, language }, desk) =>
    await desk.use(async (opened) => {
      const look = await lookAt(desk, opened, deal, language);
      const judged = judge(look, stageAsked(look.model, to));
      return {
        failed: false,
        text: [standingText(look, judged), ...moveText(look, judged)].join('\n'),
        data: { ...standingOf(look, judged), ...moveOf(look, judged) },
      };
    }),
});
