/** The gate engine: one source for panel and scripts. Plain values in, plain values out (docs/rules.md). */
export { settlerOf } from './approval.ts';
export { fieldsOfGrade, fieldsRead } from './fields-read.ts';
export { mayApprove } from './governed.ts';
export { gradeOf, rankOfGrade } from './grading.ts';
export { itemRefusals } from './item-refusals.ts';
export { settledAmountOf } from './item-refusals.ts';
export { itemVerdict } from './item-verdict.ts';
export type { MovementRule } from './plan.ts';
export { refusals } from './refusals.ts';
export type * from './types.ts';
export { verdict } from './verdict.ts';
export type * from './verdict-types.ts';
