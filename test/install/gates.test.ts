import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGates, readProject } from '../../scripts/product/install/index.ts';
import { switched } from '../../scripts/product/install/gates.ts';
import { readModel, type SalesModel } from '../../scripts/product/model/index.ts';
import { referenceModel as model, referenceProject, referenceText } from '../reference/index.ts';
import { foreignOrg, stageSet, closedStages } from './org.ts';

const read = (text: string): SalesModel => {
  const found = readModel('model.yaml', text);
  if (!found.ok) throw new Error(found.problems.map(({ what }) => what).join('\n'));
  return found.model;
};

const enforced = ({ stages, enforcement }: SalesModel) => ({
  stages: stages.flatMap(({ id, enforcement: says }) => (says === 'enforce' ? [id] : [])),
  ...enforcement,
});

/** Lines of one text that the other has not. */
const newLines = (text: string, of: string): string[] => {
  const known = new Set(of.split('\n'));
  return text.split('\n').filter((line) => !known.has(line));
};

test('a stage is switched with the rules of the items, and nothing else of the file changes', () => {
  const [first] = model.stages;
  const text = switched(referenceText, model, [first?.id ?? 0], 'enforce');
  expect(enforced(read(text))).toMatchObject({ stages: [first?.id], movement: 'observe', items: 'enforce' });
  expect(newLines(text, referenceText).map((line) => line.trim())).toEqual(['items: enforce', 'enforcement: enforce']);
  expect(newLines(referenceText, text).map((line) => line.trim())).toEqual(['items: observe']);
});

test('the items go on refusing while any stage does, and stop with the last one', () => {
  const ids = model.stages.slice(0, 2).map(({ id }) => id);
  const both = switched(referenceText, model, ids, 'enforce');
  const one = switched(both, read(both), ids.slice(0, 1), 'observe');
  expect(enforced(read(one))).toMatchObject({ stages: ids.slice(1), items: 'enforce' });
  const none = switched(one, read(one), ids.slice(1), 'observe');
  expect(enforced(read(none))).toMatchObject({ stages: [], items: 'observe' });
});

test('all of them are switched, and back', () => {
  const all = switched(referenceText, model, [], 'enforce');
  expect(enforced(read(all))).toMatchObject({
    stages: model.stages.map(({ id }) => id),
    movement: 'enforce',
    items: 'enforce',
  });
  expect(switched(all, read(all), [], 'enforce')).toBe(all);
  const back = switched(all, read(all), [], 'observe');
  expect(enforced(read(back))).toEqual(enforced(model));
});

test('a stage that the model has not is named, with those that it has', () => {
  expect(() => switched(referenceText, model, [99], 'enforce')).toThrow('The model has no stage 99. It has 1 ');
});

test('gates of an org without the package are not installed', async () => {
  const { org } = await foreignOrg([stageSet(closedStages)]);
  const project = readProject(referenceProject, join(referenceProject, 'config', 'tas-plus.yaml'), undefined);
  if (!project.ok) throw new Error(project.problems.join('\n'));
  const gates = await readGates(org, project.project);
  expect(gates.map(({ id }) => id)).toEqual([...model.stages.map(({ id }) => id), 'movement', 'items']);
  expect(new Set(gates.map(({ org: state }) => state))).toEqual(new Set(['not installed']));
});
