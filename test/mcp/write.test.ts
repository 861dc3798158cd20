/** `tas mcp --allow-write`: what an agent writes, through the rules of the org. */
import { describe, expect, test } from 'vitest';
import { connect } from '../practice-org/practice.ts';
import { referenceModel } from '../reference/index.ts';
import { stampOf, Station, type Result, type Served } from './served.ts';

const station = new Station(40);

interface Written {
  readonly done: boolean;
  readonly refusedBy: string | null;
  readonly refusals: readonly { readonly gate: string; readonly says: string; readonly fixer: string }[];
  readonly notTaken: readonly string[];
  readonly deal: { readonly lastModified: string; readonly stageName: string };
}

const outcomeOf = ({ data }: Result): Written => data as unknown as Written;
const gates = (result: Result): string[] =>
  outcomeOf(result)
    .refusals.map(({ gate }) => gate)
    .sort();

/** Calls a writing tool with the stamp of the deal as it is. */
const write = async (
  server: Served,
  name: string,
  args: Readonly<Record<string, unknown>> & { readonly deal: string },
): Promise<Result> => await server.call(name, { ...args, lastModified: await stampOf(server, args.deal) });

test('what a rehearsal says of a move is what the org then does, code by code, over deals of the sample', async () => {
  const server = await station.serve('rep', '--allow-write');
  const { model } = { model: referenceModel };
  const stages = [...model.stages, model.closed.won, model.closed.lost].map(({ name }) => name);
  const deals = [...(station.org.org.objects.get('opportunity')?.table.rows() ?? [])].map(({ id }) => id);
  expect(deals.length).toBeGreaterThan(30);
  const answers = { written: 0, refused: 0 };
  let draw = 20_261_128;
  const next = (below: number): number => {
    draw = (draw * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((draw / 2_147_483_648) * below);
  };
  const trial = async (deal: string, to: string): Promise<void> => {
    const asked = { deal, to, ...(to === model.closed.lost.name && next(2) === 0 ? { lossReason: 'Price' } : {}) };
    const rehearsal = await server.call('rehearse_move', asked);
    const moved = await write(server, 'move_deal', asked);
    const { done, refusedBy } = outcomeOf(moved);
    const said = (rehearsal.data['refusals'] as { code: string }[]).map(({ code }) => code).sort();
    expect({ deal, to, refused: gates(moved), done }).toEqual({ deal, to, refused: said, done: said.length === 0 });
    expect(rehearsal.data['outcome']).toBe(done ? 'allowed' : 'refused');
    expect([refusedBy, moved.isError]).toEqual(done ? [null, false] : ['org', true]);
    answers[done ? 'written' : 'refused'] += 1;
  };
  for (let round = 0; round < 90; round += 1)
    await trial(deals[next(deals.length)] ?? '', stages[next(stages.length)] ?? '');
  expect(answers.written).toBeGreaterThan(10);
  expect(answers.refused).toBeGreaterThan(10);
});

describe('a rep', () => {
  test('is refused by the gate, which is named with who can put it right, and nothing has changed', async () => {
    const server = await station.serve('rep', '--allow-write');
    const deal = station.newDeal();
    const refused = await write(server, 'move_deal', { deal, to: 'Initiate Pursuit' });
    expect(refused.isError).toBe(true);
    expect(outcomeOf(refused)).toMatchObject({
      done: false,
      refusedBy: 'org',
      refusals: [{ gate: 'TAS-G1', fixer: expect.stringContaining('the owner of the deal') as string }],
      deal: { stageName: 'Validate Opportunity' },
    });
    expect(refused.texts[0]).toContain('Nothing was written. The org refused it: TAS-G1');
    expect((refused.data['next'] as { missing: unknown[] }).missing).toHaveLength(4);
    expect(await station.stored('Opportunity', deal, 'StageName')).toMatchObject({ StageName: 'Validate Opportunity' });
  });

  test('fills, settles and moves on, each as the user', async () => {
    const server = await station.serve('rep', '--allow-write');
    const contact = station.load('Contact', { LastName: 'Chen', Phone: '+86 21 5550 1234' });
    const deal = station.newDeal({ Amount: 400_000 });
    const filled = await write(server, 'fill_fields', {
      deal,
      fields: { TAS_Project_Brief__c: 'Renew the network of the plant', TAS_Project_Contact__c: contact },
    });
    expect(outcomeOf(filled)).toMatchObject({ done: true, notTaken: [] });
    const settled = await write(server, 'settle_item', { deal, code: 'VAL_CONFIRM', outcome: 'Done' });
    expect(outcomeOf(settled)).toMatchObject({ done: true, refusals: [] });
    expect(settled.data['next']).toMatchObject({ outcome: 'allowed', missing: [] });
    const moved = await write(server, 'move_deal', { deal, to: 'Negotiation & Signing' });
    expect(outcomeOf(moved)).toMatchObject({ done: true, deal: { stageName: 'Negotiation & Signing' } });
    const { LastModifiedById } = await station.stored('Opportunity', deal, 'LastModifiedById');
    expect(LastModifiedById).toBe(station.org.userNamed('Rita Rep'));
    expect(server.said()).toContain(`move_deal to Negotiation & Signing of ${deal} as rep@practice.example: written`);
  });

  test('loses a deal with its reason, and the stage it stood in is kept', async () => {
    const server = await station.serve('rep', '--allow-write');
    const deal = station.newDeal();
    expect(gates(await write(server, 'move_deal', { deal, to: 'Closed Lost' }))).toEqual(['TAS-M3']);
    expect(outcomeOf(await write(server, 'move_deal', { deal, to: '输单', lossReason: 'Price' })).done).toBe(true);
    const kept = await station.stored('Opportunity', deal, 'TAS_Loss_Reason__c', 'TAS_Lost_Stage__c');
    expect(kept).toMatchObject({ TAS_Loss_Reason__c: 'Price', TAS_Lost_Stage__c: 'Validate Opportunity' });
  });

  test('keeps what the map of the deal says when it moves it, true to the map; nothing where nobody is on it', async () => {
    const server = await station.serve('rep', '--allow-write');
    const [deal, bare] = [station.newDeal(), station.newDeal()];
    const contact = station.load('Contact', { LastName: 'Chen' });
    station.load('TAS_Stakeholder__c', {
      Opportunity__c: deal,
      Contact__c: contact,
      Stakeholder_Key__c: `${deal}:${contact}`,
      Role__c: 'Approver',
      Closeness__c: '5',
    });
    for (const one of [deal, bare])
      expect(
        outcomeOf(await write(server, 'move_deal', { deal: one, to: 'Closed Lost', lossReason: 'Price' })).done,
      ).toBe(true);
    const kept = await connect(station.org, 'admin').query<Record<string, unknown>>(
      `SELECT Opportunity__c, Stage__c, People__c, Supporters__c, Score__c, CreatedBy.Name FROM TAS_Map_Snapshot__c WHERE Opportunity__c IN ('${deal}', '${bare}')`,
    );
    expect(kept.records).toEqual([
      expect.objectContaining({
        Opportunity__c: deal,
        Stage__c: 'Closed Lost',
        People__c: 1,
        Supporters__c: 1,
        Score__c: 5,
        CreatedBy: expect.objectContaining({ Name: 'Rita Rep' }) as unknown,
      }),
    ]);
  });

  test('is told which fields the org left out: the amount of a deal with products', async () => {
    const server = await station.serve('rep', '--allow-write');
    const deal = station.newDeal();
    const product = station.load('Product2', { Name: 'Relay' });
    const [book] = station.org.org.objects.get('pricebook2')?.table.rows() ?? [];
    const entry = station.load('PricebookEntry', { Pricebook2Id: book?.id, Product2Id: product, UnitPrice: 1 });
    station.load('OpportunityLineItem', {
      OpportunityId: deal,
      PricebookEntryId: entry,
      Quantity: 1,
      UnitPrice: 400_000,
    });
    const filled = await write(server, 'fill_fields', {
      deal,
      fields: { Amount: 9_000_000, TAS_Project_Brief__c: 'A brief' },
    });
    expect(outcomeOf(filled)).toMatchObject({ done: true, notTaken: ['Amount'] });
    expect(filled.texts[0]).toContain('the org left out: Amount');
  });

  test.each([
    ['a field that nothing asks for', { NextStep: 'x' }, 'NextStep: no requirement'],
    ['the stage itself', { StageName: 'Closed Won' }, 'StageName: no requirement'],
    ['the decided grade', { TAS_Grade__c: 'A' }, 'TAS_Grade__c: no requirement'],
    ['a text for a number', { Amount: 'many' }, 'Amount must be a number'],
    ['a day that is none', { CloseDate: '2026-02-30' }, 'CloseDate must be a day'],
    ['a value that is no choice', { TAS_Tender_Required__c: 'Maybe' }, 'TAS_Tender_Required__c must be one of Yes, No'],
  ])('may not fill %s, and is told why', async (_name, fields, why) => {
    const server = await station.serve('rep', '--allow-write');
    const deal = station.newDeal();
    const refused = await write(server, 'fill_fields', { deal, fields });
    expect([refused.isError, refused.texts[0]]).toEqual([true, expect.stringContaining(why)]);
  });
});

describe('four eyes', () => {
  const approval = { code: 'INI_APPROVAL', outcome: 'Done' };

  test('the owner is refused though he may approve, and another approver is not', async () => {
    const manager = await station.serve('manager', '--allow-write');
    const own = station.newDeal({ StageName: 'Initiate Pursuit', OwnerId: station.org.userNamed('Max Manager') });
    const refused = await write(manager, 'settle_item', { deal: own, ...approval });
    expect([gates(refused), outcomeOf(refused).refusedBy]).toEqual([['TAS-I6'], 'org']);
    const ofRep = station.newDeal({ StageName: 'Initiate Pursuit' });
    const rep = await station.serve('rep', '--allow-write');
    expect(gates(await write(rep, 'settle_item', { deal: ofRep, ...approval }))).toEqual(['TAS-I6']);
    expect(outcomeOf(await write(manager, 'settle_item', { deal: ofRep, ...approval })).done).toBe(true);
  });

  test('a rep asks, an approver finds it waiting and declines with a reason; it may be asked anew and granted', async () => {
    const [rep, manager] = [
      await station.serve('rep', '--allow-write'),
      await station.serve('manager', '--allow-write'),
    ];
    const deal = station.newDeal({ StageName: 'Initiate Pursuit' });
    const { code } = approval;
    const ask = { deal, code, reason: 'The customer waits' };
    expect(outcomeOf(await write(rep, 'request_approval', ask)).done).toBe(true);
    const waiting = await manager.call('list_waiting', { list: 'requests', most: 100 });
    const [found] = (waiting.data['requests'] as { deal: { id: string }; reason: string }[]).filter(
      (one) => one.deal.id === deal,
    );
    expect(found).toMatchObject({ code, asksFor: 'confirmation', reason: 'The customer waits', youCanDecide: true });
    // As from the panel, a task waits for whoever may grant it.
    const { records } = await connect(station.org, 'admin').query<Record<string, unknown>>(
      `SELECT Subject, OwnerId, Description FROM Task WHERE WhatId = '${deal}'`,
    );
    expect(records.map(({ OwnerId, Description }) => [OwnerId, Description])).toEqual([
      [station.org.userNamed('Max Manager'), 'The customer waits'],
    ]);
    const decline = { deal, code, outcome: 'Declined' };
    expect(gates(await write(manager, 'settle_item', decline))).toEqual(['TAS-I4']);
    expect(outcomeOf(await write(manager, 'settle_item', { ...decline, reason: 'No budget yet' })).done).toBe(true);
    expect(outcomeOf(await write(rep, 'request_approval', ask)).done).toBe(true);
    expect(outcomeOf(await write(manager, 'settle_item', { deal, ...approval })).done).toBe(true);
    const again = await write(rep, 'request_approval', ask);
    expect([again.isError, again.texts[0]]).toEqual([true, expect.stringContaining('is settled')]);
  });
});

test('nothing is written over a deal that has changed since it was read', async () => {
  const server = await station.serve('rep', '--allow-write');
  const deal = station.newDeal();
  const lastModified = '2026-01-01T00:00:00.000+0000';
  for (const [name, more] of [
    ['fill_fields', { fields: { TAS_Project_Brief__c: 'x' } }],
    ['settle_item', { code: 'VAL_CONFIRM', outcome: 'Done' }],
    ['request_approval', { code: 'VAL_CONFIRM' }],
    ['move_deal', { to: 'Closed Lost', lossReason: 'Price' }],
  ] as const) {
    const { isError, texts } = await server.call(name, { deal, lastModified, ...more });
    expect([name, isError, texts[0]]).toEqual([name, true, expect.stringContaining('has changed since it was read')]);
  }
  const stored = await station.stored('Opportunity', deal, 'StageName', 'TAS_Project_Brief__c');
  expect(stored).toMatchObject({ StageName: 'Validate Opportunity', TAS_Project_Brief__c: null });
});

test('a holder of the bypass, whom no gate would stop, writes nothing through an agent', async () => {
  const server = await station.serve('ops', '--allow-write');
  const deal = station.newDeal();
  const { isError, texts } = await write(server, 'move_deal', { deal, to: 'Closed Won' });
  expect([isError, texts[0]]).toEqual([true, expect.stringContaining('holds the bypass')]);
  expect(await station.stored('Opportunity', deal, 'StageName')).toMatchObject({ StageName: 'Validate Opportunity' });
});

test('writes that come at once are made one after the other, and the second finds the deal changed', async () => {
  const server = await station.serve('rep', '--allow-write');
  const deal = station.newDeal({ CreatedDate: '2026-01-01T00:00:00Z', LastModifiedDate: '2026-01-02T00:00:00Z' });
  const lastModified = await stampOf(server, deal);
  const fill = (text: string) =>
    server.call('fill_fields', { deal, lastModified, fields: { TAS_Project_Brief__c: text } });
  const [first, second] = await Promise.all([fill('one'), fill('two')]);
  expect([first.isError, second.isError]).toEqual([false, true]);
  expect(await station.stored('Opportunity', deal, 'TAS_Project_Brief__c')).toMatchObject({
    TAS_Project_Brief__c: 'one',
  });
});
