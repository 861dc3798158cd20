/** The Lead panel: two elements filled in where they stand, duplicates by one request, the way to conversion. */
import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import LeadPanel from 'c/tasLeadPanel';
import { lead } from 'c/tasLeadModel';
import { all, one, settle, show, textOf } from './fixture';

jest.mock(
  '@salesforce/label/c.TAS_Lead_Elements',
  () => ({
    default:
      'element.deal=A possible deal\nelement.dealHelp=A name and a brief.\nelement.reach=A way to reach it\nelement.reachHelp=A phone.',
  }),
  { virtual: true },
);
jest.mock('c/tasLeadModel', () => {
  const actual = jest.requireActual('c/tasLeadModel');
  return {
    __esModule: true,
    ...actual,
    // The tests' own, whatever the shipped model says.
    messages: {
      ...actual.messages,
      element: {
        deal: 'A possible deal',
        dealHelp: 'A name and a brief.',
        reach: 'A way to reach it',
        reachHelp: 'A phone.',
      },
    },
    lead: { phones: ['Phone', 'MobilePhone'], callingCode: '86', enforced: true, placeholders: ['unknown'] },
  };
});

const leadId = '00Q000000000001AAA';
const labels = {
  TAS_Project_Name__c: 'Project name',
  TAS_Project_Brief__c: 'Project brief',
  Phone: 'Phone',
  MobilePhone: 'Mobile',
  TAS_Duplicate_Key__c: 'Customer key',
};
const full = {
  Name: '王芳',
  Company: '南方能源有限公司',
  IsConverted: false,
  ConvertedOpportunityId: null,
  LastModifiedDate: '2026-06-10T08:00:00.000Z',
  TAS_Project_Name__c: 'ERP 二期',
  TAS_Project_Brief__c: 'Upgrade by the end of the year.',
  Phone: '138 1234 5678',
  MobilePhone: null,
  TAS_Duplicate_Key__c: '南方能源',
  TAS_Phone_Key__c: '8613812345678',
};

const recordOf = (values) => ({
  apiName: 'Lead',
  fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
});
const cells = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
const twinLead = (Id, values = {}) => ({
  node: {
    Id,
    ...cells({
      Name: '李雷',
      Company: '南方能源',
      TAS_Project_Name__c: 'ERP二期升级',
      TAS_Duplicate_Key__c: '南方能源',
      TAS_Phone_Key__c: '',
      ...values,
    }),
    Status: { value: 'Open', label: 'Open' },
    Owner: cells({ Name: 'Li Wei' }),
  },
});
const twinDeal = (Id, Name) => ({
  node: {
    Id,
    ...cells({ Name, TAS_Project_Name__c: null, TAS_Duplicate_Key__c: '南方能源' }),
    StageName: { value: 'Needs Analysis', label: 'Needs Analysis' },
    Account: cells({ Name: '南方能源有限公司' }),
    Owner: cells({ Name: 'Chen Jie' }),
  },
});
const answer = (leads = [], deals = []) => ({
  uiapi: {
    query: {
      Lead: { totalCount: leads.length, edges: leads },
      Opportunity: { totalCount: deals.length, edges: deals },
    },
  },
});

beforeEach(() => {
  updateRecord.mockReset().mockResolvedValue({ id: leadId });
  notifyRecordUpdateAvailable.mockReset().mockResolvedValue(undefined);
});

async function open(values = {}, { twins = answer(), readOnly = [] } = {}) {
  const panel = await show('c-tas-lead-panel', LeadPanel, { recordId: leadId });
  getRecord.emit(recordOf({ ...full, ...values }));
  getObjectInfo.emit({
    fields: Object.fromEntries(
      Object.entries(labels).map(([name, label]) => [
        name,
        { label, updateable: !readOnly.includes(name), length: 120 },
      ]),
    ),
  });
  await settle();
  graphql.emit(twins);
  await settle();
  return panel;
}

const at = (panel, id) => one(panel, `[data-id="${id}"]`);
async function type(panel, name, value) {
  const input = one(panel, `[data-name="${name}"]`);
  input.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await settle();
}
async function press(panel, id) {
  at(panel, id).click();
  await settle();
}

