/** Random writes of leads: what of the two elements is there, before and after, and whether it is converted. */
import fc from 'fast-check';
import type { Frame } from '../../practice-org/server/index.ts';
import { leadField, type LeadValues } from '../../product/lead/index.ts';
import { permission } from '../../product/vocabulary/index.ts';
import type { RuleOracle } from './rules.ts';

interface LeadCase {
  readonly before: LeadValues | null;
  readonly after: LeadValues;
  /** Whether the writer holds the bypass. */
  readonly bypass: boolean;
}

const text = fc.constantFrom(null, '', 'ERP', '138 1234 5678');
const lead: fc.Arbitrary<LeadValues> = fc.record({
  [leadField.projectName]: text,
  [leadField.projectBrief]: text,
  Phone: text,
  MobilePhone: text,
  [leadField.isConverted]: fc.boolean(),
});

export const leadCases: fc.Arbitrary<LeadCase> = fc.record({
  before: fc.option(lead),
  after: lead,
  bypass: fc.boolean(),
});

/** The write as an org of that model sees it. The platform stores no empty text. */
export function leadFrame(oracle: RuleOracle, { before, after, bypass }: LeadCase): Frame {
  const stored = (lead: LeadValues) =>
    Object.fromEntries(
      Object.entries(lead).map(([name, value]) => [
        name,
        typeof value === 'boolean' || (typeof value === 'string' && value !== '') ? value : null,
      ]),
    );
  const [id] = oracle.people;
  const permissions = new Set(bypass ? [permission.bypass] : []);
  return oracle.childWrite('Lead', before === null ? undefined : stored(before), stored(after), { id, permissions });
}
