/** Commands as somebody runs them who has nothing of this repository: own home, own Node, no path into the sources. */
import { spawn, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import { delimiter, join, resolve, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { problemIn, quietSf, type Expected } from '../sf/index.ts';

/** What `npm run` sets for the scripts of one project, and where people have the state of their own CLI. */
const personal =
  /^(?:npm_(?:package|lifecycle|config_(?:local_|global_)?prefix)|INIT_CWD$|XDG_|SF_|SFDX_|NODE_OPTIONS$)/;

export interface Place {
  /** The repository; nothing below it is found. */
  readonly root: string;
  /** Of whom the commands run as. */
  readonly home: string;
  /** Folder of the `node` that runs them. */
  readonly nodeFolder: string;
}

/** The environment there. npm keeps the user's settings and cache, so that it reaches the same registry. */
export function outsideEnv(env: NodeJS.ProcessEnv, { root, home, nodeFolder }: Place): NodeJS.ProcessEnv {
  const path = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !`${resolve(folder)}${sep}`.startsWith(root + sep));
  const owner = env['HOME'] ?? homedir();
  return {
    npm_config_userconfig: join(owner, '.npmrc'),
    npm_config_cache: join(owner, '.npm'),
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !personal.test(name))),
    ...quietSf,
    npm_config_update_notifier: 'false',
    HOME: home,
    PATH: [nodeFolder, ...path].join(delimiter),
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  };
}

export interface Call extends Expected {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What else must be so, after what it printed. */
  readonly check?: (printed: string) => string | undefined;
}

/** Proxies would be asked for the loopback; npm alone goes out. */
const isProxy = (name: string): boolean => /^https?_proxy$/i.test(name);

export class Outside {
  readonly #env: NodeJS.ProcessEnv;

  constructor(place: Place) {
    this.#env = outsideEnv(process.env, place);
  }

  /** Runs a command that goes out to the registry, or one that does not, and judges it. */
  async problemOf(
    { file, args, cwd, check, ...expected }: Call,
    reach: 'registry' | 'loopback',
  ): Promise<string | undefined> {
    const env = reach === 'registry' ? this.#env : this.#local();
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((end, fail) => child.once('close', end).once('error', fail));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return (
      problemIn({ code, text: `${stdout}\n${stderr}`, message: stderr.trim() || stdout }, expected) ?? check?.(stdout)
    );
  }

  /** A process that stays; its `stdout` and `stderr` are to be read. */
  start(file: string, args: readonly string[], cwd: string): ChildProcess {
    return spawn(file, args, { cwd, env: this.#local(), stdio: ['ignore', 'pipe', 'pipe'] });
  }

  #local(): NodeJS.ProcessEnv {
    return Object.fromEntries(Object.entries(this.#env).filter(([name]) => !isProxy(name)));
  }
}
