/** What nothing in Salesforce sees to by itself: keys of leads and deals, and leads that became deals without an element. */
import { countIfThere } from '../explain/index.ts';
import { leadDealField, leadField } from '../lead/index.ts';
import type { SalesModel } from '../model/index.ts';
import { soql, soqlIdentifier } from '../org/index.ts';
import type { AuditOrg } from './read.ts';

/** null: this user cannot ask for it. */
export interface LeadCounts {
  /** Leads that are not converted, and open deals, without a customer key: no duplicate of them is found. */
  readonly leadsWithoutKey: number | null;
  readonly dealsWithoutKey: number | null;
  /** Converted leads that lack an element: past the rule, where the org did not validate or the writer held the bypass. */
  readonly convertedIncomplete: number | null;
}

/** null for a model without leads. */
export async function countLeads(org: AuditOrg, { lead }: SalesModel): Promise<LeadCounts | null> {
  if (lead === undefined) return null;
  const [leadKey, dealKey] = [soqlIdentifier(leadField.customerKey), soqlIdentifier(leadDealField.customerKey)];
  const complete = soqlIdentifier(leadField.complete);
  const [leads, deals, converted] = await Promise.all([
    countIfThere(org, soql`SELECT COUNT() FROM Lead WHERE IsConverted = false AND ${leadKey} = null`),
    countIfThere(org, soql`SELECT COUNT() FROM Opportunity WHERE IsClosed = false AND ${dealKey} = null`),
    countIfThere(org, soql`SELECT COUNT() FROM Lead WHERE IsConverted = true AND ${complete} < 2`),
  ]);
  return {
    leadsWithoutKey: leads ?? null,
    dealsWithoutKey: deals ?? null,
    convertedIncomplete: converted ?? null,
  };
}
