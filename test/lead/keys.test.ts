/** Keys stored for records that came by API, and duplicates found: on a practice org by the commands' own functions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { duplicatesCsv, duplicatesText, findDuplicates, normaliseKeys } from '../../scripts/product/lead-keys/index.ts';
import { soql, soqlFields, soqlIdentifier, type OrgConnection } from '../../scripts/product/org/index.ts';
import { planUndo, readRun, undoRun } from '../../scripts/product/runs/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { foreignOrg, type ForeignOrg } from '../install/org.ts';
import { loaded } from '../practice-org/practice.ts';
import { referenceModel } from '../reference/index.ts';
import { modelWithLeads } from './section.ts';

const model = modelWithLeads();

let practice: ForeignOrg['practice'];
let org: OrgConnection;
let runs: string;
beforeEach(async () => {
  ({ practice, org } = await foreignOrg(metadataOf('.', model)));
  runs = mkdtempSync(join(tmpdir(), 'tas-leads-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
});

const normalise = async (apply: boolean, api: 'bulk' | 'collections' = 'collections') =>
  await normaliseKeys(org, {
    model,
    modelFile: 'model.yaml',
    apply,
    confirm: () => Promise.resolve(),
    api,
    leave: 0,
    progress: silentProgress,
    runs,
    now: () => new Date(),
  });

const lead = (more: Readonly<Record<string, unknown>>): string => loaded(practice, 'Lead', { LastName: '王', ...more });
const account = (Name: string): string => loaded(practice, 'Account', { Name });
const deal = (Name: string, AccountId: string, StageName = 'Prospecting'): string =>
  loaded(practice, 'Opportunity', { Name, AccountId, StageName, CloseDate: '2027-01-31' });

const registered = (
  Project__c: string,
  Customer__c: string,
  partner = 'Baltic Systems',
  status = 'Submitted',
): string =>
  loaded(practice, 'TAS_Registration__c', {
    Project__c,
    Customer__c,
    Partner__c: account(partner),
    Status__c: status,
  });

async function stored(object: string, fields: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const query = soql`SELECT ${soqlFields(['Id', ...fields])} FROM ${soqlIdentifier(object)}`;
  await org.read('collections', query, ['Id', ...fields], (rows) => {
    for (const [id = '', ...cells] of rows) found.set(id, cells);
  });
  return found;
}
const leadKeys = (): Promise<Map<string, string[]>> => stored('Lead', ['TAS_Duplicate_Key__c', 'TAS_Phone_Key__c']);

describe('keys', () => {
  test.each(['collections', 'bulk'] as const)(
    'are stored by %s on leads and open deals, are right at the second run, and are taken back',
    async (api) => {
      const chinese = lead({ Company: '南方能源有限公司', Phone: '+86 138-1234-5678' });
      const english = lead({ Company: 'Nordwind Co., Ltd.', MobilePhone: '１３８１２３４５６７８ 转 8' });
      const unknown = lead({ Company: 'N/A', Phone: 'none' });
      const open = deal('ERP', account('南方能源 股份有限公司'));
      const closed = deal('Old', account('Closed'), 'Closed Lost');
      const asked = registered('ERP', account('南方能源（集团）'));

      const dry = await normalise(false, api);
      expect(dry).toMatchObject({
        exitCode: 2,
        objects: [
          { object: 'Lead', read: 3, withoutCustomer: 1, changes: 2, run: null },
          { object: 'Opportunity', read: 1, withoutCustomer: 0, changes: 1, run: null },
          { object: 'TAS_Registration__c', read: 1, withoutCustomer: 0, changes: 1, run: null },
        ],
      });
      expect((await leadKeys()).get(chinese)).toEqual(['', '']);

      const { objects, exitCode } = await normalise(true, api);
      expect(exitCode).toBe(0);
      expect(objects.map(({ counts }) => counts?.written)).toEqual([2, 1, 1]);
      const keys = await leadKeys();
      expect(keys.get(chinese)).toEqual(['南方能源', '8613812345678']);
      expect(keys.get(english)).toEqual(['nordwind', '8613812345678']);
      expect(keys.get(unknown)).toEqual(['', '']);
      const deals = await stored('Opportunity', ['TAS_Duplicate_Key__c']);
      expect([deals.get(open), deals.get(closed)]).toEqual([['南方能源'], ['']]);
      const registrations = await stored('TAS_Registration__c', ['TAS_Customer_Key__c']);
      expect(registrations.get(asked)?.[0]).toContain('南方能源');

      expect(await normalise(true, api)).toMatchObject({
        exitCode: 0,
        objects: [{ changes: 0 }, { changes: 0 }, { changes: 0 }],
      });

      const [first] = objects;
      const run = readRun(runs, first?.run ?? '');
      const plan = await planUndo(org, run);
      await undoRun(org, run, plan, { api, runs, now: () => new Date(), onProgress: () => undefined });
      plan.close();
      expect((await leadKeys()).get(chinese)).toEqual(['', '']);
    },
  );

  test('follow a customer that was renamed, and go with one that says nothing any more', async () => {
    const id = lead({ Company: 'Nordwind', TAS_Duplicate_Key__c: 'old', TAS_Phone_Key__c: '861' });
    await normalise(true);
    expect((await leadKeys()).get(id)).toEqual(['nordwind', '']);
  });

  test('are none of the business of a model without leads, and of an org without the fields', async () => {
    const options = {
      modelFile: 'model.yaml',
      apply: true,
      confirm: () => Promise.resolve(),
      api: 'auto',
      leave: 0,
      progress: silentProgress,
      runs,
      now: () => new Date(),
    } as const;
    await expect(normaliseKeys(org, { ...options, model: referenceModel })).rejects.toMatchObject({ name: 'NoLeads' });
    const bare = await foreignOrg([]);
    await expect(normaliseKeys(bare.org, { ...options, model })).rejects.toMatchObject({ name: 'PackageNotInstalled' });
  });
});

describe('duplicates', () => {
  const found = async () =>
    await findDuplicates(org, { model, modelFile: 'model.yaml', api: 'collections', progress: silentProgress });

  test('are leads and deals of one customer with similar projects, and leads of several customers with one phone', async () => {
    const south = account('南方能源有限公司');
    const ids = {
      web: lead({ Company: '南方能源有限公司（Southern Energy Co., Ltd.）', TAS_Project_Name__c: 'ERP 二期升级' }),
      deal: deal('南方能源 - ERP二期', south),
      other: lead({ Company: '南方能源', TAS_Project_Name__c: '机房空调' }),
      phone: lead({ Company: 'East', Phone: '010-62345678' }),
      same: lead({ Company: 'West', MobilePhone: '+86 10 6234 5678' }),
      alone: lead({ Company: 'Nordwind', TAS_Project_Name__c: 'ERP 二期升级' }),
      blank: lead({ Company: 'Nordwind' }),
    };
    const result = await found();
    expect([result.leads, result.deals]).toEqual([6, 1]);
    expect(result.groups.map(({ why, members }) => [why, members.map(({ id }) => id).toSorted()])).toEqual([
      ['project', [ids.web, ids.deal].toSorted()],
      ['phone', [ids.phone, ids.same].toSorted()],
    ]);
    expect(duplicatesText(result, [])).toContain('2 groups may be one pursuit');
  });

  test('deals of one owner alone are phases of a project; with a lead, or another owner, they clash', async () => {
    const south = account('South');
    deal('ERP', south);
    deal('ERP, phase 2', south);
    expect((await found()).groups).toEqual([]);
    lead({ Company: 'South Ltd', TAS_Project_Name__c: 'ERP phase 3' });
    expect((await found()).groups.map(({ members }) => members.length)).toEqual([3]);
  });

  test('a partner that is also the customer is the customer of its own deals alone', async () => {
    const partner = account('Partner GmbH');
    const customer = account('Customer AG');
    loaded(practice, 'Opportunity', {
      Name: 'ERP',
      AccountId: customer,
      TAS_Partner_Account__c: partner,
      StageName: 'Prospecting',
      CloseDate: '2027-01-31',
    });
    lead({ Company: 'Partner', TAS_Project_Name__c: 'ERP' });
    expect((await found()).groups).toEqual([]);
    deal('ERP', partner);
    expect((await found()).groups).toHaveLength(1);
  });

  test('registrations of two partners clash; one of the deal of its own owner does not, nor one that was rejected', async () => {
    const south = account('南方能源有限公司');
    deal('南方能源 ERP二期', south);
    const first = registered('ERP 二期', south);
    expect((await found()).groups).toEqual([]);
    registered('ERP 二期', south, 'Vantage', 'Rejected');
    expect((await found()).groups).toEqual([]);
    const second = registered('ERP－二期升级', account('南方能源'), 'Vantage');
    const { groups, registrations } = await found();
    expect(registrations).toBe(2);
    expect(groups.map(({ members }) => members.map(({ id }) => id))).toEqual([
      expect.arrayContaining([first, second]) as string[],
    ]);
  });

  test('a lead that was converted is no duplicate of its own deal', async () => {
    const id = lead({
      Company: 'Nordwind',
      TAS_Project_Name__c: 'Turbines',
      Phone: '13812345678',
      TAS_Project_Brief__c: 'x',
    });
    const { Connection } = await import('jsforce');
    const admin = new Connection({
      instanceUrl: practice.instanceUrl,
      accessToken: practice.tokens.admin,
      version: '66.0',
    });
    const made = await admin.soap.convertLead({
      leadId: id,
      convertedStatus: 'Closed - Converted',
      opportunityName: 'Turbines',
    });
    expect(made).toMatchObject({ success: true });
    expect((await found()).groups).toEqual([]);
  });

  test('stand in a file that no spreadsheet takes for formulas', () => {
    const text = [
      ...duplicatesCsv({
        leads: 2,
        deals: 0,
        registrations: 0,
        groups: [
          {
            why: 'phone',
            members: [
              {
                object: 'Lead',
                id: '00Q1',
                name: '=1+1',
                customer: 'A, "B"',
                project: '',
                owner: 'Li',
                status: 'Open',
                partner: '',
              },
            ],
          },
        ],
      }),
    ].join('');
    expect(text).toBe(
      '\ufeffGroup,Why,Object,Id,Name,Customer,Project,Owner,Status\n1,"One phone, several customers",Lead,00Q1,\'=1+1,"A, ""B""",,Li,Open\n',
    );
  });
});