test('a lead with both elements says so, and how its opportunity is to be named', async () => {
  const panel = await open();
  expect(textOf(at(panel, 'progress'))).toBe('2 of 2 elements');
  expect(textOf(at(panel, 'verdict'))).toBe('Both elements are there.');
  expect(textOf(at(panel, 'how'))).toContain('name the opportunity “ERP 二期”');
  expect(at(panel, 'unkeyed')).toBeUndefined();
  expect(textOf(at(panel, 'none'))).toContain('No other lead');
  await expect(panel).toBeAccessible();
});

test.each([
  ['the brief', { TAS_Project_Brief__c: null }, 'deal', 'missing: Project brief', '1 of 2 elements'],
  [
    'both parts of the deal',
    { TAS_Project_Brief__c: null, TAS_Project_Name__c: '' },
    'deal',
    'missing: Project name, Project brief',
    '1 of 2 elements',
  ],
  ['every phone', { Phone: null }, 'reach', 'missing: Phone or Mobile', '1 of 2 elements'],
])(
  'a lead without %s is told what is missing, and not how to convert it',
  async (_, values, element, said, progress) => {
    const panel = await open(values);
    expect(textOf(one(panel, `[data-element="${element}"] [data-id="state"]`))).toBe(said);
    expect(textOf(at(panel, 'progress'))).toBe(progress);
    expect(textOf(at(panel, 'verdict'))).toBe('It cannot be converted yet.');
    expect(at(panel, 'how')).toBeUndefined();
    await expect(panel).toBeAccessible();
  },
);

test('what is typed is saved with the keys of customer and phone, over the version that was read', async () => {
  const panel = await open({ TAS_Project_Brief__c: null, Phone: null });
  await type(panel, 'TAS_Project_Brief__c', '  Upgrade.  ');
  await type(panel, 'MobilePhone', '＋８６ 139-1234-5678');
  expect(textOf(at(panel, 'progress'))).toBe('2 of 2 elements');
  await press(panel, 'save');
  expect(updateRecord).toHaveBeenCalledWith(
    {
      fields: {
        Id: leadId,
        TAS_Project_Brief__c: 'Upgrade.',
        MobilePhone: '＋８６ 139-1234-5678',
        TAS_Duplicate_Key__c: '南方能源',
        TAS_Phone_Key__c: '8613912345678',
      },
    },
    { ifUnmodifiedSince: full.LastModifiedDate },
  );
  expect(at(panel, 'save')).toBeUndefined();
  expect(textOf(at(panel, 'spoken'))).toBe('Saved.');
});

test('what is discarded is as it was, and typing what stands there offers nothing to save', async () => {
  const panel = await open();
  await type(panel, 'TAS_Project_Name__c', 'Another');
  await press(panel, 'discard');
  expect(one(panel, '[data-name="TAS_Project_Name__c"]').value).toBe('ERP 二期');
  await type(panel, 'TAS_Project_Name__c', 'ERP 二期 ');
  expect(at(panel, 'save')).toBeUndefined();
  expect(updateRecord).not.toHaveBeenCalled();
});

test('a lead that came by web has its keys stored on request', async () => {
  const panel = await open({ TAS_Duplicate_Key__c: null, TAS_Phone_Key__c: null });
  expect(textOf(at(panel, 'unkeyed'))).toContain('Others are not warned of this lead yet');
  await press(panel, 'store');
  expect(updateRecord.mock.calls[0][0].fields).toEqual({
    Id: leadId,
    TAS_Duplicate_Key__c: '南方能源',
    TAS_Phone_Key__c: '8613812345678',
  });
});

test('a refusal is told in the words of Salesforce, and what was typed stays', async () => {
  const panel = await open();
  updateRecord.mockRejectedValue({
    status: 400,
    body: { output: { errors: [{ message: 'No such phone.' }], fieldErrors: {} } },
  });
  await type(panel, 'Phone', '1');
  await press(panel, 'save');
  expect(textOf(at(panel, 'problem'))).toBe('Salesforce did not save this No such phone.');
  expect(one(panel, '[data-name="Phone"]').value).toBe('1');
  await expect(panel).toBeAccessible();
});

