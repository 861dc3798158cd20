export { compareOrgs } from './alike.ts';
export { Cli, findCli } from './cli.ts';
export { runTrial } from './run.ts';
export { trialsOf } from './trials.ts';
