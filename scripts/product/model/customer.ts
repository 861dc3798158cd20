/** The people of the customer, as a model speaks of them. */
import { z } from 'zod';
import { picklistValue } from './values.ts';

export const customer = z
  .strictObject({
    roles: z
      .array(
        picklistValue.extend({
          approves: z.boolean().default(false).describe('true: whoever has it can say yes'),
        }),
      )
      .min(1)
      .max(20)
      .describe('What part somebody of the customer has in the decision'),
    supporter: z
      .number()
      .min(1)
      .max(5)
      .default(4)
      .describe('Whose known answers are so high on average supports us; 1 to 5'),
    opponent: z
      .number()
      .min(1)
      .max(5)
      .default(2)
      .describe('Whose known answers are so low on average is against us; 1 to 5'),
  })
  .describe('The people of the customer and how they stand to us. Left out: no map of them is made');
