import { chooseApi, type Soql, soql, soqlAll, soqlCondition, soqlFields } from '../org/index.ts';
import { field } from '../vocabulary/index.ts';
import { GradeChanges } from './changes.ts';
import { converted } from './dated-rates.ts';
import { dealColumns, dealFromRow } from './deal.ts';
import { GradeError } from './error.ts';
import type { GradeOptions } from './options.ts';
import type { GradeOrg } from './org.ts';
import { CallBudget, ofReading } from './calls.ts';
import { planGrade } from './plan.ts';
import { checkRecordTypes, preflight } from './preflight.ts';
import { summarize, type GradeSummary } from './summary.ts';
import { endedOf, GradeTally } from './tally.ts';
import { nothingWritten, writeGrades, type Reading } from './write.ts';

export interface GradeRun {
  readonly summary: GradeSummary;
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

const refuseOtherModel = ({ formula, read }: GradeTally, modelFile: string): void => {
  const { count, examples } = formula;
  if (count <= read * modelTolerance) return;
  const [first] = examples;
  const example =
    first === undefined
      ? ''
      : ` For example ${first.id}: ${first.suggested ?? 'none'} by the model, ${first.inOrg === '' ? 'none' : (first.inOrg ?? '')} in the org.`;
  throw new GradeError('ModelDiffers', {
    message: `${modelFile} grades ${count} of ${read} deals otherwise than the org's own formula; nothing was written.${example}`,
    actions: ['Name the model that the org was built from with --model, or deploy this one first.'],
    exitCode: 3,
  });
};

const refuseOtherCurrencies = ({ amounts, read }: GradeTally): void => {
  const { count, examples } = amounts;
  if (count <= read * modelTolerance) return;
  const example = examples.map(({ id }) => id).join(', ');
  throw new GradeError('AmountsDiffer', {
    message: `${field.modelAmount} of ${count} of ${read} deals is not what the rates of the org make of their amount; nothing was written. For example ${example}.`,
    actions: ['Compile the model with --multi-currency and the corporate currency of this org, and deploy it.'],
    exitCode: 3,
  });
};

/** Reads and plans every deal; what is to be written goes to `changes`. */
async function read(org: GradeOrg, options: GradeOptions, changes: GradeChanges): Promise<[Reading, string]> {
  const { model, progress, sheet } = options;
  const { multiCurrency, conversion } = await preflight(org, model.money.currency, options);
  const { recordTypes } = model.scope;
  if (recordTypes !== 'all') await checkRecordTypes(org, recordTypes);
  const condition = openDeals(options);
  const readAt = await org.orgTime();
  const expected = await org.count(soql`SELECT COUNT() FROM Opportunity WHERE ${condition}`);
  const api = chooseApi(options.api, expected);
  const budget = await CallBudget.of(org, options.leave);
  budget.take(ofReading(api, expected), `Reading ${expected} deals`);
  const columns = dealColumns(multiCurrency);
  const query = soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE ${condition}`;
  const isByDay = options.asOf !== undefined && multiCurrency;
  const tally = new GradeTally(model, conversion, { isByDay });
  progress.begin('Reading open deals', expected);
  await org.read(api, query, columns, (rows) => {
    for (const row of rows) {
      const deal = dealFromRow(row);
      const planned = planGrade(isByDay ? converted(deal, conversion) : deal, options);
      const plan =
        planned.result === 'NoRate' ? { ...planned, reason: conversion.whyNone(planned.deal.currency) } : planned;
      tally.add(plan);
      sheet?.add(plan);
      if (plan.write !== undefined) changes.add(plan, plan.write.to);
      if (plan.write === undefined || !options.apply) tally.end(endedOf(plan));
    }
    progress.advance(rows.length);
  });
  progress.end();
  return [{ tally, changes, api, multiCurrency, readAt, budget }, conversion.text];
}

/**
 * Grades the open deals of an org: reads them, compares what the rules say with the decided grades, and writes what
 * changed when `apply` is set. Every row is counted: read as announced, changed = written + failed + changed since.
 * @throws {GradeError} when the org cannot be graded, and whatever the org throws.
 */
export const runGrade = async (org: GradeOrg, options: GradeOptions): Promise<GradeRun> => {
  const changes = new GradeChanges();
  try {
    const [reading, conversion] = await read(org, options, changes);
    const { tally, api } = reading;
    let written = nothingWritten;
    if (options.apply) {
      refuseOtherModel(tally, options.modelFile);
      refuseOtherCurrencies(tally);
      if (changes.count > 0) await options.confirm?.(changes.count);
      if (changes.count > 0) written = await writeGrades(org, options, reading);
    }
    return { summary: summarize({ org, options, tally, changes: changes.count, conversion, readApi: api, written }) };
  } finally {
    changes.close();
  }
};
