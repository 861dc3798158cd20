/** Three deals in a practice org, explained to somebody who has never seen the product. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain, explanationText, stageMeant } from '../../scripts/product/explain/index.ts';
import type { Language } from '../../scripts/product/messages/index.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { practice, project, tas } from '../commands/tas.ts';
import { referenceModel, referencePackage, referenceText } from '../reference/index.ts';
import { inGmt } from '../gate/deals.ts';

const today = '2026-06-15';
const enforced: SalesModel = {
  ...referenceModel,
  stages: referenceModel.stages.map((stage) => ({ ...stage, enforcement: 'enforce' })),
  enforcement: { movement: 'enforce', items: 'enforce' },
};

let server: PracticeOrg;
let org: OrgConnection;

beforeAll(async () => {
  const { metadata, stages } = referencePackage();
  const started = await startPracticeOrg({ port: 0, metadata, stages, activateRules: true });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  server = started.org;
  const { instanceUrl, accessToken, username, orgId } = server;
  org = openOrg({ instanceUrl, accessToken, username, orgId });
});

afterAll(async () => {
  org.close();
  await server.stop();
});

const load = (object: string, row: Readonly<Record<string, unknown>>): string => {
  const [result] = server.load(object, [row]);
  if (result?.ok !== true) throw new Error(JSON.stringify(result));
  return result.id;
};

const contact = (phone: string | null) => load('Contact', { LastName: 'Chen', Phone: phone });

const newDeal = (fields: Readonly<Record<string, unknown>>): string =>
  load('Opportunity', {
    Name: '东岭电力 · 调度自动化',
    CloseDate: '2026-12-31',
    CreatedDate: '2026-06-01T08:00:00Z',
    OwnerId: server.userNamed('Li Wei'),
    TAS_Led_By__c: 'Us',
    ...fields,
  });

const tick = (deal: string, code: string) =>
  load('TAS_Gate_Item__c', {
    Opportunity__c: deal,
    Code__c: code,
    Item_Key__c: `${deal}:${code}`,
    Status__c: 'Done',
    Settled_By__c: server.userNamed('Wang Fang'),
  });

const told = async (id: string, language: Language, to?: string): Promise<string> =>
  explanationText(enforced, await explain(org, enforced, id, to, inGmt(today)), language);

test('of a deal with products it is said that its amount is their sum', async () => {
  const id = newDeal({ StageName: 'Initiate Pursuit', Amount: 2_000_000 });
  const said = {
    en_US: 'The amount is the sum of the deal’s products: change it there, what is written to it is ignored',
    zh_CN: '金额由本商机的产品合计得出：请修改产品，直接填写的金额不会生效',
  };
  expect(await told(id, 'en_US')).not.toContain(said.en_US);
  const product = load('Product2', { Name: 'Relay' });
  const [book] = server.org.objects.get('pricebook2')?.table.rows() ?? [];
  const entry = load('PricebookEntry', { Pricebook2Id: book?.id, Product2Id: product, UnitPrice: 1 });
  load('OpportunityLineItem', { OpportunityId: id, PricebookEntryId: entry, Quantity: 1, UnitPrice: 400_000 });
  expect(await told(id, 'en_US')).toContain(said.en_US);
  expect(await told(id, 'zh_CN')).toContain(said.zh_CN);
});

test('who may approve is named, where the deal tells', async () => {
  const id = newDeal({ StageName: 'Initiate Pursuit', Amount: 2_000_000, TAS_Tender_Required__c: 'Yes' });
  expect(await told(id, 'en_US')).not.toContain('such as');
  const code = 'VAL_SALES_MGR';
  const named = { Opportunity__c: id, Code__c: code, Item_Key__c: `${id}:${code}`, Status__c: 'Done' };
  load('TAS_Gate_Item__c', { ...named, Person__c: server.userNamed('Wang Fang') });
  const model: SalesModel = { ...enforced, approvals: { ...enforced.approvals, by: [code] } };
  const said = async (language: Language): Promise<string> =>
    explanationText(model, await explain(org, model, id, undefined, inGmt(today)), language);
  expect(await said('en_US')).toContain('an approver who does not own the deal, such as Wang Fang');
  expect(await said('zh_CN')).toContain('非本商机负责人的审批人，如 Wang Fang');
});

describe('a lost deal', () => {
  const newLost = (fields: Readonly<Record<string, unknown>>): string =>
    newDeal({ StageName: 'Closed Lost', Amount: 2_000_000, TAS_Loss_Reason__c: 'Price', ...fields });

  test('says the stage it was lost in, as whoever lost it wrote', async () => {
    const id = newLost({ TAS_Lost_Stage__c: 'Initiate Pursuit' });
    expect(await told(id, 'en_US')).toContain('Lost in Initiate Pursuit\n');
    expect(await told(id, 'zh_CN')).toContain('输单于商机立项阶段\n');
    expect(await told(newLost({}), 'en_US')).toContain('This deal is lost\n');
    expect(await told(newLost({ TAS_Lost_Stage__c: 'Nowhere' }), 'en_US')).toContain('This deal is lost\n');
  });

  test('says it by the history of the deal where nobody wrote it, or wrote it long ago', async () => {
    const id = newDeal({ StageName: 'Validate Opportunity', TAS_Lost_Stage__c: 'Initiate Pursuit' });
    const { instanceUrl, accessToken } = server;
    const lost = { StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' };
    const answer = await fetch(`${instanceUrl}/services/data/v66.0/sobjects/Opportunity/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(lost),
    });
    expect(answer.status).toBe(204);
    expect(await told(id, 'en_US')).toContain('Lost in Validate Opportunity\n');
  });
});

describe('a blocked deal on the full track', () => {
  let id: string;
  beforeAll(() => {
    id = newDeal({
      StageName: 'Initiate Pursuit',
      Amount: 2_000_000,
      TAS_Tender_Required__c: 'Yes',
      TAS_Pursuit_Reason__c: 'TBD',
      TAS_Main_Competitors__c: 'Huadian Software',
    });
    for (const code of ['INI_TEAM', 'INI_AR']) tick(id, code);
  });

  test('in English: where it stands, why its grade, what is missing by group, who can settle it', async () => {
    const text = await told(id, 'en_US');
    for (const part of [
      'Stage 2 of 7 · Initiate Pursuit · Day 14 of 14 · soon overdue\n',
      'Owner: Li Wei\n',
      'Sales model: TAS+ default, version 1\n',
      'Track: Full track, through Validate Opportunity → Initiate Pursuit → ',
      'Grade: B, we lead, CNY 2,000,000 ≥ CNY 1,000,000, below CNY 5,000,000\n',
      'Move to “Needs Analysis”: blocked.',
      'Missing (4)\n  Required content\n    • Grade decided [TAS-G2 Initiate Pursuit]: blank\n',
      'Who can settle it: the grading run, or a manager who may decide grades · you can\n',
      '  Must-do actions\n    • Submit the initiation report [TAS-G2 Initiate Pursuit]: not done yet · the link to the evidence is missing\n',
      '  Related processes\n    • Pursuit approval [TAS-G2 Initiate Pursuit]: not done yet\n      Who can settle it: an approver who does not own the deal',
      '  People involved\n    • Solution manager (SR)',
      'From CNY 5,000,000: grade A, Full track\n',
      'Below CNY 1,000,000: grade C, Fast track\n',
      '“Reason to pursue” says “TBD”, which is a placeholder',
    ])
      expect(text).toContain(part);
  });

  test('an org that does not tell the rights of its users is said to be one, and none are assumed', async () => {
    const explained = await explain(org, enforced, id, undefined, inGmt(today));
    const requirements = explained.verdict.requirements.map((one) => ({ ...one, canFix: one.fixer === 'editor' }));
    const blind = { ...explained, rightsKnown: false, verdict: { ...explained.verdict, requirements } };
    const text = explanationText(enforced, blind, 'en_US');
    expect(text).toContain('a manager who may decide grades · whether you can is unknown\n');
    expect(text).toContain('Your rights are unknown');
  });

  test('in Chinese, with the four groups of the method', async () => {
    const text = await told(id, 'zh_CN');
    for (const part of [
      '第 2 阶段，共 7 个 · 商机立项 · 第 14 天 / 预计 14 天 · 即将超期\n',
      '等级：B，我方主导，CNY 200万 ≥ CNY 100万，低于 CNY 500万\n',
      '进入“需求分析”：不允许。',
      '缺项（4）',
      '  必填内容\n    • 等级已定 [TAS-G2 商机立项]：未填写\n',
      '  必做之事\n    • 提交立项报告 [TAS-G2 商机立项]：尚未完成 · 缺少证明链接\n',
      '  相关流程\n    • 立项审核 [TAS-G2 商机立项]：尚未完成\n      谁能处理：非本商机负责人的审批人',
      '  涉及人员\n    • 方案经理（SR）',
      '低于 CNY 100万：等级 C，快速路径\n',
      '“立项理由”填的是“TBD”，属于占位文字',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|null|NaN|\b(?:blank|Missing|Grade)\b/);
  });

  test('a stage too far is told as a broken rule and as what its gates miss', async () => {
    const text = await told(id, 'en_US', 'Value Presentation');
    expect(text).toContain('Against the rules\n  [TAS-M2] the move leaves the way');
    expect(text).toContain('[TAS-G3 Needs Analysis]');
  });
});

test('a small deal that has what its track asks jumps to the last stage', async () => {
  const id = newDeal({
    StageName: 'Validate Opportunity',
    Amount: 400_000,
    TAS_Project_Brief__c: 'Renew the network of the plant',
    TAS_Project_Contact__c: contact('+86 21 5550 1234'),
  });
  tick(id, 'VAL_CONFIRM');
  const { to, verdict } = await explain(org, enforced, id, undefined, inGmt(today));
  expect([to, verdict.allowed, verdict.refusals]).toEqual(['Negotiation & Signing', true, []]);
  const text = await told(id, 'en_US');
  expect(text).toContain('Move to “Negotiation & Signing”: allowed. Nothing is missing.');
  expect(text).toContain(
    'Whole stages: Initiate Pursuit, Needs Analysis, Value Presentation, Tender Preparation, and Bid Submission',
  );
  expect(await told(id, 'zh_CN')).toContain('整个阶段：商机立项、需求分析、价值呈现、招标准备和组织投标');
});

test('a partner-led deal whose contact cannot be reached and whose registration waits', async () => {
  const id = newDeal({
    StageName: 'Validate Opportunity',
    Amount: 9_000_000,
    TAS_Led_By__c: 'Partner',
    TAS_Project_Contact__c: contact(null),
  });
  const text = await told(id, 'en_US');
  expect(text).toContain('Grade: E, the partner leads, so the amount does not count\n');
  expect(text).toContain(
    'Project contact [TAS-G1 Validate Opportunity]: the record it names has none of Phone or MobilePhone',
  );
  expect(text).toContain('Deal registration approved [TAS-G1 Validate Opportunity]: not done yet\n');
  expect(text).not.toContain('What another amount would change');
  expect(await told(id, 'zh_CN')).toContain('等级：E，由伙伴主导，不看金额\n');
});

test('a deal that nobody can see is an error with a next step', async () => {
  await expect(explain(org, enforced, '006000000000000AAA', undefined, inGmt(today))).rejects.toThrow(/no opportunity/);
});

test('a stage is meant by name, label or short name, in any language and case', () => {
  expect(
    ['谈判签约', 'sign', 'negotiation & signing', '输单', 'nowhere'].map((text) => stageMeant(referenceModel, text)),
  ).toEqual(['Negotiation & Signing', 'Negotiation & Signing', 'Negotiation & Signing', 'Closed Lost', undefined]);
});

test('the command: blocked ends with 2, observed with 0, an unknown stage with 1', async () => {
  const cwd = project();
  const enforcing = referenceText
    .replace('movement: observe', 'movement: enforce')
    .replace('items: observe', 'items: enforce')
    .replaceAll(/^( +)(expectedDays: \d+)$/gm, '$1$2\n$1enforcement: enforce');
  writeFileSync(join(cwd, 'enforced.yaml'), enforcing);
  writeFileSync(join(cwd, 'deals.csv'), 'Name,StageName,CloseDate\nNew deal,Validate Opportunity,2027-01-31');
  const started = await practice(['--data', 'deals.csv'], cwd);
  const query = new URL('/services/data/v66.0/query?q=SELECT+Id+FROM+Opportunity', started.ready.instanceUrl);
  const answer = await fetch(query, { headers: { authorization: `Bearer ${started.ready.accessToken}` } });
  const { records } = (await answer.json()) as { records: { Id: string }[] };
  const run = (...args: string[]) =>
    tas(['explain', records[0]?.Id ?? '', '--target-org', 'practice', ...args], { cwd });

  const blocked = await run('--model', 'enforced.yaml');
  expect([blocked.code, blocked.stdout]).toEqual([2, expect.stringContaining('blocked.')]);
  const observed = await run('--language', 'zh_CN');
  expect([observed.code, observed.stdout]).toEqual([
    0,
    expect.stringContaining('目前只观察：除非规则已在 Salesforce 中启用，否则不会拦截'),
  ]);
  const json = await run('--model', 'enforced.yaml', '--json', '--to', '商机立项');
  const { result } = JSON.parse(json.stdout) as { result: { to: string; verdict: { refusals: unknown } } };
  expect([json.code, result.to, result.verdict.refusals]).toEqual([
    2,
    'Initiate Pursuit',
    [{ code: 'TAS-G1', observed: false }],
  ]);
  const unknown = await run('--to', 'nowhere');
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no stage "nowhere"')]);
  const wrong = await tas(['explain', '001000000000001AAA', '--target-org', 'practice'], { cwd });
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('no id of an opportunity')]);
});
