import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'jsforce';
import { describe, expect, onTestFinished, test } from 'vitest';
import { crmSalesFile } from '../reference/index.ts';
import { project, practice, tas, type RunningPractice } from './tas.ts';

const count = async ({ ready }: RunningPractice, object: string, where = ''): Promise<number> => {
  const connection = new Connection({
    instanceUrl: ready.instanceUrl,
    accessToken: ready.accessToken,
    version: '66.0',
  });
  return (await connection.query(`SELECT COUNT() FROM ${object}${where}`)).totalSize;
};

describe('tas practice start', () => {
  test('prints one line of JSON when ready, announces itself privately, and stops cleanly on SIGTERM', async () => {
    const cwd = project();
    const org = await practice([], cwd);
    expect(Object.keys(org.ready)).toEqual(['instanceUrl', 'pageUrl', 'accessToken', 'username', 'orgId', 'tokens']);
    expect(Object.keys(org.ready.tokens)).toEqual(['rep', 'manager', 'ops', 'admin', 'channel']);
    expect(new Set(Object.values(org.ready.tokens)).size).toBe(5);
    expect(org.ready.instanceUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const file = join(cwd, '.practice/org.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await count(org, 'Opportunity')).toBe(0);
    const { code, stderr } = await org.end('SIGTERM');
    expect([code, stderr, org.lines().length]).toEqual([0, '', 1]);
    expect(existsSync(file)).toBe(false);
    await expect(fetch(org.ready.instanceUrl)).rejects.toThrow();
  });

  test('a second org leaves the announcement of the first alone, says how to reach it, and takes nothing back', async () => {
    const cwd = project();
    const first = await practice([], cwd);
    const second = await practice(['--bare'], cwd);
    const file = join(cwd, '.practice/org.json');
    const announced = (): unknown => Reflect.get(JSON.parse(readFileSync(file, 'utf8')) as object, 'instanceUrl');
    expect(announced()).toBe(first.ready.instanceUrl);
    const { stderr } = await second.end('SIGTERM');
    expect(stderr).toContain(first.ready.instanceUrl);
    expect(stderr).toContain(`SF_ORG_INSTANCE_URL=${second.ready.instanceUrl}`);
    expect(announced()).toBe(first.ready.instanceUrl);
    await first.end('SIGKILL');
    const third = await practice([], cwd);
    expect(announced()).toBe(third.ready.instanceUrl);
  });

  test('starts from a folder that holds nothing but a model, and git there knows nothing of the token', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'tas-elsewhere-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    cpSync(crmSalesFile, join(cwd, 'model.yaml'));
    execFileSync('git', ['init', '--quiet'], { cwd });
    const org = await practice(['--model', 'model.yaml', '--sample'], cwd);
    expect(await count(org, 'Opportunity')).toBe(300);
    const untracked = execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], {
      cwd,
      encoding: 'utf8',
    });
    expect(untracked).toContain('model.yaml');
    expect(untracked).not.toContain('.practice');
    await org.end('SIGTERM');
  });

  test('starts from a folder that holds nothing at all with the model that comes with it, which grade finds', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'tas-nothing-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    const org = await practice(['--sample'], cwd);
    expect(await count(org, 'Opportunity')).toBe(300);
    const { code, stdout } = await tas(['grade', '--target-org', 'practice', '--out', 'grades'], { cwd });
    expect([code, stdout]).toEqual([2, expect.stringMatching(/^\d+ deals read/m)]);
    const { stderr } = await org.end('SIGTERM');
    expect(stderr).toContain('There is no config/tas-plus.yaml here: the org runs the model that comes with TAS+.');
  });

  test('a project in which nothing can be made is told in one sentence, with exit code 1', async () => {
    const cwd = project();
    writeFileSync(join(cwd, '.practice'), '');
    const taken = await tas(['practice', 'start', '--port', '0'], { cwd });
    expect([taken.code, taken.stderr]).toEqual([
      1,
      expect.stringContaining('The folder .practice cannot be used: there is a file of that name.'),
    ]);
    const model = join(cwd, 'config/tas-plus.yaml');
    const nowhere = await tas(['practice', 'start', '--port', '0', '--model', model], {
      cwd: '/proc',
      env: { HOME: cwd },
    });
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      expect.stringContaining('The folder .practice cannot be used: it cannot be made.'),
    ]);
    expect(taken.stderr + nowhere.stderr).not.toMatch(/\b(?:ENOENT|EEXIST|mkdir)\b/);
  });

  test('--sample fills it, --bare knows the standard objects alone', async () => {
    const cwd = project();
    const filled = await practice(['--sample'], cwd);
    expect(await count(filled, 'Opportunity')).toBe(300);
    expect(await count(filled, 'TAS_Gate_Item__c')).toBeGreaterThan(1_000);
    await filled.end('SIGINT');
    const bare = await practice(['--bare'], cwd);
    expect(await count(bare, 'Opportunity')).toBe(0);
    await expect(count(bare, 'TAS_Gate_Item__c')).rejects.toThrow(/not supported/);
  });

  test('--data takes a BOM, CRLF, quotes and blank cells, makes parents once, and lists refused rows with line and reason', async () => {
    const cwd = project();
    const long = 'x'.repeat(200);
    const rows = [
      '\uFEFFLegacy,Name,Account.Name,Owner.Name,StageName,Amount,CloseDate',
      '1,"Deal ""A"", first",Nordwind,Li Wei,Validate Opportunity,1000000,2027-01-31',
      '2,"Deal B\r\nsecond line",Nordwind,Li Wei,Bid Submission,,2027-01-31',
      '3,No date,,,Validate Opportunity,5,',
      '4,Too,few',
      `5,${long},,,Validate Opportunity,5,2027-01-31`,
      '6,Bad amount,,,Validate Opportunity,five,2027-01-31',
      '6b,Old date,,,Validate Opportunity,5,0026-11-25',
      '7,Last without line end,Castellan,Tom Reed,Validate Opportunity,7,2027-01-31',
    ];
    writeFileSync(join(cwd, 'deals.csv'), rows.join('\r\n'));
    const org = await practice(['--data', 'deals.csv', '--ignore-columns', 'Legacy'], cwd);
    expect(await count(org, 'Opportunity')).toBe(3);
    expect(await count(org, 'Account')).toBe(2);
    expect(await count(org, 'Opportunity', " WHERE Account.Name = 'Nordwind' AND Owner.Name = 'Li Wei'")).toBe(2);
    const { stderr } = await org.end('SIGTERM');
    expect(stderr.split('\n').slice(0, 6)).toEqual([
      expect.stringMatching(/^line 5: No date: REQUIRED_FIELD_MISSING.*CloseDate/),
      expect.stringMatching(/^line 6: .*3 fields, the header 7/),
      expect.stringMatching(/^line 7: x+: STRING_TOO_LONG/),
      expect.stringMatching(/^line 8: Bad amount: INVALID_TYPE_ON_FIELD_IN_RECORD.*five/),
      expect.stringMatching(/^line 9: Old date: .*0026-11-25\. Dates go from 1700-01-01 to 4000-12-31/),
      '3 loaded, 5 refused.',
    ]);
  });

  test('--data takes the empty columns of a spreadsheet, and never takes another currency for the one of the org', async () => {
    const cwd = project();
    const rows = [
      'Name,StageName,CloseDate,Amount,CurrencyIsoCode,,,',
      'Ours,Validate Opportunity,2027-01-31,200000,CNY,,,',
      'Ours too,Validate Opportunity,2027-01-31,200000,,,,',
      'Dollars,Validate Opportunity,2027-01-31,200000,USD,,,',
      'A value too many,Validate Opportunity,2027-01-31,200000,CNY,,x,',
    ];
    writeFileSync(join(cwd, 'deals.csv'), rows.join('\n'));
    const org = await practice(['--data', 'deals.csv'], cwd);
    expect(await count(org, 'Opportunity')).toBe(2);
    const { stderr } = await org.end('SIGTERM');
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^line 4: .*amount is in USD.*one currency, CNY.*--multi-currency CNY/),
      expect.stringMatching(/^line 5: .*8 fields, the header 5/),
      '2 loaded, 2 refused.',
    ]);
  });

  test('--data takes semicolons below a line that names them, and names a space before a quote', async () => {
    const cwd = project();
    const rows = [
      'sep=;',
      'Name;StageName;CloseDate',
      '"Semi; colon";Validate Opportunity;2027-01-31',
      ' "Space; before";Validate Opportunity;2027-01-31',
    ];
    writeFileSync(join(cwd, 'deals.csv'), rows.join('\r\n'));
    const org = await practice(['--data', 'deals.csv'], cwd);
    expect(await count(org, 'Opportunity', " WHERE Name = 'Semi; colon'")).toBe(1);
    const { stderr } = await org.end('SIGTERM');
    expect(stderr.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^line 4: .*space stands before a quote/),
      '1 loaded, 1 refused.',
    ]);
  });

  test('--data takes an export with ids of another org: its deals keep together by customer and owner', async () => {
    const cwd = project();
    const [one, other, owner] = ['0015g00000BbBbBAAV', '0015g00000CcCcCAAV', '0055g00000DdDdDAAV'];
    const rows = [
      'Id,AccountId,Name,StageName,Amount,CloseDate,OwnerId,CreatedById,IsClosed,TAS_Track__c,ContactId,TAS_Partner_Account__c',
      `0065g00000AaAaAAAV,${one},Deal X,Validate Opportunity,5,2026-12-31,${owner},${owner},false,Full,,${other}`,
      `0065g00000AaAaBAAV,${one},Deal Y,Validate Opportunity,5,2026-12-31,${owner},${owner},false,Full,,`,
      `0065g00000AaAaCAAV,${other},Deal Z,Validate Opportunity,5,2026-12-31,,,false,Full,0035g00000DdDdDAAV,`,
      `0065g00000AaAaDAAV,Acme,Deal Q,Validate Opportunity,5,2026-12-31,,,false,Full,,`,
    ];
    writeFileSync(join(cwd, 'deals.csv'), rows.join('\n'));
    const org = await practice(['--data', 'deals.csv'], cwd);
    expect(await count(org, 'Opportunity')).toBe(3);
    expect(await count(org, 'Account')).toBe(2);
    expect(await count(org, 'Opportunity', ` WHERE Account.Name = '${one}' AND Owner.Name = '${owner}'`)).toBe(2);
    expect(await count(org, 'Opportunity', ` WHERE TAS_Partner_Account__r.Name = '${other}'`)).toBe(1);
    const { stderr } = await org.end('SIGTERM');
    expect(stderr.split('\n')).toEqual(
      expect.arrayContaining([
        'Left out, since only Salesforce writes them: Id, IsClosed, TAS_Track__c.',
        'Ids of another org name nobody here: for each one in AccountId, OwnerId, CreatedById, ContactId, TAS_Partner_Account__c there is a record with the id as its name.',
        expect.stringMatching(/^line 5: Deal Q: /) as unknown,
        '3 loaded, 1 refused.',
      ]),
    );
  });

  test('--data with the header of a report is told the API names, and the advice works as it is pasted', async () => {
    const cwd = project();
    const own = `"Size, in ""boxes""",Boss's note`;
    const report = `Opportunity Name,Stage,Close Date,Amount,Account Name,Opportunity Owner,${own},RecordTypeId`;
    writeFileSync(
      join(cwd, 'deals.csv'),
      `${report}\nx,Validate Opportunity,2026-12-31,5,Acme,Li,9,,0125g00000DdDdDAAV\n`,
    );
    const { stderr } = await tas(['practice', 'start', '--port', '0', '--data', 'deals.csv'], { cwd });
    for (const [label, name] of [
      ['Opportunity Name', 'Name'],
      ['Stage', 'StageName'],
      ['Close Date', 'CloseDate'],
      ['Account Name', 'Account.Name'],
      ['Opportunity Owner', 'Owner.Name'],
    ])
      expect(stderr).toContain(
        `deals.csv:1 Column "${label}" is no field of Opportunity. Rename it to ${name}, or leave`,
      );
    expect(stderr).toContain('Name them by RecordType.DeveloperName, or leave it out');
    expect(stderr).toContain(`To leave out all of them: --ignore-columns `);
    const renamed = `Name,StageName,CloseDate,Amount,Account.Name,Owner.Name,${own}`;
    writeFileSync(join(cwd, 'deals.csv'), `${renamed}\nx,Validate Opportunity,2026-12-31,5,Acme,Li,9,\n`);
    const left = await tas(['practice', 'start', '--port', '0', '--data', 'deals.csv'], { cwd });
    const advice = /^.*To leave out all of them: --ignore-columns (.*)$/m.exec(left.stderr)?.[1] ?? '';
    const pasted = execFileSync('sh', ['-c', `printf %s ${advice}`], { encoding: 'utf8' });
    const org = await practice(['--data', 'deals.csv', '--ignore-columns', pasted], cwd);
    expect(await count(org, 'Opportunity', " WHERE Account.Name = 'Acme' AND Owner.Name = 'Li'")).toBe(1);
    await org.end('SIGTERM');
  });

  test('--data refuses the rows whose account has a name no account can have, and loads the others', async () => {
    const cwd = project();
    const rows = [
      'Name,Account.Name,StageName,CloseDate',
      `Long,${'x'.repeat(300)},Validate Opportunity,2027-01-31`,
      'Short,Castellan,Validate Opportunity,2027-01-31',
    ];
    writeFileSync(join(cwd, 'deals.csv'), rows.join('\n'));
    const org = await practice(['--data', 'deals.csv'], cwd);
    expect(await count(org, 'Opportunity', " WHERE Account.Name = 'Castellan'")).toBe(1);
    const { stderr } = await org.end('SIGTERM');
    expect(stderr.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^line 2: Long: Account\.Name: STRING_TOO_LONG/),
      '1 loaded, 1 refused.',
    ]);
  });

  test.each([
    ['an unknown column', 'Name,Colour\nA,red\n', /deals\.csv:1 Column "Colour" is no field.*--ignore-columns Colour/],
    ['an unknown column of two words', "Name,Boss's colour\nA,red\n", /--ignore-columns 'Boss'\\''s colour'/],
    ['a workbook', 'PK\u0003\u0004', /deals\.csv is a workbook.*CSV UTF-8/],
    ['a column without a name', 'Name,,Amount\nA,,1\n', /deals\.csv:1 Column 2 has no name/],
    ['a column twice', 'Name,NAME\nA,B\n', /stands twice/],
    ['an empty file', '', /is empty/],
    ['an unclosed quote', 'Name\n"A\n', /deals\.csv: .*line 2/i],
    ['a field of 10 MB', `Name\n${'x'.repeat(10_000_000)}\n`, /deals\.csv: .*line 2/i],
  ])('%s in --data is refused with its place', async (_name, text, message) => {
    const cwd = project();
    writeFileSync(join(cwd, 'deals.csv'), text);
    const { code, stderr, stdout } = await tas(['practice', 'start', '--port', '0', '--data', 'deals.csv'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stdout + stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(cwd, '.practice/org.json'))).toBe(false);
  });

  test('a port that is taken is named', async () => {
    const cwd = project();
    const org = await practice([], cwd);
    const port = new URL(org.ready.instanceUrl).port;
    const { code, stderr } = await tas(['practice', 'start', '--port', port], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Port ${port} cannot be used (EADDRINUSE)`)]);
    expect(await count(org, 'Opportunity')).toBe(0);
  });

  test('--observe lets through what is only observed', async () => {
    const cwd = project();
    const deal = {
      Name: 'Observed',
      StageName: 'Validate Opportunity',
      CloseDate: '2027-01-31',
      Amount: 2_000_000,
      TAS_Led_By__c: 'Us',
    };
    const move = async (args: readonly string[]): Promise<string | undefined> => {
      const org = await practice(args, cwd);
      const { ready } = org;
      const rep = new Connection({ instanceUrl: ready.instanceUrl, accessToken: ready.tokens.rep, version: '66.0' });
      const { id } = await rep.sobject('Opportunity').create(deal);
      const told = await rep
        .sobject('Opportunity')
        .update({ Id: id ?? '', StageName: 'Initiate Pursuit' })
        .then(
          () => undefined,
          (error: unknown) => String(error),
        );
      await org.end('SIGTERM');
      return told;
    };
    expect(await move([])).toMatch(/\[TAS-G1\]/);
    expect(await move(['--observe'])).toBeUndefined();
  });
});
