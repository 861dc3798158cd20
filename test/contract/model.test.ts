/** What a model may say of contracts, and what is made of it. */
import { expect, test } from 'vitest';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { fieldsRead } from '../../scripts/product/gate/index.ts';
import { readChanged } from '../model/models.ts';
import { referenceModel } from '../reference/index.ts';
import { contractSection, modelWithContracts } from './section.ts';

const filesOf = (model: typeof referenceModel): Map<string, string> =>
  new Map(compileModel(model, 'model.yaml').files.map(({ path, text }) => [path, text]));

function problemsOf(section: Readonly<Record<string, unknown>>): string[] {
  const read = readChanged({ contract: { ...contractSection, ...section } });
  return read.ok ? [] : read.problems.map(({ code, what }) => `${code} ${what}`);
}

test('number and date are fields of the model that can hold them, and delivery gets answers to its requirements, each once', () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ number: 'TAS_Contract_Signed_Date__c' })).toEqual([
    'TAS-CFG-014 `TAS_Contract_Signed_Date__c` is no text field that the model asks for.',
  ]);
  expect(problemsOf({ date: 'TAS_Nowhere__c' })).toEqual([
    'TAS-CFG-014 `TAS_Nowhere__c` is no date field that the model asks for.',
  ]);
  expect(problemsOf({ handover: ['VAL_BRIEF', 'SIG_NOTHING', 'VAL_BRIEF'] })).toEqual([
    'TAS-CFG-008 The model has no requirement `SIG_NOTHING`.',
    'TAS-CFG-006 `VAL_BRIEF` stands twice.',
  ]);
  expect(problemsOf({ term: 0 })).toHaveLength(1);
});

test('a gate may follow the contract to fields that every contract has', () => {
  const withReach = (reach: string) =>
    readChanged({ 'stages.6.required.0.fields': [{ name: 'ContractId', reach: [reach] }] });
  expect(withReach('ActivatedDate').ok).toBe(true);
  const wrong = withReach('Status');
  expect(wrong.ok ? [] : wrong.problems.map(({ what }) => what)).toEqual([
    'Contract has no field `Status` that can be asked for.',
  ]);
});

test('a model without contracts makes nothing on Contract, and reads nothing of one', () => {
  const files = filesOf(referenceModel);
  expect([...files.keys()].filter((path) => /objects\/Contract|TAS_K\d/.test(path))).toEqual([]);
  expect(files.get('lwc/tasContractModel/queries.js')).toContain('export const contract = null;');
  for (const role of ['Rep', 'Manager', 'Ops', 'Admin'])
    expect(files.get(`permissionsets/TAS_${role}.permissionset-meta.xml`)).not.toContain('>Contract');
  expect(fieldsRead(referenceModel).related.filter((path) => path.startsWith('Contract.'))).toEqual([]);
});

test('a model with contracts makes two fields and two rules on Contract, and never the object itself', () => {
  const files = filesOf(modelWithContracts());
  expect([...files.keys()].filter((path) => path.startsWith('objects/Contract/'))).toEqual([
    'objects/Contract/fields/TAS_Amount__c.field-meta.xml',
    'objects/Contract/fields/TAS_Opportunity__c.field-meta.xml',
    'objects/Contract/validationRules/TAS_K2_Account_Of_Deal.validationRule-meta.xml',
    'objects/Contract/validationRules/TAS_K3_Deal_Stays.validationRule-meta.xml',
  ]);
  expect(files.get('objectTranslations/Contract-zh_CN/Contract-zh_CN.objectTranslation-meta.xml')).toMatch(
    /\[TAS-K2\] .*合同/,
  );
});

test('reps make contracts, managers and operations read them, and nobody deletes one by our permission sets', () => {
  const files = filesOf(modelWithContracts());
  const rightsOf = (role: string) => {
    const text = files.get(`permissionsets/TAS_${role}.permissionset-meta.xml`) ?? '';
    const own = text.split('<objectPermissions>').find((part) => part.includes('<object>Contract</object>')) ?? '';
    return ['Create', 'Read', 'Edit', 'Delete'].filter((right) => own.includes(`<allow${right}>true<`));
  };
  expect(['Rep', 'Admin', 'Manager', 'Ops'].map(rightsOf)).toEqual([
    ['Create', 'Read', 'Edit'],
    ['Create', 'Read', 'Edit'],
    ['Read'],
    ['Read'],
  ]);
  expect(files.get('permissionsets/TAS_Manager.permissionset-meta.xml')).toMatch(
    /<editable>false<\/editable>\s*<field>Contract.TAS_Amount__c</,
  );
});
