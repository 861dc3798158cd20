import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outsideEnv } from '../../scripts/proof/pack/outside.ts';
import { wrongFiles } from '../../scripts/proof/pack/pack.ts';
import { take, type Step } from '../../scripts/proof/pack/steps.ts';
import { Report } from '../../scripts/proof/sf/index.ts';

describe('a command outside of the repository', () => {
  const place = { root: '/src/tas', home: '/tmp/home', nodeFolder: '/tmp/node/bin' };
  const path = ['/src/tas/node_modules/.bin', '/src/tas/../tas/bin', '/src/tas-other/bin', '/usr/bin'].join(delimiter);

  test('finds its own Node first, and nothing of the repository', () => {
    const { PATH, HOME } = outsideEnv({ PATH: path, HOME: '/home/ann' }, place);
    expect(PATH?.split(delimiter)).toEqual(['/tmp/node/bin', '/src/tas-other/bin', '/usr/bin']);
    expect(HOME).toBe('/tmp/home');
  });

  test("takes npm's settings and cache of the user along, and those of the environment before them", () => {
    expect(outsideEnv({ HOME: '/home/ann' }, place)).toMatchObject({
      npm_config_userconfig: '/home/ann/.npmrc',
      npm_config_cache: '/home/ann/.npm',
    });
    const own = { npm_config_cache: '/cache', npm_config_registry: 'https://registry.example' };
    expect(outsideEnv(own, place)).toMatchObject(own);
  });

  test("leaves behind what npm says of the project, and the user's own CLI", () => {
    const left = {
      npm_package_name: 'tas',
      npm_lifecycle_event: 'oracle:sf',
      npm_config_local_prefix: '/src/tas',
      npm_config_prefix: '/usr',
      XDG_DATA_HOME: '/home/ann/.local/share',
      SF_DATA_DIR: '/home/ann/sf',
      SF_TARGET_ORG: 'production',
      NODE_OPTIONS: '--import=tsx',
    };
    const names = Object.keys(outsideEnv(left, place));
    expect(names.filter((name) => name in left)).toEqual([]);
    expect(names).toContain('SF_DISABLE_TELEMETRY');
  });
});

describe('the files of a package', () => {
  const whole = [
    'bin/commands.js',
    'bin/tas.js',
    'config/tas-plus.yaml',
    'lib/product/cli/tas.js',
    'LICENSE',
    'README.md',
  ];

  test.each([
    ['all that is started', whole, undefined],
    ['no program', whole.filter((path) => !path.startsWith('lib/')), 'not packed: lib/product/cli/tas.js'],
    ['sources', [...whole, 'scripts/product/cli/tas.ts'], "packed, and nobody's: scripts/product/cli/tas.ts"],
    ['tests', [...whole, 'test/gate/cases.js'], "packed, and nobody's: test/gate/cases.js"],
    ['TypeScript anywhere', [...whole, 'lib/product/a.ts'], "packed, and nobody's: lib/product/a.ts"],
  ])('%s', (_name, paths, problem) => {
    expect(wrongFiles(paths)).toBe(problem);
  });
});

describe('steps', () => {
  const step = (shown: string, found: string | undefined, isNeeded = false): Step => ({
    shown,
    isNeeded,
    problem: async () => await Promise.resolve(found),
  });
  async function taken(steps: readonly Step[], why?: string) {
    const lines: string[] = [];
    const broken = await take(new Report((line) => lines.push(line)), steps, why);
    return { lines, broken };
  }

  test('go on after one that failed', async () => {
    expect(await taken([step('a', 'no'), step('b', undefined)])).toEqual({
      lines: ['FAILED  a\n        no', 'ok      b'],
      broken: undefined,
    });
  });

  test('are not run after one that they need, and the first cause is named', async () => {
    const needed = [step('a', 'no', true), step('b', undefined, true), step('c', undefined)];
    expect(await taken(needed)).toEqual({
      lines: ['FAILED  a\n        no', 'not run b: "a" failed', 'not run c: "a" failed'],
      broken: '"a" failed',
    });
  });

  test('are not run at all where something else is missing', async () => {
    expect(await taken([step('a', undefined)], 'npm brought no Node')).toEqual({
      lines: ['not run a: npm brought no Node'],
      broken: 'npm brought no Node',
    });
  });

  test('fail with what they throw', async () => {
    const broken: Step = { shown: 'a', problem: async () => await Promise.reject(new Error('spawn npm ENOENT')) };
    expect((await taken([broken])).lines).toEqual(['FAILED  a\n        spawn npm ENOENT']);
  });
});
