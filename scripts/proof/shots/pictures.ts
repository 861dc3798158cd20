/** The states of the panel that are worth a picture, and how each comes about. */
import type { PracticeOrg } from '../../practice-org/server/index.ts';
import { buttonOf, callAs, load, rowOf, type Screen, userOf, type Values, type View } from '../browser/index.ts';
import { approve, contested } from './contested.ts';
import { newLead } from './new-lead.ts';
import { lostDeal, review } from './reviewed.ts';

export interface Picture {
  readonly name: string;
  /** Makes the deal that is shown; none: a page of all deals. */
  readonly deal?: (org: PracticeOrg) => string | Promise<string>;
  /** Makes the lead that is shown. */
  readonly lead?: (org: PracticeOrg) => string;
  /** The partner registration that is shown. */
  readonly registration?: (org: PracticeOrg) => Promise<string>;
  /** In an org whose rules only observe. */
  readonly observed?: boolean;
  readonly persona?: View['persona'];
  readonly only?: 'panel' | 'deals' | 'board';
  /** A part of the page that is the picture; else all of it. */
  readonly part?: string;
  readonly width?: number;
  readonly height?: number;
  /** What the person did before the picture. */
  readonly prepare?: (screen: Screen, beside: Beside) => Promise<void>;
}

/** What happens elsewhere while somebody looks at a deal. */
export interface Beside {
  readonly org: PracticeOrg;
  readonly deal: string;
  /** The org's clock stands unless this moves it. */
  readonly passSecond: () => void;
}

const settled = (org: PracticeOrg, deal: string, code: string, more: Values = {}): string =>
  load(org, 'TAS_Gate_Item__c', {
    Opportunity__c: deal,
    Code__c: code,
    Item_Key__c: `${deal}:${code}`,
    Status__c: 'Done',
    Settled_By__c: userOf(org, 'rep'),
    Settled_On__c: '2026-11-18T02:00:00.000Z',
    ...more,
  });

/** A deal of the rep's in its second stage, a part of it done. */
async function pursuit(org: PracticeOrg, row: Values = {}): Promise<string> {
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
  for (const code of ['VAL_CONFIRM', 'INI_TEAM']) settled(org, deal, code);
  for (const code of ['INI_AR', 'INI_SR']) settled(org, deal, code, { Person__c: userOf(org, 'rep') });
  // The panel names who asked: the rep, not the one who loads data.
  await callAs(org, 'rep', {
    method: 'POST',
    path: 'sobjects/TAS_Gate_Item__c',
    body: {
      Opportunity__c: deal,
      Code__c: 'INI_APPROVAL',
      Item_Key__c: `${deal}:INI_APPROVAL`,
      Status__c: 'Requested',
    },
  });
  return deal;
}

/** Who decides there, bosses first: name, title, boss, role, influence, closeness, solution and price acceptance. */
const deciders: readonly (readonly [string, string, string, string, string, ...(string | null)[]])[] = [
  ['陈国栋', '总经理', '', 'Approver', '3', '2', '3', 'Unknown'],
  ['徐静', '财务总监', '陈国栋', 'Approver', '3', '2', '2', '1'],
  ['刘伟', '信息中心主任', '陈国栋', 'Decision maker', '3', '4', '5', '3'],
  ['黄琳', '采购经理', '徐静', 'Evaluator', '2', null, null, null],
  ['Katrin Behrens', 'Grid operations', '刘伟', 'User', '1', '4', '4', '4'],
  ['彭强', '调度班长', '刘伟', 'Coach', '1', '5', '4', 'Unknown'],
];

/** What the map said when the deal came to a stage: day, people, approvers, supporters, opponents, score, unknown. */
const moves: readonly (readonly [string, string, ...(number | null)[]])[] = [
  ['Initiate Pursuit', '2026-10-12', 3, 2, 0, 1, 2.2, 67],
  ['Needs Analysis', '2026-11-09', 5, 2, 1, 2, 2.57, 33],
];

