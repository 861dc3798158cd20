import { expect, test } from 'vitest';
import { leadFindings } from '../../scripts/product/doctor/lead-checks.ts';
import { readState } from '../../scripts/product/install/index.ts';
import { foreignOrg } from '../install/org.ts';
import { xml } from '../practice-org/deploy.ts';
import { referenceModel, referencePackage } from '../reference/index.ts';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { modelWithLeads } from './section.ts';

const model = modelWithLeads();
const file = 'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting-meta.xml';

/** Custom fields that an org maps onto those of an object. */
const mapping = (object: string, pairs: readonly (readonly [string, string])[]): string =>
  xml(
    'LeadConvertSettings',
    `<objectMapping><inputObject>Lead</inputObject>${pairs.map(([from, to]) => `<mappingFields><inputField>${from}</inputField><outputField>${to}</outputField></mappingFields>`).join('')}<outputObject>${object}</outputObject></objectMapping>`,
  );

const all = ['TAS_Project_Name__c', 'TAS_Duplicate_Key__c', 'TAS_Project_Brief__c'].map(
  (name) => [name, name] as const,
);

test('a mapping that hands everything over is in order, as an org gives it', async () => {
  const { metadata } = referencePackage();
  const files = compileModel(model, 'model.yaml').files.map(({ path, text }) => [path, text] as const);
  const { org } = await foreignOrg([...metadata, ...files, [file, mapping('Opportunity', all)]]);
  const state = await readState(org, [{ type: 'LeadConvertSettings', name: 'LeadConvertSettings' }]);
  expect([...state.keys()]).toEqual([file]);
  expect(leadFindings({ files: state }, { model })).toMatchObject([{ id: 'lead-mapping', level: 'ok' }]);
});

test('what is not mapped to the deal, or to another field of it, is named with the step that maps it', () => {
  const [finding] = leadFindings({ files: new Map([[file, mapping('Opportunity', all.slice(0, 1))]]) }, { model });
  expect(finding).toMatchObject({ level: 'warning', mend: expect.stringContaining('Map Lead Fields') as unknown });
  expect(finding?.what).toBe(
    'Conversion does not map Lead.TAS_Duplicate_Key__c to Opportunity.TAS_Duplicate_Key__c, Lead.TAS_Project_Brief__c to Opportunity.TAS_Project_Brief__c.',
  );
  expect(leadFindings({ files: new Map([[file, mapping('Contact', all)]]) }, { model })).toMatchObject([
    { level: 'warning' },
  ]);
});

test('where the org does not say, that is said; a model without leads asks nothing', () => {
  expect(leadFindings({ files: new Map() }, { model })).toMatchObject([{ level: 'note' }]);
  expect(leadFindings({ files: new Map() }, { model: referenceModel })).toEqual([]);
});
