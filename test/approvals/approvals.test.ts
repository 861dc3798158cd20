/** Processes that follow the org's own approvals: what a model may say, what is made, what an approval leaves behind. */
import { expect, test } from 'vitest';
import { compileModel, stageValues } from '../../scripts/product/compile/index.ts';
import { unreachableStates } from '../../scripts/product/audit/unreachable.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { compileFormula, parseFormula } from '../../scripts/product/formula/index.ts';
import { settlerOf, verdict, type Item } from '../../scripts/product/gate/index.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { present, reasonText } from '../../scripts/product/present/index.ts';
import { parseXml, childOf, textOf } from '../../scripts/product/install/index.ts';
import { scopeOf, startPracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { readChanged } from '../model/models.ts';
import { connect, loaded } from '../practice-org/practice.ts';
import { referenceModel } from '../reference/index.ts';
import { modelWithApprovals } from './section.ts';

const model = modelWithApprovals();
const code = model.stages[1]?.processes[0]?.code ?? '';
const file = 'workflows/TAS_Gate_Item__c.workflow-meta.xml';
const filesOf = (of: typeof model): Map<string, string> =>
  new Map(compileModel(of, 'model.yaml').files.map(({ path, text }) => [path, text]));

test('only a process that an item settles follows an approval, by the API name of a process or of a flow', () => {
  const problems = (changes: Readonly<Record<string, unknown>>): string[] => {
    const read = readChanged(changes);
    return read.ok ? [] : read.problems.map(({ code: one, what }) => `${one} ${what}`);
  };
  const approval = { process: 'TAS_Initiation' };
  expect(problems({ 'stages.1.processes.0.approval': approval })).toEqual([]);
  const action = referenceModel.stages[1]?.actions[0]?.code ?? '';
  expect(problems({ 'stages.1.actions.0.approval': approval })).toEqual([
    `TAS-CFG-003 \`${action}\` follows an approval.`,
  ]);
  for (const wrong of [{ process: 'two words' }, { process: 'A', flow: 'B' }, {}, 'A'])
    expect(problems({ 'stages.1.processes.0.approval': wrong })).not.toEqual([]);
});

test('field updates are made where a process follows an approval process, and nowhere else', () => {
  expect(filesOf(referenceModel).has(file)).toBe(false);
  const byFlow = { 'stages.1.processes.0.approval': { flow: 'TAS_Initiation' } };
  expect(filesOf(modelWithApprovals(byFlow)).has(file)).toBe(false);
  const names = parseXml(filesOf(model).get(file) ?? '').children.map((one) => textOf(one, 'fullName'));
  expect(names).toEqual(names.toSorted());
  expect(names.length).toBe(9);
  // What a flow approval needs is nothing; the model of the panel names both.
  expect(filesOf(model).get('lwc/tasModel/model.js')).toMatch(/"process":"TAS_Initiation"[^]*"flow":"TAS_Strategy"/);
});

/** The formula of a field update, worked out for an item as somebody. */
function written(oracle: RuleOracle, name: string, frame: ReturnType<RuleOracle['itemWrite']>): unknown {
  const update = parseXml(filesOf(model).get(file) ?? '').children.find((one) => textOf(one, 'fullName') === name);
  const parsed = parseFormula(childOf(update ?? parseXml('<a/>'), 'formula')?.text ?? '');
  if (!parsed.ok) throw new Error(name);
  const scope = scopeOf(oracle.object('TAS_Gate_Item__c'), oracle.globals);
  const compiled = compileFormula(parsed.expr, scope, { treatBlanksAs: 'blank', use: 'field' });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled));
  return compiled.formula.evaluate(frame);
}

test('who approved stands at the end of the reason, and is read from there; the amount is that of the deal', () => {
  const oracle = new RuleOracle('.', model, proofDay);
  const dealId = oracle.putDeal({ StageName: 'Initiate Pursuit', Amount: 1_200_000 });
  const [, manager] = oracle.people;
  const item: Item = { code, status: 'Requested', key: `${dealId}:${code}` };
  const frame = oracle.itemWrite(dealId, item, item, { id: manager, permissions: new Set() });
  expect(written(oracle, 'TAS_Approval_Amount', frame)).toBe(1_200_000);
  for (const [update, status, begins] of [
    ['TAS_Approval_By', 'Done', 'Approved: '],
    ['TAS_Approval_Rejected_By', 'Declined', 'Rejected: '],
  ] as const) {
    const reason = written(oracle, update, frame);
    expect(reason).toMatch(new RegExp(`^${begins}.* · ${manager}$`));
    expect(settlerOf({ code, status, reason: String(reason) })).toBe(manager);
  }
});

test('a name of one’s own stands before what the reason says, and a reason that only looks like it is nobody', () => {
  const approved = `Approved: Wang Fang · 005000000000002AAA`;
  expect(settlerOf({ code, status: 'Done', settledBy: '005000000000001AAA', reason: approved })).toBe(
    '005000000000001AAA',
  );
  expect(settlerOf({ code, status: 'Declined', settledBy: null, declinedBy: null, reason: approved })).toBe(
    '005000000000002AAA',
  );
  for (const reason of [null, '', 'Approved', 'see 005000000000002AAA', '005000000000002AAA · see'])
    expect(settlerOf({ code, status: 'Done', reason })).toBeNull();
});

