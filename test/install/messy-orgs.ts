/** Orgs as admins have them: each with something that an install could trip over or break. */
import type { Document } from 'yaml';
import type { OrganizationSettings } from '../../scripts/practice-org/server/edition.ts';
import { escaped, type PracticeOrg, type PracticeOrgOptions } from '../../scripts/practice-org/server/index.ts';
import { practiceCurrencies } from '../../scripts/practice-org/start/currencies.ts';
import type { Finding } from '../../scripts/product/doctor/index.ts';
import { xml } from '../practice-org/deploy.ts';
import { loaded } from '../practice-org/practice.ts';
import { closedStages, stageSet, type ForeignStage } from './org.ts';

export interface MessyOrg {
  readonly what: string;
  readonly metadata: ReadonlyMap<string, string>;
  readonly options: Partial<PracticeOrgOptions>;
  /** Edits of the reference model. */
  readonly model: Readonly<Record<string, unknown>>;
  /** Stages that its deals stand in, one deal in each. */
  readonly stages: readonly string[];
  /** Record types of its deals, in turn with none. */
  readonly types: readonly string[];
  /** Objects beside deals of which it has rows. */
  readonly objects: readonly string[];
  /** More rows, given the ids of its deals. */
  readonly load?: (practice: PracticeOrg, deals: readonly string[]) => void;
  /** What doctor finds in it, by id. */
  readonly finds: Readonly<Record<string, Finding['level']>>;
  /** Whether rules of its own refuse some of the migration. */
  readonly refusesMoves: boolean;
  /** An older version of ours that is there already: what of the model was otherwise. */
  readonly earlier?: (model: Document) => void;
  /** Sentences of the plan. */
  readonly says: readonly RegExp[];
  /** Why nothing can be installed in it. */
  readonly refuses?: RegExp;
}

