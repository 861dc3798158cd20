import { chooseApi, type Soql, soql, soqlAll, soqlCondition, soqlFields } from '../org/index.ts';
import { modelHash } from '../model/index.ts';
import { newRunId, startRun, type RunHead } from '../runs/index.ts';
import { field } from '../vocabulary/index.ts';
import { dealColumns, dealFromRow, type OpenDeal } from './deal.ts';
import { GradeError } from './error.ts';
import { MatrixBuilder } from './matrix.ts';
import type { Conversion } from './money.ts';
import type { GradeOptions } from './options.ts';
import type { GradeOrg, OrgApi, RowOutcome } from './org.ts';
import { planGrade, type GradePlan } from './plan.ts';
import { checkApiCalls, checkRecordTypes, preflight } from './preflight.ts';
import { readBack, type ReadBack } from './read-back.ts';
import { summarize, type GradeSummary } from './summary.ts';
import { notedAmounts, notedFormula } from './tally.ts';

export interface GradeRun {
  readonly summary: GradeSummary;
  /** Every deal that was read, in the order it came. */
  readonly plans: readonly GradePlan[];
}

/** A model that differs from the org's formulas in more than this share of the deals is not the org's model. */
const modelTolerance = 0.01;

const openDeals = (options: GradeOptions): Soql => {
  const { recordTypes } = options.model.scope;
  return soqlAll([
    soql`IsClosed = false`,
    ...(recordTypes === 'all' ? [] : [soql`RecordType.DeveloperName IN ${recordTypes}`]),
    ...(options.where === undefined ? [] : [soqlCondition(options.where)]),
  ]);
};

const readDeals = async (
  org: GradeOrg,
  options: GradeOptions,
  multiCurrency: boolean,
): Promise<[OpenDeal[], OrgApi]> => {
  const condition = openDeals(options);
  const expected = await org.count(soql`SELECT COUNT() FROM Opportunity WHERE ${condition}`);
  const api = chooseApi(options.api, expected);
  const columns = dealColumns(multiCurrency);
  const query = soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE ${condition}`;
  const deals: OpenDeal[] = [];
  options.progress.begin('Reading open deals', expected);
  await org.read(api, query, columns, (rows) => {
    for (const row of rows) deals.push(dealFromRow(row));
    options.progress.advance(rows.length);
  });
  options.progress.end();
  return [deals, api];
};

const refuseOtherModel = (plans: readonly GradePlan[], modelFile: string): void => {
  const { count, examples } = notedFormula(plans);
  if (count <= plans.length * modelTolerance) return;
  const [first] = examples;
  const example =
    first === undefined
      ? ''
      : ` For example ${first.id}: ${first.suggested ?? 'none'} by the model, ${first.inOrg === '' ? 'none' : (first.inOrg ?? '')} in the org.`;
  throw new GradeError('ModelDiffers', {
    message: `${modelFile} grades ${count} of ${plans.length} deals otherwise than the org's own formula; nothing was written.${example}`,
    actions: ['Name the model that the org was built from with --model, or deploy this one first.'],
    exitCode: 3,
  });
};

const refuseOtherCurrencies = (plans: readonly GradePlan[], conversion: Conversion): void => {
  const { count, examples } = notedAmounts(plans, conversion);
  if (count <= plans.length * modelTolerance) return;
  const example = examples.map(({ id }) => id).join(', ');
  throw new GradeError('AmountsDiffer', {
    message: `${field.modelAmount} of ${count} of ${plans.length} deals is not what the rates of the org make of their amount; nothing was written. For example ${example}.`,
    actions: ['Compile the model with --multi-currency and the corporate currency of this org, and deploy it.'],
    exitCode: 3,
  });
};

