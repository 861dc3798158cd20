/** `npm start`: a practice org with a sample pipeline, graded through its real API. With `--once` it ends after printing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type StartedPractice, startPractice } from './start/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const once = process.argv.includes('--once');
const sampleDeals = 300;
const usualPort = 8066;

process.exitCode = await main();

async function main(): Promise<number> {
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--once');
  if (unknown.length > 0) return complain([`Unknown argument ${unknown.join(' ')}. Only --once is known.`]);
  if (!once) return await run(`${root}.practice/runs`);
  // Where the org ends at once, nobody takes anything back.
  const runs = mkdtempSync(join(tmpdir(), 'tas-start-'));
  try {
    return await run(runs);
  } finally {
    rmSync(runs, { recursive: true, force: true });
  }
}

/** `runs`: apart from those on real orgs. */
async function run(runs: string): Promise<number> {
  const started = await startOn(once ? 0 : usualPort, runs);
  if (!started.ok) return complain(started.problems);
  for (const note of started.notes) process.stderr.write(`${note}\n`);
  for (const warning of started.warnings) process.stderr.write(`Warning: ${warning}\n`);
  try {
    const refused = started.loaded?.refused ?? [];
    if (refused.length > 0) return complain(refused.map(({ line, name, reason }) => `deal ${line} ${name}: ${reason}`));
    const code = await gradeIt(started, runs);
    if (!once) {
      show(whereToLook(started));
      await interrupted();
    }
    return code;
  } finally {
    await started.stop();
  }
}

/** The usual port, so that bookmarks hold; any free one where that is taken. */
async function startOn(port: number, runs: string): Promise<Awaited<ReturnType<typeof startPractice>>> {
  const start = (on: number) =>
    startPractice({
      root,
      port: on,
      ignoreColumns: [],
      sampleDeals,
      bare: false,
      observe: false,
      announced: !once,
      installRuns: runs,
      onProgress: (what) => void process.stderr.write(`${what} …\n`),
    });
  const started = await start(port);
  return !started.ok && port !== 0 && started.problems.some((problem) => problem.includes('EADDRINUSE'))
    ? start(0)
    : started;
}

/** Grades the pipeline through the API, as `tas grade --apply` does. */
async function gradeIt({ org, loaded, announced }: StartedPractice, runs: string): Promise<number> {
  const { openOrg } = await import('../product/org/index.ts');
  const { runGrade, summaryText } = await import('../product/grade/index.ts');
  const { streamProgress } = await import('../product/terminal/index.ts');
  const { readModelFile } = await import('../product/model/index.ts');
  show([
    `Practice org at ${org.instanceUrl} with ${loaded?.loaded ?? 0} sample deals, all rules active; TAS+ came in by plan and apply.`,
    '',
  ]);
  const modelFile = 'config/tas-plus.yaml';
  const read = readModelFile(`${root}${modelFile}`);
  if (!read.ok) return complain(read.problems.map(({ what }) => what));
  const connection = openOrg(announced ? { ...org, targetOrg: 'practice' } : org);
  try {
    const { summary } = await runGrade(connection, {
      model: read.model,
      modelFile,
      apply: true,
      allowLower: false,
      api: 'auto',
      runs,
      now: () => new Date(),
      today: (await connection.calendar()).today,
      progress: streamProgress(process.stderr, () => performance.now()),
    });
    show([summaryText(once ? { ...summary, undo: null } : summary, [])]);
    return summary.exitCode;
  } finally {
    connection.close();
  }
}

function whereToLook({ org, announced }: StartedPractice): string[] {
  return [
    '',
    `Open ${org.pageUrl} in a browser: the pipeline and every deal with its panel, as rep, manager, ops or admin.`,
    'The first visit puts the page together, which takes up to half a minute.',
    '',
    'Where to look next, in another terminal:',
    ...(announced ? ['  npx tas grade --target-org practice            a second run: nothing left to change'] : []),
    '  npx tas compile --check                        the metadata is what the model says',
    '  config/tas-plus.yaml                           stages, gates and grades to make your own',
    `Salesforce API: ${org.instanceUrl}/services/data/v66.0.${announced ? ' The session of this run is in .practice/org.json.' : ''}`,
    'Stop with Ctrl+C.',
  ];
}

function show(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function complain(problems: readonly string[]): number {
  process.stderr.write(`${problems.join('\n')}\n`);
  return 1;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
