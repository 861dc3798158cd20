/**
 * `npm run oracle:sf`: the real Salesforce CLI against the practice org; then the package as npm packs it, in empty folders.
 * SF_BIN names the CLI where it is not on the path.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPackage } from '../practice-org/start/index.ts';
import { startPracticeOrg } from '../practice-org/server/index.ts';
import { openOrg, redactTokens } from '../product/org/index.ts';
import { provePackage } from './pack/index.ts';
import { Cli, compareOrgs, findCli, noCli, Report, runTrial, trialsOf } from './sf/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const print = (text: string): void => void process.stdout.write(`${redactTokens(text)}\n`);

/** The stages that the package speaks of, in an org that has nothing else of it. */
async function bareOrg() {
  const loaded = loadPackage(root, undefined);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const started = await startPracticeOrg({ metadata: new Map(), stages: loaded.stages, activateRules: false });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started.org;
}

/** A project as a customer has it: the package's source, and files to load. */
function projectIn(folder: string): void {
  cpSync(join(root, 'force-app'), join(folder, 'force-app'), { recursive: true });
  cpSync(join(root, 'sfdx-project.json'), join(folder, 'sfdx-project.json'));
  writeFileSync(join(folder, 'new.csv'), 'Name\nSolvanta\nTerranova\n');
  const records = [{ attributes: { type: 'Account', referenceId: 'AccountRef1' }, Name: 'From a tree' }];
  writeFileSync(join(folder, 'tree.json'), JSON.stringify({ records }));
}

/** The package deployed by `sf project deploy start` and by what tas apply deploys with: both orgs, byte by byte. */
async function deployAlike(sf: string): Promise<{ readonly isAlike: boolean; readonly said: string }> {
  const [bySf, byUs] = [await bareOrg(), await bareOrg()];
  const folder = mkdtempSync(join(tmpdir(), 'tas-sf-'));
  const org = openOrg(byUs);
  try {
    projectIn(folder);
    const cli = new Cli(sf, folder, { SF_ACCESS_TOKEN: bySf.accessToken });
    const twin = ['--instance-url', bySf.instanceUrl, '--no-prompt', '--alias', 'twin'];
    await cli.call(['org', 'login', 'access-token', ...twin]);
    const sent = await cli.call(['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'twin']);
    if (sent.code !== 0) return { isAlike: false, said: `sf did not deploy: ${sent.message}` };
    // A comparison that sees nothing now would see nothing later.
    const before = await compareOrgs(bySf, byUs);
    if (before.unlike.length === 0) return { isAlike: false, said: 'an org without the package is said to have it' };
    const options = { remove: [], checkOnly: false, onProgress: () => undefined };
    const { success, failures } = await org.metadata.deploy({ folder: join(folder, 'force-app'), ...options });
    if (!success)
      return { isAlike: false, said: `we did not deploy: ${failures.map(({ problem }) => problem).join('; ')}` };
    const { files, unlike } = await compareOrgs(bySf, byUs);
    const said = `${files} files retrieved, ${before.unlike.length} of them of the package, ${unlike.length} differ`;
    return { isAlike: unlike.length === 0, said: [said, ...unlike].join('\n        ') };
  } finally {
    org.close();
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([bySf.stop(), byUs.stop()]);
  }
}

async function tryCli(report: Report, path: string): Promise<void> {
  const org = await bareOrg();
  const folder = mkdtempSync(join(tmpdir(), 'tas-sf-'));
  try {
    projectIn(folder);
    const cli = new Cli(path, folder, {});
    for (const trial of trialsOf(folder, org.instanceUrl, org.accessToken)) {
      const { command, problem } = await runTrial(cli, trial());
      report.ran(command, problem);
    }
    const { isAlike, said } = await deployAlike(path);
    report.ran(`force-app deployed by sf and by tas: ${said}`, isAlike ? undefined : 'the two orgs differ');
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await org.stop();
  }
}

const cliTrials = trialsOf('', '', '').length;

async function main(): Promise<number> {
  const report = new Report(print);
  const found = findCli();
  report.section('The Salesforce CLI against the practice org');
  if (found === undefined) report.notRun(`${cliTrials} commands of sf`, noCli, cliTrials);
  else {
    print(`${found.version}\n`);
    await tryCli(report, found.path);
  }
  const folder = mkdtempSync(join(tmpdir(), 'tas-packed-'));
  try {
    await provePackage(report, { root, folder, sf: found?.path });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return report.close();
}

process.exitCode = await main();
