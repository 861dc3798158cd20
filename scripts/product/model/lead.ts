/** The two elements of a lead (docs/leads.md): a possible deal, and a way to reach the owner of the project. */
import { z } from 'zod';
import { fieldName, limits, text } from './values.ts';

const element = (what: string) =>
  z
    .strictObject({
      label: text(limits.fieldLabel, 'The element as people read it'),
      help: text(limits.helpText, 'Why it is asked and what good looks like'),
    })
    .describe(what);

/** Fields of a lead that hold a phone number. */
const phones = ['Phone', 'MobilePhone'] as const;

export const lead = z.strictObject({
  enforcement: z
    .enum(['observe', 'enforce'])
    .default('observe')
    .describe('enforce: a lead that lacks an element is not converted, where the org validates conversions'),
  deal: element('A possible deal: project name and project brief'),
  reach: element("A way to reach it: the project owner's name and phone"),
  phones: z
    .array(z.enum(phones))
    .min(1)
    .default([...phones])
    .describe('Any of these fields counts as the phone'),
  callingCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a calling code such as 86, in quotation marks')
    .describe('Of phone numbers that name none'),
  briefTo: fieldName
    .optional()
    .describe('Field of the deal that the brief of a converted lead goes to; left out, conversion does not carry it'),
});