test('where somebody else was faster the lead is read again, and what was typed stays', async () => {
  const panel = await open();
  updateRecord.mockRejectedValue({ status: 409, body: { message: 'conflict' } });
  await type(panel, 'Phone', '1');
  await press(panel, 'save');
  expect(textOf(at(panel, 'problem'))).toContain('Somebody changed this lead meanwhile');
  expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: leadId }]);
  expect(one(panel, '[data-name="Phone"]').value).toBe('1');
});

test('duplicates are asked for by equal keys in one request, the likest first, with owner and stage', async () => {
  const panel = await open(
    {},
    {
      twins: answer(
        [
          twinLead('00Q000000000002AAA'),
          twinLead('00Q000000000003AAA', {
            Company: 'Nordwind',
            TAS_Project_Name__c: null,
            TAS_Duplicate_Key__c: 'nordwind',
            TAS_Phone_Key__c: '8613812345678',
          }),
        ],
        [twinDeal('006000000000001AAA', '南方能源 机房空调')],
      ),
    },
  );
  const { variables } = graphql.getLastConfig();
  expect(JSON.stringify(variables.leads)).toContain('"TAS_Duplicate_Key__c":{"eq":"南方能源"}');
  expect(JSON.stringify(variables.leads)).toContain('"TAS_Phone_Key__c":{"eq":"8613812345678"}');
  expect(variables.leads.and).toContainEqual({ Id: { ne: leadId } });
  expect(variables.deals.and).toContainEqual({ TAS_Duplicate_Key__c: { eq: '南方能源' } });
  expect(all(panel, '.twin').map((row) => textOf(row))).toEqual([
    'Same customer, similar project Lead 南方能源 · 李雷 ERP二期升级 Li Wei · Open',
    'Same phone Lead Nordwind · 李雷 Li Wei · Open',
    'Same customer Open deal 南方能源 机房空调 Chen Jie · Needs Analysis',
  ]);
  expect(at(panel, 'join')).toBeUndefined();
  await expect(panel).toBeAccessible();
});

test('where a deal may be the same, the reader is told to join it', async () => {
  const panel = await open({}, { twins: answer([], [twinDeal('006000000000001AAA', '南方能源 ERP二期')]) });
  expect(textOf(at(panel, 'join'))).toContain('choose it there instead of making a new one');
});

test('nothing is looked for where customer and phone say nothing', async () => {
  const panel = await open({ Company: 'Unknown', Phone: null, TAS_Duplicate_Key__c: null, TAS_Phone_Key__c: null });
  expect(textOf(at(panel, 'nothing-asked'))).toContain('nothing to look for');
  expect(graphql.getLastConfig().query).toBeUndefined();
});

test('a converted lead leads to its deal', async () => {
  const panel = await open({ IsConverted: true, ConvertedOpportunityId: '006000000000001AAA' });
  expect(textOf(at(panel, 'converted'))).toBe('This lead was converted. Its deal');
  expect(all(panel, 'fieldset')).toEqual([]);
  await expect(panel).toBeAccessible();
});

test('who may not edit it sees it, and no button', async () => {
  const panel = await open({ TAS_Duplicate_Key__c: null }, { readOnly: Object.keys(labels) });
  expect(textOf(at(panel, 'read-only'))).toContain('may look at this lead');
  expect(at(panel, 'store')).toBeUndefined();
  expect(all(panel, 'lightning-input').every(({ disabled }) => disabled)).toBe(true);
  await expect(panel).toBeAccessible();
});

test('who does not see the fields of the package is told whom to ask', async () => {
  const panel = await show('c-tas-lead-panel', LeadPanel, { recordId: leadId });
  getRecord.emit(recordOf({ Name: '王芳', Company: 'x', IsConverted: false }));
  getObjectInfo.emit({ fields: {} });
  await settle();
  expect(textOf(at(panel, 'unseen'))).toContain('Ask your administrator');
});

test('before it is read it says that it loads, and what keeps it from being read is said', async () => {
  const panel = await show('c-tas-lead-panel', LeadPanel, { recordId: leadId });
  expect(textOf(at(panel, 'loading'))).toBe('Loading');
  await expect(panel).toBeAccessible();
  getRecord.error({ message: 'No such record.' });
  await settle();
  expect(textOf(at(panel, 'problem'))).toBe('This lead could not be read No such record.');
  await expect(panel).toBeAccessible();
});

test('the model of these tests has leads', () => {
  expect(lead).not.toBeNull();
});
