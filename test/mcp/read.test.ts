/** `tas mcp`: what an agent reads of deals. */
import { describe, expect, test } from 'vitest';
import { stampOf, Station, type Served } from './served.ts';

const station = new Station(40);

interface Requirement {
  readonly code: string;
  readonly fixer: string;
  readonly youCan: boolean | null;
  readonly fields: readonly { readonly name: string; readonly value: unknown }[];
}

const codes = (list: unknown): string[] => (list as Requirement[]).map(({ code }) => code);

test('a server that only reads offers no tool that writes; one that may write says which ones do', async () => {
  const reading = await (await station.serve('rep')).client.listTools();
  const names = ['explain_deal', 'list_missing', 'propose_move', 'rehearse_move', 'list_waiting'];
  expect(reading.tools.map(({ name }) => name)).toEqual(names);
  expect(reading.tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);

  const writer = await station.serve('rep', '--allow-write');
  const writing = await writer.client.listTools();
  const more = writing.tools.slice(names.length);
  expect(writing.tools.slice(0, names.length)).toEqual(reading.tools);
  expect(more.map(({ name, annotations }) => [name, annotations?.readOnlyHint, annotations?.destructiveHint])).toEqual([
    ['fill_fields', false, true],
    ['settle_item', false, true],
    ['request_approval', false, false],
    ['move_deal', false, true],
  ]);
  for (const { name, description, inputSchema, outputSchema } of writing.tools) {
    expect([name, (description ?? '').length > 80]).toEqual([name, true]);
    expect([name, inputSchema.type, outputSchema?.type]).toEqual([name, 'object', 'object']);
  }
});

test('a tool that writes is not there for a server that only reads, even by its name', async () => {
  const server = await station.serve('rep');
  const deal = station.newDeal();
  const { isError, texts } = await server.call('move_deal', { deal, to: 'Closed Lost', lastModified: 'x' });
  expect([isError, texts[0]]).toEqual([true, expect.stringContaining('move_deal not found')]);
  expect(await station.stored('Opportunity', deal, 'StageName')).toMatchObject({ StageName: 'Validate Opportunity' });
});

