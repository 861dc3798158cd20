import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { readGates, switched } from '../../scripts/product/install/gates.ts';
import { readModel } from '../../scripts/product/model/index.ts';
import { foreignOrg } from '../install/org.ts';
import { accepted, referenceData } from '../model/models.ts';
import { referencePackage } from '../reference/index.ts';
import { leadSection, modelWithLeads } from './section.ts';

test('the conversion of leads is a gate of its own, with its state in the org', async () => {
  const model = modelWithLeads();
  const files = new Map(compileModel(model, 'model.yaml').files.map(({ path, text }) => [path, text]));
  const { org } = await foreignOrg([...referencePackage().metadata, ...files]);
  const gates = await readGates(org, { model, files } as never);
  expect(gates.find(({ id }) => id === 'lead')).toEqual({
    id: 'lead',
    name: 'Conversion of leads',
    model: 'observe',
    org: 'off',
    rules: ['Lead.TAS_L1_Two_Elements'],
  });
  expect(gates.find(({ id }) => id === 'items')?.rules.some((name) => name.startsWith('Lead.'))).toBe(false);
});

test('switching every gate switches it too; switching a stage leaves it as it is', () => {
  const text = stringify({ ...referenceData(), lead: leadSection });
  const model = modelWithLeads();
  const lead = (file: string) => accepted(readModel('model.yaml', file)).lead?.enforcement;
  const all = switched(text, model, [], 'enforce');
  expect(lead(all)).toBe('enforce');
  expect(lead(switched(all, accepted(readModel('model.yaml', all)), [], 'observe'))).toBe('observe');
  expect(lead(switched(text, model, [1], 'enforce'))).toBe('observe');
});
