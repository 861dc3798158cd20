import type { Cli } from './cli.ts';
import { problemIn } from './judge.ts';
import type { Trial } from './trials.ts';

export interface TrialResult {
  readonly command: string;
  /** What was wrong; undefined: as it should be. */
  readonly problem: string | undefined;
}

/** Runs one command and judges it. */
export async function runTrial(cli: Cli, { args, env, check, ...expected }: Trial): Promise<TrialResult> {
  const answer = await cli.call(args, env);
  const text = `${JSON.stringify(answer.result ?? null)} ${answer.message}`;
  const problem = problemIn({ code: answer.code, text, message: answer.message }, expected) ?? check?.(answer);
  // Values are long, and an id says nothing.
  const command = ['sf', ...args.filter((arg) => !/^http|^practice$|^--target-org$/.test(arg))].join(' ').slice(0, 110);
  return { command, problem };
}
