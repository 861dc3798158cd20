/** The states of the panel that are worth a picture, and how each comes about. */
import type { PracticeOrg } from '../practice-org/index.ts';
import { buttonOf, rowOf, type Screen, type View } from './screen.ts';

export interface Picture {
  readonly name: string;
  /** Makes the deal that is shown; none: the pipeline. */
  readonly deal?: (org: PracticeOrg) => string;
  readonly persona?: View['persona'];
  readonly only?: 'panel';
  readonly width?: number;
  readonly height?: number;
  /** What the person did before the picture. */
  readonly prepare?: (screen: Screen) => Promise<void>;
}

type Values = Readonly<Record<string, unknown>>;

function load(org: PracticeOrg, object: string, row: Values): string {
  const [result] = org.load(object, [row]);
  if (result?.ok !== true) throw new Error(JSON.stringify(result));
  return result.id;
}

const userOf = (org: PracticeOrg, persona: string): string => {
  const found = org.org.sessions.find((session) => session.persona === persona);
  if (found === undefined) throw new Error(`nobody is ${persona}`);
  return found.userId;
};

/** A deal of the rep's in its second stage, a part of it done. */
function pursuit(org: PracticeOrg, row: Values = {}): string {
  const account = load(org, 'Account', { Name: '华北电网有限公司' });
  const contact = load(org, 'Contact', {
    LastName: '张敏',
    AccountId: account,
    Phone: '+86 10 5555 0100',
  });
  const deal = load(org, 'Opportunity', {
    Name: '北方电网调度自动化升级',
    AccountId: account,
    StageName: 'Initiate Pursuit',
    CloseDate: '2027-06-30',
    Amount: 1_200_000,
    TAS_Led_By__c: 'Us',
    TAS_Project_Brief__c: '三省调度中心统一平台，2027 年上线',
    TAS_Project_Contact__c: contact,
    TAS_Is_Opportunity__c: 'Yes',
    TAS_Can_Compete__c: 'Yes',
    TAS_Can_Win__c: 'Yes',
    TAS_Worth_Winning__c: 'Yes',
    TAS_Grade__c: 'B',
    TAS_Pursuit_Reason__c: '北方电网标杆客户',
    OwnerId: userOf(org, 'rep'),
    ...row,
  });
  const done = (code: string, more: Values = {}): string =>
    load(org, 'TAS_Gate_Item__c', {
      Opportunity__c: deal,
      Code__c: code,
      Item_Key__c: `${deal}:${code}`,
      Status__c: 'Done',
      Settled_By__c: userOf(org, 'rep'),
      Settled_On__c: '2026-11-18T02:00:00.000Z',
      ...more,
    });
  done('VAL_CONFIRM');
  done('INI_TEAM');
  for (const code of ['INI_AR', 'INI_SR']) done(code, { Person__c: userOf(org, 'rep') });
  done('INI_APPROVAL', { Status__c: 'Requested', Settled_By__c: null, Settled_On__c: null });
  return deal;
}

const small = { StageName: 'Validate Opportunity', Amount: 500_000, TAS_Grade__c: 'C', Name: '园区照明节能改造' };

export const pictures: readonly Picture[] = [
  { name: 'pipeline' },
  { name: 'record-page', deal: pursuit },
  { name: 'panel-blocked', deal: pursuit, only: 'panel', width: 800 },
  { name: 'panel-phone', deal: pursuit, only: 'panel', width: 375, height: 800 },
  { name: 'panel-jump', deal: (org) => pursuit(org, small), only: 'panel', width: 800 },
  { name: 'panel-approver', deal: pursuit, persona: 'manager', only: 'panel', width: 800 },
  {
    name: 'panel-refused',
    deal: pursuit,
    only: 'panel',
    width: 800,
    prepare: async (screen) => {
      await screen.page.context().setOffline(true);
      await rowOf(screen, 'INI_COMPETITORS').locator('input').fill('Borealis Tech');
      await buttonOf(rowOf(screen, 'INI_COMPETITORS'), 'save').click();
      await rowOf(screen, 'INI_COMPETITORS').locator('c-tas-problem').waitFor();
    },
  },
  {
    name: 'panel-evidence',
    deal: pursuit,
    only: 'panel',
    width: 800,
    prepare: async (screen) => {
      await buttonOf(rowOf(screen, 'INI_REPORT'), 'primary').click();
      await rowOf(screen, 'INI_REPORT').locator('input').first().fill('https://files.example/initiation.pdf');
    },
  },
];
