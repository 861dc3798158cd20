/** The way of a partner registration by the API: who may do what, and every way round it that we thought of. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registration, registrationField as own } from '../../scripts/product/vocabulary/index.ts';
import { load } from '../../scripts/proof/browser/org-actions.ts';
import { day, Registrations } from './people.ts';

let all: Registrations;
beforeAll(async () => {
  all = await Registrations.start();
});
afterAll(() => all.stop());

/** Codes that refuse it, or what else went wrong; empty: it went through. */
const refusal = (write: Promise<unknown>): Promise<string> =>
  write.then(
    () => '',
    (error: unknown) => {
      const text = String(error);
      const codes = [...new Set(text.match(/TAS-[A-Z]\d+/g))].sort();
      return codes.length > 0
        ? codes.join(' ')
        : (/DUPLICATE_VALUE|INSUFFICIENT\w+|ENTITY_IS_DELETED/.exec(text)?.[0] ?? text);
    },
  );

const signing = { StageName: 'Negotiation & Signing' };

describe('a registration', () => {
  test('is submitted by a rep, approved by a channel manager, read by everybody who works on deals, and protects', async () => {
    const id = await all.submit('rep', 'Grid Balancing - Phase 1');
    expect(await refusal(all.approve('channel', id))).toBe('');
    const read = await all.read(id, 'rival');
    expect(read[own.key]).toBe(`${all.customer}:gridbalancingphase1`);
    expect(read[own.validUntil]).toBe(day(90));
  });

  test('is decided neither by a rep nor by an approver without the right, nor by whoever submitted, made or owns it', async () => {
    const byRep = await all.submit('rep', 'Who decides');
    expect(await refusal(all.approve('rep', byRep))).toBe('TAS-R5');
    expect(await refusal(all.approve('manager', byRep))).toBe('TAS-R5');
    const byChannel = await all.submit('channel', 'Own one');
    expect(await refusal(all.approve('channel', byChannel))).toBe('TAS-R5');
    expect(await refusal(all.reject('channel', byChannel, 'no'))).toBe('TAS-R5');
    // Given away first, or in the same save: it stays one's own.
    expect(await refusal(all.approve('channel', byChannel, 90, { OwnerId: all.id('rep') }))).toBe('TAS-R5');
    expect(await refusal(all.change('channel', byChannel, { OwnerId: all.id('rep') }))).toBe('');
    expect(await refusal(all.approve('channel', byChannel))).toBe('TAS-R5');
    // In somebody else's name it is not submitted at all.
    expect(await refusal(all.submit('channel', 'For another', { [own.submittedBy]: all.id('rep') }))).toBe('TAS-R3');
    expect(await refusal(all.change('channel', byChannel, { [own.submittedBy]: all.id('rep') }))).toBe('TAS-R2');
    // Taken over by the channel manager, it is his too.
    expect(await refusal(all.approve('channel', byRep, 90, { OwnerId: all.id('channel') }))).toBe('TAS-R5');
    expect(await refusal(all.approve('channel', byRep, 90, { [own.decidedBy]: all.id('admin') }))).toBe('TAS-R5');
    expect(await refusal(all.approve('channel', byRep))).toBe('');
  });

  test('is new only as submitted: not approved from the start, dated, keyed, decided or with a reason', async () => {
    expect(await refusal(all.submit('rep', 'New', { [own.status]: 'Approved' }))).toBe('TAS-R3 TAS-R7');
    expect(await refusal(all.submit('rep', 'New', { [own.status]: 'Expired' }))).toBe('TAS-R3');
    expect(await refusal(all.submit('rep', 'New', { [own.until]: day(30) }))).toBe('TAS-R6');
    expect(await refusal(all.submit('rep', 'New', { [own.key]: 'mine' }))).toBe('TAS-R7');
    expect(await refusal(all.submit('rep', 'New', { [own.decidedBy]: all.id('channel') }))).toBe('TAS-R5');
    expect(await refusal(all.submit('rep', 'New', { [own.reason]: 'because' }))).toBe('TAS-R9');
    expect(await refusal(all.submit('rep', 'New', { [own.submittedOn]: day(-5) }))).toBe('TAS-R3');
  });

  test('names a partner who is not the customer, and a project', async () => {
    expect(await refusal(all.submit('rep', 'Own', { [own.partner]: all.customer }))).toBe('TAS-R1');
    expect(await refusal(all.submit('rep', ''))).toBe('TAS-R1');
    expect(await refusal(all.submit('rep', 'None', { [own.customer]: null }))).toBe('TAS-R1');
    expect(await refusal(all.submit('rep', 'None', { [own.partner]: null }))).toBe('TAS-R1');
  });

  test('changes neither partner nor customer, and its project only while it is submitted', async () => {
    const other = all.account('Another customer');
    const id = await all.submit('rep', 'First name');
    expect(await refusal(all.change('rep', id, { [own.customer]: other }))).toBe('TAS-R2');
    expect(await refusal(all.change('rep', id, { [own.partner]: other }))).toBe('TAS-R2');
    expect(await refusal(all.change('rep', id, { [own.project]: 'Second name' }))).toBe('');
    // Not what was asked for: a project changed by whoever approves it.
    const key = `${all.customer}:thirdname`;
    expect(await refusal(all.approve('channel', id, 90, { [own.project]: 'Third name', [own.key]: key }))).toBe(
      'TAS-R2',
    );
    expect(await refusal(all.approve('channel', id))).toBe('');
    expect(await refusal(all.change('rep', id, { [own.project]: 'Third name', [own.key]: key }))).toBe('TAS-R2');
  });

  test('is protected from tomorrow to 180 days from today, and extended with a new reason by a channel manager alone', async () => {
    const id = await all.submit('rep', 'How long');
    expect(await refusal(all.approve('channel', id, 0))).toBe('TAS-R6');
    expect(await refusal(all.approve('channel', id, 181))).toBe('TAS-R6');
    expect(await refusal(all.approve('channel', id, 60, { [own.until]: null }))).toBe('TAS-R6');
    expect(await refusal(all.approve('channel', id, 60))).toBe('');
    const longer = { [own.until]: day(120), [own.reason]: 'The tender is late' };
    expect(await refusal(all.change('rep', id, longer))).toBe('TAS-R6');
    expect(await refusal(all.change('channel', id, { [own.until]: day(120) }))).toBe('TAS-R6');
    expect(await refusal(all.change('channel', id, { ...longer, [own.until]: day(181) }))).toBe('TAS-R6');
    expect(await refusal(all.change('channel', id, { ...longer, [own.until]: day(30) }))).toBe('TAS-R6');
    expect(await refusal(all.change('channel', id, longer))).toBe('');
    // The reason of then serves nobody now.
    expect(await refusal(all.change('channel', id, { [own.until]: day(150) }))).toBe('TAS-R6');
    expect(await refusal(all.change('rep', id, { [own.reason]: 'Another one' }))).toBe('TAS-R9');
  });

  test('that is re-dated by lapsing, coming back or being submitted again is not', async () => {
    const id = all.approved('Come back', -1);
    expect((await all.read(id))[own.validUntil]).toBeNull();
    expect(await refusal(all.change('rep', id, { [own.until]: day(30), [own.reason]: 'Forgotten' }))).toBe('TAS-R6');
    expect(await refusal(all.change('rep', id, { [own.status]: 'Submitted', [own.key]: null }))).toBe('TAS-R4');
    expect(await refusal(all.change('rep', id, { [own.status]: 'Expired', [own.key]: null }))).toBe('');
    expect(await refusal(all.approve('channel', id))).toBe('TAS-R4');
    expect(await refusal(all.change('channel', id, { [own.until]: day(30), [own.reason]: 'x' }))).toBe('TAS-R6');
    // A lapsed one that still holds its key may be extended by whoever might have extended it before.
    const late = all.approved('Late', -2);
    expect(await refusal(all.change('channel', late, { [own.until]: day(30), [own.reason]: 'Late tender' }))).toBe('');
    expect((await all.read(late))[own.validUntil]).toBe(day(30));
  });

  test('protects on its last day, and ends the day after or by a channel manager with a reason', async () => {
    const today = all.approved('Last day', 0);
    expect((await all.read(today))[own.validUntil]).toBe(day(0));
    const end = { [own.status]: 'Expired', [own.key]: null };
    expect(await refusal(all.change('rep', today, end))).toBe('TAS-R8');
    expect(await refusal(all.change('rep', today, { ...end, [own.reason]: 'Given up' }))).toBe('TAS-R8');
    expect(await refusal(all.change('channel', today, end))).toBe('TAS-R8');
    expect(await refusal(all.change('channel', today, { [own.status]: 'Expired', [own.reason]: 'Given up' }))).toBe(
      'TAS-R7',
    );
    expect(await refusal(all.change('channel', today, { ...end, [own.reason]: 'Given up' }))).toBe('');
    expect(await refusal(all.change('rep', all.approved('Yesterday', -1), end))).toBe('');
  });

  test('that is rejected says why, and is decided no more', async () => {
    const id = await all.submit('rep', 'Rejected');
    expect(await refusal(all.reject('channel', id, null))).toBe('TAS-R9');
    expect(await refusal(all.reject('rep', id, 'No'))).toBe('TAS-R5');
    expect(await refusal(all.reject('channel', id, 'Another partner was first'))).toBe('');
    expect(await refusal(all.change('rep', id, { [own.reason]: 'Nothing' }))).toBe('TAS-R9');
    expect(await refusal(all.change('rep', id, { [own.status]: 'Submitted' }))).toBe('TAS-R4');
    expect(await refusal(all.approve('channel', id))).toBe('TAS-R4');
  });

  test('is deleted by nobody but a channel manager, ops and admin', async () => {
    const id = await all.submit('rep', 'Deleted');
    const remove = (who: 'rep' | 'manager' | 'channel') =>
      refusal(all.call(who, 'DELETE', `sobjects/${registration}/${id}`));
    expect(await remove('rep')).toContain('INSUFFICIENT_ACCESS');
    expect(await remove('manager')).toContain('INSUFFICIENT_ACCESS');
    expect(await remove('channel')).toBe('');
  });
});