interface Written {
  readonly readBack: ReadBack | null;
  readonly outcomes: readonly RowOutcome[];
  readonly api: OrgApi | null;
  readonly run: string | null;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const write = async (org: GradeOrg, options: GradeOptions, changes: readonly GradePlan[]): Promise<Written> => {
  const api = chooseApi(options.api, changes.length);
  await checkApiCalls(org, api, changes.length);
  const rows = changes.map(({ deal, write: change }, n) => ({
    n,
    object: 'Opportunity',
    key: 'Id',
    id: deal.id,
    parent: deal.accountId,
    before: { [field.grade]: textOrNull(deal.fields[field.grade]) },
    after: { [field.grade]: change?.to ?? null },
  }));
  options.progress.begin('Writing grades', changes.length);
  const now = options.now();
  const head: RunHead = {
    id: newRunId('grade', now),
    command: 'grade',
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: { file: options.modelFile, version: options.model.version, hash: modelHash(options.model) },
    started: now.toISOString(),
    of: null,
    about: `Grades of ${changes.length === 1 ? '1 deal' : `${changes.length} deals`}`,
  };
  const onProgress = (more: number): void => options.progress.advance(more);
  const results = await startRun(org, head, { api, rows, runs: options.runs, now: options.now, onProgress });
  options.progress.end();
  const byPlace = new Map(results.map((result) => [result.n, result]));
  const outcomes = rows.map(({ n, id }): RowOutcome => ({ id, errors: [...(byPlace.get(n)?.errors ?? [])] }));
  const taken = rows.filter(({ n }) => /^(written|found)$/.test(byPlace.get(n)?.state ?? ''));
  return { readBack: await readBack(org, taken, options.verify ?? 'sample'), outcomes, api, run: head.id };
};

const withFailures = (plans: readonly GradePlan[], outcomes: readonly RowOutcome[]): readonly GradePlan[] => {
  const failed = new Map(outcomes.filter(({ errors }) => errors.length > 0).map(({ id, errors }) => [id, errors]));
  if (failed.size === 0) return plans;
  return plans.map((plan): GradePlan => {
    const errors = failed.get(plan.deal.id);
    if (errors === undefined) return plan;
    const reason = errors.map((error) => `${error.code}: ${error.message}`).join('; ');
    return { ...plan, result: 'Failed', reason, effective: plan.effectiveBefore };
  });
};

/**
 * Grades the open deals of an org: reads them, compares what the rules say with the decided grades, and writes what
 * changed when `apply` is set. Every row is counted: read as announced, changed = written + failed.
 * @throws {GradeError} when the org cannot be graded, and whatever the org throws.
 */
export const runGrade = async (org: GradeOrg, options: GradeOptions): Promise<GradeRun> => {
  const { multiCurrency, conversion } = await preflight(org, options.model.money.currency, options.apply);
  const { recordTypes } = options.model.scope;
  if (recordTypes !== 'all') await checkRecordTypes(org, recordTypes);
  const [deals, readApi] = await readDeals(org, options, multiCurrency);
  let plans: readonly GradePlan[] = deals.map((deal) => planGrade(deal, options));
  const changes = plans.filter((plan) => plan.write !== undefined);
  let written: Written = { readBack: null, outcomes: [], api: null, run: null };
  if (options.apply) {
    refuseOtherModel(plans, options.modelFile);
    refuseOtherCurrencies(plans, conversion);
    if (changes.length > 0) await options.confirm?.(changes.length);
    if (changes.length > 0) written = await write(org, options, changes);
    plans = withFailures(plans, written.outcomes);
  }
  const { stages, grades, money } = options.model;
  const matrix = new MatrixBuilder(
    money.currency,
    grades.toSorted((a, b) => Number(a.partnerLed) - Number(b.partnerLed)).map(({ letter }) => letter),
    stages.map(({ name }) => name),
  );
  for (const plan of plans) matrix.add(plan);
  const summary = summarize({
    org,
    options,
    plans,
    changes,
    outcomes: written.outcomes,
    readApi,
    writeApi: written.api,
    run: written.run,
    readBack: written.readBack,
    conversion,
    matrix: matrix.build(),
  });
  return { summary, plans };
};
