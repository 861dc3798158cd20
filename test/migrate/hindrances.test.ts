import { expect, onTestFinished, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { explain } from '../../scripts/product/explain/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { planResume, planUndo, readRun, resumeRun, undoRun } from '../../scripts/product/runs/index.ts';
import { referenceModel as model } from '../reference/index.ts';
import { runsFolder } from '../runs/folder.ts';
import { loadDeals, mappingFiles, migrate, opsOf, startForeignOrg, stored } from './org.ts';

const runs = runsFolder();
const written = mappingFiles();
const [validate = '', initiate = ''] = model.stages.map(({ name }) => name);
const file = written(JSON.stringify({ recordTypes: { '*': { Prospecting: initiate } } }));
const options = { api: 'collections' as const, runs, now: () => new Date(), onProgress: () => undefined };

async function started(
  changed?: Parameters<typeof startForeignOrg>[0],
): Promise<{ practice: PracticeOrg; ops: OrgConnection }> {
  const practice = await startForeignOrg(changed);
  const ops = opsOf(practice);
  onTestFinished(async () => {
    ops.close();
    await practice.stop();
  });
  return { practice, ops };
}

const set = async (org: OrgConnection, id: string, values: Record<string, string | number | null>): Promise<void> => {
  const updates = [{ id, parentId: '', values }];
  const columns = Object.keys(values);
  const [outcome] = await org.write('collections', {
    object: 'Opportunity',
    operation: 'update',
    key: 'Id',
    columns,
    updates,
  });
  expect(outcome?.errors).toEqual([]);
};

/** A rule of the customer's own, which knows nothing of the bypass. */
const theirRule = `<?xml version="1.0" encoding="UTF-8"?>
<ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>Theirs</fullName>
    <active>true</active>
    <errorConditionFormula>AND(ISCHANGED(StageName), Amount &gt; 1500000)</errorConditionFormula>
    <errorMessage>Ask the controller first.</errorMessage>
</ValidationRule>`;

test('a deal that a rule of the customer refuses is listed with its words and without items, and resumed once that is mended', async () => {
  const { practice, ops } = await started(
    (metadata) =>
      new Map([...metadata, ['objects/Opportunity/validationRules/Theirs.validationRule-meta.xml', theirRule]]),
  );
  const [small = '', large = ''] = loadDeals(practice, [{ StageName: 'Prospecting' }, { StageName: 'Prospecting' }]);
  const before = await stored(ops, 'Opportunity');
  const { summary, migrated } = await migrate(ops, { file, runs, apply: true });
  expect(summary).toMatchObject({ exitCode: 1, counts: { read: 2, moved: 1, refused: 1 }, verified: { astray: [] } });
  expect(summary.items.notWritten).toBe(summary.items.written);
  expect(migrated.find(({ plan }) => plan.deal.Id === large)?.reason).toContain('Ask the controller first.');
  const items = async (): Promise<Set<string>> =>
    new Set([...(await stored(ops, 'TAS_Gate_Item__c', 'Item_Key__c')).keys()].map((key) => key.slice(0, 18)));
  expect(await items()).toEqual(new Set([small]));

  await set(ops, large, { Amount: 1_000_000 });
  const run = readRun(runs, summary.run ?? '');
  await resumeRun(ops, run, await planResume(ops, run), options);
  expect(await items()).toEqual(new Set([small, large]));
  const whole = readRun(runs, summary.run ?? '');
  expect(whole.counts).toMatchObject({ refused: 0, changed: 0, unknown: 0 });

  await undoRun(ops, whole, await planUndo(ops, whole), options);
  await set(ops, large, { Amount: Number(before.get(large)?.['Amount']) });
  expect(await stored(ops, 'Opportunity')).toEqual(before);
});

test('an item that is there already is waived and put back as it was; a declined one is left alone', async () => {
  const { practice, ops } = await started();
  const [id = ''] = loadDeals(practice, [{ StageName: 'Prospecting' }]);
  const [asked, declined] = practice.load('TAS_Gate_Item__c', [
    {
      Opportunity__c: id,
      Code__c: 'VAL_CONFIRM',
      Item_Key__c: `${id}:VAL_CONFIRM`,
      Status__c: 'Requested',
      Note__c: 'please',
    },
    {
      Opportunity__c: id,
      Code__c: 'VAL_FOUR_Q',
      Item_Key__c: `${id}:VAL_FOUR_Q`,
      Status__c: 'Declined',
      Reason__c: 'Not yet',
    },
  ]);
  expect([asked?.ok, declined?.ok]).toEqual([true, true]);
  const before = await stored(ops, 'TAS_Gate_Item__c', 'Item_Key__c');
  const { summary } = await migrate(ops, { file, runs, apply: true });
  expect(summary).toMatchObject({ exitCode: 0, verified: { astray: [] } });
  expect(summary.leftOpen).toContainEqual({ code: 'VAL_FOUR_Q', deals: 1 });
  const after = await stored(ops, 'TAS_Gate_Item__c', 'Item_Key__c');
  expect(after.get(`${id}:VAL_CONFIRM`)).toMatchObject({ Status__c: 'Waived', Note__c: 'migrated' });
  expect(after.get(`${id}:VAL_FOUR_Q`)).toEqual(before.get(`${id}:VAL_FOUR_Q`));
  const run = readRun(runs, summary.run ?? '');
  await undoRun(ops, run, await planUndo(ops, run), options);
  expect(await stored(ops, 'TAS_Gate_Item__c', 'Item_Key__c')).toEqual(before);
});

test('a mapping that changes the record type writes it with the stage, and it is taken back', async () => {
  const { practice, ops } = await started();
  const framework = practice.recordTypeNamed('Opportunity', 'Framework');
  const [moved = '', stays = ''] = loadDeals(practice, [
    { StageName: 'Prospecting', type: 'Old_Deal' },
    { StageName: 'Prospecting' },
  ]);
  const text = JSON.stringify({
    recordTypes: { '*': { Prospecting: validate } },
    changeRecordTypes: { Old_Deal: 'Framework' },
  });
  const before = await stored(ops, 'Opportunity');
  const { summary } = await migrate(ops, { file: written(text), runs, apply: true });
  expect(summary.moves.map(({ recordType, toRecordType }) => [recordType, toRecordType])).toContainEqual([
    'Old_Deal',
    'Framework',
  ]);
  const after = await stored(ops, 'Opportunity');
  expect(after.get(moved)).toMatchObject({ RecordTypeId: framework, StageName: validate });
  expect(after.get(stays)?.['RecordTypeId']).toBe(before.get(stays)?.['RecordTypeId']);
  const run = readRun(runs, summary.run ?? '');
  await undoRun(ops, run, await planUndo(ops, run), options);
  expect(await stored(ops, 'Opportunity')).toEqual(before);
});

test('where an older package has no field for the day, deals are explained as before, and a migration says what is missing', async () => {
  const { practice, ops } = await started(
    (metadata) =>
      new Map(
        [...metadata]
          .filter(([path]) => !path.includes('TAS_Stage_Since'))
          .map(([path, text]) => [
            path,
            text.replaceAll(
              /\s*<fieldPermissions>(?:(?!<\/fieldPermissions>)[^])*TAS_Stage_Since[^]*?<\/fieldPermissions>/g,
              '',
            ),
          ]),
      ),
  );
  const [id = ''] = loadDeals(practice, [{ StageName: initiate }, { StageName: 'Prospecting' }]);
  const { verdict } = await explain(ops, model, id, undefined, await ops.calendar());
  expect(verdict.age?.days).toBeGreaterThan(100);
  const { summary } = await migrate(ops, { file, runs, apply: false });
  expect(summary.obstacles.join('\n')).toContain('The org has no TAS_Stage_Since__c that your user sees');
  await expect(migrate(ops, { file, runs, apply: true })).rejects.toMatchObject({ name: 'PackageNotInstalled' });
});

test('where the stages of the model are not in the org yet, or are switched off, nothing is written', async () => {
  const { practice, ops } = await started();
  loadDeals(practice, [{ StageName: 'Prospecting' }]);
  const without: OrgConnection = {
    ...ops,
    read: async (api, query, columns, onRows) =>
      await ops.read(api, query, columns, async (rows) => {
        const off = query.text.includes('FROM OpportunityStage') ? columns.indexOf('IsActive') : -1;
        const isOff = (name: string | undefined): boolean => name === initiate;
        await onRows(rows.map((row) => (off >= 0 && isOff(row[0]) ? row.toSpliced(off, 1, 'false') : row)));
      }),
  };
  const { summary } = await migrate(without, { file, runs, apply: false });
  expect(summary.obstacles).toEqual([`The org has no active stage "${initiate}": --apply would be refused.`]);
  await expect(migrate(without, { file, runs, apply: true })).rejects.toMatchObject({
    name: 'StagesMissing',
    exitCode: 3,
  });
});

test('a reader without rights on the items sees the preview', async () => {
  const { practice } = await started();
  loadDeals(practice, [{ StageName: 'Prospecting' }]);
  const rep = openOrg({ ...practice, accessToken: practice.tokens.rep, username: 'rep@practice.example' });
  onTestFinished(() => rep.close());
  const { summary } = await migrate(rep, { file, runs, apply: false });
  expect(summary.exitCode).toBe(2);
  expect(summary.obstacles.join('\n')).toContain('TAS_Bypass');
});
