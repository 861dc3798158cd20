import { describe, expect, test } from 'vitest';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { readChanged } from '../model/models.ts';
import { referenceModel } from '../reference/index.ts';
import { leadSection, modelWithLeads } from './section.ts';

const filesOf = (model: typeof referenceModel): Map<string, string> =>
  new Map(compileModel(model, 'model.yaml').files.map(({ path, text }) => [path, text]));

describe('a model without leads', () => {
  test('makes nothing on Lead and nothing for leads on Opportunity', () => {
    const files = filesOf(referenceModel);
    expect([...files.keys()].filter((path) => /Lead|TAS_Project_Name|TAS_Duplicate_Key/.test(path))).toEqual(
      ['queries.js', 'tasLeadModel.js', 'tasLeadModel.js-meta.xml', 'texts.js'].map(
        (file) => `lwc/tasLeadModel/${file}`,
      ),
    );
    // The panel is there for every model, and shows nothing for this one.
    expect(files.get('lwc/tasLeadModel/queries.js')).toContain('export const lead = null;');
    for (const role of ['Rep', 'Manager', 'Ops', 'Admin'])
      expect(files.get(`permissionsets/TAS_${role}.permissionset-meta.xml`)).not.toContain('>Lead');
  });
});

describe('a model with leads', () => {
  const model = modelWithLeads();
  const files = filesOf(model);
  const leadPaths = [...files.keys()].filter((path) => path.startsWith('objects/Lead/'));

  test('makes children of Lead alone, and no setting of how leads are converted', () => {
    expect(leadPaths).toEqual([
      'objects/Lead/fields/TAS_Duplicate_Key__c.field-meta.xml',
      'objects/Lead/fields/TAS_Lead_Complete__c.field-meta.xml',
      'objects/Lead/fields/TAS_Phone_Key__c.field-meta.xml',
      'objects/Lead/fields/TAS_Project_Brief__c.field-meta.xml',
      'objects/Lead/fields/TAS_Project_Name__c.field-meta.xml',
      'objects/Lead/validationRules/TAS_L1_Two_Elements.validationRule-meta.xml',
    ]);
    expect([...files.keys()].filter((path) => /Lead\.object|LeadConvert|layout|settings/.test(path))).toEqual([]);
  });

  test('keys are external ids, so that a query by one is selective, and not unique', () => {
    for (const path of [
      'objects/Lead/fields/TAS_Duplicate_Key__c.field-meta.xml',
      'objects/Lead/fields/TAS_Phone_Key__c.field-meta.xml',
      'objects/Opportunity/fields/TAS_Duplicate_Key__c.field-meta.xml',
    ])
      expect(files.get(path)).toMatch(/<externalId>true<[^]*<unique>false</);
  });

  test('the rule says its code in both languages and is on where conversion is enforced', () => {
    const path = 'objects/Lead/validationRules/TAS_L1_Two_Elements.validationRule-meta.xml';
    const rule = files.get(path) ?? '';
    expect(rule).toContain('<active>false</active>');
    expect(rule).toMatch(/<errorMessage>\[TAS-L1\] .*Lead panel/);
    expect(files.get('objectTranslations/Lead-zh_CN/Lead-zh_CN.objectTranslation-meta.xml')).toMatch(
      /<errorMessage>\[TAS-L1\] .*线索/,
    );
    expect(filesOf(modelWithLeads({ enforcement: 'enforce' })).get(path)).toContain('<active>true</active>');
  });

  test('every role reads the fields, none edits what is computed, and no right to create or delete leads is given', () => {
    for (const role of ['Rep', 'Manager', 'Ops', 'Admin']) {
      const set = files.get(`permissionsets/TAS_${role}.permissionset-meta.xml`) ?? '';
      expect(set.match(/<field>Lead\./g)).toHaveLength(5);
      expect(set).toMatch(/<editable>false<\/editable>\s*<field>Lead\.TAS_Lead_Complete__c/);
      expect(set).toMatch(/<editable>true<\/editable>\s*<field>Lead\.TAS_Project_Brief__c/);
      expect(set).toMatch(
        /<allowCreate>false<\/allowCreate>\s*<allowDelete>false<\/allowDelete>\s*<allowEdit>false<\/allowEdit>\s*<allowRead>true<\/allowRead>\s*<modifyAllRecords>false<\/modifyAllRecords>\s*<object>Lead</,
      );
    }
  });

  test('one phone is asked for where one counts', () => {
    const rule = filesOf(modelWithLeads({ phones: ['MobilePhone'] })).get(
      'objects/Lead/fields/TAS_Lead_Complete__c.field-meta.xml',
    );
    expect(rule).toContain('IF(NOT(ISBLANK(MobilePhone)), 1, 0)');
  });
});

describe('the part of a model about leads is refused', () => {
  const problemsOf = (changes: Readonly<Record<string, unknown>>): string[] => {
    const read = readChanged(changes);
    return read.ok ? [] : read.problems.map(({ code, what }) => `${code} ${what}`);
  };

  test('where the brief would go to a field that cannot hold it', () => {
    for (const briefTo of ['Amount', 'TAS_Nowhere__c', 'TAS_Budget_Status__c', 'Description'])
      expect(problemsOf({ lead: { ...leadSection, briefTo } })).toEqual([
        `TAS-CFG-014 \`${briefTo}\` is no text field of the model with room for 255 characters.`,
      ]);
    expect(problemsOf({ lead: { ...leadSection, briefTo: undefined } })).toEqual([]);
  });

  test('where a requirement makes a field that the package makes for leads', () => {
    const fields = [{ name: 'TAS_Project_Name__c', type: { kind: 'text' } }];
    const name = 'stages.0.required.1.fields';
    expect(problemsOf({ lead: { ...leadSection, briefTo: undefined }, [name]: fields })).toEqual([
      'TAS-CFG-014 Field `TAS_Project_Name__c` is one that the package makes for models with leads.',
    ]);
    expect(problemsOf({ [name]: fields })).toEqual([]);
  });

  test('where a text lacks a language, a phone is no phone, or the calling code is none', () => {
    const deal = { ...leadSection.deal, label: { en_US: 'A possible deal' } };
    expect(problemsOf({ lead: { ...leadSection, deal } })).toEqual(['TAS-CFG-007 `label` has no text in zh_CN.']);
    expect(problemsOf({ lead: { ...leadSection, phones: ['Email'] } })).toHaveLength(1);
    expect(problemsOf({ lead: { ...leadSection, phones: [] } })).toHaveLength(1);
    expect(problemsOf({ lead: { ...leadSection, callingCode: '+86' } })).toHaveLength(1);
  });
});
