/** A practice org with the package and a pipeline in stages of its own, which nobody has migrated yet. */
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import type { MigrateOptions } from '../../scripts/product/migrate/options.ts';
import { runMigrate } from '../../scripts/product/migrate/run.ts';
import { summarize, type Migrated, type MigrateSummary } from '../../scripts/product/migrate/summary.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { openOrg, soql, soqlFields, soqlIdentifier, type OrgConnection } from '../../scripts/product/org/index.ts';
import { readMapping, readStageCounts, readStageNames } from '../../scripts/product/stages/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { referenceFile, referenceModel, referencePackage } from '../reference/index.ts';

export const foreign = {
  quote: 'Proposal/Price Quote',
  chinese: '客户需求调研',
  ampersand: 'Terms & "Conditions"',
  apostrophe: "O'Neill's: review",
  lost: 'Lost – to price, #2',
  unmapped: 'On hold',
} as const;

const open = (name: string, probability: number) =>
  ({ name, probability, forecastCategory: 'Pipeline', isClosed: false, isWon: false }) as const;

/** `changed`: what is different from the package, path → text. */
export async function startForeignOrg(
  changed: (metadata: ReadonlyMap<string, string>) => ReadonlyMap<string, string> = (metadata) => metadata,
): Promise<PracticeOrg> {
  const { metadata, stages } = referencePackage();
  const started = await startPracticeOrg({
    metadata: changed(metadata),
    activateRules: true,
    stages: [
      ...stages,
      open(foreign.chinese, 25),
      open(foreign.ampersand, 85),
      open(foreign.apostrophe, 95),
      open(foreign.unmapped, 5),
      { name: foreign.lost, probability: 0, forecastCategory: 'Omitted', isClosed: true, isWon: false },
    ],
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started.org;
}

export interface ForeignDeal {
  readonly StageName: string;
  readonly type?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Loads deals; those of an even place were typed a probability of their own. */
export function loadDeals(practice: PracticeOrg, deals: readonly ForeignDeal[]): string[] {
  const [account] = practice.load('Account', [{ Name: '东岭电力' }]);
  const rows = deals.map(({ StageName, type, fields }, at) => ({
    Name: `=Deal ${at}, "商机"`,
    StageName,
    CloseDate: '2030-01-31',
    Amount: 1_000_000.5 * (at + 1),
    AccountId: account?.ok === true ? account.id : null,
    CreatedDate: '2026-01-05T10:00:00.000Z',
    RecordTypeId: type === undefined ? '012000000000000AAA' : practice.recordTypeNamed('Opportunity', type),
    ...(at % 2 === 0 ? { Probability: 42, ForecastCategoryName: 'Best Case' } : {}),
    ...fields,
  }));
  return practice.load('Opportunity', rows).map((one) => {
    if (!one.ok) throw new Error(JSON.stringify(one));
    return one.id;
  });
}

export const opsOf = (practice: PracticeOrg): OrgConnection =>
  openOrg({ ...practice, accessToken: practice.tokens.ops, username: 'ops@practice.example' });

/** Of every row of the object each field that a write can set, by id or by `key`. */
export async function stored(
  org: OrgConnection,
  object: string,
  key = 'Id',
): Promise<Map<string, Record<string, string>>> {
  const written = [...(await org.describe(object)).values()].filter(({ updateable }) => updateable);
  const columns = [...new Set([key, ...written.map(({ name }) => name)])];
  const rows = new Map<string, Record<string, string>>();
  await org.read('collections', soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(object)}`, columns, (page) => {
    for (const texts of page) {
      const row = Object.fromEntries(columns.map((column, at) => [column, texts[at] ?? '']));
      rows.set(row[key] ?? '', row);
    }
  });
  return rows;
}

/** A file of mappings, removed after the tests of the file. */
export function mappingFiles(): (text: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'tas-mapping-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return (text) => {
    const file = join(folder, `mapping-${(count += 1)}.yaml`);
    writeFileSync(file, text);
    return file;
  };
}

export interface Asked extends Pick<MigrateOptions, 'apply' | 'runs'> {
  readonly file: string;
  readonly api?: MigrateOptions['api'];
  readonly where?: string;
  /** The reference model when left out. */
  readonly model?: SalesModel;
}

/** What `tas migrate` does. */
export async function migrate(
  org: OrgConnection,
  { file, apply, runs, api = 'collections', where, model = referenceModel }: Asked,
): Promise<{ readonly summary: MigrateSummary; readonly migrated: readonly Migrated[] }> {
  const stages = await readStageNames(org);
  const options: MigrateOptions = {
    model,
    modelFile: referenceFile,
    mapping: readMapping(file, model, stages, await readStageCounts(org)),
    stages,
    ...(where === undefined ? {} : { where }),
    apply,
    api,
    calendar: await org.calendar(),
    messages: messagesIn('en_US'),
    progress: silentProgress,
    runs,
    now: () => new Date(),
  };
  const run = await runMigrate(org, options);
  const [summary, migrated] = summarize(org, options, run);
  return { summary, migrated };
}
