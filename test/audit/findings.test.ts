/** Each kind of finding on a deal made for it, and on one that only looks like it. */
import { describe, expect, test } from 'vitest';
import type { Item } from '../../scripts/product/gate/index.ts';
import { readMapping } from '../../scripts/product/stages/index.ts';
import type { FindingKind } from '../../scripts/product/audit/finding.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { referenceModel as model } from '../reference/index.ts';
import { bare, manager, owner, stages, today } from '../gate/deals.ts';
import { audited, MemoryOrg, type StoredDeal } from './memory-org.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const locale = localeOf(model, 'en_US');
const id = (index: number): string => `00600000000000${index}AAA`;
const deal = (index: number, more: Readonly<Record<string, string | number | null>> = {}): StoredDeal => ({
  ...bare,
  Id: id(index),
  AccountId: '001000000000001AAA',
  TAS_Led_By__c: 'Us',
  Amount: 2_000_000,
  TAS_Model_Amount__c: 2_000_000,
  ...more,
});

type Stored = Item & { readonly deal: string };
const settled = (index: number, code: string, more: Partial<Item> = {}): Stored => ({
  id: `a00000000000${index}`,
  deal: id(index),
  code,
  key: `${id(index)}:${code}`,
  status: 'Done',
  settledBy: manager,
  settledOn: '2026-06-01T08:00:00.000+0000',
  evidence: null,
  person: null,
  reason: null,
  note: null,
  settledAmount: null,
  declinedBy: null,
  declinedOn: null,
  ...more,
});

async function found(
  kind: FindingKind,
  deals: readonly StoredDeal[],
  items: readonly Stored[] = [],
  change: (org: MemoryOrg) => void = () => undefined,
): Promise<string[]> {
  const org = new MemoryOrg(model, deals, items);
  change(org);
  const { findings } = await audited(org, model);
  return findings.filter((one) => one.kind === kind).map((one) => `${one.deal.id.slice(14, 15)} ${one.detail}`);
}

const approvalCode =
  model.stages[1]?.processes.find(({ gate, fields }) => gate === 'hard' && fields === undefined)?.code ?? '';
const approval = (index: number, amount: number | null, more: Partial<Item> = {}): Stored =>
  settled(index, approvalCode, { settledAmount: amount, ...more });

