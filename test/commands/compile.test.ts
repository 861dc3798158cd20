import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../scripts/product/metadata/tree.ts';
import { project, tas } from './tas.ts';

const edit = (file: string, from: string, to: string): void => {
  const before = readFileSync(file, 'utf8');
  if (!before.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, before.replace(from, to));
};

/** What the command may write, by path: the tools' own logs lie elsewhere in the folder. */
const written = (cwd: string) => [...readTree(join(cwd, 'config')), ...readTree(join(cwd, 'force-app'))];

describe('tas compile', () => {
  test('--check finds the committed metadata up to date, and stale with exit code 2 once the model says otherwise', async () => {
    const cwd = project();
    expect(await tas(['compile', '--check'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    edit(join(cwd, 'config/tas-plus.yaml'), 'en_US: Project brief', 'en_US: Brief of the project');
    const before = written(cwd);
    const stale = await tas(['compile', '--check'], { cwd });
    expect(stale.code).toBe(2);
    expect(stale.stdout).toContain('~ objects/Opportunity/fields/TAS_Project_Brief__c.field-meta.xml');
    expect(written(cwd)).toEqual(before);
  });

  test('in a checkout with CRLF finds nothing to do, writes nothing, and compiles to the same bytes', async () => {
    const plain = project();
    const cwd = project();
    const texts = () =>
      written(cwd).map(([path]) => (existsSync(join(cwd, 'config', path)) ? 'config' : 'force-app') + `/${path}`);
    for (const path of texts()) {
      const file = join(cwd, path);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    }
    expect(await tas(['compile', '--check'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    const before = texts().map((path) => readFileSync(join(cwd, path), 'utf8'));
    const { result } = JSON.parse((await tas(['compile', '--json'], { cwd })).stdout) as { result: unknown };
    expect(result).toMatchObject({ files: { created: [], changed: [], removed: [] }, beside: [], warnings: [] });
    expect(texts().map((path) => readFileSync(join(cwd, path), 'utf8'))).toEqual(before);
    for (const folder of [plain, cwd]) await tas(['compile', '--output-dir', 'fresh'], { cwd: folder });
    const bytes = (folder: string) =>
      readdirSync(join(folder, 'fresh'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .map((file) => [relative(folder, file), readFileSync(file, 'utf8')]);
    expect(bytes(cwd)).toEqual(bytes(plain));
  });

  test('writes what changed, prunes what lost its source, and finds nothing to do the second time', async () => {
    const cwd = project();
    const orphan = join(cwd, 'force-app/main/generated/objects/Opportunity/fields/TAS_Gone__c.field-meta.xml');
    writeFileSync(orphan, '<CustomField/>');
    const first = await tas(['compile', '--json'], { cwd });
    expect(first.code).toBe(0);
    const { result } = JSON.parse(first.stdout) as { result: { files: { removed: string[]; changed: string[] } } };
    expect(result.files).toMatchObject({
      removed: ['objects/Opportunity/fields/TAS_Gone__c.field-meta.xml'],
      changed: [],
      created: [],
    });
    const second = JSON.parse((await tas(['compile', '--json'], { cwd })).stdout) as { result: { files: unknown } };
    expect(second.result.files).toMatchObject({ removed: [], changed: [], created: [] });
  });

  test('shows every problem with its position, exits 1 and writes nothing', async () => {
    const cwd = project();
    const before = written(cwd);
    edit(join(cwd, 'config/tas-plus.yaml'), 'from: 1000000', 'from: 6000000');
    edit(join(cwd, 'config/tas-plus.yaml'), 'probability: 10', 'probability: ten');
    const shape = await tas(['compile'], { cwd });
    expect(shape.code).toBe(1);
    expect(shape.stderr).toMatch(/config\/tas-plus\.yaml:\d+:\d+ TAS-CFG-003 .*probability/);
    edit(join(cwd, 'config/tas-plus.yaml'), 'probability: ten', 'probability: 10');
    const bands = await tas(['compile', '--json'], { cwd });
    expect(JSON.parse(bands.stdout)).toMatchObject({ name: 'ModelProblems', exitCode: 1 });
    expect(bands.stdout).toContain('TAS-CFG-009');
    for (const { stdout, stderr } of [shape, bands]) expect(stdout + stderr).not.toMatch(/\n\s+at |"stack"/);
    edit(join(cwd, 'config/tas-plus.yaml'), 'from: 6000000', 'from: 1000000');
    expect(written(cwd)).toEqual(before);
  });

  test('a code that loses its slot to another is refused by the lock', async () => {
    const cwd = project();
    edit(join(cwd, 'config/tas-plus.yaml'), 'code: VAL_BRIEF', 'code: VAL_SUMMARY');
    const refused = await tas(['compile'], { cwd });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/TAS-CFG-015 Slot 0 of stage 1 was used by `VAL_BRIEF`/);
  });

  test('a damaged lock is refused instead of forgotten', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'config/tas-plus.lock.json'), '{"stages":');
    const refused = await tas(['compile'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('The lock file is damaged.')]);
  });

  test('a model that is not there is named', async () => {
    const cwd = project();
    rmSync(join(cwd, 'config/tas-plus.yaml'));
    const refused = await tas(['compile'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('config/tas-plus.yaml:1:1 TAS-CFG-019'),
    ]);
  });

  test.each([
    ['the project itself', '.'],
    ['hand-written metadata', 'force-app/main/default'],
  ])('%s as output folder is refused for safety, and nothing is removed', async (_name, folder) => {
    const cwd = project();
    const before = written(cwd);
    const refused = await tas(['compile', '--output-dir', folder], { cwd });
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('did not make')]);
    expect(written(cwd)).toEqual(before);
  });

  test('a file as output folder is named, without the words of the disk', async () => {
    const cwd = project();
    const refused = await tas(['compile', '--output-dir', 'sfdx-project.json'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('sfdx-project.json is a file')]);
  });

  test.each([
    ['where nothing can be made', '/proc/nowhere/out', 'it cannot be made'],
    ['below a file', 'sfdx-project.json/out', 'a part of its path is a file'],
  ])('an output folder %s is told in one sentence, and nothing is written', async (_name, folder, reason) => {
    const cwd = project();
    edit(join(cwd, 'config/tas-plus.yaml'), 'en_US: Project brief', 'en_US: Brief of the project');
    const before = written(cwd);
    const refused = await tas(['compile', '--output-dir', folder], { cwd });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`cannot be used: ${reason}.`)]);
    expect(refused.stderr).toContain('1 problem. Nothing was written.');
    expect(refused.stderr).not.toMatch(/\b(?:ENOENT|ENOTDIR|EACCES|mkdir)\b/);
    expect(written(cwd)).toEqual(before);
  });

  test('a folder for the lock that cannot be written into is told, and no metadata is written without it', async () => {
    const cwd = project();
    rmSync(join(cwd, 'config/tas-plus.schema.json'), { force: true });
    cpSync(join(cwd, 'config'), join(cwd, 'kept'), { recursive: true });
    rmSync(join(cwd, 'config'), { recursive: true });
    writeFileSync(join(cwd, 'config'), '');
    const refused = await tas(['compile', '--model', 'kept/tas-plus.yaml', '--output-dir', 'out'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('The folder config cannot be used: there is a file of that name.'),
    ]);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  test('a model among files that are not its own needs only its own', async () => {
    const cwd = project();
    mkdirSync(join(cwd, 'mine'));
    cpSync(join(cwd, 'config/tas-plus.yaml'), join(cwd, 'mine/model.yaml'));
    // Sparse, and longer than any string: whoever reads the whole folder of the model fails here.
    writeFileSync(join(cwd, 'mine/recording.bin'), '');
    truncateSync(join(cwd, 'mine/recording.bin'), 2 ** 29);
    const done = await tas(['compile', '--model', 'mine/model.yaml', '--output-dir', 'out'], { cwd });
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(existsSync(join(cwd, 'mine/model.lock.json'))).toBe(true);
  });
});
