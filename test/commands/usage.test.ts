import { describe, expect, test } from 'vitest';
import { project, tas } from './tas.ts';

describe('a person who asks for the version', () => {
  test('is told that of the package, and the Node that runs it', async () => {
    const { code, stdout } = await tas(['--version'], { cwd: project() });
    expect([code, stdout.trim()]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^tas-plus-for-salesforce/\\d+\\.\\d+\\.\\d+ \\S+ node-${process.version}$`)),
    ]);
  });
});

describe('a command that is called wrongly', () => {
  test.each([
    ['an unknown flag', ['compile', '--nope']],
    ['an unknown command', ['comply']],
    ['a required flag that is missing', ['grade']],
    ['a value that is no option', ['grade', '--target-org', 'practice', '--api', 'soap']],
    ['a port that is no number', ['practice', 'start', '--port', 'abc']],
    ['flags that exclude each other', ['practice', 'start', '--bare', '--sample']],
  ])('%s ends with 1: 2 means changes pending', async (_name, args) => {
    const { code, stdout, stderr } = await tas(args, { cwd: project() });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/error/i);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('says the same as JSON, with the name of the error as its code', async () => {
    const cwd = project();
    const usage = await tas(['compile', '--nope', '--json'], { cwd });
    expect(usage.code).toBe(1);
    expect(JSON.parse(usage.stdout)).toMatchObject({ exitCode: 1, status: 1 });
    const unknown = await tas(['grade', '--target-org', 'nobody', '--json'], { cwd });
    expect(JSON.parse(unknown.stdout)).toMatchObject({ name: 'UnknownOrg', code: 'UnknownOrg', exitCode: 1 });
  });
});
