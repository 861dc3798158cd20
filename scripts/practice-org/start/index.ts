export { ignoredColumns } from './csv-header.ts';
export { loadPackage } from './package.ts';
export { startPractice, type PracticeOptions, type StartedPractice } from './practice.ts';
