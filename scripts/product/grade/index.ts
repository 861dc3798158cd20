export { gradeFiles } from './files.ts';
export { noConversion, rateConversion, type Conversion } from './money.ts';
export { readRates } from './preflight.ts';
export { runGrade } from './run.ts';
export type { GradeSummary } from './summary.ts';
export { summaryText } from './text.ts';
