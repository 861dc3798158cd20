import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'jsforce';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { reachableFields } from '../../scripts/product/model/index.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { practiceIn } from './practice.ts';
import { referenceData, setAt } from '../model/models.ts';

/** A project whose model asks for a field of the user's own org, and for a contact's number that only that org has. */
function projectOfItsOwn(): string {
  const root = mkdtempSync(join(tmpdir(), 'tas-own-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const data = referenceData();
  setAt(data, 'stages.0.required.1.fields', [
    { name: 'Legacy_Score__c', type: { kind: 'number', digits: 3 }, existing: true, positive: true },
  ]);
  setAt(data, 'stages.0.required.2.fields.0.reach', ['WeChat__c', 'Phone']);
  writeFileSync(join(root, 'model.yaml'), stringify(data));
  return root;
}

async function started(root: string): Promise<StartedPractice> {
  const practice = await practiceIn(root, { modelFile: 'model.yaml' });
  onTestFinished(() => practice.stop());
  return practice;
}

test('fields that the model says the org has stand in, of their type, and a rep fills them in', async () => {
  const { org, notes } = await started(projectOfItsOwn());
  expect(notes).toEqual([
    'Your org has Opportunity.Legacy_Score__c, Contact.WeChat__c, says the model; this org has stubs of the declared type, which everybody may edit.',
  ]);
  const rep = new Connection({ instanceUrl: org.instanceUrl, accessToken: org.tokens.rep, version: '66.0' });
  const { id: contact } = await rep.sobject('Contact').create({ LastName: 'Chen', WeChat__c: 'chen_88' });
  const deal = {
    Name: 'Deal',
    StageName: 'Validate Opportunity',
    CloseDate: '2027-01-31',
    Amount: 400_000,
    TAS_Led_By__c: 'Us',
    TAS_Project_Contact__c: contact,
  };
  const { id = '' } = await rep.sobject('Opportunity').create(deal);
  const { user_id: me } = await rep.identity();
  await rep.sobject('TAS_Gate_Item__c').create({
    Opportunity__c: id,
    Code__c: 'VAL_CONFIRM',
    Item_Key__c: `${id}:VAL_CONFIRM`,
    Status__c: 'Done',
    Settled_By__c: me,
    Settled_On__c: new Date().toISOString(),
  });
  const last = { Id: id, StageName: 'Negotiation & Signing' };
  await expect(rep.sobject('Opportunity').update(last)).rejects.toThrow('[TAS-G1]');
  await rep.sobject('Opportunity').update({ ...last, Legacy_Score__c: 71 });
});

test('a field that the project itself brings needs no stub', async () => {
  const root = projectOfItsOwn();
  const folder = join(root, 'force-app/main/default/objects/Opportunity/fields');
  mkdirSync(folder, { recursive: true });
  const xml =
    '<CustomField><fullName>Legacy_Score__c</fullName><label>Score</label><type>Number</type><precision>5</precision><scale>0</scale></CustomField>';
  writeFileSync(join(folder, 'Legacy_Score__c.field-meta.xml'), xml);
  const { org, notes } = await started(root);
  expect(notes.join()).not.toContain('Legacy_Score__c');
  expect(org.org.objects.get('opportunity')?.byName.get('legacy_score__c')?.precision).toBe(5);
});

test('every field that a model may reach through a lookup is there', async () => {
  const { org } = await started(projectOfItsOwn());
  for (const [object, fields] of Object.entries(reachableFields)) {
    const known = [...(org.org.objects.get(object.toLowerCase())?.fields ?? [])].map(({ name }) => name);
    expect(fields.filter((name) => !known.includes(name))).toEqual([]);
  }
});
