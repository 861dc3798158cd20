export type { Verdict } from './experiment.ts';
export { verdictCounts, verifyExitCode, verifyText, type VerdictCounts } from './text.ts';
export { experiments, verify, whyNotHere } from './verify.ts';