describe('a deal in its first stage', () => {
  test('is explained: where it stands, why its grade, what its next move lacks and who can settle it', async () => {
    const server = await station.serve('rep');
    const deal = station.newDeal();
    const { isError, texts, data } = await server.call('explain_deal', { deal });
    expect(isError).toBe(false);
    expect(data).toMatchObject({
      deal: { id: deal, name: '东岭电力 · 调度自动化', owner: 'Rita Rep', stageName: 'Validate Opportunity' },
      to: 'Initiate Pursuit',
      outcome: 'refused',
      governed: 'yes',
      rightsKnown: true,
      grade: { letter: 'B' },
      refusals: [{ code: 'TAS-G1', observed: false }],
      track: { mayJump: false },
    });
    expect(codes(data['missing'])).toEqual(['VAL_BRIEF', 'VAL_CONTACT', 'VAL_CONFIRM', 'VAL_FOUR_Q']);
    expect(texts[0]).toContain(`${deal}: Stage 1 of 7 · Validate Opportunity`);
    expect(texts[0]).toContain('Move to “Initiate Pursuit”: blocked.');
    expect(texts[0]).toContain('Missing (4)\n• Project brief [TAS-G1 Validate Opportunity]: Who can settle it: anyone');
    expect(JSON.parse(texts[1] ?? '')).toEqual(data);
  });

  test('in Chinese, by a stage named in Chinese', async () => {
    const server = await station.serve('rep', '--language', 'zh_CN');
    const { texts, data } = await server.call('list_missing', { deal: station.newDeal(), to: '谈判签约' });
    expect(data).toMatchObject({ to: 'Negotiation & Signing', outcome: 'refused' });
    expect(texts[0]).toContain('进入“谈判签约”：不允许。');
    expect(texts[0]).toContain('[TAS-M2]');
  });

  test('one call may ask for another language than the server has', async () => {
    const server = await station.serve('rep', '--language', 'zh_CN');
    const { texts } = await server.call('list_missing', { deal: station.newDeal(), language: 'en_US' });
    expect(texts[0]).toContain('Missing (4)');
  });

  test('who can settle what is told by the rights of the user: a process only an approver', async () => {
    const deal = station.newDeal({ StageName: 'Initiate Pursuit' });
    const approval = async (persona: 'rep' | 'manager') => {
      const { data } = await (await station.serve(persona)).call('list_missing', { deal });
      return (data['missing'] as Requirement[]).find(({ code }) => code === 'INI_APPROVAL');
    };
    expect(await approval('rep')).toMatchObject({ fixer: 'approver', youCan: false });
    expect(await approval('manager')).toMatchObject({ fixer: 'approver', youCan: true });
  });

  test('a move is proposed: the writes in order, by whom, and what else the rules say to every other stage', async () => {
    const server = await station.serve('rep');
    const deal = station.newDeal({ StageName: 'Initiate Pursuit', TAS_Main_Competitors__c: 'Huadian Software' });
    const { data } = await server.call('propose_move', { deal });
    const steps = data['steps'] as { kind: string; by: string; requirement: { code: string } | null }[];
    expect(steps.map(({ kind, by, requirement }) => [kind, by, requirement?.code ?? null])).toEqual([
      ['decide_grade', 'others', 'INI_GRADE'],
      ['fill_fields', 'you', 'INI_REASON'],
      ['fill_fields', 'you', 'INI_TENDER'],
      ['settle_item', 'you', 'INI_REPORT'],
      ['settle_item', 'you', 'INI_TEAM'],
      ['request_approval', 'you', 'INI_APPROVAL'],
      ['settle_item', 'others', 'INI_APPROVAL'],
      ['settle_item', 'you', 'INI_AR'],
      ['settle_item', 'you', 'INI_SR'],
      ['move_deal', 'you', null],
    ]);
    const others = data['otherMoves'] as { to: string; refusals: string[] }[];
    expect(others.find(({ to }) => to === 'Validate Opportunity')?.refusals).toEqual([]);
    expect(others.find(({ to }) => to === 'Closed Lost')?.refusals).toEqual(['TAS-M3']);
    expect(others.find(({ to }) => to === 'Closed Won')?.refusals).toContain('TAS-M2');
    const barred = await server.call('propose_move', { deal, to: 'Closed Won' });
    expect(barred.data['steps']).toEqual([]);
  });

  test('a move is rehearsed as the engine judges it, which is said, and nothing is written', async () => {
    const server = await station.serve('rep');
    const deal = station.newDeal();
    const lost = { deal, to: 'Closed Lost' };
    const without = await server.call('rehearse_move', lost);
    expect(without.data).toMatchObject({ outcome: 'refused', refusals: [{ code: 'TAS-M3' }], judgedBy: 'engine' });
    expect(without.texts[0]).toContain('Rehearsed by the gate engine: nothing was written.');
    const given = await server.call('rehearse_move', { ...lost, lossReason: 'Price' });
    expect(given.data).toMatchObject({ outcome: 'allowed', refusals: [] });
    expect(await station.stored('Opportunity', deal, 'StageName', 'TAS_Loss_Reason__c')).toMatchObject({
      StageName: 'Validate Opportunity',
      TAS_Loss_Reason__c: null,
    });
  });
});

