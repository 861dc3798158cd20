import { createRecord, getRecord, updateRecord } from 'lightning/uiRecordApi';
import { graphql } from 'lightning/graphql';
import Contract from 'c/tasContract';
import { contractQuery } from 'c/tasContractModel';
import { dealId, one, settle, show, textOf } from './fixture';

const cell = (value, displayValue = null) => ({ value, displayValue });
const account = '001000000000001AAA';
const lastStage = 'Negotiation & Signing';

const contractNode = (id, more = {}) => ({
  Id: id,
  ContractNumber: cell('00000107'),
  Status: cell('Draft', 'Draft'),
  StartDate: cell('2026-12-01'),
  ContractTerm: cell(12),
  AccountId: cell(account),
  TAS_Opportunity__c: cell(dealId),
  TAS_Amount__c: cell(1200000),
  ...more,
});

const dataOf = ({ deal = {}, contracts = [], items = [], createable = true, updateable = true, seen = true } = {}) => ({
  uiapi: {
    query: {
      Opportunity: {
        edges: [
          {
            node: {
              Id: dealId,
              Name: cell('Grid control renewal'),
              StageName: cell(lastStage),
              AccountId: cell(account),
              Amount: cell(1200000),
              ContractId: cell(null),
              Contract: null,
              TAS_Track__c: cell('Full'),
              TAS_Tender_Required__c: cell('Yes'),
              TAS_Contract_Number__c: cell(null),
              TAS_Contract_Signed_Date__c: cell(null),
              ...(seen ? { TAS_Contracts__r: { edges: contracts.map((node) => ({ node })) } } : {}),
              TAS_Gate_Items__r: { edges: items.map((node) => ({ node })) },
              ...deal,
            },
          },
        ],
      },
    },
    objectInfos: [
      {
        ApiName: 'Opportunity',
        updateable: true,
        fields: [{ ApiName: 'ContractId', label: 'Contract', updateable }],
      },
      {
        ApiName: 'Contract',
        createable,
        fields: ['Status', 'StartDate', 'ContractTerm', 'TAS_Amount__c'].map((ApiName) => ({
          ApiName,
          label: ApiName,
        })),
      },
    ],
  },
});

const stands = (stage, contract = null) =>
  getRecord.emit({ fields: { StageName: { value: stage }, ContractId: { value: contract } } });
const answer = async (given) => {
  graphql.emit(dataOf(given), ({ query }) => query === contractQuery);
  await settle();
};

async function open(given, stage = lastStage) {
  const part = await show('c-tas-contract', Contract, { recordId: dealId });
  stands(stage);
  await settle();
  await answer(given);
  return part;
}

const button = (part, id) => part.shadowRoot.querySelector(`[data-id="${id}"]`);
const save = async (part, values = {}) => {
  one(part, 'c-tas-editor').dispatchEvent(new CustomEvent('save', { detail: { values } }));
  await settle();
};

beforeEach(() => {
  createRecord.mockReset().mockResolvedValue({ id: '800000000000107AAA' });
  updateRecord.mockReset().mockResolvedValue({});
});

test('before the last stage nothing is asked, and nothing shown', async () => {
  const part = await show('c-tas-contract', Contract, { recordId: dealId });
  stands('Needs Analysis');
  await settle();
  expect(graphql.getLastConfig()?.query).toBeUndefined();
  expect(part.shadowRoot.querySelector('section')).toBeNull();
});

test('a draft takes customer, amount and term of the deal, and the deal is told', async () => {
  const part = await open();
  button(part, 'make').click();
  await settle();
  await save(part, { ContractTerm: 36 });
  expect(createRecord).toHaveBeenCalledWith({
    apiName: 'Contract',
    fields: expect.objectContaining({
      AccountId: account,
      Status: 'Draft',
      TAS_Opportunity__c: dealId,
      TAS_Amount__c: 1200000,
      ContractTerm: 36,
      StartDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    }),
  });
  expect(updateRecord).toHaveBeenCalledWith({ fields: { Id: dealId, ContractId: '800000000000107AAA' } });
});

test('two presses at once make one', async () => {
  let release;
  createRecord.mockReturnValue(new Promise((resolve) => (release = resolve)));
  const part = await open();
  button(part, 'make').click();
  await settle();
  await save(part);
  await save(part);
  release({ id: '800000000000107AAA' });
  await settle();
  expect(createRecord).toHaveBeenCalledTimes(1);
});

test('where the second write fails the draft is kept and offered to be linked', async () => {
  updateRecord.mockRejectedValueOnce({ status: 400, body: { output: { errors: [{ message: '[TAS-K1] no' }] } } });
  const part = await open();
  button(part, 'make').click();
  await settle();
  await save(part);
  expect(one(part, 'c-tas-notice').notice.title).toContain('the deal does not name it yet');
  await answer({ contracts: [contractNode('800000000000107AAA')] });
  expect(button(part, 'make')).toBeNull();
  button(part, 'link').click();
  await settle();
  expect(updateRecord).toHaveBeenLastCalledWith({ fields: { Id: dealId, ContractId: '800000000000107AAA' } });
  expect(createRecord).toHaveBeenCalledTimes(1);
});

test('a deal without an account is told that a contract needs one', async () => {
  const part = await open({ deal: { AccountId: cell(null) } });
  expect(button(part, 'make')).toBeNull();
  expect(textOf(part)).toContain('give the deal an account first');
});

test.each([
  ['make contracts', { createable: false }],
  ['name one on the deal', { updateable: false }],
])('whoever may not %s is told why there is no button', async (_, given) => {
  const part = await open(given);
  expect(button(part, 'make')).toBeNull();
  expect(textOf(part)).toContain('TAS+ Rep');
});

test('contracts that may not be seen are not taken for none', async () => {
  const part = await open({ seen: false });
  expect(button(part, 'make')).toBeNull();
  expect(textOf(part)).toContain('You may not see contracts');
  const linked = await open({ deal: { ContractId: cell('800000000000107AAA') } });
  expect(textOf(linked)).toContain('names a contract that you may not see');
});

test('a contract that names another deal is told', async () => {
  const other = contractNode('800000000000107AAA', { TAS_Opportunity__c: cell('006000000000009AAA') });
  const part = await open({ deal: { ContractId: cell('800000000000107AAA'), Contract: other } });
  expect(textOf(part)).toContain('This contract names another deal.');
});

test('a won deal hands over what its track was asked, and no link that is a script', async () => {
  const item = (code, more) => ({ Id: code, Code__c: cell(code), Status__c: cell('Done', 'Done'), ...more });
  const part = await open(
    {
      deal: {
        StageName: cell('Closed Won'),
        TAS_Track__c: cell('Partner'),
        TAS_Project_Brief__c: cell('Before winter'),
        TAS_Bid_Price__c: cell(5),
      },
      items: [item('SIG_CONTRACT', { Evidence_Url__c: cell('data:text/html,x') })],
    },
    'Closed Won',
  );
  expect(textOf(part)).toContain('A project now');
  const rows = [...part.shadowRoot.querySelectorAll('[data-row]')].map((row) => row.dataset.row);
  expect(rows).toContain('VAL_BRIEF');
  // The full track alone was asked for these.
  expect(rows).not.toContain('BID_PRICE');
  expect(one(part, '[data-row="SIG_CONTRACT"]').querySelector('a')).toBeNull();
});

test('a browser that does not let the list be copied says so', async () => {
  const part = await open({ deal: { StageName: cell('Closed Won') } }, 'Closed Won');
  button(part, 'copy').click();
  await settle();
  expect(one(part, 'c-tas-notice').notice.title).toContain('does not let the list be copied');
});
