/** Contracts that were deleted or moved, as the audit sees them. */
import { expect, test } from 'vitest';
import { contractFindings } from '../../scripts/product/audit/contracts.ts';
import { dealFields, dealReader } from '../../scripts/product/explain/index.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { OrgError } from '../../scripts/product/org/index.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { foreignOrg } from '../install/org.ts';
import { referenceModel } from '../reference/index.ts';
import { modelWithContracts } from './section.ts';

const record = {
  code: 'SIG_RECORD',
  fields: [{ name: 'ContractId' }],
  label: { en_US: 'Contract record', zh_CN: '合同记录' },
};
const asking = modelWithContracts({ 'stages.6.required.2': record });
const silent = modelWithContracts();
const [account, deal] = ['001000000000001AAA', '006000000000001AAA'];
const base = { Id: deal, AccountId: account, ContractId: '800000000000001AAA' };
const kindsOf = (fields: object, isWon = true, model = asking): string[] =>
  contractFindings(model, { ...base, ...fields }, isWon, messagesIn('en_US')).map(({ kind }) => kind);

test('a won deal without a contract is listed where the model asks for one, an open deal never', () => {
  expect(kindsOf({ ContractId: null })).toEqual(['noContract']);
  expect(kindsOf({ ContractId: null }, false)).toEqual([]);
  expect(kindsOf({ ContractId: null }, true, silent)).toEqual([]);
  expect(kindsOf({ ContractId: undefined })).toEqual([]);
  expect(kindsOf({ ContractId: null }, true, referenceModel)).toEqual([]);
});

test('a contract of another account or deal is listed, won or not, and what cannot be read is not judged', () => {
  const own = { 'Contract.AccountId': account, 'Contract.TAS_Opportunity__c': deal };
  expect(kindsOf(own)).toEqual([]);
  expect(kindsOf({ ...own, 'Contract.TAS_Opportunity__c': null }, true, silent)).toEqual([]);
  expect(kindsOf({ ...own, 'Contract.AccountId': '001000000000002AAA' }, false)).toEqual(['foreignContract']);
  expect(kindsOf({ ...own, 'Contract.TAS_Opportunity__c': '006000000000002AAA' }, true, silent)).toEqual([
    'foreignContract',
  ]);
  expect(kindsOf({})).toEqual([]);
});

test('an org without the package, and a user who may not read contracts, are not asked for fields of a contract', async () => {
  const columns = async (org: Parameters<typeof dealFields>[0]): Promise<string[]> =>
    dealReader(asking, await dealFields(org, asking)).columns.filter((name) => name.startsWith('Contract.'));
  const { org: bare } = await foreignOrg([]);
  expect(await columns(bare)).toEqual(['Contract.AccountId']);
  const { org } = await foreignOrg(metadataOf('.', asking));
  expect(await columns(org)).toEqual(['Contract.AccountId', 'Contract.TAS_Opportunity__c']);
  const blind = {
    describe: async (object: string) => {
      if (object === 'Contract')
        throw new OrgError('OrgRefused', { message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' });
      return await org.describe(object);
    },
  };
  await expect(columns(blind as typeof org)).resolves.toEqual([]);
});
