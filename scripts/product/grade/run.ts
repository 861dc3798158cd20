import { type Soql, soql, soqlAll, soqlCondition, soqlFields } from '../org/index.ts';
import { field } from '../vocabulary/index.ts';
import { dealColumns, dealFromRow, type OpenDeal } from './deal.ts';
import { GradeError } from './error.ts';
import { MatrixBuilder } from './matrix.ts';
import type { Conversion } from './money.ts';
import type { GradeOptions } from './options.ts';
import { chooseApi, type GradeOrg, type OrgApi, type RowOutcome } from './org.ts';
import { planGrade, type GradePlan } from './plan.ts';
import { checkApiCalls, checkRecordTypes, preflight } from './preflight.ts';
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

const write = async (
  org: GradeOrg,
  options: GradeOptions,
  changes: readonly GradePlan[],
): Promise<[RowOutcome[], OrgApi]> => {
  const api = chooseApi(options.api, changes.length);
  await checkApiCalls(org, api, changes.length);
  const updates = changes.map(({ deal, write: change }) => ({
    id: deal.id,
    parentId: deal.accountId,
    values: { [field.grade]: change?.to ?? null },
  }));
  options.progress.begin('Writing grades', changes.length);
  const outcomes = await org.update(api, 'Opportunity', [field.grade], updates, (more) => {
    options.progress.advance(more);
  });
  options.progress.end();
  if (outcomes.length !== changes.length) {
    throw new Error(`${changes.length} records were sent and ${outcomes.length} have an outcome.`);
  }
  return [outcomes, api];
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
  let outcomes: RowOutcome[] = [];
  let writeApi: OrgApi | null = null;
  if (options.apply) {
    refuseOtherModel(plans, options.modelFile);
    refuseOtherCurrencies(plans, conversion);
    if (changes.length > 0) [outcomes, writeApi] = await write(org, options, changes);
    plans = withFailures(plans, outcomes);
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
    outcomes,
    readApi,
    writeApi,
    conversion,
    matrix: matrix.build(),
  });
  return { summary, plans };
};