/** The deal with its people on the map. */
async function mapped(org: PracticeOrg): Promise<string> {
  const account = load(org, 'Account', { Name: '华北电网有限公司' });
  const deal = await pursuit(org, { StageName: 'Needs Analysis', AccountId: account });
  const contacts = new Map<string, string>();
  for (const [name, Title, boss, role, influence, closeness, solution, price] of deciders) {
    const ReportsToId = contacts.get(boss) ?? null;
    const contact = load(org, 'Contact', { LastName: name, Title, ReportsToId, AccountId: account });
    contacts.set(name, contact);
    load(org, 'TAS_Stakeholder__c', {
      Opportunity__c: deal,
      Contact__c: contact,
      Stakeholder_Key__c: `${deal}:${contact}`,
      Role__c: role,
      Influence__c: influence,
      Closeness__c: closeness ?? null,
      Solution_Acceptance__c: solution ?? null,
      Price_Acceptance__c: price ?? null,
    });
  }
  for (const [stage, day, ...numbers] of moves) {
    const [people, approvers, supporters, opponents, score, unknown] = numbers;
    load(org, 'TAS_Map_Snapshot__c', {
      Opportunity__c: deal,
      Snapshot_Key__c: `${deal}:${stage}:${day}`,
      Stage__c: stage,
      People__c: people,
      Approvers__c: approvers,
      Supporters__c: supporters,
      Opponents__c: opponents,
      Score__c: score,
      Unknown_Share__c: unknown,
      CreatedById: userOf(org, 'rep'),
      CreatedDate: `${day}T08:00:00.000Z`,
    });
  }
  return deal;
}

/** A deal that was thought about twice. */
async function coached(org: PracticeOrg): Promise<string> {
  const deal = await pursuit(org, { StageName: 'Value Presentation', TAS_Competitive_Strategy__c: 'Flanking' });
  for (const [question, stage, choice, words] of [
    ['WIN', 'Needs Analysis', 'Yes', '信息中心主任支持我们，方案得分领先。'],
    ['WIN', 'Value Presentation', 'Unknown', '对手降价了，财务总监还没有见过。'],
    [
      'CHAIN',
      'Value Presentation',
      null,
      'Head of IT → CFO → managing director. Borealis Tech is close to purchasing.',
    ],
    ['WORK', 'Value Presentation', null, '1. 拜访财务总监（周五）\n2. 参观样板站\n3. 提交评分建议'],
  ] as const)
    await callAs(org, 'rep', {
      method: 'POST',
      path: 'sobjects/TAS_Coaching_Answer__c',
      body: { Opportunity__c: deal, Question__c: question, Stage__c: stage, Choice__c: choice, Answer__c: words },
    });
  return deal;
}

const small = { StageName: 'Validate Opportunity', Amount: 500_000, TAS_Grade__c: 'C', Name: '园区照明节能改造' };

/** A small deal that is won, with all that its way asks for. */
async function wonDeal(org: PracticeOrg): Promise<string> {
  const AccountId = load(org, 'Account', { Name: '华北电网有限公司' });
  const ContractId = load(org, 'Contract', { AccountId, StartDate: '2026-12-01', ContractTerm: 12 });
  const deal = await pursuit(org, {
    ...small,
    ...{ AccountId, ContractId, StageName: 'Closed Won' },
    TAS_Contract_Signed_Date__c: '2026-11-20',
    TAS_Contract_Number__c: 'HT-2026-1120',
  });
  for (const code of ['SIG_NEGOTIATE', 'SIG_CONTRACT', 'SIG_APPROVAL']) settled(org, deal, code);
  settled(org, deal, 'SIG_FR', { Person__c: userOf(org, 'manager') });
  return deal;
}

