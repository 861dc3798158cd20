/** Stages and values that an org already stores in Chinese: told as a risk, compiled, loaded, and moved through the gate. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'jsforce';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { compileModelFile } from '../../scripts/product/compile/index.ts';
import { explain } from '../../scripts/product/explain/index.ts';
import { connectOrg } from '../../scripts/product/org/index.ts';
import { practiceIn } from './practice.ts';
import { existingData } from '../model/existing.ts';
import { setAt } from '../model/models.ts';

const en = (text: string) => ({ en_US: text });

/** 已批准 counts, 待审批 does not. */
function chineseProject(): { readonly root: string; readonly file: string } {
  const root = mkdtempSync(join(tmpdir(), 'tas-stored-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const data = structuredClone(existingData);
  setAt(data, 'stages.0.name', '验证商机');
  setAt(data, 'stages.0.existing', true);
  setAt(data, 'stages.1.name', '谈判签约');
  setAt(data, 'stages.1.existing', true);
  setAt(data, 'closed.won', { name: '赢单', existing: true, label: en('Won') });
  setAt(data, 'stages.0.required', [
    {
      code: 'Q_BUDGET',
      gate: 'hard',
      slot: 0,
      label: en('Budget'),
      fields: [
        {
          name: 'Budget__c',
          existing: true,
          accept: ['已批准'],
          type: {
            kind: 'picklist',
            values: ['已批准', '待审批'].map((value) => ({ value, label: en(value) })),
          },
        },
      ],
    },
  ]);
  const file = join(root, 'model.yaml');
  writeFileSync(file, stringify(data));
  return { root, file };
}

test('compile says the risk once for each stage and each field, with its place', () => {
  const { file } = chineseProject();
  const read = compileModelFile(file);
  if (!read.ok) throw new Error(read.problems.map(({ what }) => what).join('\n'));
  expect(read.warnings.map(({ code, what }) => [code, what])).toEqual([
    ['TAS-CFG-024', 'The stage name `赢单` is not plain ASCII.'],
    ['TAS-CFG-024', 'The stage name `验证商机` is not plain ASCII.'],
    ['TAS-CFG-024', 'Values of `Budget__c` are not plain ASCII.'],
    ['TAS-CFG-024', 'The stage name `谈判签约` is not plain ASCII.'],
  ]);
  expect(read.warnings.every(({ line }) => line > 1)).toBe(true);
  const gate = read.compiled.files.find(({ path }) => path.endsWith('TAS_G01.validationRule-meta.xml'))?.text;
  expect(gate).toContain('ISPICKVAL(Budget__c, &quot;已批准&quot;)');
  expect(gate).toContain('ISPICKVAL(StageName, &quot;赢单&quot;)');
});

test('a pipeline in those stages loads, and the gate holds between them', async () => {
  const { root, file } = chineseProject();
  writeFileSync(
    join(root, 'deals.csv'),
    'Name,StageName,CloseDate,Amount,Budget__c\n长江,验证商机,2027-01-31,5,待审批\n黄河,谈判签约,2027-01-31,6,已批准\n',
  );
  const practice = await practiceIn(root, { modelFile: file, dataFile: join(root, 'deals.csv') });
  onTestFinished(() => practice.stop());
  const { org, loaded, warnings } = practice;
  expect(loaded).toEqual({ loaded: 2, refused: [] });
  expect(warnings).toHaveLength(4);
  const rep = new Connection({ instanceUrl: org.instanceUrl, accessToken: org.tokens.rep, version: '66.0' });
  const { records } = await rep.query<{ Id: string; TAS_Stage_Number__c: number }>(
    "SELECT Id, TAS_Stage_Number__c FROM Opportunity WHERE StageName = '验证商机'",
  );
  const [deal] = records;
  expect(deal?.TAS_Stage_Number__c).toBe(1);
  const id = deal?.Id ?? '';
  const move = (fields: object) => rep.sobject('Opportunity').update({ Id: id, ...fields });
  await expect(move({ StageName: '谈判签约' })).rejects.toThrow('[TAS-G1]');
  const connection = await connectOrg(org.tokens.rep, {
    projectDir: root,
    env: { SF_ORG_INSTANCE_URL: org.instanceUrl },
  });
  const read = compileModelFile(file);
  if (!read.ok) throw new Error('it was read before');
  const { to, verdict } = await explain(connection, read.model, id, undefined, {
    today: '2026-11-26',
    dayOf: (day) => day,
  });
  expect([to, verdict.requirements[0]?.why]).toEqual([
    '谈判签约',
    [{ kind: 'notAccepted', field: 'Budget__c', value: '待审批', accept: ['已批准'] }],
  ]);
  await move({ StageName: '谈判签约', Budget__c: '已批准' });
  await expect(move({ Budget__c: '待审批' })).rejects.toThrow('[TAS-G1]');
  await move({ StageName: '赢单' });
  const [won] = (await rep.query<{ IsWon: boolean }>(`SELECT IsWon FROM Opportunity WHERE Id = '${id}'`)).records;
  expect(won?.IsWon).toBe(true);
});
