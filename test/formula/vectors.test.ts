import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVectors, runVector, type Vector } from '../../scripts/proof/vectors/vectors.ts';

const file = path.join(import.meta.dirname, '../data/formula/vectors.jsonl');

function allVectors(): readonly Vector[] {
  const read = readVectors(readFileSync(file, 'utf8'));
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.vectors;
}

const vectors = allVectors();
const engineOnly = /\b(?:IFERROR|IFS|SUBSTR)\(/;

describe("Answers of Salesforce's own engine", () => {
  it('are all there', () => {
    expect(vectors).toHaveLength(4182);
    expect(vectors.filter(({ treatBlanksAs }) => treatBlanksAs === 'zero')).toHaveLength(562);
    expect(vectors.filter(({ expected }) => expected.error !== undefined)).toHaveLength(349);
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(4182);
  });

  const categories = Map.groupBy(vectors, ({ category }) => category);
  it.each([...categories.keys()])('are ours for %s', (category) => {
    const verdicts = (categories.get(category) ?? [])
      .filter(({ formula }) => !engineOnly.test(formula))
      .map((vector) => ({ id: vector.id, formula: vector.formula, ...runVector(vector) }));
    expect(verdicts.filter(({ kind }) => kind !== 'agree')).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(0);
  });

  it('are not imitated for the three functions every org refuses', () => {
    const messages = vectors.filter(({ formula }) => engineOnly.test(formula)).map(runVector);
    expect(messages).toEqual([
      { kind: 'unsupported', message: 'Unknown function IFERROR. Check spelling.' },
      { kind: 'unsupported', message: 'Unknown function IFS. Check spelling.' },
      { kind: 'unsupported', message: 'Unknown function SUBSTR. Check spelling.' },
    ]);
  });
});

describe('The vector check', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vectors-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  interface Ended {
    readonly code: number;
    readonly out: string;
    readonly err: string;
  }

  const run = (...args: readonly string[]): Promise<Ended> =>
    new Promise((resolve) => {
      const command = path.join(import.meta.dirname, '../../scripts/proof/vectors.ts');
      const child = execFile(process.execPath, [command, ...args], (_, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err });
      });
    });

  const write = async (name: string, ...lines: readonly unknown[]): Promise<string> => {
    const target = path.join(folder, name);
    await writeFile(target, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    return target;
  };

  const vector = (id: string, formula: string, expected: object): object => ({
    id,
    category: 'own',
    formula,
    treatBlanksAs: 'blank',
    fields: {},
    expected,
  });

  it('ends with the counts and succeeds when nothing disagrees', async () => {
    const target = await write(
      'agree.jsonl',
      vector('a', '1 + 1', { type: 'number', result: '2.00' }),
      vector('b', 'IFERROR(1/0, 2)', { type: 'number', result: '2' }),
      vector('c', '1/0', { error: { phase: 'runtime' } }),
      vector('d', 'FOO(1)', { error: { phase: 'compile' } }),
    );
    expect(await run(target)).toEqual({ code: 0, out: '3 agree, 0 disagree, 1 unsupported\n', err: '' });
  });

  it('shows id, formula, expected and got of what disagrees, and fails', async () => {
    const target = await write('disagree.jsonl', vector('x1', '1 + 1', { type: 'number', result: '3' }));
    const { code, out } = await run(target);
    expect(code).toBe(1);
    expect(out).toBe(
      'x1  1 + 1\n  expected {"type":"number","result":"3"}\n' +
        '  got      {"type":"number","result":2,"test":false}\n0 agree, 1 disagree, 0 unsupported\n',
    );
  });

  it.each([
    ['value for error', '1', { error: { phase: 'runtime' } }],
    ['error for value', '1/0', { type: 'number', result: '1' }],
    ['wrong phase', '1/0', { error: { phase: 'compile' } }],
    ['wrong type', '"1"', { type: 'number', result: '1' }],
    ['wrong boolean reading', '1 = NULL', { type: 'boolean', result: null, asBoolean: true }],
    ['value for null', '1', { type: 'number', result: null }],
    ['null for value', '1 + NULL', { type: 'number', result: '0' }],
  ])('counts a %s as a disagreement', (_, formula, expected) => {
    const read = readVectors(JSON.stringify(vector('x', formula, expected)));
    expect(read.ok && read.vectors.map((each) => runVector(each).kind)).toEqual(['disagree']);
  });

  it('says what is wrong with a file it cannot use, without a stack trace', async () => {
    const [missing, malformed, empty, none] = await Promise.all([
      run(path.join(folder, 'none.jsonl')),
      run(
        await write('bad.jsonl', 'not json', vector('a', '1', {}), { id: 'b' }, { ...vector('c', '1', {}), tz: 'X' }),
      ),
      run(await write('empty.jsonl', '')),
      run(),
    ]);
    expect(missing.code).toBe(1);
    expect(missing.err).toMatch(/^Cannot read .*none\.jsonl: ENOENT/);
    expect(malformed.code).toBe(1);
    expect(malformed.err).toMatch(
      /bad\.jsonl is not a file of formula vectors:\nline 1: not JSON\nline 3: category: [^]*\nline 4: tz: no time zone/,
    );
    expect(empty.err).toMatch(/it holds no vectors/);
    expect(none).toEqual({ code: 1, out: '', err: 'Usage: npm run vectors -- FILE\n' });
    for (const { err } of [missing, malformed, empty]) expect(err).not.toMatch(/\n\s+at /);
  });
});
