export { gradeFiles } from './files.ts';
export { silentProgress, streamProgress } from './progress.ts';
export { runGrade } from './run.ts';
export type { GradeSummary } from './summary.ts';
export { summaryText } from './text.ts';
