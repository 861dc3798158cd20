/** The org's own approval that a process of the model follows (docs/approvals.md). */
import { z } from 'zod';

const name = z
  .string()
  .max(80)
  .regex(/^[A-Za-z](?:_?[A-Za-z0-9])*$/, 'must be an API name');

export const approval = z
  .union(
    [
      z.strictObject({ process: name.describe('API name of an approval process on gate items') }),
      z.strictObject({ flow: name.describe('API name of a flow that asks for approval') }),
    ],
    'must be `process:` or `flow:` with an API name',
  )
  .describe("Processes only: the org's own approval whose outcome it follows; left out, people confirm it here");
