/** The models that ship are the customer's to change, so this asks of them only what must hold for any. */
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileProject } from '../../scripts/product/compile/project.ts';
import { modelIn } from '../reference/index.ts';
import {
  compilesWithinLimits,
  isAcceptedByEditors,
  isLocked,
  proofAgrees,
  readsWithoutProblems,
  shippedModel,
  shippedModels,
} from './checks.ts';
import { lives } from './life.ts';

describe.each(shippedModels)('%s', (file) => {
  test('reads without problems', () => readsWithoutProblems(file));

  test('has every code and slot in the lock beside it', () => isLocked(file));

  test('is accepted by the schema that editors check it with', () => isAcceptedByEditors(file));

  test('compiles within the limits of the platform', () => compilesWithinLimits(file));

  test('answers random writes by engine and compiled rules alike', () => proofAgrees(file));

  test('lets a rep win a deal on every track once whoever a verdict names has cleared each gate', async () => {
    const model = modelIn(file);
    const found = await lives('.', file === shippedModel ? undefined : resolve(file));
    expect(found.map(({ track }) => track)).toEqual(model.tracks.map(({ name }) => name));
    for (const { stages } of found) expect(stages.at(-1)).toBe(model.closed.won.name);
  });
});

test('the committed metadata, lock and schema are what the default model compiles to', () => {
  const compiled = compileProject({
    root: '.',
    modelFile: shippedModel,
    output: resolve('force-app/main/generated'),
    check: true,
  });
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
  const { state, files, beside } = compiled.result;
  expect({ state, beside, ...files, unchanged: files.unchanged > 0 }).toEqual({
    state: 'fresh',
    beside: [],
    created: [],
    changed: [],
    removed: [],
    unchanged: true,
  });
});