const owner = '005000000000001AAA';
const deal = {
  Id: '006000000000001AAA',
  StageName: model.stages[2]?.name ?? '',
  OwnerId: owner,
  Amount: 1_200_000,
  TAS_Model_Amount__c: 1_200_000,
  CreatedDate: '2026-10-01T00:00:00.000Z',
};
const approvedBy = (id: string, more: Partial<Item> = {}): Item => ({
  code,
  status: 'Done',
  key: `${deal.Id}:${code}`,
  settledBy: null,
  settledOn: '2026-11-20T08:00:00.000Z',
  settledAmount: 1_200_000,
  reason: `Approved: Wang Fang · ${id}`,
  ...more,
});
const judged = (item: Item) =>
  verdict({
    model,
    before: deal,
    after: deal,
    items: [item],
    viewer: { id: owner, permissions: new Set() },
    today: proofDay,
  });

test('an approval by the deal’s own owner is warned of, as one on the panel is; one by somebody else is not', () => {
  const kinds = (item: Item): string[] =>
    judged(item).warnings.flatMap((one) => ('code' in one && one.code === code ? [one.kind] : []));
  expect(kinds(approvedBy(owner))).toEqual(['settledByOwner']);
  expect(kinds(approvedBy('005000000000002AAA'))).toEqual([]);
  expect(judged(approvedBy('005000000000002AAA')).requirements.find((one) => one.code === code)?.state).toBe('done');
});

test('the audit takes what an approval wrote for a state that can be reached, and nothing less', () => {
  const locale = localeOf(model, 'en_US');
  const asked = { model, today: proofDay, messages: messagesIn('en_US'), locale };
  const found = (item: Item): string[] => unreachableStates(asked, deal, [item]).map(({ detail }) => detail);
  expect(found(approvedBy('005000000000002AAA'))).toEqual([]);
  const declined: Item = {
    code,
    status: 'Declined',
    key: `${deal.Id}:${code}`,
    declinedOn: '2026-11-20T08:00:00.000Z',
    reason: 'Rejected: Wang Fang · 005000000000002AAA',
  };
  expect(found(declined)).toEqual([]);
  expect(found(approvedBy('005000000000002AAA', { reason: null })).join()).toContain('TAS-I7');
  // A flow writes by the rules, in the name of whoever it runs as: a reason is no name there.
  const other = model.stages[2]?.processes[0]?.code ?? '';
  expect(found({ ...approvedBy('005000000000002AAA'), code: other, key: `${deal.Id}:${other}` }).join()).toContain(
    'TAS-I7',
  );
});

test('what waits says in which approval, in both languages', () => {
  for (const [language, words] of [
    ['en_US', 'waits in the approval TAS_Initiation'],
    ['zh_CN', '正等待贵组织的审批 TAS_Initiation'],
  ] as const) {
    const locale = localeOf(model, language);
    const messages = messagesIn(language);
    expect(reasonText({ kind: 'itemRequested' }, code, messages, locale)).toContain(words);
    expect(reasonText({ kind: 'itemOpen' }, code, messages, locale)).toBe(messages.reason.itemOpen);
    const shown = present(judged({ code, status: 'Requested' }), messages, locale);
    expect(shown.requirements.get(code)?.why.join()).toContain(words);
  }
});

test('what is written past the rules, as field updates are, is summed up, and opens the gate', async () => {
  const enforced = modelWithApprovals({
    enforcement: { movement: 'enforce', items: 'enforce' },
    'stages.1.enforcement': 'enforce',
    'stages.1.required': [],
    'stages.1.actions': [],
    'stages.1.people': [],
    approvals: {},
    placeholders: 'warn',
  });
  const started = await startPracticeOrg({
    metadata: metadataOf('.', enforced),
    stages: stageValues(enforced),
    activateRules: false,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  const { org } = started;
  const OwnerId = org.org.sessions.find(({ persona }) => persona === 'rep')?.userId ?? '';
  const id = loaded(org, 'Opportunity', {
    Name: 'Deal',
    StageName: enforced.stages[1]?.name,
    CloseDate: '2027-01-31',
    Amount: 1_200_000,
    TAS_Led_By__c: 'Us',
    TAS_Tender_Required__c: 'Yes',
    OwnerId,
  });
  const move = { Id: id, StageName: enforced.stages[2]?.name };
  const rep = connect(org, 'rep');
  await expect(rep.sobject('Opportunity').update(move)).rejects.toThrow('[TAS-G2]');
  // The rep cannot write what the approval writes: only the approval passes by the rules.
  const item = {
    Opportunity__c: id,
    Code__c: code,
    Item_Key__c: `${id}:${code}`,
    Status__c: 'Done',
    Settled_On__c: new Date().toISOString(),
    Settled_Amount__c: 1_200_000,
    Reason__c: 'Approved: Wang Fang · 005000000000002AAA',
  };
  await expect(rep.sobject('TAS_Gate_Item__c').create(item)).rejects.toThrow();
  await expect(connect(org, 'manager').sobject('TAS_Gate_Item__c').create(item)).rejects.toThrow('[TAS-I7]');
  loaded(org, 'TAS_Gate_Item__c', item);
  await rep.sobject('Opportunity').update(move);
  expect(await rep.sobject('Opportunity').retrieve(id)).toMatchObject({ StageName: move.StageName });
  await org.stop();
});