describe('what an audit finds', () => {
  test('an approval whose amount has grown or that had none, and none where it has not', async () => {
    const deals = [1, 2, 3].map((one) => deal(one, { StageName: stages[2] }));
    const items = [approval(1, 900_000), approval(2, 2_000_000), approval(3, null)];
    expect(await found('outgrown', deals, items)).toEqual([
      '1 approved for CNY 900,000, and the amount is CNY 2,000,000 now',
      '3 approved without an amount, and the amount is CNY 2,000,000 now',
    ]);
  });

  test('an approval by today’s owner of the deal', async () => {
    const deals = [1, 2].map((one) => deal(one, { StageName: stages[2] }));
    const items = [approval(1, 2_000_000, { settledBy: owner }), approval(2, 2_000_000)];
    expect((await found('ownerSettled', deals, items)).map((line) => line[0])).toEqual(['1']);
  });

  test('texts that say nothing', async () => {
    const deals = [deal(1, { TAS_Project_Brief__c: 'TBD' }), deal(2, { TAS_Project_Brief__c: 'Renew the plant' })];
    expect(await found('emptyText', deals)).toEqual(['1 “Project brief” says “TBD”, which is a placeholder']);
  });

  test('a stage stood in too long, amber and red', async () => {
    const deals = [0, 1, 2].map((one) =>
      deal(one, { LastStageChangeDate: ['2026-06-14', '2026-06-03', '2026-01-01'][one] ?? null }),
    );
    const told = await found('stageAge', deals);
    expect(told.map((line) => line[0])).toEqual(['1', '2']);
    expect(told[0]).toMatch(/soon overdue$/);
    expect(told[1]).toMatch(/: overdue$/);
  });

  test('a manual grade after its last day, and not on it', async () => {
    const manual = { TAS_Manual_Grade__c: 'A', TAS_Manual_Grade_Reason__c: 'Strategic' };
    const deals = [
      deal(1, { ...manual, TAS_Manual_Grade_Valid_Until__c: '2026-06-14' }),
      deal(2, { ...manual, TAS_Manual_Grade_Valid_Until__c: today }),
    ];
    expect((await found('manualExpired', deals)).map((line) => line[0])).toEqual(['1']);
  });

  test('registrations of partner-led deals: none, expired by date or status; never of deals that we lead', async () => {
    const partner = { TAS_Led_By__c: 'Partner', TAS_Deal_Reg_Number__c: 'R-1' };
    const deals = [
      deal(1, { TAS_Led_By__c: 'Partner' }),
      deal(2, { ...partner, TAS_Deal_Reg_Expiry__c: '2026-06-14' }),
      deal(3, { ...partner, TAS_Deal_Reg_Status__c: 'Expired' }),
      deal(4, { ...partner, TAS_Deal_Reg_Expiry__c: today, TAS_Deal_Reg_Status__c: 'Approved' }),
      deal(5, { TAS_Deal_Reg_Status__c: 'Expired' }),
    ];
    expect(await found('unregistered', deals)).toEqual(['1 no registration number']);
    expect((await found('registrationExpired', deals)).map((line) => line[0])).toEqual(['2', '3']);
  });

  test('two partners on one project of one account, names compared without case, spaces and marks', async () => {
    const led = (index: number, name: string, partner: string, account = '001000000000001AAA'): StoredDeal =>
      deal(index, { Name: name, TAS_Led_By__c: 'Partner', TAS_Partner_Account__c: partner, AccountId: account });
    const one = '001000000000002AAA';
    const two = '001000000000003AAA';
    const deals = [
      led(1, 'Grid  Control', one),
      led(2, 'grid-control', two),
      led(3, 'Grid control', one, '001000000000009AAA'),
      led(4, 'Other', two),
      led(5, 'Other', two),
    ];
    expect((await found('twoPartners', deals)).map((line) => line[0])).toEqual(['1', '2']);
  });

  test('two partners before a migration stand where the mapping of their own record type puts them', async () => {
    const led = (index: number, recordType: string): StoredDeal =>
      deal(index, {
        Name: 'Grid control',
        StageName: 'Old',
        TAS_Led_By__c: 'Partner',
        TAS_Partner_Account__c: `00100000000000${index + 1}AAA`,
        'RecordType.DeveloperName': recordType,
      });
    const [first, second] = [model.stages[0]?.name ?? '', model.stages[1]?.name ?? ''];
    const mapping = {
      file: 'm.yaml',
      typeFor: () => undefined,
      stageFor: (type: string) => (type === 'Bid' ? second : first),
    };
    const { findings } = await audited(new MemoryOrg(model, [led(1, 'Bid'), led(2, 'Other')], []), model, { mapping });
    const contested = findings.filter(({ kind }) => kind === 'twoPartners');
    expect(contested.map((one) => one.deal.stage)).toEqual([second, first].map((name) => locale.stage(name)));
  });

  test('states that no governed write reaches: an unknown stage, a manual grade without reason, a stolen item', async () => {
    const deals = [
      deal(1, { StageName: 'Nowhere' }),
      deal(2, { TAS_Manual_Grade__c: 'A' }),
      deal(3),
      deal(4, {
        TAS_Manual_Grade__c: 'A',
        TAS_Manual_Grade_Reason__c: 'Strategic',
        TAS_Manual_Grade_Note__c: 'Lighthouse',
        TAS_Manual_Grade_By__c: manager,
        TAS_Manual_Grade_On__c: '2026-05-01',
      }),
      deal(5),
    ];
    const items = [
      settled(3, 'VAL_CONFIRM', { settledBy: null, settledOn: null }),
      settled(5, 'VAL_CONFIRM', { settledBy: owner }),
    ];
    const told = await found('unreachable', deals, items);
    expect(told.map((line) => line[0])).toEqual(['1', '2', '3']);
    expect(told[0]).toContain('Nowhere');
    expect(told[2]).toContain('TAS-I7');
  });

  test('changes of an answer after the first, where field history can be read', async () => {
    const rows = [
      [id(1), 'TAS_Led_By__c', '', 'Us', '2026-05-01T08:00:00.000+0000'],
      [id(1), 'TAS_Led_By__c', 'Us', 'Partner', '2026-05-02T08:00:00.000+0000'],
      [id(2), 'TAS_Tender_Required__c', 'Yes', '', '2026-05-03T08:00:00.000+0000'],
    ];
    const told = await found('answerChanged', [deal(1), deal(2)], [], (org) => (org.history = rows));
    expect(told.map((line) => line[0])).toEqual(['1', '2']);
    expect(told[1]).toContain('became “empty”');
    const { report } = await audited(new MemoryOrg(model, [deal(1)], []), model);
    expect(report.seesHistory).toBe(false);
  });
});

describe('a mapping of stages', () => {
  const org = {
    stages: new Map([
      ['Prospecting', 'open'],
      ['Quote', 'open'],
      ['Closed Won', 'won'],
    ] as const),
    active: new Set(['Prospecting', 'Quote', 'Closed Won']),
    recordTypes: new Set(['Project']),
  };
  const written = (text: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'tas-mapping-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'map.yaml');
    writeFileSync(file, text);
    return file;
  };

  test('audits foreign stages as if mapped, and counts those that nobody mapped', async () => {
    const file = written(`{"recordTypes": {"*": {"Prospecting": "${stages[0]}"}}}`);
    const deals = [deal(1, { StageName: 'Prospecting' }), deal(2, { StageName: 'Quote' }), deal(3)];
    const { findings, report } = await audited(new MemoryOrg(model, deals, []), model, {
      mapping: readMapping(file, model, org),
    });
    const plain = await audited(new MemoryOrg(model, [deal(1), deal(3)], []), model);
    expect(report.unmapped).toEqual([{ stage: 'Quote', deals: 1 }]);
    expect(findings).toEqual(plain.findings);
    expect(report.open).toBe(2);
  });

  test('refuses everything unknown at once, each with its line and column', () => {
    const file = written(`recordTypes:\n  Projekt:\n    Prospecting: Nowhere\n  '*':\n    Old: ${stages[1]}\n`);
    expect(() => readMapping(file, model, org)).toThrow(
      /map\.yaml:2:3 .*`Projekt`[^]*map\.yaml:3:18 .*`Nowhere`[^]*map\.yaml:5:5 .*`Old`[^]*3 problems\. No deal was read/,
    );
    expect(() => readMapping(written('recordTypes: 7'), model, org)).toThrow(/map\.yaml:1:14 This is no mapping/);
    expect(() => readMapping(written('a: ['), model, org)).toThrow(/map\.yaml:1:/);
    expect(() => readMapping(join(tmpdir(), 'nowhere.yaml'), model, org)).toThrow(/cannot be read \(ENOENT\)/);
  });
});
