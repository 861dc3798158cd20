import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { planUndo, readRun, undoRun } from '../../scripts/product/runs/index.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { auditOrg } from '../../scripts/product/audit/index.ts';
import type { Finding } from '../../scripts/product/audit/finding.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { requirementsOf } from '../../scripts/product/model/index.ts';
import { referenceModel as model } from '../reference/index.ts';
import { runsFolder } from '../runs/folder.ts';
import { foreign, loadDeals, mappingFiles, migrate, opsOf, startForeignOrg, stored } from './org.ts';

const runs = runsFolder();
const written = mappingFiles();
const names = model.stages.map(({ name }) => name);
const [validate = '', initiate = '', needs = '', value = '', , , sign = ''] = names;
const options = { api: 'collections' as const, runs, now: () => new Date(), onProgress: () => undefined };

/** CRLF and a byte order mark, as an editor on Windows leaves them. */
const file = written(
  `\uFEFF${[
    'recordTypes:',
    "  '*':",
    '    Prospecting: Validate Opportunity',
    `    Proposal/Price Quote: ${value} # as the sales manager says`,
    `    ${foreign.chinese}: ${needs}`,
    `    'Terms & "Conditions"': ${sign}`,
    `    "O'Neill's: review": ${sign}`,
    `    Needs Analysis: ${needs}`,
    `    '${foreign.lost}': Closed Lost`,
    '  Framework:',
    `    Proposal/Price Quote: ${initiate}`,
    '',
  ].join('\r\n')}`,
);

describe('a pipeline in stages of its own', () => {
  let practice: PracticeOrg;
  let ops: OrgConnection;
  let ids: string[];

  beforeEach(async () => {
    practice = await startForeignOrg();
    ids = loadDeals(practice, [
      { StageName: 'Prospecting' },
      { StageName: foreign.quote, fields: { LastStageChangeDate: '2026-03-09T23:30:00.000Z' } },
      { StageName: foreign.quote, type: 'Framework' },
      { StageName: foreign.chinese, fields: { TAS_Project_Brief__c: 'A new plant' } },
      { StageName: foreign.ampersand },
      { StageName: foreign.apostrophe },
      { StageName: 'Needs Analysis' },
      { StageName: foreign.lost, fields: { Probability: 0, ForecastCategoryName: 'Omitted' } },
      { StageName: foreign.unmapped },
      { StageName: validate },
      { StageName: 'Closed Won', fields: { Probability: 100, ForecastCategoryName: 'Closed' } },
      { StageName: foreign.unmapped, type: 'Framework' },
    ]);
    ops = opsOf(practice);
  });
  afterEach(async () => {
    ops.close();
    await practice.stop();
  });

  test('is shown per record type, stage and owner, with what is not moved and why, and nothing is written', async () => {
    const before = await stored(ops, 'Opportunity');
    const { summary, migrated } = await migrate(ops, { file, runs, apply: false });
    expect(summary.counts).toEqual({
      read: 11,
      moved: 7,
      marked: 1,
      inPlace: 1,
      unmapped: 2,
      changedSince: 0,
      refused: 0,
    });
    const moves = summary.moves.map(({ recordType, from, to, deals, amount }) => [recordType, from, to, deals, amount]);
    expect(moves).toContainEqual(['', foreign.quote, value, 1, '2000001.00']);
    expect(moves).toContainEqual(['Framework', foreign.quote, initiate, 1, '3000001.50']);
    expect(summary.owners.reduce((sum, { deals }) => sum + deals, 0)).toBe(8);
    expect(summary.unmapped.map(({ recordType, stage, deals }) => [recordType, stage, deals]).toSorted()).toEqual([
      ['', foreign.unmapped, 1],
      ['Framework', foreign.unmapped, 1],
    ]);
    expect(migrated.find(({ plan }) => plan.deal.Id === ids[11])).toMatchObject({
      result: 'Unmapped',
      reason: 'No line of the mapping names this stage for record type Framework.',
    });
    expect(summary.leftOpen.map(({ code }) => code)).toContain('VAL_LED_BY');
    expect(summary.notes.join('\n')).toContain(`1 deal stands in \`${foreign.unmapped}\`, and no line maps it.`);
    expect([summary.exitCode, summary.run, summary.obstacles]).toEqual([2, null, []]);
    expect(await stored(ops, 'Opportunity')).toEqual(before);
  });

  test('is moved with probability, forecast category and age, waives what was passed, and is taken back row by row', async () => {
    const before = await stored(ops, 'Opportunity');
    const { summary } = await migrate(ops, { file, runs, apply: true });
    expect(summary.counts).toMatchObject({ read: 11, moved: 7, marked: 1, inPlace: 1, unmapped: 2, refused: 0 });
    expect(summary).toMatchObject({ exitCode: 0, items: { notWritten: 0 }, verified: { astray: [] } });
    const after = await stored(ops, 'Opportunity');

    // Which stage each deal stands in, written down apart from the mapping.
    const stages = [validate, value, initiate, needs, sign, sign, needs, 'Closed Lost'];
    for (const [at, id] of ids.entries()) {
      const [was = {}, is = {}] = [before.get(id), after.get(id)];
      const to = stages[at];
      if (to === undefined) {
        expect(is).toEqual(was);
        continue;
      }
      const own = model.stages.find(({ name }) => name === to);
      // The sixth deal stands in its stage with the probability that the org gave its old one.
      const isAgainst = own !== undefined && Number(was['Probability']) !== own.probability;
      expect(is, was['Name']).toEqual({
        ...was,
        StageName: to,
        TAS_Stage_Since__c: at === 1 ? '2026-03-09' : '2026-01-05',
        TAS_Stage_Since_Stage__c: to,
        TAS_Kept_Probability__c: isAgainst || at === 4 || at === 5 ? was['Probability'] : '',
      });
    }

    const items = await stored(ops, 'TAS_Gate_Item__c', 'Item_Key__c');
    const hard = (most: number, except: readonly string[] = []): string[] =>
      requirementsOf(model).flatMap(({ stageIndex, stage, requirement }) =>
        stageIndex < most &&
        requirement.slot !== undefined &&
        (requirement.tracks ?? stage.tracks).includes('Full') &&
        !except.includes(requirement.code)
          ? [requirement.code]
          : [],
      );
    // Passed stages, and what a field meets already needs no item.
    const expected = [[], hard(3), hard(1), hard(2, ['VAL_BRIEF']), hard(6), hard(6), hard(2), []];
    expect([...items.keys()].toSorted()).toEqual(
      expected.flatMap((codes, at) => codes.map((code) => `${ids[at]}:${code}`)).toSorted(),
    );
    const today = new Date().toISOString().slice(0, 10);
    for (const [key, row] of items) {
      const settled = requirementsOf(model).find(({ requirement }) => key.endsWith(`:${requirement.code}`));
      expect(row).toMatchObject({ Status__c: 'Waived', Note__c: 'migrated' });
      expect(row['Reason__c']).toMatch(/^Passed before the migration; the deal stood in “.+”$/);
      expect(row['Settled_By__c']).toMatch(/^005/);
      expect(row['Settled_On__c']?.slice(0, 10)).toBe(today);
      const isProcess = settled?.group === 'processes';
      expect(row['Settled_Amount__c'] === '', key).toBe(!isProcess);
    }

    const again = await migrate(ops, { file, runs, apply: true });
    expect(again.summary).toMatchObject({ counts: { moved: 0, marked: 0, inPlace: 8 }, run: null, exitCode: 0 });
    expect(await stored(ops, 'Opportunity')).toEqual(after);

    const run = readRun(runs, summary.run ?? '');
    await undoRun(ops, run, await planUndo(ops, run), options);
    expect(await stored(ops, 'Opportunity')).toEqual(before);
    expect(await stored(ops, 'TAS_Gate_Item__c')).toEqual(new Map());
  });

  test('a deal that changed between preview and write is left out with its items, the others are moved', async () => {
    const before = await stored(ops, 'Opportunity');
    const changed = ids[4] ?? '';
    // Somebody moves it after it was read, just before the first part is sent.
    let meddled = false;
    const meddling: OrgConnection = {
      ...ops,
      limits: async () => {
        if (!meddled) {
          meddled = true;
          const [outcome] = await ops.write('collections', {
            object: 'Opportunity',
            operation: 'update',
            key: 'Id',
            columns: ['StageName'],
            updates: [{ id: changed, parentId: '', values: { StageName: foreign.unmapped } }],
          });
          expect(outcome?.errors).toEqual([]);
        }
        return await ops.limits();
      },
    };
    const { summary, migrated } = await migrate(meddling, { file, runs, apply: true });
    expect(summary.counts).toMatchObject({ read: 11, moved: 6, marked: 1, changedSince: 1, refused: 0 });
    expect(summary.exitCode).toBe(2);
    expect(summary.items.notWritten).toBeGreaterThan(20);
    const left = migrated.find(({ plan }) => plan.deal.Id === changed);
    expect([left?.result, left?.reason]).toEqual([
      'ChangedSince',
      expect.stringContaining('CHANGED_SINCE: changed since: StageName is "On hold" now'),
    ]);
    const items = await stored(ops, 'TAS_Gate_Item__c', 'Item_Key__c');
    expect([...items.keys()].filter((key) => key.startsWith(changed))).toEqual([]);
    expect((await stored(ops, 'Opportunity')).get(changed)).toMatchObject({ StageName: foreign.unmapped });

    // A deal that went on after the migration keeps its items when the rest is taken back.
    const wentOn = ids[5] ?? '';
    await ops.write('collections', {
      object: 'Opportunity',
      operation: 'update',
      key: 'Id',
      columns: ['StageName'],
      updates: [{ id: wentOn, parentId: '', values: { StageName: value } }],
    });
    const run = readRun(runs, summary.run ?? '');
    const plan = await planUndo(ops, run);
    await undoRun(ops, run, plan, options);
    expect([...plan.left()].filter(({ object }) => object === 'Opportunity').map(({ id }) => id)).toEqual([wentOn]);
    const kept = await stored(ops, 'TAS_Gate_Item__c', 'Item_Key__c');
    expect(new Set([...kept.keys()].map((key) => key.slice(0, 18)))).toEqual(new Set([wentOn]));
    const back = await stored(ops, 'Opportunity');
    for (const id of ids) if (![changed, wentOn].includes(id)) expect(back.get(id)).toEqual(before.get(id));
  });

  test('leaves no deal behind that an audit calls unreachable, and an age that it counts from the day that was kept', async () => {
    await migrate(ops, { file, runs, apply: true });
    const calendar = await ops.calendar();
    const messages = messagesIn('en_US');
    const locale = localeOf(model, 'en_US');
    const asked = { model, modelFile: 'model.yaml', recordTypes: [], api: 'auto', progress: silentProgress } as const;
    const found: Finding[] = [];
    const run = auditOrg(ops, { ...asked, calendar, messages, locale });
    for (let next = await run.next(); next.done !== true; next = await run.next()) found.push(...next.value);
    const of = (kind: Finding['kind']): Finding[] => found.filter((one) => one.kind === kind);
    // Those that nobody mapped stand in a stage that the model does not have.
    expect(new Set(of('unreachable').map(({ deal }) => deal.id))).toEqual(new Set([ids[8], ids[11]]));
    expect(new Set(of('stageAge').map(({ deal }) => deal.id))).toEqual(new Set([...ids.slice(0, 7), ids[9]]));
    // What no item can settle stays open, and nothing else.
    const behind = new Set(
      of('behind')
        .filter(({ deal }) => !deal.won)
        .map(({ code }) => code),
    );
    expect([...behind].toSorted()).toEqual(['INI_GRADE', 'INI_TENDER', 'VAL_LED_BY']);
  });

  test('without the bypass nothing is written, and the preview says so', async () => {
    const admin = openOrg({ ...practice });
    const before = await stored(ops, 'Opportunity');
    const { summary } = await migrate(admin, { file, runs, apply: false });
    expect(summary.obstacles.join()).toContain('does not hold TAS_Bypass');
    await expect(migrate(admin, { file, runs, apply: true })).rejects.toMatchObject({ name: 'NoBypass', exitCode: 3 });
    expect(await stored(ops, 'Opportunity')).toEqual(before);
    admin.close();
  });
});
