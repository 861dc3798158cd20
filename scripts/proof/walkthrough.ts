/**
 * `npm run walkthrough -- --data FILE`: an admin's day from an empty folder to an install that is taken back, each command
 * run for real against a practice org with stages of its own, and written to docs/walkthrough.md as it printed.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'scripts', 'product', 'cli', 'tas.ts');
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    'ignore-columns': { type: 'string', default: '' },
    out: { type: 'string', default: join(root, 'docs', 'walkthrough.md') },
  },
});
if (values.data === undefined)
  throw new Error('name a CSV file of deals in the stages Prospecting, Engaging, Won, Lost: --data FILE');
const data = resolve(values.data);
const folder = mkdtempSync(join(tmpdir(), 'tas-walkthrough-'));
const home = join(folder, 'sales');

/** The org's own stages, which no model of ours knows. */
const stages = `<?xml version="1.0" encoding="UTF-8"?>
<StandardValueSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <sorted>false</sorted>
${[
  ['Prospecting', 10, 'Pipeline', false, false],
  ['Engaging', 40, 'Pipeline', false, false],
  ['Won', 100, 'Closed', true, true],
  ['Lost', 0, 'Omitted', true, false],
]
  .map(
    ([name, probability, forecast, closed, won]) => `    <standardValue>
        <fullName>${String(name)}</fullName>
        <default>false</default>
        <label>${String(name)}</label>
        <closed>${String(closed)}</closed>
        <forecastCategory>${String(forecast)}</forecastCategory>
        <probability>${String(probability)}</probability>
        <won>${String(won)}</won>
    </standardValue>`,
  )
  .join('\n')}
</StandardValueSet>
`;

const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', HOME: folder };
const pages: string[] = [];
const say = (...lines: readonly string[]): void => void pages.push(...lines, '');

/** Runs a command of ours, writes down what it printed, and answers that. `exit`: the code it must end with. */
async function run(line: string, exit: number, cwd = home): Promise<string> {
  process.stderr.write(`npx tas ${line}\n`);
  const child = spawn(process.execPath, [bin, ...line.split(' ')], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const printed = stripVTControlCharacters(out).replaceAll(folder, '~').trimEnd();
  if (child.exitCode !== exit) throw new Error(`${line} ended with ${child.exitCode}:\n${printed}\n${errors}`);
  say('```console', `$ npx tas ${line}`, printed, '```');
  if (exit !== 0) say(`Exit code ${exit}.`);
  return printed;
}

interface Ready {
  readonly instanceUrl: string;
  readonly accessToken: string;
}

async function startOrg(): Promise<{ org: ChildProcess; ready: Ready }> {
  const ignored = values['ignore-columns'] === '' ? [] : ['--ignore-columns', values['ignore-columns']];
  const args = ['practice', 'start', '--port', '0', '--json', '--source', '../their-org', '--data', data, ...ignored];
  const org = spawn(process.execPath, [bin, ...args], { cwd: home, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [first] = (await once(createInterface(org.stdout), 'line')) as [string];
  return { org, ready: JSON.parse(first) as Ready };
}

/** What an admin does with `sf org assign permset --name TAS_Ops`: the right that migrations need. */
async function assignOps({ instanceUrl, accessToken }: Ready): Promise<void> {
  const call = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    return (await (await fetch(`${instanceUrl}${path}`, { ...sent, headers })).json()) as Record<string, unknown>;
  };
  const who = await call('/services/oauth2/userinfo');
  const query = encodeURIComponent(`SELECT Id FROM PermissionSet WHERE Name = 'TAS_Ops'`);
  const { records } = (await call(`/services/data/v66.0/query?q=${query}`)) as { records: { Id: string }[] };
  const made = await call('/services/data/v66.0/sobjects/PermissionSetAssignment', {
    AssigneeId: who['user_id'],
    PermissionSetId: records[0]?.Id,
  });
  if (made['success'] !== true) throw new Error(`TAS_Ops was not assigned: ${JSON.stringify(made)}`);
}

const runIn = (printed: string, command: string): string => {
  const found = new RegExp(`\\b\\d{4}-\\d\\d-\\d\\dT\\d{6}-${command}-[0-9a-f]{4}\\b`).exec(printed)?.[0];
  if (found === undefined) throw new Error(`no run of ${command} in:\n${printed}`);
  return found;
};

say(
  '# Walkthrough: an install on a live pipeline, and back',
  'Made by `npm run walkthrough`: every command below ran, and this is what it printed (`~` is the folder it ran in). The org is a practice org with four stages of its own (Prospecting, Engaging, Won, Lost) and a pipeline of thousands of deals in them; with a sandbox, the name after `--target-org` is another.',
);
mkdirSync(join(folder, 'their-org', 'standardValueSets'), { recursive: true });
writeFileSync(join(folder, 'their-org', 'standardValueSets', 'OpportunityStage.standardValueSet-meta.xml'), stages);
let started: Awaited<ReturnType<typeof startOrg>> | undefined;
try {
  say('## A project of your own');
  await run('init sales', 0, folder);
  started = await startOrg();
  say('## Is the org ready?', 'Read-only. Each finding says why it matters, and the step that mends it.');
  await run('doctor --target-org practice', 0);
  say('## What would change', 'The plan is saved, for this org as it stands now. No deal is touched by it.');
  await run('plan --target-org practice --out tas.plan.json', 2);
  say('## Install', 'Backup, trial, deployment, and a look at the result. Rules arrive switched off.');
  const install = runIn(await run('apply tas.plan.json --target-org practice', 0), 'apply');
  await run('plan --target-org practice', 0);
  say('## Map the stages', 'A proposal, with its reasons; read every line of it, and correct what is wrong.');
  await run('migrate propose --target-org practice --out mapping.yaml', 0);
  say('```yaml', readFileSync(join(home, 'mapping.yaml'), 'utf8').trimEnd(), '```');
  say('## Whom would the gates stop?', 'The audit judges the pipeline as if it were migrated.');
  await run('audit --target-org practice --mapping mapping.yaml', 0);
  say('## Migrate', 'First the preview.');
  await run('migrate --target-org practice --mapping mapping.yaml', 2);
  say(
    'The rules would refuse such writes, and rightly so: whoever migrates holds the permission set TAS+ Ops (`sf org assign permset --name TAS_Ops`; here it was assigned by the REST API).',
  );
  await assignOps(started.ready);
  await run('migrate --target-org practice --mapping mapping.yaml --apply', 0);
  say('## Watch, then enforce', 'What each gate would stop today, and one gate switched on.');
  await run('gates --target-org practice', 0);
  await run('gates enforce --stage 1 --target-org practice --apply', 0);
  say(
    '## All of it back',
    'The gate, the migration and the install, the newest first. Then the org is held against the backup.',
  );
  await run(`rollback ${install} --target-org practice`, 2);
  await run(`rollback ${install} --target-org practice --apply`, 0);
  await run('runs', 0);
  writeFileSync(
    values.out,
    `${pages
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd()}\n`,
  );
} finally {
  started?.org.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
