/** The ways round TAS-K1 to TAS-K3, played over the API by a rep, and what the practice org makes of contracts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageValues } from '../../scripts/product/compile/index.ts';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { referenceData } from '../model/models.ts';
import { connect, loaded } from '../practice-org/practice.ts';
import { modelWithContracts } from './section.ts';

/** Stages that ask for nothing, but for the contract record in the last one. */
function stages(gate: 'hard' | 'advisory'): unknown {
  const all = referenceData()['stages'] as Record<string, unknown>[];
  const last = all.length - 1;
  return all.map((stage, index) => ({
    ...stage,
    enforcement: 'enforce',
    actions: [],
    processes: [],
    people: [],
    required: [
      ...(index === last
        ? [
            {
              code: 'SIG_RECORD',
              gate,
              ...(gate === 'hard' ? { slot: 5 } : {}),
              fields: [{ name: 'ContractId' }],
              label: { en_US: 'Contract record', zh_CN: '合同记录' },
            },
          ]
        : []),
    ],
  }));
}

const section = { term: 12, handover: [] };
const enforced = { movement: 'enforce', items: 'enforce' };
const modelOf = (gate: 'hard' | 'advisory') =>
  modelWithContracts({
    contract: section,
    enforcement: enforced,
    stages: stages(gate),
    approvals: {},
    coaching: undefined,
    registration: undefined,
  });

