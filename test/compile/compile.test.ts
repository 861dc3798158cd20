import { describe, expect, test } from 'vitest';
import { compileModel, formulaLimits, stageValues } from '../../scripts/product/compile/index.ts';
import { formulaFields } from '../../scripts/product/compile/computed-fields.ts';
import { packageFieldSpecs } from '../../scripts/product/compile/opportunity-fields.ts';
import { packageFields, readModel, requirementsOf } from '../../scripts/product/model/index.ts';
import { computedFields } from '../../scripts/product/vocabulary/index.ts';
import { accepted, modelOfSize, readChanged, withoutReason } from '../model/models.ts';
import { referenceModel as model, referenceText } from '../reference/index.ts';

const compiled = compileModel(model, 'tas-plus.yaml');
const named = (part: string): string[] => compiled.files.map(({ path }) => path).filter((path) => path.includes(part));
const textOf = (path: string): string => compiled.files.find((file) => file.path === path)?.text ?? '';

describe('the compiled reference model', () => {
  test('is the same bytes at every compile', () => {
    const again = compileModel(accepted(readModel('tas-plus.yaml', referenceText)), 'tas-plus.yaml');
    expect(again.files).toEqual(compiled.files);
  });

  test('stays within its budget of rules and roll-ups on Opportunity', () => {
    expect(named('objects/Opportunity/validationRules/').length).toBe(16);
    expect(named('objects/Opportunity/fields/TAS_Done_').length).toBe(7);
  });

  test('ships every rule inactive, because everything is only observed', () => {
    const rules = compiled.files.filter(({ path }) => path.includes('/validationRules/'));
    expect(rules.length).toBe(40);
    expect(rules.filter(({ text }) => !text.includes('<active>false</active>'))).toEqual([]);
  });

  test("holds children of Opportunity only, and nothing that replaces what is the customer's", () => {
    const refused = /Opportunity\.object-meta|\.profile|\.layout-meta|LeadConvert|standardValueSet|flexipage/;
    expect(compiled.files.map(({ path }) => path).filter((path) => refused.test(path))).toEqual([]);
  });

  test('makes a field for each field a requirement asks for, unless the platform or the package has it', () => {
    const asked = requirementsOf(model).flatMap(({ requirement }) => requirement.fields ?? []);
    const made = asked.filter(({ type }) => type !== undefined).map(({ name }) => name);
    expect(made.length).toBeGreaterThan(40);
    for (const name of made) expect(named(`objects/Opportunity/fields/${name}.field-meta.xml`)).toHaveLength(1);
  });

  test('describes every field, gives it help, translates it and puts it in the permission set of every role it is for', () => {
    const fields = named('/fields/');
    expect(fields.length).toBeGreaterThan(80);
    for (const path of fields) {
      const [, object = '', , file = ''] = path.split('/');
      const name = file.replace('.field-meta.xml', '');
      const text = textOf(path);
      expect(text).toMatch(/<description>.+<\/description>/);
      expect(text).toMatch(/<inlineHelpText>.+<\/inlineHelpText>/);
      expect(textOf(`objectTranslations/${object}-zh_CN/${name}.fieldTranslation-meta.xml`)).toMatch(
        /<label>[^<]*[\u4e00-\u9fff]/,
      );
      if (/<type>MasterDetail|<required>true/.test(text)) continue;
      for (const role of object === 'TAS_Run__c' ? ['Ops', 'Admin'] : ['Rep', 'Manager', 'Ops', 'Admin'])
        expect(textOf(`permissionsets/TAS_${role}.permissionset-meta.xml`)).toContain(
          `<field>${object}.${name}</field>`,
        );
    }
  });

  test('begins each message with its code and names the panel, in both languages, within 255 characters', () => {
    const rules = named('/validationRules/');
    for (const path of rules) {
      const message = /<errorMessage>(.*)<\/errorMessage>/.exec(textOf(path))?.[1] ?? '';
      expect(message).toMatch(/^\[TAS-[GMIPR]\d+\] /);
      const panels: Readonly<Record<string, string>> = { P: 'Customer map', R: 'Registration panel' };
      expect(message).toContain(panels[message.charAt('[TAS-'.length)] ?? 'Stage gate panel');
      expect(message.length).toBeLessThanOrEqual(255);
    }
    const translated = [
      ...textOf('objectTranslations/Opportunity-zh_CN/Opportunity-zh_CN.objectTranslation-meta.xml').matchAll(
        /<errorMessage>(.*)<\/errorMessage>/g,
      ),
    ];
    expect(translated.length).toBe(16);
    for (const [, message = ''] of translated) expect(message).toMatch(/^\[TAS-[GM]\d+\] .*阶段关口/);
  });

  test('gives every label in both languages', () => {
    const names = [...textOf('labels/CustomLabels.labels-meta.xml').matchAll(/<fullName>(\w+)<\/fullName>/g)].map(
      ([, name]) => name,
    );
    const translated = [...textOf('translations/zh_CN.translation-meta.xml').matchAll(/<name>(\w+)<\/name>/g)].map(
      ([, name]) => name,
    );
    const lists = names.map((name = '') => name.replace(/_\d+$/, ''));
    expect([...new Set(lists)]).toEqual([
      'TAS_Model',
      'TAS_Panel',
      'TAS_Home',
      'TAS_Board',
      'TAS_Chance',
      'TAS_Map',
      'TAS_Coach',
      'TAS_Questions',
      'TAS_Contract',
      'TAS_Lead',
      'TAS_Registration',
      'TAS_Model_Hash',
    ]);
    expect(names.length).toBeGreaterThan(10);
    // Tabs are translated in the same file.
    expect(translated).toEqual([...names, 'TAS_Board', 'TAS_Today']);
  });

  test('carries its model hash in a label of its own and in the module of the panel, and nowhere else', () => {
    expect(compiled.hash).toMatch(/^[0-9a-f]{12}$/);
    expect(textOf('lwc/tasModel/model.js')).toContain(`modelHash = '${compiled.hash}'`);
    const label = /<fullName>TAS_Model_Hash<\/fullName>[^]*?<value>(.*)<\/value>/;
    expect(label.exec(textOf('labels/CustomLabels.labels-meta.xml'))?.[1]).toBe(compiled.hash);
    expect(compiled.files.filter(({ text }) => text.includes(compiled.hash)).map(({ path }) => path)).toEqual([
      'labels/CustomLabels.labels-meta.xml',
      'lwc/tasModel/model.js',
      'translations/zh_CN.translation-meta.xml',
    ]);
  });

  test('gives reps no deletion of items, no grade to write, and nobody but ops the bypass', () => {
    const set = (role: string) => textOf(`permissionsets/TAS_${role}.permissionset-meta.xml`);
    expect(set('Rep')).not.toContain('<allowDelete>true');
    expect(set('Rep')).toMatch(/<editable>false<\/editable>\s*<field>Opportunity\.TAS_Grade__c/);
    expect(set('Manager')).toMatch(/<editable>true<\/editable>\s*<field>Opportunity\.TAS_Grade__c/);
    expect(
      ['Rep', 'Manager', 'Ops', 'Admin', 'Bypass'].filter((role) => set(role).includes('<name>TAS_Bypass<')),
    ).toEqual(['Ops', 'Bypass']);
  });

  test('lets nobody edit what the package computes', () => {
    const computed = [...formulaFields(model).map(({ name }) => name), 'TAS_Done_1__c'];
    for (const role of ['Rep', 'Manager', 'Ops', 'Admin'])
      for (const name of computed)
        expect(textOf(`permissionsets/TAS_${role}.permissionset-meta.xml`)).toMatch(
          new RegExp(`<editable>false</editable>\\s*<field>Opportunity\\.${name}<`),
        );
  });

  test('makes exactly the fields that the model module says the package has', () => {
    expect(
      packageFieldSpecs(model)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(packageFields).toSorted());
    expect(
      formulaFields(model)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([...computedFields].toSorted());
  });
});

describe('size', () => {
  test('ten stages of twelve hard requirements stay within every limit and within 20 rules and 10 roll-ups', () => {
    const large = compileModel(modelOfSize(10, 12), 'large.yaml');
    expect(large.findings).toEqual([]);
    const count = (part: string) => large.files.filter(({ path }) => path.includes(part)).length;
    expect(count('objects/Opportunity/validationRules/')).toBeLessThanOrEqual(20);
    expect(count('objects/Opportunity/fields/TAS_Done_')).toBe(10);
    for (const { size } of large.formulas) expect(size.compiled).toBeLessThanOrEqual(formulaLimits.compiled);
  });

  test('a gate whose formula would be too long is refused at the stage that asks for it', () => {
    const long = 'TAS_A_Very_Long_Field_Name_Of_Forty_Ch';
    const values = Array.from({ length: 40 }, (_, index) => `A rather long accepted answer no. ${index}`);
    const read = readChanged({
      'stages.1.required': [
        {
          code: 'INI_LONG',
          gate: 'hard',
          slot: 0,
          label: { en_US: 'Long', zh_CN: '长' },
          fields: Array.from({ length: 3 }, (_, index) => ({
            name: `${long}${index}__c`,
            type: {
              kind: 'picklist',
              values: values.map((value) => ({ value, label: { en_US: value, zh_CN: value } })),
            },
            accept: values,
          })),
        },
      ],
    });
    if (!read.ok) throw new Error(read.problems.map(({ what }) => what).join('\n'));
    const { findings } = compileModel(read.model, 'long.yaml');
    expect(findings.map(({ kind, path }) => [kind, path])).toContainEqual(['formulaSize', ['stages', 1]]);
    const [problem] = findings.map((finding) => read.source.place(finding));
    expect(problem?.line).toBeGreaterThan(1);
    expect(problem?.what).toMatch(/TAS_G02 has \d+ characters; at most 3900/);
  });
});

test('the stages for the org follow the model: probability, forecast category, won and lost', () => {
  expect(
    stageValues(model)
      .map(({ name, probability, forecastCategory, isClosed, isWon }) => [
        name,
        probability,
        forecastCategory,
        isClosed,
        isWon,
      ])
      .slice(5),
  ).toEqual([
    ['Bid Submission', 60, 'BestCase', false, false],
    ['Negotiation & Signing', 90, 'Forecast', false, false],
    ['Closed Won', 100, 'Closed', true, true],
    ['Closed Lost', 0, 'Omitted', true, false],
  ]);
});

describe('why a deal was won or lost', () => {
  const path = 'objects/TAS_Coaching_Answer__c/fields/Reason__c.field-meta.xml';
  const valuesIn = (text: string): (string | undefined)[] =>
    [...text.matchAll(/<fullName>([^<]*)<\/fullName>/g)].map(([, value]) => value).slice(1);

  test('is one picklist of both lists, each value once, translated, and the coach offers either list', () => {
    expect(valuesIn(textOf(path))).toEqual([
      ...['Price', 'Solution', 'Relationship', 'Cancelled', 'No decision', 'Other'],
      ...['Delivery and service', 'References', 'No rival'],
    ]);
    const translated = textOf('objectTranslations/TAS_Coaching_Answer__c-zh_CN/Reason__c.fieldTranslation-meta.xml');
    expect(translated.match(/<translation>[\u4e00-\u9fff]+<\/translation>/g)).toHaveLength(9);
    const script = textOf('lwc/tasCoachModel/queries.js');
    expect(script).toContain('"lost":["Price","Solution","Relationship","Cancelled","No decision","Other"]');
    expect(script).toContain('"won":["Price","Solution","Relationship","Delivery and service"');
    expect(script).toContain('TAS_Loss_Reason__c@optional{value}');
  });

  test('is not made, and nothing of the deal is read for it, where no question asks', () => {
    const { files } = compileModel(accepted(withoutReason()), 'tas-plus.yaml');
    expect(files.filter(({ path: one }) => one.includes('Answer__c') && one.includes('Reason__c'))).toEqual([]);
    const script = files.find(({ path: one }) => one === 'lwc/tasCoachModel/queries.js')?.text ?? '';
    expect(script).toContain('reasons: null');
    expect(script).not.toMatch(/Loss_Reason|@optional\{value\} Reason__c|IsWon|updateable/);
  });
});

describe('the languages of a model', () => {
  const chinese = /[\u4e00-\u9fff]/;
  const compiledIn = (languages: readonly string[]) => {
    const read = accepted(readChanged({ languages }));
    return new Map(compileModel(read, 'model.yaml').files.map(({ path, text }) => [path, text]));
  };

  test.each([
    ['alone', ['zh_CN'], []],
    ['before another', ['zh_CN', 'en_US'], ['en_US']],
  ])(
    'the first one, %s, is that of every label, help text, picklist value, message and custom label',
    (_n, all, more) => {
      const files = compiledIn(all);
      const shown = [...files].filter(([path]) => /\/(fields|validationRules)\//.test(path));
      expect(shown.length).toBeGreaterThan(100);
      for (const [path, text] of shown)
        for (const [, tag, value] of text.matchAll(/<(label|inlineHelpText|errorMessage)>(.*)<\/\1>/g)) {
          expect([path, tag, value]).toEqual([path, tag, expect.stringMatching(chinese)]);
        }
      expect(files.get('objects/TAS_Gate_Item__c/TAS_Gate_Item__c.object-meta.xml')).toContain('<label>关口项</label>');
      const labels = files.get('labels/CustomLabels.labels-meta.xml') ?? '';
      expect(labels).toContain('<language>zh_CN</language>');
      const lines = [...labels.matchAll(/<value>([^<]*)<\/value>/g)].flatMap(([, value = '']) => value.split('\n'));
      expect(lines.length).toBeGreaterThan(200);
      const hash = /modelHash = '(\w+)'/.exec(files.get('lwc/tasModel/model.js') ?? '')?.[1];
      expect(lines.filter((line) => !chinese.test(line))).toEqual([
        'format.compactFrom=10000',
        'row.field=“{0}”{1}',
        'board.cell={0}，{1}：{2}',
        hash,
      ]);
      const translated = [...files.keys()].filter((path) => path.startsWith('translations/'));
      expect(translated).toEqual(more.map((language) => `translations/${language}.translation-meta.xml`));
    },
  );

  test('the others are translations, with picklist values keyed by the label in the first', () => {
    const files = compiledIn(['zh_CN', 'en_US']);
    const status = files.get('objectTranslations/Opportunity-en_US/TAS_Budget_Status__c.fieldTranslation-meta.xml');
    expect(status).toContain('<masterLabel>已批准</masterLabel>');
    expect(status).toContain('<translation>Approved</translation>');
  });
});