describe('one project of a customer', () => {
  test('is protected once: of two approvals at once one fails, whatever spaces, dashes, case and width are written', async () => {
    const spellings = [
      'Metro  Line-9',
      'metro line 9',
      'METRO＿LINE 9'.replace('＿', '_'),
      'Metro–Line—9',
      'metro　line－9',
    ];
    const ids = await Promise.all(spellings.map((name) => all.submit('rep', name)));
    const outcomes = await Promise.all(ids.map((id) => refusal(all.approve('channel', id))));
    expect(outcomes.toSorted()).toEqual(['', ...Array.from({ length: 4 }, () => 'DUPLICATE_VALUE')]);
    const protects = ids[outcomes.indexOf('')] ?? '';
    const waits = ids.find((id) => id !== protects) ?? '';
    // What the conflict view reads: whose key stands in the way.
    const { [own.projectKey]: key } = await all.read(waits);
    const found = (await all.call(
      'channel',
      'GET',
      `query?q=${encodeURIComponent(`SELECT Id FROM ${registration} WHERE ${own.key} = '${String(key)}'`)}`,
    )) as { records: { Id: string }[] };
    expect(found.records.map(({ Id }) => Id)).toEqual([protects]);
    expect(
      await refusal(
        all.change(
          'channel',
          waits,
          all.decision('channel', { [own.status]: 'Rejected', [own.reason]: 'Protected', [own.conflict]: protects }),
        ),
      ),
    ).toBe('');
    expect(await refusal(all.change('rep', waits, { [own.conflict]: null }))).toBe('TAS-R9');
  });

  test('is protected for the next partner once the lapsed one lets go of its key', async () => {
    const lapsed = all.approved('Second try', -10);
    const other = await all.submit('rival', 'second-try', { [own.partner]: all.account('Other partner') });
    expect(await refusal(all.approve('channel', other))).toBe('DUPLICATE_VALUE');
    expect(await refusal(all.change('channel', lapsed, { [own.status]: 'Expired', [own.key]: null }))).toBe('');
    expect(await refusal(all.approve('channel', other))).toBe('');
  });

  test('does not stand in the way of the same project of another customer', async () => {
    const first = await all.submit('rep', 'Data platform');
    const second = await all.submit('rep', 'Data platform', { [own.customer]: all.account('Second customer') });
    expect([await refusal(all.approve('channel', first)), await refusal(all.approve('channel', second))]).toEqual([
      '',
      '',
    ]);
  });

  test('carries the key of its parts and no other, in both scripts', async () => {
    const id = await all.submit('rep', '电网 改造－二期');
    expect(await refusal(all.approve('channel', id, 90, { [own.key]: `${all.customer}:other` }))).toBe('TAS-R7');
    expect(await refusal(all.approve('channel', id, 90, { [own.key]: null }))).toBe('TAS-R7');
    expect(await refusal(all.approve('channel', id))).toBe('');
    expect((await all.read(id))[own.key]).toBe(`${all.customer}:电网改造二期`);
    expect(await refusal(all.change('rep', id, { [own.key]: null }))).toBe('TAS-R7');
  });
});

