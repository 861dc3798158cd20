/** The contract that a deal ends in (docs/contract.md): what a draft of it holds, and what delivery gets. */
import { z } from 'zod';
import { code, fieldName } from './values.ts';

export const contract = z.strictObject({
  term: z.int().min(1).max(600).default(12).describe('Months that a draft is offered with'),
  number: fieldName.optional().describe('Text field of the deal with the number of the signed contract'),
  date: fieldName.optional().describe('Date field of the deal: the day on which it was signed'),
  handover: z
    .array(code)
    .max(60)
    .default([])
    .describe('Codes of the requirements whose answers delivery gets, in the order in which it reads them'),
});
