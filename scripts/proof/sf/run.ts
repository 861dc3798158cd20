import type { Cli } from './cli.ts';
import type { Trial } from './trials.ts';

export interface TrialResult {
  readonly command: string;
  /** What was wrong; undefined: as it should be. */
  readonly problem: string | undefined;
}

/** Runs one command and judges it. */
export async function runTrial(cli: Cli, { args, code = 0, env, holds, check }: Trial): Promise<TrialResult> {
  const answer = await cli.call(args, env);
  const said = `${JSON.stringify(answer.result ?? null)} ${answer.message}`;
  const isThere = holds === undefined || (typeof holds === 'string' ? said.includes(holds) : holds.test(said));
  const problem =
    answer.code !== code
      ? `exit code ${answer.code}, not ${code}: ${answer.message.slice(0, 300)}`
      : isThere
        ? check?.(answer)
        : `${String(holds)} is not in the answer: ${said.slice(0, 300)}`;
  // Values are long, and an id says nothing.
  const command = ['sf', ...args.filter((arg) => !/^http|^practice$|^--target-org$/.test(arg))].join(' ').slice(0, 110);
  return { command, problem };
}
