/** Who works on a deal together, as a model speaks of them. */
import { z } from 'zod';
import { limits, text } from './values.ts';

/** How requirements call a role. */
export const roleName = z.string().regex(/^[A-Z][A-Z0-9_]{0,19}$/, 'must be capitals and digits, such as AR');

export const team = z
  .strictObject({
    roles: z
      .array(
        z.strictObject({
          name: roleName.describe('What people of a stage name as their `role`'),
          member: z
            .string()
            .trim()
            .min(1)
            .max(255)
            .describe('Team Role of the org: the value that the opportunity team stores'),
          access: z
            .enum(['Read', 'Edit'])
            .default('Read')
            .describe('What somebody may do with a deal to whose team `tas team sync` adds them'),
          label: text(limits.fieldLabel, 'Role as people read it'),
        }),
      )
      .min(1)
      .max(30)
      .describe('Roles that opportunity teams know too'),
  })
  .describe('Who works on deals together. Left out: the people of a deal and its team are nothing to each other');
