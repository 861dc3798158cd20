/** The shape of a lock file. */
import { z } from 'zod';

export const lockSchema = z.strictObject({
  about: z.string(),
  version: z
    .strictObject({ number: z.int(), hash: z.string() })
    .optional()
    .describe('The newest version of the model, and its hash when that version was compiled first'),
  stages: z.record(z.string(), z.string()).describe('Stage number → StageName it was first used for'),
  codes: z
    .record(z.string(), z.strictObject({ stage: z.int(), slot: z.int().optional() }))
    .describe('Code → the stage and slot it belongs to for ever'),
});

export type ModelLock = z.output<typeof lockSchema>;
