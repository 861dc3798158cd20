/** A model that asks for what a real org has: it compiles, the practice org stands in for that org, and its gate holds. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'jsforce';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { readModel } from '../../scripts/product/model/index.ts';
import { explain } from '../../scripts/product/explain/index.ts';
import { connectOrg } from '../../scripts/product/org/index.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { practiceIn } from './practice.ts';
import { existingData } from '../model/existing.ts';
import { accepted } from '../model/models.ts';

const model = accepted(readModel('model.yaml', stringify(existingData)));

async function started(): Promise<StartedPractice> {
  const root = mkdtempSync(join(tmpdir(), 'tas-existing-'));
  writeFileSync(join(root, 'model.yaml'), stringify(existingData));
  const practice = await practiceIn(root, { modelFile: 'model.yaml', sampleDeals: 5 });
  onTestFinished(async () => {
    await practice.stop();
    rmSync(root, { recursive: true, force: true });
  });
  return practice;
}

test('no field and no right is made for what the org has', () => {
  const { files, findings } = compileModel(model, 'model.yaml');
  expect(findings).toEqual([]);
  const named = /SBQQ__|Legal_OK__c|acme__|SyncedQuoteId|Pricebook2Id/;
  expect(files.filter(({ path }) => named.test(path))).toEqual([]);
  const sets = files.filter(({ path }) => path.startsWith('permissionsets/'));
  expect(sets.filter(({ text }) => named.test(text))).toEqual([]);
});

test('its gate asks for each of them, and for a checkbox as checked and not as filled', async () => {
  const { org, notes } = await started();
  expect(notes[0]).toContain(
    'Your org has SBQQ__Quote__c, Quote, Opportunity.SBQQ__PrimaryQuote__c, Opportunity.Legal_OK__c, Opportunity.acme__Seen_On__c, Opportunity.SyncedQuoteId, says the model;',
  );
  const as = (accessToken: string) => new Connection({ instanceUrl: org.instanceUrl, accessToken, version: '66.0' });
  const [rep, admin] = [as(org.tokens.rep), as(org.tokens.admin)];
  const made = async (object: string, values: object, by = rep): Promise<string> => {
    const saved = await by.sobject(object).create(values as never);
    return String((saved as { id?: string }).id);
  };
  const account = await made('Account', { Name: 'Acme' });
  const book = await made('Pricebook2', { Name: 'Standard', IsActive: true }, admin);
  const product = await made('Product2', { Name: 'Pump', IsActive: true }, admin);
  const entry = await made(
    'PricebookEntry',
    { Pricebook2Id: book, Product2Id: product, UnitPrice: 10, IsActive: true },
    admin,
  );
  const content: Record<string, unknown> = {
    SBQQ__PrimaryQuote__c: await made('SBQQ__Quote__c', { Name: 'Q-1' }),
    Legal_OK__c: true,
    acme__Seen_On__c: '2026-11-01T08:00:00.000Z',
    Pricebook2Id: book,
    ContractId: await made('Contract', { AccountId: account }),
    SyncedQuoteId: await made('Quote', { Name: 'Q-2' }),
    IsPrivate: true,
  };
  const deal = { Name: 'Deal', StageName: 'Qualify', CloseDate: '2027-01-31', Amount: 5, AccountId: account };
  const id = await made('Opportunity', { ...deal, ...content });
  const move = (fields: object) => rep.sobject('Opportunity').update({ Id: id, ...fields } as never);
  // Products come after the deal: without one, nothing else helps.
  await expect(move({ StageName: 'Close' })).rejects.toThrow('[TAS-G1]');
  const line = await made('OpportunityLineItem', {
    OpportunityId: id,
    PricebookEntryId: entry,
    Quantity: 1,
    UnitPrice: 5,
  });
  for (const [name, value] of Object.entries(content)) {
    const nothing = value === true ? false : null;
    await expect(move({ StageName: 'Close', [name]: nothing }), name).rejects.toThrow('[TAS-G1]');
  }
  await move({ StageName: 'Close' });
  for (const [name, value] of Object.entries(content)) {
    const nothing = value === true ? false : null;
    await expect(move({ [name]: nothing }), `${name} emptied`).rejects.toThrow('[TAS-G1]');
  }
  await move({ NextStep: 'call' });
  expect(line).toMatch(/^00k/);
});

test('explain says what is not ticked and that there are no products', async () => {
  const { org } = await started();
  const rep = new Connection({ instanceUrl: org.instanceUrl, accessToken: org.tokens.rep, version: '66.0' });
  const { id = '' } = await rep
    .sobject('Opportunity')
    .create({ Name: 'Deal', StageName: 'Qualify', CloseDate: '2027-01-31', Amount: 5, IsPrivate: true });
  const connection = await connectOrg(org.tokens.rep, {
    projectDir: tmpdir(),
    env: { SF_ORG_INSTANCE_URL: org.instanceUrl },
  });
  const { verdict } = await explain(connection, model, id, undefined, { today: '2026-11-26', dayOf: (day) => day });
  const why = new Map(verdict.requirements.map((one) => [one.code, one.why.map(({ kind }) => kind)]));
  expect(Object.fromEntries(why)).toMatchObject({
    Q_QUOTE: ['blank'],
    Q_LEGAL: ['unchecked'],
    Q_SEEN: ['blank'],
    Q_PRODUCTS: ['unchecked'],
    Q_PRIVATE: [],
  });
});
