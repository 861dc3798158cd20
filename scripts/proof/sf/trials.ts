/** What is asked of the practice org through the Salesforce CLI, in this order: each builds on those before it. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SfAnswer } from './cli.ts';
import type { Expected } from './judge.ts';

/** `holds` is looked for in the answer as JSON. */
export interface Trial extends Expected {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What else must be so. */
  readonly check?: (answer: SfAnswer) => string | undefined;
}

const all = ['--target-org', 'practice'];
const rules = 'force-app/main/generated/objects/Opportunity/validationRules';
const account = 'Nordwind Energie AG';

export function trialsOf(folder: string, instanceUrl: string, accessToken: string): readonly (() => Trial)[] {
  /** Ids for later trials. */
  const kept = { account: '', deal: '' };
  const keep =
    (name: keyof typeof kept) =>
    ({ result }: SfAnswer): string | undefined => {
      const id = typeof result === 'object' && result !== null && 'id' in result ? String(result.id) : '';
      kept[name] = id;
      return id === '' ? 'no id came back' : undefined;
    };
  const login = ['org', 'login', 'access-token', '--instance-url', instanceUrl, '--no-prompt', '--alias', 'practice'];
  const query = (soql: string, ...more: string[]): string[] => ['data', 'query', '--query', soql, ...all, ...more];
  const deploy = (verb: string, ...more: string[]): string[] => ['project', 'deploy', verb, ...all, ...more];
  const brief = 'force-app/main/default';
  return [
    () => ({ args: login, env: { SF_ACCESS_TOKEN: accessToken }, holds: 'admin@practice.example' }),
    () => ({ args: ['org', 'display', ...all], holds: instanceUrl }),
    () => ({ args: ['org', 'list'], holds: 'practice' }),
    () => ({ args: ['org', 'open', '--url-only', ...all], holds: '/secur/frontdoor.jsp' }),
    () => ({ args: ['org', 'list', 'limits', ...all], holds: 'DailyApiRequests' }),
    () => ({ args: ['org', 'list', 'metadata-types', ...all], holds: '"ValidationRule"' }),
    () => ({
      args: ['org', 'list', 'metadata', '--metadata-type', 'CustomObject', ...all],
      holds: '"fullName":"Opportunity"',
    }),
    () => ({
      args: deploy('validate', '--source-dir', 'force-app', '--test-level', 'RunLocalTests'),
      holds: '"success":true',
    }),
    () => ({ args: deploy('start', '--source-dir', 'force-app', '--dry-run'), holds: '"checkOnly":true' }),
    () => ({
      args: ['sobject', 'describe', '--sobject', 'TAS_Gate_Item__c', ...all],
      code: 1,
      holds: /NOT_FOUND|does not exist/i,
    }),
    () => ({ args: deploy('start', '--source-dir', 'force-app'), holds: '"status":"Succeeded"' }),
    () => ({ args: deploy('report', '--use-most-recent'), holds: '"status":"Succeeded"' }),
    () => ({ args: ['sobject', 'describe', '--sobject', 'TAS_Gate_Item__c', ...all], holds: 'Item_Key__c' }),
    () => ({ args: ['sobject', 'list', '--sobject', 'custom', ...all], holds: 'TAS_Gate_Item__c' }),
    () => ({
      args: deploy('start', '--source-dir', brief),
      env: { SF_ORG_METADATA_REST_DEPLOY: 'true' },
      holds: '"status":"Succeeded"',
    }),
    () => {
      activateRules(folder);
      return { args: deploy('start', '--source-dir', rules), holds: '"status":"Succeeded"' };
    },
    () => ({
      args: ['org', 'list', 'metadata', '--metadata-type', 'ValidationRule', ...all],
      holds: 'Opportunity.TAS_',
    }),
    () => ({ args: ['org', 'assign', 'permset', '--name', 'TAS_Rep', ...all], holds: 'TAS_Rep' }),
    () => ({
      args: ['data', 'create', 'record', '--sobject', 'Account', '--values', `Name='${account}'`, ...all],
      check: keep('account'),
    }),
    () => ({
      args: [
        'data',
        'create',
        'record',
        '--sobject',
        'Opportunity',
        '--values',
        `Name='Grid' StageName='Validate Opportunity' CloseDate=2030-01-31 Amount=1200000 TAS_Led_By__c=Us AccountId=${kept.account}`,
        ...all,
      ],
      check: keep('deal'),
    }),
    () => ({
      args: [
        'data',
        'update',
        'record',
        '--sobject',
        'Opportunity',
        '--record-id',
        kept.deal,
        '--values',
        "StageName='Initiate Pursuit'",
        ...all,
      ],
      code: 1,
      holds: 'TAS-G1',
    }),
    () => ({
      args: ['data', 'get', 'record', '--sobject', 'Opportunity', '--record-id', kept.deal, ...all],
      holds: '"TAS_Suggested_Grade__c":"B"',
    }),
    () => ({ args: query('SELECT Id, Account.Name FROM Opportunity'), holds: account }),
    () => ({ args: query('SELECT StageName, COUNT(Id) n FROM Opportunity GROUP BY StageName'), holds: '"n":1' }),
    () => ({ args: query('SELECT Nonsense__c FROM Opportunity'), code: 1, holds: "No such column 'Nonsense__c'" }),
    () => ({
      args: ['data', 'search', '--query', 'FIND {Nordwind} IN NAME FIELDS RETURNING Account(Name)', ...all],
      holds: account,
    }),
    () => ({
      args: [
        'data',
        'export',
        'bulk',
        '--query',
        'SELECT Id, Name FROM Account',
        '--output-file',
        'accounts.csv',
        '--wait',
        '2',
        ...all,
      ],
      check: () =>
        readFileSync(join(folder, 'accounts.csv'), 'utf8').includes(account)
          ? undefined
          : 'the file has not the account',
    }),
    () => ({
      args: ['data', 'import', 'bulk', '--sobject', 'Account', '--file', 'new.csv', '--wait', '2', ...all],
      holds: '"processedRecords":2',
    }),
    () => ({ args: ['data', 'import', 'tree', '--files', 'tree.json', ...all], holds: 'AccountRef1' }),
    () => ({ args: ['data', 'delete', 'record', '--sobject', 'Opportunity', '--record-id', kept.deal, ...all] }),
    () => ({
      args: ['project', 'generate', 'manifest', '--source-dir', 'force-app', '--name', 'all'],
      check: () => (existsSync(join(folder, 'all.xml')) ? undefined : 'no manifest'),
    }),
    () => ({
      args: [
        'project',
        'retrieve',
        'start',
        '--metadata',
        'ValidationRule:Opportunity.TAS_G01',
        '--metadata',
        'CustomObject:TAS_Gate_Item__c',
        '--target-metadata-dir',
        'retrieved',
        ...all,
      ],
      check: () => (existsSync(join(folder, 'retrieved', 'unpackaged.zip')) ? undefined : 'nothing was retrieved'),
    }),
    () => {
      // What is not there before the retrieve came from the org, into the default folder of the project.
      const name = 'TAS_Rep.permissionset-meta.xml';
      rmSync(join(folder, 'force-app/main/generated/permissionsets', name));
      const file = join(folder, 'force-app/main/default/permissionsets', name);
      return {
        args: ['project', 'retrieve', 'start', '--metadata', 'PermissionSet:TAS_Rep', ...all],
        check: () => (existsSync(file) ? undefined : 'the permission set did not come back'),
      };
    },
    () => ({
      args: ['project', 'delete', 'source', '--metadata', 'PermissionSet:TAS_Bypass_Not_There', '--no-prompt', ...all],
      code: 1,
    }),
    () => ({
      args: ['api', 'request', 'rest', '/services/data/v66.0/limits', ...all],
      check: ({ message }) => (message.includes('"DailyApiRequests"') ? undefined : 'it shows no limits'),
    }),
    () => ({ args: ['org', 'logout', '--no-prompt', ...all] }),
  ];
}

/** Rules are shipped inactive: what an admin switches on, here in the files. */
function activateRules(folder: string): void {
  for (const name of readdirSync(join(folder, rules))) {
    const path = join(folder, rules, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace('<active>false</active>', '<active>true</active>'));
  }
}
