/** No test outside this folder stands on a shipped model: what a customer edits would break it, and not because anything is wrong. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Ways to come by a shipped model or by what it was compiled to. Joined to `cwd` or `root` it is one of a project made for the test. */
const ways: Readonly<Record<string, RegExp>> = {
  'a path that begins with the folder of the shipped models':
    /(?<!join\((?:cwd|root|project|referenceProject), )['"`](?:\.{1,2}\/)*config(?:\/|['"`])|\}\/?config\//,
  'all metadata of the repository, or the compiled part':
    /(?<!join\((?:cwd|root|project|referenceProject), )['"`](?:\.{1,2}\/)*force-app(?:\/main\/generated|\/?['"`])/,
  'a package that may be the committed one': /\bloadPackage\(/,
  'a practice org as npm start makes it': /practice-org\/start\.ts/,
};

/** Who may, and why. */
const allowed: Readonly<Record<string, string>> = {
  'test/reference/build.ts': 'names the places that the reference models take in a project of their own',
  'test/reference/project.ts': 'loads the package of the reference project',
  'test/commands/compile.test.ts': 'reads in a message the path that the command takes by default',
  'test/commands/grade.test.ts': 'names a model by its path in a copy of the reference project',
  'test/proof/pack.test.ts': 'names what a package holds, and opens none of it',
  'test/practice-org/source-deploy.test.ts': 'names the package folder of a project of its own',
  'test/start/start.test.ts': 'runs npm start, which starts what ships, and asks nothing of the model',
};

const waysIn = (text: string): string[] =>
  text.split('\n').flatMap((line) => Object.keys(ways).filter((name) => ways[name]?.test(line)));

const files = globSync(['test/**/*.{ts,js,cjs}', 'jest.*.cjs', 'vitest.config.ts']).filter(
  (file) => !file.startsWith('test/shipped/'),
);

test('only tests that ask what must hold for any model read a shipped one', () => {
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) => {
    const used = waysIn(readFileSync(file, 'utf8'));
    return used.length === 0 || file in allowed ? [] : [`${file}: ${[...new Set(used)].join(', ')}`];
  });
  expect(found).toEqual([]);
});

test.each(Object.entries(allowed))('%s still needs its leave: it %s', (file) => {
  expect(waysIn(readFileSync(file, 'utf8'))).not.toEqual([]);
});

test.each([
  ["readModelFile('config/tas-plus.yaml')", 1],
  ["new URL('../../config/tas-plus.yaml', import.meta.url)", 1],
  ["join('.', 'config', file)", 1],
  ["join(packageRoot, 'config')", 1],
  ['readFileSync(`${root}config/tas-plus.yaml`)', 1],
  ["readTree('force-app')", 1],
  ['readFileSync(`force-app/main/generated/${file}`)', 1],
  ["loadPackage('.', undefined)", 1],
  ["spawn(process.execPath, ['scripts/practice-org/start.ts'])", 1],
  ["join(cwd, 'config/tas-plus.yaml')", 0],
  ["readTree('force-app/main/default')", 0],
  ['readFileSync(`${referenceSource}/main/generated/lwc`)', 0],
])('%s is found as often as it reads a shipped model', (line, times) => {
  expect(waysIn(line)).toHaveLength(times);
});