export const pictures: readonly Picture[] = [
  { name: 'registration', registration: contested, persona: 'channel', width: 900, prepare: approve },
  { name: 'registration-phone', registration: contested, persona: 'channel', width: 375, height: 800 },
  { name: 'registrations', persona: 'channel', part: 'c-tas-registrations' },
  { name: 'lead', lead: newLead, width: 900 },
  { name: 'lead-phone', lead: newLead, width: 375, height: 800 },
  { name: 'home-manager', persona: 'manager' },
  { name: 'home-rep', width: 390, height: 800 },
  { name: 'board', persona: 'manager', only: 'board' },
  { name: 'pipeline', persona: 'manager', only: 'deals' },
  { name: 'pipeline-phone', only: 'deals', width: 390, height: 800 },
  { name: 'record-page', deal: pursuit },
  { name: 'customer-map', deal: mapped, part: 'c-tas-customer-map' },
  { name: 'customer-map-phone', deal: mapped, part: 'c-tas-customer-map', width: 390 },
  { name: 'contract', deal: wonDeal, part: 'c-tas-contract' },
  { name: 'contract-phone', deal: wonDeal, part: 'c-tas-contract', width: 390 },
  { name: 'coach', deal: coached, part: 'c-tas-coach' },
  { name: 'coach-lost', deal: lostDeal, part: 'c-tas-coach', prepare: review },
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
      await rowOf(screen, 'INI_COMPETITORS').locator('c-tas-notice').waitFor();
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
  {
    name: 'panel-waiver',
    deal: pursuit,
    only: 'panel',
    width: 800,
    prepare: async (screen) => {
      const report = rowOf(screen, 'INI_REPORT');
      await buttonOf(report, 'more').click();
      await report.locator('[data-choice="Requested"]').click();
      await report.locator('[data-name="reason"] input').fill('框架合同已含立项报告');
    },
  },
  {
    name: 'panel-together',
    deal: (org) => pursuit(org, { StageName: 'Needs Analysis' }),
    only: 'panel',
    width: 800,
    prepare: async (screen) => {
      const texts = screen.panel.locator('c-tas-editor textarea');
      await texts.nth(0).fill('停机时间减少三分之一；数据一次录入，处处可用');
      await texts.nth(1).fill('十八个月收回投资');
      await screen.panel.locator('[data-id="saveall"]').waitFor();
      await screen.panel.locator('[data-group="actions"] [data-id="more"]').first().click();
      await screen.page.evaluate(() => {
        scrollTo(0, 0);
      });
    },
  },
  {
    name: 'panel-raise',
    deal: pursuit,
    persona: 'manager',
    only: 'panel',
    width: 800,
    prepare: async ({ panel }) => {
      await buttonOf(panel, 'raise:').click();
      await panel.locator('[data-id="form"]').waitFor();
    },
  },
  {
    name: 'panel-conflict',
    deal: pursuit,
    only: 'panel',
    width: 800,
    prepare: async (screen, { org, deal, passSecond }) => {
      const row = rowOf(screen, 'INI_COMPETITORS');
      await row.locator('input').fill('Borealis Tech');
      // The platform compares whole seconds.
      passSecond();
      await callAs(org, 'manager', {
        method: 'PATCH',
        path: `sobjects/Opportunity/${deal}`,
        body: { TAS_Main_Competitors__c: 'Vega Systems' },
      });
      await buttonOf(row, 'save').click();
      await row.locator('c-tas-notice').waitFor();
    },
  },
  { name: 'panel-observed', deal: pursuit, observed: true, only: 'panel', width: 800 },
  {
    name: 'panel-lost',
    deal: (org) =>
      pursuit(org, {
        StageName: 'Closed Lost',
        TAS_Loss_Reason__c: 'Price',
        TAS_Lost_Stage__c: 'Initiate Pursuit',
      }),
    only: 'panel',
    width: 800,
  },
  { name: 'panel-won', deal: wonDeal, only: 'panel', width: 800 },
];
