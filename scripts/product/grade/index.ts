export { moneyOf, type Money } from './corporate-money.ts';
export { decimalOf, moneyText } from './money-text.ts';
export { gradeFiles } from './files.ts';
export { checkApiCalls } from './preflight.ts';
export { runGrade } from './run.ts';
export type { GradeSummary } from './summary.ts';
export { summaryText } from './text.ts';
