/** The two elements of a lead (docs/leads.md): what is missing, and what the rule on conversion refuses. */
import * as field from './lead-fields.ts';

/** Values of a lead by API name; blank: null, undefined, or a text of spaces. */
export type LeadValues = Readonly<Record<string, unknown>>;

/** Which fields count as a phone: `lead.phones` of the model. */
export type Phones = readonly string[];

/** The platform trims texts on saving. */
const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && !/[^\0- ]/.test(value));

/** Fields of each element that are blank. Without any phone, every field that would count is named. */
export interface Missing {
  readonly deal: readonly string[];
  readonly reach: readonly string[];
}

export const missingOf = (lead: LeadValues, phones: Phones): Missing => ({
  deal: [field.projectName, field.projectBrief].filter((name) => isBlank(lead[name])),
  reach: phones.every((name) => isBlank(lead[name])) ? [...phones] : [],
});

/** How many of the two elements are there, 0 to 2: what the formula field says. */
export function elementsIn(lead: LeadValues, phones: Phones): number {
  const { deal, reach } = missingOf(lead, phones);
  return [deal, reach].filter(({ length }) => length === 0).length;
}

/** Whether TAS-L1, where it is on and the org validates conversions, refuses a write that makes `after` of `before`. */
export const refusesConversion = (
  before: LeadValues | null,
  after: LeadValues,
  { phones, bypass }: { readonly phones: Phones; readonly bypass: boolean },
): boolean =>
  !bypass &&
  before !== null &&
  before[field.isConverted] !== true &&
  after[field.isConverted] === true &&
  elementsIn(after, phones) < 2;
