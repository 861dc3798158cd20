export { loadPackage } from './package.ts';
export { startPractice, type StartedPractice } from './practice.ts';
