/** The package as a plugin of the real Salesforce CLI. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../sf/index.ts';
import { Outside, type Call, type Place } from './outside.ts';
import type { Packed } from './pack.ts';
import { Practice } from './practice.ts';
import { take, type Step } from './steps.ts';

export interface Plugged extends Place {
  /** The CLI. */
  readonly sf: string;
  /** Empty, as `home` is: the CLI keeps its plugins there. */
  readonly folder: string;
}

/** `why`: nothing can be run, and why. */
export async function tryPlugin(report: Report, packed: Packed, run: Plugged, why: string | undefined): Promise<void> {
  const outside = new Outside(run);
  const { sf, folder } = run;
  const url = `file:${packed.tarball}`;
  const project = join(folder, 'sales');
  mkdirSync(folder, { recursive: true });
  // Nobody has signed the package: the CLI asks, unless its list of unsigned plugins has it.
  const settings = join(run.home, '.config', 'sf');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'unsignedPluginAllowList.json'), JSON.stringify([url]));
  const call = (
    line: string,
    more: Omit<Call, 'file' | 'args' | 'cwd'> & { cwd?: string; isNeeded?: boolean },
  ): Step => ({
    shown: `sf ${line}`,
    ...(more.isNeeded === undefined ? {} : { isNeeded: more.isNeeded }),
    problem: async () => {
      const args = line.split(' ').map((word) => word.replace('TARBALL', packed.tarball));
      const reach = line.startsWith('plugins') ? 'registry' : 'loopback';
      return await outside.problemOf({ file: sf, args, cwd: project, ...more }, reach);
    },
  });
  const org = new Practice(outside, { file: sf, args: ['tas'], shown: 'sf tas', cwd: project });
  try {
    await take(
      report,
      [
        call('plugins install file:TARBALL', { cwd: folder, isNeeded: true, holds: `installed v${packed.version}` }),
        call(`plugins inspect ${packed.name} --json`, { cwd: folder, holds: '"tas:migrate:propose"' }),
        call('tas --help', { cwd: folder, holds: /\$ sf tas COMMAND[^]*tas apply [^]*tas undo / }),
        call('tas init sales --package TARBALL', {
          cwd: folder,
          isNeeded: true,
          holds: 'Validate Opportunity → Initiate Pursuit',
          check: () => (existsSync(join(project, 'config', 'tas-plus.yaml')) ? undefined : 'no model was written'),
        }),
        call('tas compile --check', { holds: '0 added, 0 changed, 0 removed' }),
        org.start('--sample'),
        call('tas doctor --target-org practice', { holds: 'Every stage of the model is in the org and active.' }),
        call('tas grade --target-org practice', {
          code: 2,
          holds: /[1-9]\d* deals read.* [1-9]\d* to write, 0 written/,
        }),
        org.stop(),
        call(`plugins uninstall ${packed.name}`, { cwd: folder }),
        call('tas compile --check', { code: 127, holds: /tas compile is not a sf command/ }),
      ],
      why,
    );
  } finally {
    await org.end();
  }
}
