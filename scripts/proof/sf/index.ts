export { Cli, findCli } from './cli.ts';
export { runTrial, type TrialResult } from './run.ts';
export { trialsOf } from './trials.ts';
