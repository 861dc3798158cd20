/** The commands as a user runs them: each a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { quietSf } from '../sf/index.ts';

const program = fileURLToPath(new URL('../../product/cli/tas.ts', import.meta.url));
/** A command that takes longer hangs. */
const patienceMs = 300_000;

export interface TasCall {
  /** Of the project. */
  readonly cwd: string;
  readonly args: readonly string[];
  /** A module that is loaded before the command. */
  readonly first?: { readonly module: string; readonly env: Readonly<Record<string, string>> };
  /** Most kilobytes that a file may have; no limit when left out. */
  readonly mostFileKb?: number;
}

export interface Ended {
  /** Null: a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it said with `--json`; empty where that is no JSON. */
  readonly answer: Answer;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the proofs look at of an answer. */
export interface Answer {
  readonly name?: string;
  readonly message?: string;
  readonly actions?: readonly string[];
  readonly result?: {
    readonly run?: string | null;
    readonly counts?: Readonly<Record<string, number>> | null;
    readonly readBack?: { readonly astray: number; readonly examples: readonly { readonly id: string }[] } | null;
    readonly rows?: readonly Readonly<Record<string, unknown>>[];
    readonly runs?: readonly {
      readonly id: string;
      readonly state: string;
      readonly of: string | null;
      readonly counts: Readonly<Record<string, number>>;
    }[];
  };
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export function startTas({ cwd, args, first, mostFileKb }: TasCall): Running {
  const command = [process.execPath, ...(first === undefined ? [] : ['--import', first.module]), program, ...args];
  const [file = '', ...rest] =
    mostFileKb === undefined ? command : ['bash', '-c', `ulimit -f ${mostFileKb}; exec "$0" "$@"`, ...command];
  const child = spawn(file, rest, {
    cwd,
    env: { ...process.env, ...quietSf, ...first?.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: endOf(child, args) };
}

async function endOf(child: ChildProcess, args: readonly string[]): Promise<Ended> {
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const { stdout: out, stderr: err } = child;
  if (out === null || err === null) throw new Error(`nothing is heard of tas ${args.join(' ')}`);
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(out),
    text(err),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  clearTimeout(timer);
  return { code, signal, stdout, stderr, answer: answerIn(stdout) };
}

function answerIn(stdout: string): Answer {
  try {
    return JSON.parse(stdout) as Answer;
  } catch {
    return {};
  }
}

/** How a command ended, in a line. */
export function endText({ code, signal, answer, stderr }: Ended): string {
  const said = [answer.name, answer.message].filter((one) => one !== undefined).join(': ');
  const counts = code === 0 || answer.result === undefined ? '' : `counts ${JSON.stringify(answer.result.counts)}`;
  const text = [said, counts, code === 0 ? '' : stderr.trim().split('\n').at(-1)].find((one) => one !== '') ?? '';
  return `${signal ?? `exit ${code ?? '?'}`}${text === '' ? '' : `: ${text}`}`;
}