async function orgOf(gate: 'hard' | 'advisory'): Promise<PracticeOrg> {
  const model = modelOf(gate);
  const started = await startPracticeOrg({
    metadata: metadataOf('.', model),
    stages: stageValues(model),
    activateRules: false,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started.org;
}

const lastStage = 'Negotiation & Signing';

/** What the API said against a write; empty: it went through. */
async function refusal(write: Promise<unknown>): Promise<string> {
  try {
    await write;
    return '';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // jsforce keeps several errors of one record as data.
    return `${error.message} ${'data' in error ? JSON.stringify(error.data) : ''}`;
  }
}

describe('where the contract record is advisory', () => {
  let org: PracticeOrg;
  beforeAll(async () => {
    org = await orgOf('advisory');
  });
  afterAll(() => org.stop());

  const rep = () => connect(org, 'rep');
  const repId = () => org.org.sessions.find(({ persona }) => persona === 'rep')?.userId ?? '';
  const account = (Name: string) => loaded(org, 'Account', { Name, OwnerId: repId() });
  const deal = (more: Record<string, unknown>) =>
    loaded(org, 'Opportunity', {
      Name: 'Deal',
      StageName: lastStage,
      CloseDate: '2027-01-31',
      OwnerId: repId(),
      TAS_Led_By__c: 'Us',
      Amount: 100_000,
      ...more,
    });
  const draft = async (fields: Record<string, unknown>): Promise<string> =>
    (
      await rep()
        .sobject('Contract')
        .create({ Status: 'Draft', ...fields })
    ).id ?? '';
  const update = (object: string, Id: string, fields: Record<string, unknown>) =>
    refusal(
      rep()
        .sobject(object)
        .update({ Id, ...fields }),
    );

  test('a draft of the deal is linked, and the deal is won', async () => {
    const AccountId = account('A');
    const id = deal({ AccountId });
    const ContractId = await draft({ AccountId, TAS_Opportunity__c: id, StartDate: '2026-12-01', ContractTerm: 12 });
    expect(await update('Opportunity', id, { ContractId })).toBe('');
    expect(await update('Opportunity', id, { StageName: 'Closed Won' })).toBe('');
  });

  test('a contract of another account is refused, alone and in one save with the stage or the account', async () => {
    const [AccountId, other] = [account('A'), account('B')];
    const id = deal({ AccountId });
    const ContractId = await draft({ AccountId: other });
    expect(await update('Opportunity', id, { ContractId })).toContain('[TAS-K1]');
    expect(await update('Opportunity', id, { ContractId, StageName: 'Closed Won' })).toContain('[TAS-K1]');
    expect(
      await update('Opportunity', id, { ContractId, StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' }),
    ).toContain('[TAS-K1]');
    // Both at once fit each other: the deal is the other customer's now.
    expect(await update('Opportunity', id, { ContractId, AccountId: other })).toBe('');
  });

  test('the account of the deal does not change away from its contract, nor through Closed Lost and back', async () => {
    const [AccountId, other] = [account('A'), account('B')];
    const id = deal({ AccountId });
    const ContractId = await draft({ AccountId, TAS_Opportunity__c: id });
    expect(await update('Opportunity', id, { ContractId })).toBe('');
    expect(await update('Opportunity', id, { AccountId: other })).toContain('[TAS-K1]');
    expect(await update('Opportunity', id, { StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' })).toBe('');
    expect(await update('Opportunity', id, { AccountId: other })).toContain('[TAS-K1]');
    expect(await update('Opportunity', id, { AccountId: null })).toContain('[TAS-K1]');
    expect(await update('Opportunity', id, { StageName: lastStage })).toBe('');
    expect(await update('Opportunity', id, { AccountId: other })).toContain('[TAS-K1]');
  });

  test('a contract that names a deal goes to no other account and no other deal, in one write or in two', async () => {
    const [AccountId, other] = [account('A'), account('B')];
    const [id, second] = [deal({ AccountId }), deal({ AccountId: other })];
    const ContractId = await draft({ AccountId, TAS_Opportunity__c: id });
    expect(await update('Opportunity', id, { ContractId })).toBe('');
    expect(await update('Contract', ContractId, { AccountId: other })).toContain('[TAS-K2]');
    expect(await update('Contract', ContractId, { TAS_Opportunity__c: second })).toContain('[TAS-K3]');
    expect(await update('Contract', ContractId, { AccountId: other, TAS_Opportunity__c: second })).toContain(
      '[TAS-K3]',
    );
    // First let go of the deal, then name the other: the first of the two is refused.
    expect(await update('Contract', ContractId, { TAS_Opportunity__c: null })).toContain('[TAS-K3]');
    // An unrelated edit is never refused.
    expect(await update('Contract', ContractId, { ContractTerm: 24 })).toBe('');
    expect(await refusal(draft({ AccountId, TAS_Opportunity__c: second }))).toContain('[TAS-K2]');
  });

  test('a contract that names another deal is refused, also when the deal is won with it', async () => {
    const AccountId = account('A');
    const [id, second] = [deal({ AccountId }), deal({ AccountId })];
    const ContractId = await draft({ AccountId, TAS_Opportunity__c: second });
    expect(await update('Opportunity', id, { ContractId })).toContain('[TAS-K1]');
    // Linked while it named none, and given to the other deal then: winning asks once more.
    const free = await draft({ AccountId });
    expect(await update('Opportunity', id, { ContractId: free })).toBe('');
    expect(await update('Contract', free, { TAS_Opportunity__c: second })).toBe('');
    expect(await update('Opportunity', id, { StageName: 'Closed Won' })).toContain('[TAS-K1]');
    expect(await update('Opportunity', id, { NextStep: 'call' })).toBe('');
  });

  test('a frame contract that names no deal serves several, and a clone of a deal does not take its contract', async () => {
    const AccountId = account('A');
    const frame = await draft({ AccountId });
    for (const id of [deal({ AccountId }), deal({ AccountId })])
      expect(await update('Opportunity', id, { ContractId: frame })).toBe('');
    const id = deal({ AccountId });
    const ContractId = await draft({ AccountId, TAS_Opportunity__c: id });
    const clone = { Name: 'Clone', StageName: 'Validate Opportunity', CloseDate: '2027-01-31', AccountId, ContractId };
    expect(await refusal(rep().sobject('Opportunity').create(clone))).toContain('[TAS-K1]');
  });

  test('a contract is made as a draft, ends with its term, and stays once it is activated', async () => {
    const AccountId = account('A');
    expect(await refusal(draft({ AccountId, Status: 'Activated' }))).toContain('Choose a valid contract status');
    const id = await draft({ AccountId, StartDate: '2026-08-31', ContractTerm: 6 });
    expect(await rep().sobject('Contract').retrieve(id)).toMatchObject({
      EndDate: '2027-02-28',
      StatusCode: 'Draft',
      ActivatedDate: null,
    });
    expect(await update('Contract', id, { StartDate: '2026-12-01', ContractTerm: 12, Status: 'Activated' })).toBe('');
    expect(await rep().sobject('Contract').retrieve(id)).toMatchObject({
      EndDate: '2027-11-30',
      StatusCode: 'Activated',
      ActivatedById: repId(),
    });
    expect(await update('Contract', id, { Status: 'Draft' })).toContain('Choose a valid contract status');
    expect(await refusal(connect(org, 'admin').sobject('Contract').destroy(id))).toContain('activated');
  });
});

test('a hard contract record holds the win up, and a deleted draft leaves the won deal without one', async () => {
  const org = await orgOf('hard');
  const rep = connect(org, 'rep');
  const OwnerId = org.org.sessions.find(({ persona }) => persona === 'rep')?.userId ?? '';
  const AccountId = loaded(org, 'Account', { Name: 'A', OwnerId });
  const id = loaded(org, 'Opportunity', {
    Name: 'Deal',
    StageName: lastStage,
    CloseDate: '2027-01-31',
    AccountId,
    OwnerId,
  });
  const won = { Id: id, StageName: 'Closed Won' };
  expect(await refusal(rep.sobject('Opportunity').update(won))).toContain('[TAS-G7]');
  const made = await rep
    .sobject('Contract')
    .create({ AccountId, Status: 'Draft', TAS_Opportunity__c: id, StartDate: '2026-12-01', ContractTerm: 12 });
  const ContractId = made.id ?? '';
  expect(await refusal(rep.sobject('Opportunity').update({ ...won, ContractId }))).toBe('');
  // What the gate relied on is not emptied; deleting the contract empties it, and no rule runs.
  expect(await refusal(rep.sobject('Opportunity').update({ Id: id, ContractId: null }))).toContain('[TAS-G7]');
  await connect(org, 'admin').sobject('Contract').destroy(ContractId);
  expect(await rep.sobject('Opportunity').retrieve(id)).toMatchObject({ ContractId: null, StageName: 'Closed Won' });
  await org.stop();
});
