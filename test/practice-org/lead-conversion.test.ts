/** Leads converted as the settings of an org say: mapped fields, validation on and off, records that are there already. */
import type { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { stageValues } from '../../scripts/product/compile/index.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { modelWithLeads } from '../lead/section.ts';
import { call, connect, json, loaded, startFixture } from './practice.ts';

const model = modelWithLeads({ enforcement: 'enforce' });
const convertedStatus = 'Closed - Converted';
const pair = (from: string, to: string): string =>
  `<mappingFields><inputField>${from}</inputField><outputField>${to}</outputField></mappingFields>`;
const mapping = (pairs: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><LeadConvertSettings xmlns="http://soap.sforce.com/2006/04/metadata"><allowOwnerChange>true</allowOwnerChange><objectMapping><inputObject>Lead</inputObject>${pairs}<outputObject>Opportunity</outputObject></objectMapping></LeadConvertSettings>`;
const ours =
  pair('TAS_Project_Name__c', 'TAS_Project_Name__c') +
  pair('TAS_Project_Brief__c', 'TAS_Project_Brief__c') +
  pair('TAS_Duplicate_Key__c', 'TAS_Duplicate_Key__c');
const leadConfig = (validates: boolean): string =>
  `<?xml version="1.0" encoding="UTF-8"?><LeadConfigSettings xmlns="http://soap.sforce.com/2006/04/metadata"><shouldLeadConvertRequireValidation>${String(validates)}</shouldLeadConvertRequireValidation></LeadConfigSettings>`;

/** The stages of the org are those of the model, in its order. */
const stages: readonly [string, string] = [
  'standardValueSets/OpportunityStage.standardValueSet-meta.xml',
  `<?xml version="1.0" encoding="UTF-8"?><StandardValueSet xmlns="http://soap.sforce.com/2006/04/metadata">${stageValues(
    model,
  )
    .map(
      ({ name, isClosed, isWon, probability, forecastCategory }) =>
        `<standardValue><fullName>${name.replace('&', '&amp;')}</fullName><label>${name.replace('&', '&amp;')}</label><closed>${String(isClosed)}</closed><won>${String(isWon)}</won><probability>${probability}</probability><forecastCategory>${forecastCategory}</forecastCategory></standardValue>`,
    )
    .join('')}</StandardValueSet>`,
];

const started = async (more: readonly (readonly [string, string])[]): Promise<PracticeOrg> =>
  await startFixture({
    metadata: new Map([...metadataOf('.', model), stages, ...more]),
  });

const lead = (more: object = {}) => ({
  LastName: '王',
  Company: '南方能源有限公司',
  Phone: '13812345678',
  TAS_Project_Name__c: 'ERP 二期',
  TAS_Project_Brief__c: '升级财务与供应链，年底前上线。',
  TAS_Duplicate_Key__c: '南方能源',
  ...more,
});

interface Soap {
  convertLead(asked: object): Promise<{
    success: boolean;
    accountId?: string | null;
    contactId?: string | null;
    opportunityId?: string | null;
    errors?: unknown;
  }>;
}
const soapOf = (org: PracticeOrg, persona: 'rep' | 'ops' | 'admin' = 'admin'): Soap =>
  connect(org, persona).soap as unknown as Soap;

describe('in an org that maps and validates', () => {
  let org: PracticeOrg;
  let admin: Connection;
  beforeAll(async () => {
    org = await started([
      ['LeadConvertSettings/LeadConvertSettings.LeadConvertSetting-meta.xml', mapping(ours)],
      ['settings/LeadConfig.settings-meta.xml', leadConfig(true)],
    ]);
    admin = connect(org, 'admin');
  });
  afterAll(async () => await org.stop());

  test('project, brief and key of a lead stand in its deal, which begins in the first stage of the model', async () => {
    const made = await soapOf(org).convertLead({ leadId: loaded(org, 'Lead', lead()), convertedStatus });
    expect(made).toMatchObject({ success: true });
    expect(await admin.sobject('Opportunity').retrieve(made.opportunityId ?? '')).toMatchObject({
      StageName: 'Validate Opportunity',
      TAS_Project_Name__c: 'ERP 二期',
      TAS_Project_Brief__c: '升级财务与供应链，年底前上线。',
      TAS_Duplicate_Key__c: '南方能源',
    });
  });

  test.each([
    ['the project name', { TAS_Project_Name__c: null }],
    ['the project brief', { TAS_Project_Brief__c: null }],
    ['every phone', { Phone: null, MobilePhone: null }],
  ])('a lead without %s stays one, and nothing is made of it', async (_, without) => {
    const leadId = loaded(org, 'Lead', lead({ ...without, Company: 'Stays one' }));
    expect(await soapOf(org).convertLead({ leadId, convertedStatus })).toMatchObject({
      success: false,
      errors: [
        {
          statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          message: expect.stringMatching(/^\[TAS-L1\] /) as unknown,
        },
      ],
    });
    expect(await admin.sobject('Lead').retrieve(leadId)).toMatchObject({ IsConverted: false });
    expect((await admin.query("SELECT COUNT() FROM Account WHERE Name = 'Stays one'")).totalSize).toBe(0);
  });

  test('a mobile number is enough, and whoever holds the bypass converts what lacks both', async () => {
    const mobile = loaded(org, 'Lead', lead({ Phone: null, MobilePhone: '+86 138 1234 5678' }));
    expect(await soapOf(org).convertLead({ leadId: mobile, convertedStatus })).toMatchObject({ success: true });
    const bare = loaded(org, 'Lead', { LastName: 'Li', Company: 'Bare' });
    expect(await soapOf(org, 'ops').convertLead({ leadId: bare, convertedStatus })).toMatchObject({ success: true });
  });

  test('of account, contact and deal that are there only what is empty is filled', async () => {
    const accountId = loaded(org, 'Account', { Name: 'There', Phone: '1', Website: null });
    const contactId = loaded(org, 'Contact', { LastName: 'There', AccountId: accountId, LeadSource: 'Phone' });
    const opportunityId = loaded(org, 'Opportunity', {
      Name: 'There already',
      AccountId: accountId,
      StageName: 'Needs Analysis',
      CloseDate: '2027-01-31',
      TAS_Project_Brief__c: 'As the deal says it.',
    });
    const leadId = loaded(
      org,
      'Lead',
      lead({ Website: 'https://example.com', Email: 'wang@example.com', LeadSource: 'Web' }),
    );
    const asked = { leadId, convertedStatus, accountId, contactId, opportunityId };
    expect(await soapOf(org).convertLead({ ...asked, overwriteLeadSource: true })).toMatchObject({
      success: true,
      accountId,
      contactId,
      opportunityId,
    });
    expect(await admin.sobject('Account').retrieve(accountId)).toMatchObject({
      Name: 'There',
      Phone: '1',
      Website: 'https://example.com',
    });
    expect(await admin.sobject('Contact').retrieve(contactId)).toMatchObject({
      LastName: 'There',
      Email: 'wang@example.com',
      LeadSource: 'Web',
    });
    expect(await admin.sobject('Opportunity').retrieve(opportunityId)).toMatchObject({
      Name: 'There already',
      StageName: 'Needs Analysis',
      TAS_Project_Name__c: 'ERP 二期',
      TAS_Project_Brief__c: 'As the deal says it.',
    });
    expect(await admin.sobject('Lead').retrieve(leadId)).toMatchObject({ ConvertedOpportunityId: opportunityId });
  });

  test('a deal of another account is not joined, and the account that came with it stays as it was', async () => {
    const accountId = loaded(org, 'Account', { Name: 'Mine' });
    const opportunityId = loaded(org, 'Opportunity', {
      Name: 'Of another',
      AccountId: loaded(org, 'Account', { Name: 'Other' }),
      StageName: 'Validate Opportunity',
      CloseDate: '2027-01-31',
    });
    const leadId = loaded(org, 'Lead', lead());
    expect(await soapOf(org).convertLead({ leadId, convertedStatus, accountId, opportunityId })).toMatchObject({
      success: false,
    });
    expect(await admin.sobject('Account').retrieve(accountId)).toMatchObject({ Phone: null });
  });
});

describe('in an org that does not validate conversions', () => {
  let org: PracticeOrg;
  beforeAll(async () => {
    org = await started([['settings/LeadConfig.settings-meta.xml', leadConfig(false)]]);
  });
  afterAll(async () => await org.stop());

  test('a lead that lacks both elements becomes a deal, and no unmapped field is carried', async () => {
    const leadId = loaded(org, 'Lead', lead({ Phone: null, TAS_Project_Brief__c: null }));
    const made = await soapOf(org).convertLead({ leadId, convertedStatus });
    expect(made).toMatchObject({ success: true });
    expect(
      await connect(org, 'admin')
        .sobject('Opportunity')
        .retrieve(made.opportunityId ?? ''),
    ).toMatchObject({
      TAS_Project_Name__c: null,
    });
  });

  test('any other write is validated all the same', async () => {
    const answer = await call(org, '/sobjects/Opportunity', {
      method: 'POST',
      body: JSON.stringify({ Name: 'x', StageName: 'Nowhere', CloseDate: '2027-01-31' }),
    });
    expect([answer.status, await json(answer)]).toMatchObject([201, {}]);
  });
});
