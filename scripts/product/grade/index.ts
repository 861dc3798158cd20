export { moneyOf, type Money } from './corporate-money.ts';
export { decimalOf, moneyText } from './money-text.ts';
export { GradesFile } from './files.ts';
export { CallBudget, ofReading, ofWriting } from './calls.ts';
export { lineOf, nameOfTarget, orgsText, totalOf, type GradedOrg } from './orgs.ts';
export { runGrade } from './run.ts';
export type { GradeOrg } from './org.ts';
export type { GradeSummary } from './summary.ts';
export { summaryText } from './text.ts';
