import { expect, test } from 'vitest';
import { countLeads } from '../../scripts/product/audit/leads.ts';
import { notesOf } from '../../scripts/product/audit/notes.ts';
import type { AuditReport } from '../../scripts/product/audit/report.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { foreignOrg } from '../install/org.ts';
import { connect, loaded } from '../practice-org/practice.ts';
import { referenceModel } from '../reference/index.ts';
import { modelWithLeads } from './section.ts';

const model = modelWithLeads();
const quiet: Partial<AuditReport> = {
  where: null,
  mapping: null,
  unconverted: 0,
  recordType: 0,
  cohort: 0,
  unseen: [],
};

const notes = (leads: AuditReport['leads'], language: 'en_US' | 'zh_CN' = 'en_US'): string[] =>
  notesOf({ ...quiet, seesItems: true, leads } as AuditReport, messagesIn(language), localeOf(model, language));

test('rows without a key and leads that became deals without an element are counted, in both languages', async () => {
  const { org, practice } = await foreignOrg(metadataOf('.', model));
  loaded(practice, 'Lead', { LastName: 'A', Company: 'Nordwind' });
  loaded(practice, 'Lead', { LastName: 'B', Company: 'Nordwind', TAS_Duplicate_Key__c: 'nordwind' });
  loaded(practice, 'Opportunity', { Name: 'C', StageName: 'Prospecting', CloseDate: '2027-01-31' });
  const bare = loaded(practice, 'Lead', { LastName: 'D', Company: 'Bare' });
  // The rule is off in a model that only observes.
  const rule = { leadId: bare, convertedStatus: 'Closed - Converted', doNotCreateOpportunity: true };
  await connect(practice, 'ops').soap.convertLead(rule);
  const counts = await countLeads(org, model);
  expect(counts).toEqual({ leadsWithoutKey: 1, dealsWithoutKey: 1, convertedIncomplete: 1 });
  expect(notes(counts)).toEqual([
    expect.stringContaining('1 leads and 1 open deals'),
    expect.stringContaining('two elements: 1'),
  ]);
  expect(notes(counts, 'zh_CN')).toEqual([expect.stringContaining('线索 1 条'), expect.stringContaining('1 条')]);
});

test('where all is in order nothing is said, and what cannot be read is said', async () => {
  expect(notes({ leadsWithoutKey: 0, dealsWithoutKey: 0, convertedIncomplete: 0 })).toEqual([]);
  const { org } = await foreignOrg([]);
  const counts = await countLeads(org, model);
  expect(counts).toEqual({ leadsWithoutKey: null, dealsWithoutKey: null, convertedIncomplete: null });
  expect(notes(counts)).toEqual([messagesIn('en_US').audit.noLeads]);
  expect(await countLeads(org, referenceModel)).toBeNull();
  expect(notes(null)).toEqual([]);
});
