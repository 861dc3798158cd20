/** A customer edits the model: the four first edits, alone and together, leave everything that must hold for any model. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseDocument } from 'yaml';
import { compileProject, type ProjectCompile } from '../../scripts/product/compile/project.ts';
import { lockFileOf, readModel, readModelFile } from '../../scripts/product/model/index.ts';
import { accepted } from '../model/models.ts';
import { modelIn, referenceModel, referenceText } from '../reference/index.ts';
import {
  compilesWithinLimits,
  isAcceptedByEditors,
  isLocked,
  proofAgrees,
  readsWithoutProblems,
  shippedModel,
} from './checks.ts';
import { edits, hardCodes, without, type Edit } from './edits.ts';
import { lives } from './life.ts';

/** A project with the shipped model, its lock and what it was compiled to, for a test to spoil. */
function projectOfItsOwn(): string {
  const root = mkdtempSync(join(tmpdir(), 'tas-edited-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const part of [shippedModel, lockFileOf(shippedModel), 'force-app/main/generated'])
    cpSync(part, join(root, part), { recursive: true });
  return root;
}

/** Changes the model of a project. Each edit is made to what the edits before it left. */
function change(file: string, made: readonly Edit[]): void {
  for (const { name, plan } of made) {
    const read = readModelFile(file);
    const edit = read.ok ? plan(read.model, read.lock) : undefined;
    if (edit === undefined) throw new Error(`${file} has no place for ${name}`);
    const document = parseDocument(readFileSync(file, 'utf8'));
    edit(document);
    writeFileSync(file, String(document));
  }
}

function compiled(root: string, file: string, check: boolean): ProjectCompile {
  const done = compileProject({ root, modelFile: file, output: join(root, 'force-app/main/generated'), check });
  if (!done.ok) throw new Error(done.problems.join('\n'));
  return done.result;
}

const shipped = readModelFile(shippedModel);
if (!shipped.ok) throw new Error(`${shippedModel} has problems`);
const { model, lock } = shipped;
/** A model whose every requirement is advisory, say, has none to make advisory. */
const possible = edits.filter(({ plan }) => plan(model, lock) !== undefined);
const cases: readonly (readonly [name: string, made: readonly Edit[]])[] = [
  ...possible.map((edit): [string, Edit[]] => [edit.name, [edit]]),
  ['all of it together', [...possible]],
];

describe.each(cases)('%s', (_name, made) => {
  test('reads with the lock, compiles, and leaves every check of a shipped model as it was', async () => {
    const root = projectOfItsOwn();
    const file = join(root, shippedModel);
    const before = modelIn(file);
    change(file, made);
    readsWithoutProblems(file);
    const after = modelIn(file);
    expect(made.filter(({ shows }) => !shows(after, before)).map(({ name }) => name)).toEqual([]);

    expect(compiled(root, file, true).state).toBe('stale');
    compiled(root, file, false);
    expect(compiled(root, file, true).state).toBe('fresh');

    isLocked(file);
    isAcceptedByEditors(file);
    compilesWithinLimits(file);
    proofAgrees(file);
    const found = await lives(root);
    expect(found.map(({ track }) => track)).toEqual(after.tracks.map(({ name }) => name));
    for (const { stages } of found) expect(stages.at(-1)).toBe(after.closed.won.name);
  });
});

test('every edit has its place in the reference model, and moves its line B from 1,000,000 to 800,000', () => {
  const document = parseDocument(referenceText);
  for (const { name, plan } of edits) {
    const edit = plan(referenceModel, undefined);
    expect([name, edit]).toEqual([name, expect.any(Function)]);
    edit?.(document);
  }
  const after = accepted(readModel('edited.yaml', String(document)));
  expect(edits.filter(({ shows }) => !shows(after, referenceModel))).toEqual([]);
  expect(after.grades.find(({ letter }) => letter === 'B')?.from).toBe(800_000);
});

test('a deal is asked for what an edit made hard, and no longer for what it made advisory', async () => {
  const root = projectOfItsOwn();
  const file = join(root, shippedModel);
  const before = hardCodes(modelIn(file));
  change(file, possible);
  compiled(root, file, false);
  const after = hardCodes(modelIn(file));
  const asked = (await lives(root)).flatMap(({ settled }) => settled);
  expect(asked.length).toBeGreaterThan(0);
  expect(without(without(after, before), asked)).toEqual([]);
  expect(asked.filter((code) => !after.includes(code))).toEqual([]);
});
