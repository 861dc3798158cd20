export type { ApiChoice } from './org.ts';
export { gradeFiles } from './files.ts';
export { streamProgress, type Progress } from './progress.ts';
export { runGrade, type GradeOptions, type GradeRun } from './run.ts';
export type { GradeSummary } from './summary.ts';
export { summaryText } from './text.ts';
