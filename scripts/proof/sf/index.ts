export { compareOrgs } from './alike.ts';
export { Cli, findCli, noCli, quietSf } from './cli.ts';
export { problemIn, type Expected } from './judge.ts';
export { Report } from './report.ts';
export { runTrial } from './run.ts';
export { trialsOf } from './trials.ts';
