import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median, seconds, type Figure } from './measure.ts';

const execute = promisify(execFile);

/** What a newcomer waits for. */
export async function benchCommands(root: string): Promise<Figure[]> {
  const timed = (args: readonly string[]): Promise<number> =>
    median(5, () => seconds(() => execute(process.execPath, [...args], { cwd: root })));
  return [
    within('npm start -- --once, without npm itself', await timed(['scripts/practice-org/start.ts', '--once']), 10),
    within('tas --help, without npx itself', await timed(['scripts/product/cli/tas.ts', '--help']), 2),
  ];
}

const within = (name: string, time: number, most: number): Figure => ({
  name,
  shown: `${time.toFixed(2)} s`,
  seconds: time,
  target: `≤ ${most} s`,
  met: time <= most,
});
