/** A plan: what an apply would change in one org, and what it was worked out from. */
import { z } from 'zod';

const member = z.strictObject({ type: z.string(), name: z.string() });

export const changeShape = z.strictObject({
  kind: z.enum(['add', 'change', 'remove']),
  type: z.string(),
  name: z.string(),
  /** What is otherwise afterwards, a sentence each. */
  sentences: z.array(z.string()),
});

export const planShape = z.strictObject({
  about: z.string(),
  format: z.literal(1),
  /** ISO 8601. */
  made: z.string(),
  org: z.strictObject({
    id: z.string(),
    instanceUrl: z.string(),
    name: z.string(),
    edition: z.string(),
    isProduction: z.boolean(),
  }),
  model: z.strictObject({ file: z.string(), version: z.number(), hash: z.string() }),
  /** What was read of the org: the components, and a checksum of each file. */
  members: z.array(member),
  read: z.record(z.string(), z.string()),
  changes: z.array(changeShape),
  /** What the model asks for now and did not before, and the other way round. */
  asks: z.array(z.strictObject({ kind: z.enum(['add', 'change', 'remove']), says: z.string() })),
  notes: z.array(z.string()),
  /** Source format, path below a package folder → text. */
  deploy: z.record(z.string(), z.string()),
  remove: z.array(member),
});

export type PlanChange = z.output<typeof changeShape>;
export type ModelChange = InstallPlan['asks'][number];
export type InstallPlan = z.output<typeof planShape>;
