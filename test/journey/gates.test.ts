/** A full-track deal walks past gates through every API, with jsforce as the client. */
import { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { referencePackage } from '../reference/index.ts';

let org: PracticeOrg;
let rep: Connection;
let manager: Connection;

beforeAll(async () => {
  const loaded = referencePackage();
  const started = await startPracticeOrg({
    port: 0,
    metadata: loaded.metadata,
    stages: loaded.stages,
    activateRules: true,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  org = started.org;
  const connect = (accessToken: string) =>
    new Connection({ instanceUrl: org.instanceUrl, accessToken, version: '66.0' });
  rep = connect(org.tokens.rep);
  manager = connect(org.tokens.manager);
});

afterAll(() => org.stop());

const refusal = {
  code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  message:
    '[TAS-G1] The gate of "Validate Opportunity" is not clear yet. The Stage gate panel on this page lists everything that is still open, why, and who can settle it.',
};

let made = 0;

/** A new full-track deal of the rep, in stage 1. */
async function newDeal(fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  made += 1;
  const { id } = await rep.sobject('Opportunity').create({
    Name: `Gate deal ${made}`,
    StageName: 'Validate Opportunity',
    CloseDate: '2027-06-30',
    Amount: 2_000_000,
    TAS_Led_By__c: 'Us',
    ...fields,
  });
  if (id === undefined) throw new Error('no id');
  return id;
}

async function contactWithPhone(): Promise<string> {
  const { id } = await rep.sobject('Contact').create({ LastName: 'Chen', Phone: '+86 21 5550 1000' });
  return id ?? '';
}

const now = (): string => new Date().toISOString();

const itemOf = (deal: string, code: string, more: Readonly<Record<string, unknown>>) => ({
  Opportunity__c: deal,
  Code__c: code,
  Item_Key__c: `${deal}:${code}`,
  ...more,
});

async function userId(connection: Connection): Promise<string> {
  return (await connection.identity()).user_id;
}

/** Moves a deal to the second stage by each API; answers what it was told. */
const moves: Readonly<Record<string, (id: string) => Promise<{ code: string; message: string } | undefined>>> = {
  REST: async (id) => {
    try {
      await rep.requestPatch(`/services/data/v66.0/sobjects/Opportunity/${id}`, { StageName: 'Initiate Pursuit' });
      return undefined;
    } catch (error) {
      const { errorCode, message } = error as { errorCode: string; message: string };
      return { code: errorCode, message };
    }
  },
  collections: async (id) => {
    const [result] = await rep.sobject('Opportunity').update([{ Id: id, StageName: 'Initiate Pursuit' }]);
    const error = result?.errors[0] as { statusCode?: string; message: string } | undefined;
    return error === undefined ? undefined : { code: error.statusCode ?? '', message: error.message };
  },
  'Bulk 2.0': async (id) => {
    const { failedResults } = await rep.bulk2.loadAndWaitForResults({
      object: 'Opportunity',
      operation: 'update',
      input: [{ Id: id, StageName: 'Initiate Pursuit' }],
    });
    const [row] = failedResults as unknown as { sf__Error: string }[];
    if (row === undefined) return undefined;
    const [, code = '', message = ''] = /^(\w+):([^]*?):[\w ]*--$/.exec(row.sf__Error.trim()) ?? [];
    return { code, message };
  },
};

describe.each(Object.keys(moves))('through %s', (api) => {
  const move = (id: string) => moves[api]?.(id) ?? Promise.reject(new Error(api));

  test('a deal without its content is refused at the gate, filling everything lets it pass', async () => {
    const deal = await newDeal();
    expect(await move(deal)).toEqual(refusal);

    await rep.sobject('Opportunity').update({
      Id: deal,
      TAS_Project_Brief__c: 'Replace the dispatch system before the 2027 audit.',
      TAS_Project_Contact__c: await contactWithPhone(),
      TAS_Is_Opportunity__c: 'Yes',
      TAS_Can_Compete__c: 'Yes',
      TAS_Can_Win__c: 'Unknown',
      TAS_Worth_Winning__c: 'Yes',
    });
    expect(await move(deal)).toEqual(refusal);

    const me = await userId(rep);
    const confirmed = itemOf(deal, 'VAL_CONFIRM', { Status__c: 'Done', Settled_By__c: me, Settled_On__c: now() });
    const { id: item = '' } = await rep.sobject('TAS_Gate_Item__c').create(confirmed);
    await rep
      .sobject('TAS_Gate_Item__c')
      .update({ Id: item, Status__c: 'Open', Settled_By__c: null, Settled_On__c: null });
    expect(await move(deal)).toEqual(refusal);

    await rep
      .sobject('TAS_Gate_Item__c')
      .update({ Id: item, Status__c: 'Done', Settled_By__c: me, Settled_On__c: now() });
    expect(await move(deal)).toBeUndefined();
    const moved = await rep.sobject('Opportunity').retrieve(deal);
    expect(moved).toMatchObject({ StageName: 'Initiate Pursuit', Probability: 20, ForecastCategory: 'Pipeline' });
  });

  test('a contact nobody can reach does not count', async () => {
    const { id: silent = '' } = await rep.sobject('Contact').create({ LastName: 'Silent' });
    const deal = await newDeal({
      TAS_Project_Brief__c: 'Brief',
      TAS_Project_Contact__c: silent,
      TAS_Is_Opportunity__c: 'Yes',
      TAS_Can_Compete__c: 'Yes',
      TAS_Can_Win__c: 'Yes',
      TAS_Worth_Winning__c: 'Yes',
    });
    await rep
      .sobject('TAS_Gate_Item__c')
      .create(
        itemOf(deal, 'VAL_CONFIRM', { Status__c: 'Done', Settled_By__c: await userId(rep), Settled_On__c: now() }),
      );
    expect(await move(deal)).toEqual(refusal);
    await rep.sobject('Contact').update({ Id: silent, MobilePhone: '+86 138 0000 0000' });
    expect(await move(deal)).toBeUndefined();
  });
});

/** Codes at the head of every message of a refusal, sorted. */
async function codesOf(write: Promise<unknown>): Promise<string[]> {
  try {
    const result = await write;
    const errors = (result as { errors?: { message: string }[] }).errors ?? [];
    return errors.map(({ message }) => /^\[(TAS-\w+)\]/.exec(message)?.[1] ?? message);
  } catch (error) {
    const { message, data } = error as { message: string; data?: unknown };
    const all = Array.isArray(data) ? (data as { message: string }[]).map((one) => one.message) : [message];
    return all.map((text) => /^\[(TAS-\w+)\]/.exec(text)?.[1] ?? text).toSorted();
  }
}

describe('movement', () => {
  const update = (connection: Connection, record: { Id: string } & Record<string, unknown>) =>
    codesOf(connection.sobject('Opportunity').update(record));

  test('a full-track deal that skips stages breaks the way and every gate it skips', async () => {
    const deal = await newDeal();
    expect(await update(rep, { Id: deal, StageName: 'Value Presentation' })).toEqual([
      'TAS-G1',
      'TAS-G2',
      'TAS-G3',
      'TAS-M2',
    ]);
  });

  test('a small deal may jump from the first stage to the last through its own gate only', async () => {
    const deal = await newDeal({ Amount: 400_000 });
    expect(await update(rep, { Id: deal, StageName: 'Negotiation & Signing' })).toEqual(['TAS-G1']);
    await rep
      .sobject('Opportunity')
      .update({ Id: deal, TAS_Project_Brief__c: 'Brief', TAS_Project_Contact__c: await contactWithPhone() });
    await rep
      .sobject('TAS_Gate_Item__c')
      .create(
        itemOf(deal, 'VAL_CONFIRM', { Status__c: 'Done', Settled_By__c: await userId(rep), Settled_On__c: now() }),
      );
    expect(await update(rep, { Id: deal, StageName: 'Negotiation & Signing' })).toEqual([]);
  });

  test('exactly one million is a big deal: it may not jump', async () => {
    const deal = await newDeal({ Amount: 1_000_000 });
    expect(await update(rep, { Id: deal, StageName: 'Negotiation & Signing' })).toContain('TAS-M2');
  });

  test('an unknown stage, a loss without reason and a win from the first stage are each refused by name', async () => {
    const deal = await newDeal();
    expect(await update(rep, { Id: deal, StageName: 'Prospecting' })).toEqual(['TAS-M1']);
    expect(await update(rep, { Id: deal, StageName: 'Closed Lost' })).toEqual(['TAS-M3']);
    expect(await update(rep, { Id: deal, StageName: 'Closed Won' })).toContain('TAS-M2');
    expect(await update(rep, { Id: deal, StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' })).toEqual([]);
  });

  test('an unrelated edit of a deal with open requirements is never refused', async () => {
    const deal = await newDeal();
    expect(await update(rep, { Id: deal, NextStep: 'Call on Monday' })).toEqual([]);
  });
});

describe('items', () => {
  const create = (connection: Connection, record: Record<string, unknown>) =>
    codesOf(connection.sobject('TAS_Gate_Item__c').create(record));

  test('a wrong key, a forged settler, a missing reason and a self-approved process are each refused by name', async () => {
    const deal = await newDeal();
    const me = await userId(rep);
    const settled = { Settled_By__c: me, Settled_On__c: now() };
    expect(await create(rep, { ...itemOf(deal, 'VAL_CONFIRM', {}), Item_Key__c: `${deal}:VAL_BRIEF` })).toEqual([
      'TAS-I1',
    ]);
    expect(
      await create(
        rep,
        itemOf(deal, 'VAL_CONFIRM', { Status__c: 'Done', Settled_By__c: await userId(manager), Settled_On__c: now() }),
      ),
    ).toEqual(['TAS-I7']);
    expect(await create(rep, itemOf(deal, 'VAL_DUPLICATE', { Status__c: 'NotApplicable', ...settled }))).toEqual([
      'TAS-I4',
    ]);
    expect(
      await create(rep, itemOf(deal, 'INI_APPROVAL', { Status__c: 'Done', ...settled, Settled_Amount__c: 2_000_000 })),
    ).toEqual(['TAS-I6']);
    expect(await create(rep, itemOf(deal, 'INI_REPORT', { Status__c: 'Done', ...settled }))).toEqual(['TAS-I3']);
    expect(await create(rep, itemOf(deal, 'INI_AR', { Status__c: 'Done', ...settled }))).toEqual(['TAS-I5']);
  });

  test('an approver who does not own the deal confirms the process; his name is written', async () => {
    const deal = await newDeal();
    const approver = await userId(manager);
    expect(
      await create(
        manager,
        itemOf(deal, 'INI_APPROVAL', {
          Status__c: 'Done',
          Settled_By__c: approver,
          Settled_On__c: now(),
          Settled_Amount__c: 2_000_000,
        }),
      ),
    ).toEqual([]);
    const sum = await rep.query<{ TAS_Done_2__c: number }>(
      `SELECT TAS_Done_2__c FROM Opportunity WHERE Id = '${deal}'`,
    );
    expect(sum.records[0]?.TAS_Done_2__c).toBe(10_000);
  });

  test('what decides the track cannot be waived, not even by an approver', async () => {
    const deal = await newDeal();
    const waived = {
      Status__c: 'Waived',
      Reason__c: 'urgent',
      Settled_By__c: await userId(manager),
      Settled_On__c: now(),
    };
    expect(await create(manager, itemOf(deal, 'VAL_AMOUNT', waived))).toEqual(['TAS-I10']);
  });

  test('a field requirement is not met by marking its item done', async () => {
    const deal = await newDeal();
    expect(
      await create(
        rep,
        itemOf(deal, 'VAL_BRIEF', { Status__c: 'Done', Settled_By__c: await userId(rep), Settled_On__c: now() }),
      ),
    ).toEqual([]);
    const sum = await rep.query<{ TAS_Done_1__c: number }>(
      `SELECT TAS_Done_1__c FROM Opportunity WHERE Id = '${deal}'`,
    );
    expect(sum.records[0]?.TAS_Done_1__c).toBe(0);
  });

  test('a rep deletes no items', async () => {
    const deal = await newDeal();
    const { id = '' } = await rep.sobject('TAS_Gate_Item__c').create(itemOf(deal, 'VAL_CONFIRM', {}));
    await expect(rep.sobject('TAS_Gate_Item__c').destroy(id)).rejects.toThrow(/access/);
  });
});