describe('what waits', () => {
  type Listed = readonly Readonly<Record<string, unknown>>[];

  test('requests are counted, kept to a limit, and decided by whoever may: the oldest first', async () => {
    const manager = await station.serve('manager');
    const all = await manager.call('list_waiting', { list: 'requests', most: 100 });
    const requests = all.data['requests'] as Listed;
    expect(requests.length).toBeGreaterThan(3);
    expect(all.data['total']).toBe(requests.length);
    const since = requests.map((one) => String(one['since']));
    expect(since).toEqual([...since].sort());
    const asked = requests.filter((one) => one['asksFor'] === 'confirmation');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((one) => one['youCanDecide'] === true)).toBe(true);

    const some = await manager.call('list_waiting', { list: 'requests', most: 2 });
    expect([(some.data['requests'] as Listed).length, some.data['total'], some.texts[0]]).toEqual([
      2,
      requests.length,
      `2 of ${requests.length} listed`,
    ]);
    const rep = await (await station.serve('rep')).call('list_waiting', { list: 'requests' });
    // An advisory process is anybody's to settle; a hard one is not.
    const ofRep = (rep.data['requests'] as Listed).filter((one) => one['asksFor'] === 'confirmation');
    expect([ofRep.length, ofRep.every((one) => one['youCanDecide'] === false)]).toEqual([asked.length, true]);
  });

  test('own deals say the same of their next move as the explanation of each', async () => {
    const server = await station.serve('rep');
    const { data } = await server.call('list_waiting', { list: 'own_deals', most: 100 });
    const deals = data['deals'] as readonly {
      deal: { id: string; owner: string };
      outcome: string;
      missing: string[];
      behind: number;
    }[];
    expect(deals.length).toBeGreaterThan(3);
    for (const { deal, outcome, missing, behind } of deals) {
      expect(deal.owner).toBe('Rita Rep');
      const told = await server.call('explain_deal', { deal: deal.id });
      const names = (told.data['missing'] as { name: string }[]).map(({ name }) => name);
      expect([deal.id, outcome, missing]).toEqual([deal.id, told.data['outcome'], names]);
      expect(behind).toBeGreaterThanOrEqual((told.data['behind'] as unknown[]).length);
    }
  });

  test('registrations that wait, run out soon or have are listed: those of others to a channel manager, else their own', async () => {
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const [Partner__c, Customer__c] = ['Baltic Systems', 'Nordwind'].map((Name) => station.load('Account', { Name }));
    const rep = station.org.userNamed('Rita Rep');
    const registered = (Project__c: string, fields: Readonly<Record<string, unknown>>): string =>
      station.load('TAS_Registration__c', {
        Partner__c,
        Customer__c,
        Project__c,
        Submitted_By__c: rep,
        OwnerId: rep,
        ...fields,
      });
    const waits = registered('Waits', { Status__c: 'Submitted', Submitted_On__c: day(-2) });
    const approved = { Status__c: 'Approved', Submitted_On__c: day(-90), Decided_On__c: day(-80) };
    const lapsed = registered('Lapsed', { ...approved, Protected_Until__c: day(-1) });
    const ending = registered('Ending', { ...approved, Protected_Until__c: day(20) });
    registered('Long', { ...approved, Protected_Until__c: day(60) });
    registered('Rejected', { Status__c: 'Rejected' });
    const { accessToken } = station.org.addPerson({
      lastName: 'Channel',
      permissionSets: ['TAS_Manager', 'TAS_Channel_Manager'],
    });
    const listed = async (server: Served): Promise<readonly unknown[]> => {
      const { data } = await server.call('list_waiting', { list: 'registrations', most: 100 });
      const rows = data['registrations'] as readonly { id: string; state: string; project: string; customer: string }[];
      expect(data['total']).toBe(rows.length);
      return rows.filter(({ customer }) => customer === 'Nordwind').map(({ id, state }) => [id, state]);
    };
    const all = [
      [waits, 'waits'],
      [lapsed, 'lapsed'],
      [ending, 'ending'],
    ];
    expect(await listed(await station.serve('rep'))).toEqual(all);
    expect(await listed(await station.serveTarget(accessToken))).toEqual(all);
    expect(await listed(await station.serve('manager'))).toEqual([]);
  });

  test('dates that are over or end soon are listed, the next to end first, and what is over is called lapsed', async () => {
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const ids = [-3, 5, 40].map((days) =>
      station.newDeal({ TAS_Led_By__c: 'Partner', TAS_Deal_Reg_Expiry__c: day(days) }),
    );
    const server = await station.serve('rep');
    const { data } = await server.call('list_waiting', { list: 'ending_dates', most: 100 });
    const dates = data['dates'] as readonly { deal: { id: string }; day: string; lapsed: boolean; field: string }[];
    expect(data['total']).toBe(dates.length);
    const days = dates.map((one) => one.day);
    expect(days).toEqual([...days].sort());
    const ours = ids.map((id) => dates.find(({ deal }) => deal.id === id));
    expect(ours.map((one) => one?.lapsed)).toEqual([true, false, undefined]);
    expect(ours[0]?.field).toBe('TAS_Deal_Reg_Expiry__c');
  });
});

test('a look at a deal takes seven calls of the API, and a write fifteen', async () => {
  const { instanceUrl, tokens } = station.org;
  const left = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${tokens.admin}` };
    const answer = await fetch(`${instanceUrl}/services/data/v66.0/limits`, { headers });
    return ((await answer.json()) as { DailyApiRequests: { Remaining: number } }).DailyApiRequests.Remaining;
  };
  const server = await station.serve('rep', '--allow-write');
  const deal = station.newDeal();
  const lastModified = await stampOf(server, deal);
  const taken = async (name: string, args: Readonly<Record<string, unknown>>): Promise<number> => {
    const before = await left();
    expect((await server.call(name, { deal, ...args })).isError).toBe(false);
    // The second question about the limits is a call of its own.
    return before - (await left()) - 1;
  };
  for (const name of ['explain_deal', 'list_missing', 'propose_move'])
    expect([name, await taken(name, {})]).toEqual([name, 7]);
  expect(await taken('fill_fields', { lastModified, fields: { TAS_Project_Brief__c: 'A brief' } })).toBe(15);
});
