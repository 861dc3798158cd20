import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { timing, within, type Figure, type Timing } from './measure.ts';

const execute = promisify(execFile);

/** What a newcomer waits for. */
export async function benchCommands(root: string): Promise<Figure[]> {
  const timed = (args: readonly string[]): Promise<Timing> =>
    timing(5, 1, () => execute(process.execPath, [...args], { cwd: root }));
  return [
    within('npm start -- --once, without npm itself', await timed(['scripts/practice-org/start.ts', '--once']), 10),
    within('tas --help, without npx itself', await timed(['scripts/product/cli/tas.ts', '--help']), 2),
  ];
}
