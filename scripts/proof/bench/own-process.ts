import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure.ts';

/** The figures that a script of this folder prints, in a process of its own, so that nothing else stands in its heap. */
export async function figuresOf<Figures>(root: string, script: string, args: readonly number[]): Promise<Figures> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', path, ...args.map(String)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(output) as Figures;
}

/** The live heap of a run beside that of a tenth of its rows: it must not grow with them. */
export function heapFigure(whole: number, part: number): Figure {
  const growth = whole / part;
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return {
    name: `its live heap at most: ${mb(whole)}, and of a tenth of the deals ${mb(part)}`,
    shown: `× ${growth.toFixed(2)}`,
    target: '≤ × 1.25',
    met: growth <= 1.25,
  };
}
