/** What tools are asked with. Ids and codes are judged here, before anything is asked of an org. */
import { z } from 'zod';
import { isDealId } from '../explain/index.ts';
import { languages } from '../messages/index.ts';

export const deal = z
  .string('must be the id of an opportunity')
  .refine(isDealId, 'must be the id of an opportunity: 15 or 18 letters and digits that begin with 006')
  .describe('Id of the opportunity, 15 or 18 characters, as it stands in the address of its page.');

export const user = z
  .string('must be the id of a user')
  .regex(/^005[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/, 'must be the id of a user: 15 or 18 characters that begin with 005')
  .describe('Id of a user, 15 or 18 characters.');

export const stage = z
  .string('must be the name of a stage')
  .min(1, 'must be the name of a stage')
  .max(80, 'must be the name of a stage, and none is so long')
  .describe('Stage by its name or label, in any language of the model.');

export const code = z
  .string('must be the code of a requirement')
  .regex(/^[A-Z][A-Z0-9_]{0,19}$/, 'must be the code of a requirement, such as those that explain_deal answers')
  .describe('Code of the requirement, as the reading tools answer it.');

export const language = z
  .enum(languages, `must be one of ${languages.join(', ')}`)
  .optional()
  .describe('Language of the texts. Default: that of the server.');

export const lossReason = z
  .string('must be a loss reason')
  .max(255, 'must be a loss reason')
  .optional()
  .describe('For a move to Closed Lost: why it was lost, one of the reasons of the model, by value or label.');

/** The state of the deal that whoever writes has seen. */
export const lastModified = z
  .string('must be the lastModified that a reading tool answered')
  .min(1, 'must be the lastModified that a reading tool answered')
  .max(40, 'must be the lastModified that a reading tool answered')
  .describe('lastModified of the deal as last read. Where the deal has changed since, nothing is written.');

/** A text that somebody writes; what nobody sees in it is refused where it would be stored. */
export const written = (most: number, what: string) =>
  z
    .string('must be a text')
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must have ${most} characters at most`)
    .regex(/^(?:[^\p{Cc}\p{Cf}\p{Cs}]|[\n\t\u200c\u200d])*$/u, 'must not hold control characters')
    .describe(what);

/** Arguments of a tool, and no others. */
export const only = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: ({ code: kind, keys = [] }) =>
      kind === 'unrecognized_keys'
        ? `the tool does not take ${(keys as string[]).map((key) => `"${key.slice(0, 40)}"`).join(', ')}`
        : undefined,
  });