describe('a partner-led deal', () => {
  test('passes the gate with a registration that protects it, until its last day', async () => {
    const deal = all.deal();
    expect(await refusal(all.changeDeal(deal, signing))).toBe('TAS-G1');
    const waiting = await all.submit('rep', 'Gate');
    expect(await refusal(all.changeDeal(deal, { TAS_Registration__c: waiting }))).toBe('');
    expect(await refusal(all.changeDeal(deal, signing))).toBe('TAS-G1');
    await all.approve('channel', waiting);
    expect(await refusal(all.changeDeal(deal, signing))).toBe('');
    expect(await refusal(all.changeDeal(all.deal({ TAS_Registration__c: all.approved('Today', 0) }), signing))).toBe(
      '',
    );
    expect(await refusal(all.changeDeal(all.deal({ TAS_Registration__c: all.approved('Over', -1) }), signing))).toBe(
      'TAS-G1',
    );
  });

  test('carries no registration of another customer or partner, by whichever way it gets there', async () => {
    const other = all.account('Stranger');
    const own1 = all.approved('Of this deal', 30);
    const foreign = all.approved('Of another', 30, { [own.customer]: other, [own.key]: `${other}:ofanother` });
    const partnered = all.approved('Of a partner', 30, { [own.partner]: other });
    const deal = all.deal();
    for (const id of [foreign, partnered]) {
      expect(await refusal(all.changeDeal(deal, { TAS_Registration__c: id }))).toBe('TAS-M11');
      expect(await refusal(all.changeDeal(deal, { TAS_Registration__c: id, ...signing }))).toBe('TAS-M11');
      expect(
        await refusal(
          all.changeDeal(deal, { TAS_Registration__c: id, StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' }),
        ),
      ).toBe('TAS-M11');
    }
    // Linked first, the partner or the customer afterwards.
    expect(await refusal(all.changeDeal(deal, { TAS_Registration__c: own1 }))).toBe('');
    expect(await refusal(all.changeDeal(deal, { TAS_Partner_Account__c: other }))).toBe('TAS-M11');
    expect(await refusal(all.changeDeal(deal, { AccountId: other }))).toBe('TAS-M11');
    expect(await refusal(all.changeDeal(deal, { TAS_Partner_Account__c: null }))).toBe('TAS-M11');
    // Through Closed Lost and back.
    expect(await refusal(all.changeDeal(deal, { StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' }))).toBe('');
    expect(await refusal(all.changeDeal(deal, { TAS_Partner_Account__c: other }))).toBe('TAS-M11');
    expect(await refusal(all.changeDeal(deal, { StageName: 'Validate Opportunity', AccountId: other }))).toBe(
      'TAS-M11',
    );
    expect(await refusal(all.changeDeal(deal, { StageName: 'Validate Opportunity' }))).toBe('');
    expect(await refusal(all.changeDeal(deal, signing))).toBe('');
    // In one save with what fits it, it may change.
    expect(await refusal(all.changeDeal(deal, { AccountId: other, TAS_Registration__c: foreign }))).toBe('');
    expect(await refusal(all.changeDeal(deal, { Name: 'Unrelated edit' }))).toBe('');
  });

  test('keeps what a passed gate relied on: taken off, or changed for one that protects nothing', async () => {
    const deal = all.deal({ TAS_Registration__c: all.approved('Kept', 30) });
    expect(await refusal(all.changeDeal(deal, signing))).toBe('');
    expect(await refusal(all.changeDeal(deal, { TAS_Registration__c: null }))).toBe('TAS-G1');
    expect(await refusal(all.changeDeal(deal, { TAS_Registration__c: all.approved('Not kept', -1) }))).toBe('TAS-G1');
  });

  test('whose registration is deleted or lapses is asked for another one when it is won, and may be edited', async () => {
    const id = all.approved('Deleted under it', 30);
    const deal = all.deal({ TAS_Registration__c: id, ...signing });
    await all.call('channel', 'DELETE', `sobjects/${registration}/${id}`);
    expect(await refusal(all.changeDeal(deal, { NextStep: 'call' }))).toBe('');
    expect(await refusal(all.changeDeal(deal, { StageName: 'Closed Won' }))).toContain('TAS-G1');
    const lapsed = all.deal({ TAS_Registration__c: all.approved('Lapsed under it', -1), ...signing });
    expect(await refusal(all.changeDeal(lapsed, { NextStep: 'call' }))).toBe('');
    expect(await refusal(all.changeDeal(lapsed, { StageName: 'Closed Won' }))).toContain('TAS-G1');
  });

  test('whose customer is deleted keeps its registration readable, and it can still be ended', async () => {
    const customer = load(all.started.org, 'Account', { Name: 'Gone' });
    const id = all.approved('Gone with it', -3, { [own.customer]: customer, [own.key]: `${customer}:gonewithit` });
    await all.call('admin', 'DELETE', `sobjects/Account/${customer}`);
    expect((await all.read(id))[own.customer]).toBeNull();
    expect(await refusal(all.change('rep', id, { [own.status]: 'Expired', [own.key]: null }))).toBe('');
  });
});