const fields = (name: string, inner: string): [string, string] => [
  `objects/Opportunity/fields/${name}.field-meta.xml`,
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${inner}`),
];

const text = (name: string): [string, string] => fields(name, '<type>Text</type><length>80</length>');

const rule = (name: string, formula: string, active = true): [string, string] => [
  `objects/Opportunity/validationRules/${name}.validationRule-meta.xml`,
  xml(
    'ValidationRule',
    `<fullName>${name}</fullName><active>${active}</active><errorConditionFormula>${escaped(formula)}</errorConditionFormula><errorMessage>Not so.</errorMessage>`,
  ),
];

const process = (name: string, stages: readonly string[]): [string, string] => [
  `objects/Opportunity/businessProcesses/${name}.businessProcess-meta.xml`,
  xml(
    'BusinessProcess',
    `<fullName>${name}</fullName><isActive>true</isActive>${stages.map((stage, at) => `<values><fullName>${escaped(encodeURIComponent(stage).replaceAll('%20', ' '))}</fullName><default>${at === 0}</default></values>`).join('')}`,
  ),
];

const type = (name: string, of: string): [string, string] => [
  `objects/Opportunity/recordTypes/${name}.recordType-meta.xml`,
  xml(
    'RecordType',
    `<fullName>${name}</fullName><active>true</active><businessProcess>${of}</businessProcess><label>${name}</label>`,
  ),
];

const recordType = (object: string, name: string): [string, string] => [
  `objects/${object}/recordTypes/${name}.recordType-meta.xml`,
  xml('RecordType', `<fullName>${name}</fullName><active>true</active><label>${name}</label>`),
];

/** Ids of the rows, every one of which must go in. */
const load = (practice: PracticeOrg, object: string, rows: readonly Record<string, unknown>[]): string[] =>
  rows.map((row) => loaded(practice, object, row));

const few: readonly ForeignStage[] = [{ name: 'Prospecting' }, { name: 'Proposal', probability: 60 }, ...closedStages];

interface Given extends Partial<Omit<MessyOrg, 'what' | 'metadata' | 'stages'>> {
  readonly stages?: readonly ForeignStage[];
  readonly metadata?: Iterable<readonly [string, string]>;
  readonly organization?: OrganizationSettings;
}

function messy(what: string, given: Given): MessyOrg {
  const { stages = few, metadata = [], organization, options = {}, ...more } = given;
  return {
    what,
    model: {},
    types: [],
    objects: [],
    finds: {},
    refusesMoves: false,
    says: [],
    ...more,
    metadata: new Map([stageSet(stages), ...metadata]),
    options: { ...options, ...(organization === undefined ? {} : { organization }) },
    stages: stages.map(({ name }) => name),
  };
}

const oddNames = [
  'Qualification / Discovery',
  'R&D check',
  'Say "yes"',
  "O'Neill's",
  '方案 评审',
  '100% sure',
  'a<b',
  'Ünïcode',
];
const sixty: ForeignStage[] = Array.from({ length: 58 }, (_, at) => ({
  name: oddNames[at] ?? `Old stage ${at}`,
  probability: at % 100,
  active: at % 3 !== 2,
}));

const eighteen = Array.from({ length: 18 }, (_, at) => `Type_${at}`);

export const messyOrgs: readonly MessyOrg[] = [
  messy('Chinese on in Translation Workbench, and translations of its own', {
    metadata: [
      text('Region__c'),
      ['translations/zh_CN.translation-meta.xml', xml('Translations', '')],
      [
        'objectTranslations/Opportunity-zh_CN/Region__c.fieldTranslation-meta.xml',
        xml('CustomFieldTranslation', '<label>区域</label><name>Region__c</name>'),
      ],
      [
        'objectTranslations/Opportunity-zh_CN/Opportunity-zh_CN.objectTranslation-meta.xml',
        xml('CustomObjectTranslation', ''),
      ],
    ],
  }),
  messy('60 stages, a third of them inactive, with names of every kind', { stages: [...sixty, ...closedStages] }),
  messy('18 record types with their sales processes, two of which the model names', {
    metadata: eighteen.flatMap((name, at) => [
      process(`Process ${at}`, ['Prospecting', 'Closed Won', 'Closed Lost']),
      type(name, `Process ${at}`),
    ]),
    model: { 'scope.recordTypes': ['Type_3', 'Type_11'] },
    types: ['Type_3', 'Type_4', 'Type_11'],
  }),
  messy('40 rules of its own', {
    metadata: [
      text('Region__c'),
      ...Array.from({ length: 40 }, (_, at) =>
        rule(`Own_${at}`, `AND(Amount > ${1_000_000_000 + at}, ISBLANK(Region__c))`, at % 2 === 0),
      ),
    ],
  }),
  messy('a rule that refuses every deal in a stage it does not know', {
    metadata: [
      rule(
        'Known_Stages',
        'AND(NOT(ISNEW()), ISCHANGED(StageName), CASE(StageName, "Prospecting", 0, "Proposal", 0, 1) = 1)',
      ),
    ],
    finds: { 'foreign-rule': 'warning' },
    refusesMoves: true,
  }),
  messy('several currencies', { options: { currencies: practiceCurrencies('EUR', 'CNY') } }),
  messy('Chinese as its own language', { organization: { language: 'zh_CN', name: '东岭电力' } }),
  messy('picklists that take any value', {
    metadata: [
      fields(
        'Channel__c',
        '<type>Picklist</type><valueSet><restricted>false</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>Web</fullName><default>false</default><label>Web</label></value></valueSetDefinition></valueSet>',
      ),
    ],
  }),
  messy('fields and rules of its own that are called TAS_', {
    metadata: [text('TAS_Territory__c'), rule('TAS_Own_Rule', 'Amount > 999999999999')],
  }),
  messy('a stage of the model that is inactive and worth something else', {
    stages: [
      { name: 'Validate Opportunity', probability: 77, active: false },
      { name: 'Needs Analysis', probability: 5 },
      ...few,
    ],
  }),
  messy('the order of the model turned round', {
    stages: [{ name: 'Negotiation & Signing', probability: 90 }, { name: 'Needs Analysis' }, ...few],
  }),
  messy('deals of a sandbox of another edition', {
    organization: { edition: 'Unlimited Edition', isSandbox: true, name: 'UAT' },
  }),
  messy('person accounts', {
    options: { personAccounts: true },
    metadata: [
      recordType('PersonAccount', 'Private_Customer'),
      recordType('Account', 'Company'),
      text('Contact_Mail__c'),
      rule('Reach_People', 'AND(Account.IsPersonAccount, ISBLANK(Account.PersonEmail), Amount > 1000000000)'),
      [
        'objects/Account/validationRules/Whole_Names.validationRule-meta.xml',
        xml(
          'ValidationRule',
          '<fullName>Whole_Names</fullName><active>true</active><errorConditionFormula>AND(IsPersonAccount, ISBLANK(FirstName))</errorConditionFormula><errorMessage>Not so.</errorMessage>',
        ),
      ],
    ],
    objects: ['Account'],
    load: (practice) => {
      load(practice, 'Account', [
        { Name: 'Nordwind Energie AG' },
        { Name: '李 明', LastName: '李', FirstName: '明', PersonEmail: 'li@example.com' },
      ]);
    },
    finds: { 'person-accounts': 'note' },
  }),
  messy('products on its deals', {
    objects: ['OpportunityLineItem', 'PricebookEntry', 'Product2'],
    load: (practice, deals) => {
      const [product] = load(practice, 'Product2', [{ Name: 'Relay', IsActive: true }]);
      const [book] = load(practice, 'Pricebook2', [{ Name: 'Prices', IsActive: true }]);
      const price = { Pricebook2Id: book, Product2Id: product, UnitPrice: 120, IsActive: true };
      const [entry] = load(practice, 'PricebookEntry', [price]);
      const line = { PricebookEntryId: entry, UnitPrice: 99.5 };
      load(
        practice,
        'OpportunityLineItem',
        deals.flatMap((OpportunityId, at) =>
          Array.from({ length: (at % 2) + 1 }, (_, n) => ({ ...line, OpportunityId, Quantity: n + 1 })),
        ),
      );
    },
    finds: { products: 'note' },
  }),
];

/** Those that cannot be mixed with others. */
export const ownOrgs: readonly MessyOrg[] = [
  messy('an older version of ours', {
    earlier: (model) => {
      model.deleteIn(['stages', 2]);
      model.deleteIn(['stages', 1, 'actions', 0]);
      model.addIn(['stages', 0, 'actions'], {
        code: 'VAL_FAX',
        gate: 'hard',
        kind: 'company',
        slot: 9,
        label: { en_US: 'Send a fax', zh_CN: '发传真' },
      });
    },
    model: { version: 2 },
    says: [
      /stage 1 no longer asks for Send a fax/,
      /stage 2 asks for Submit the initiation report/,
      /stage 3 asks for Discovery interviews/,
      /\+ Needs Analysis: 30 %, Pipeline/,
      /the panel's model: hash \w+ → \w+/,
    ],
    objects: ['TAS_Gate_Item__c'],
    load: (practice, deals) => {
      load(practice, 'TAS_Gate_Item__c', [
        { Opportunity__c: deals[0], Code__c: 'VAL_FAX', Item_Key__c: `${deals[0]}-VAL_FAX`, Status__c: 'Open' },
      ]);
    },
  }),
  messy('no roll-up left', {
    metadata: Array.from({ length: 25 }, (_, at) =>
      fields(
        `Lines_${at}__c`,
        '<type>Summary</type><summaryForeignKey>OpportunityLineItem.OpportunityId</summaryForeignKey><summaryOperation>count</summaryOperation>',
      ),
    ),
    finds: { 'room-rollups': 'blocker' },
    refuses: /^[1-9]\d* more roll-up summary fields are needed on Opportunity; there is room for 0 of 25\. /,
  }),
];
