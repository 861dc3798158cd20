/** The package as npm installs it from its tarball: a customer's first day, in a folder that was empty. */
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Expected, Report } from '../sf/index.ts';
import { Outside, type Place } from './outside.ts';
import type { Packed } from './pack.ts';
import { Practice } from './practice.ts';
import { take, type Step } from './steps.ts';

export interface Installed extends Place {
  /** Of the Node that runs it, as `v22.1.0`. */
  readonly version: string;
  /** Empty. */
  readonly folder: string;
}

interface More extends Expected {
  readonly check?: (printed: string) => string | undefined;
  readonly isNeeded?: boolean;
}

/** The commands of one customer, who has the package in `folder` and makes the project `sales` in it. */
class Customer {
  readonly folder: string;
  readonly project: string;
  readonly practice: Practice;
  readonly #outside: Outside;
  readonly #tarball: string;

  constructor(place: Installed, { tarball }: Packed) {
    this.folder = place.folder;
    this.project = join(place.folder, 'sales');
    this.#outside = new Outside(place);
    this.#tarball = tarball;
    const command = { file: program(this.project), args: [], shown: 'npx tas', cwd: this.project };
    this.practice = new Practice(this.#outside, command);
  }

  npm(args: readonly string[], cwd: string, more: More): Step {
    return {
      shown: this.#shown('npm', args),
      isNeeded: true,
      problem: async () =>
        await this.#outside.problemOf(
          { file: 'npm', args: [...args, '--no-audit', '--no-fund'], cwd, ...more },
          'registry',
        ),
    };
  }

  /** Where the package was installed, before there is a project. */
  first(args: readonly string[], more: More): Step {
    return this.#tas(args, this.folder, more);
  }

  /** In the project. */
  tas(line: string, more: More): Step {
    return this.#tas(line.split(' '), this.project, more);
  }

  atPractice(line: string, more: More): Step {
    return this.tas(`${line} --target-org practice`, more);
  }

  #tas(args: readonly string[], cwd: string, { isNeeded = false, ...more }: More): Step {
    return {
      shown: this.#shown('npx tas', args),
      isNeeded,
      // The file that npx finds: npx itself would look in the registry for one that is missing.
      problem: async () => await this.#outside.problemOf({ file: program(cwd), args, cwd, ...more }, 'loopback'),
    };
  }

  #shown(command: string, args: readonly string[]): string {
    return [command, ...args].join(' ').replaceAll(this.#tarball, 'TARBALL');
  }
}

/** `why`: nothing can be run, and why. */
export async function tryInstalled(
  report: Report,
  packed: Packed,
  place: Installed,
  why: string | undefined,
): Promise<void> {
  const customer = new Customer(place, packed);
  try {
    mkdirSync(place.folder, { recursive: true });
    const broken = await take(report, beginning(customer, packed, place.version), why);
    await take(report, rehearsal(customer), broken);
    await customer.practice.end();
    await take(report, install(customer), broken);
  } finally {
    await customer.practice.end();
  }
}

function beginning(customer: Customer, { name, version, tarball }: Packed, node: string): Step[] {
  const { folder, project } = customer;
  return [
    customer.npm(['install', tarball], folder, { check: has(folder, 'node_modules/.bin/tas') }),
    customer.first(['--version'], {
      check: (said) =>
        said.startsWith(`${name}/${version} `) && said.trim().endsWith(` node-${node}`) ? undefined : said,
    }),
    customer.first(['--help'], { holds: /tas apply [^]*tas rollback [^]*tas undo / }),
    customer.first(['init', 'sales', '--package', tarball], {
      isNeeded: true,
      holds: 'Validate Opportunity → Initiate Pursuit',
      check: has(
        project,
        'config/tas-plus.yaml',
        'force-app/main/generated/objects/Opportunity/validationRules',
        'force-app/main/default/lwc',
      ),
    }),
    customer.npm(['install'], project, { check: has(project, 'node_modules/.bin/tas', 'package-lock.json') }),
    customer.npm(['run', 'check'], project, { holds: '0 added, 0 changed, 0 removed' }),
    customer.tas('compile --check --multi-currency USD', { code: 2, holds: /Stale: 0 added, [1-9]\d* changed/ }),
  ];
}

const rehearsal = (customer: Customer): Step[] => [
  customer.practice.start('--sample'),
  customer.atPractice('doctor', { holds: 'Every stage of the model is in the org and active.' }),
  customer.atPractice('grade', { code: 2, holds: /[1-9]\d* deals read.* [1-9]\d* to write, 0 written/ }),
  customer.atPractice('grade --apply', { holds: /, ([1-9]\d*) to write, \1 written, 0 failed/ }),
  customer.atPractice('grade', { holds: ', 0 to write, 0 written, 0 failed' }),
  customer.atPractice('audit', {
    holds: /Would be blocked: [1-9]\d* deals/,
    check: () =>
      readFileSync(join(customer.project, 'audit', 'audit.html'), 'utf8').includes('</html>')
        ? undefined
        : 'audit/audit.html is not whole',
  }),
  customer.atPractice('gates', { holds: /1 Validate Opportunity +observe +on/ }),
  customer.practice.page(),
  customer.practice.stop(),
];

const install = (customer: Customer): Step[] => [
  customer.practice.start('--bare'),
  customer.atPractice('plan --out tas.plan.json', { code: 2, holds: /Plan: [1-9]\d* to add/ }),
  customer.atPractice('apply tas.plan.json', { holds: 'Done, and read back: the org is as planned.' }),
  customer.atPractice('plan', { holds: 'No changes.' }),
  customer.tas('runs', { holds: /-apply-[0-9a-f]{4} .* done / }),
  {
    shown: 'npx tas rollback RUN --apply --target-org practice',
    problem: async () =>
      await customer
        .atPractice(`rollback ${runOf('apply', customer)} --apply`, {
          holds: 'Taken back: the org is as before the install in everything it may have touched',
        })
        .problem(),
  },
  customer.practice.stop(),
];

const program = (folder: string): string => join(folder, 'node_modules', '.bin', 'tas');

function runOf(command: string, { project }: Customer): string {
  const found = readdirSync(join(project, 'runs')).find((name) => name.includes(`-${command}-`));
  if (found === undefined) throw new Error(`there is no run of ${command}`);
  return found;
}

/** A check that files and folders are there. */
function has(folder: string, ...paths: readonly string[]): () => string | undefined {
  return () => {
    const missing = paths.filter((path) => !existsSync(join(folder, path)));
    return missing.length === 0 ? undefined : `not there: ${missing.join(', ')}`;
  };
}
