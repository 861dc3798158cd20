/** The hidden line: questions that coach whoever works on a deal. Nothing is held against an answer. */
import { z } from 'zod';
import { code, fieldName, limits, picklistValue, text } from './values.ts';

const question = z.strictObject({
  code: code.describe('Permanent: stored with every answer'),
  kind: z
    .enum(['text', 'choice', 'reason'])
    .default('text')
    .describe('choice: yes, no or unknown, and why; reason: why the deal was won or lost, of a list, and words'),
  stages: z.array(z.int().min(1).max(99)).min(1).optional().describe('Ids of the stages that ask it'),
  closed: z.boolean().default(false).describe('true: asked when the deal is won or lost'),
  label: text(limits.fieldLabel, 'The question in two or three words'),
  help: text(limits.helpText, 'What to think of'),
});

export const coaching = z
  .strictObject({
    questions: z.array(question).min(1).max(40),
    won: z
      .array(picklistValue)
      .min(1)
      .max(50)
      .optional()
      .describe('Why deals are won: what a question of the kind reason is answered with; lost deals have closed.lost'),
    strategies: z
      .strictObject({
        field: fieldName.describe('Picklist of the deal that names the strategy chosen'),
        prompts: z
          .array(
            picklistValue.extend({ label: text(limits.helpText, 'What to think of where this strategy is chosen') }),
          )
          .min(1)
          .max(20),
      })
      .optional()
      .describe('What to think of, by the strategy that was chosen'),
  })
  .describe('Questions that coach, and hold nothing up. Left out: none are asked');
