/** Partner registrations, as a model speaks of them. */
import { z } from 'zod';
import { fieldName } from './values.ts';

export const registration = z
  .strictObject({
    partner: fieldName
      .default('TAS_Partner_Account__c')
      .describe('Field of the deal that names the partner, a lookup to Account'),
    protection: z
      .int()
      .min(1)
      .max(3650)
      .default(180)
      .describe('For how many days at most an approval, or its extension, protects from today on'),
  })
  .describe('Partner registrations as records of their own. Left out: nothing of them is made');
