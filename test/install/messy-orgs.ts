/** Orgs as admins have them: each with something that an install could trip over or break. */
import type { OrganizationSettings } from '../../scripts/practice-org/server/edition.ts';
import { escaped, type PracticeOrgOptions } from '../../scripts/practice-org/server/index.ts';
import { practiceCurrencies } from '../../scripts/practice-org/start/currencies.ts';
import { xml } from '../practice-org/deploy.ts';
import { closedStages, stageSet, type ForeignStage } from './org.ts';

export interface MessyOrg {
  readonly what: string;
  readonly metadata: ReadonlyMap<string, string>;
  readonly options: Partial<PracticeOrgOptions>;
  /** Edits of the reference model. */
  readonly model: Readonly<Record<string, unknown>>;
  /** Stages that its deals stand in. */
  readonly stages: readonly string[];
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

const few: readonly ForeignStage[] = [{ name: 'Prospecting' }, { name: 'Proposal', probability: 60 }, ...closedStages];

interface Given {
  readonly stages?: readonly ForeignStage[];
  readonly metadata?: Iterable<readonly [string, string]>;
  readonly organization?: OrganizationSettings;
  readonly options?: Partial<PracticeOrgOptions>;
  readonly model?: Readonly<Record<string, unknown>>;
}

function messy(what: string, given: Given): MessyOrg {
  const { stages = few, metadata = [], organization, options = {}, model = {} } = given;
  return {
    what,
    metadata: new Map([stageSet(stages), ...metadata]),
    options: { ...options, ...(organization === undefined ? {} : { organization }) },
    model,
    stages: stages.filter(({ active = true }) => active).map(({ name }) => name),
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
  messy('60 stages, a third of them inactive, with names of every kind', { stages: [...sixty, ...closedStages] }),
  messy('18 record types with their sales processes, two of which the model names', {
    metadata: eighteen.flatMap((name, at) => [
      process(`Process ${at}`, ['Prospecting', 'Closed Won', 'Closed Lost']),
      type(name, `Process ${at}`),
    ]),
    model: { 'scope.recordTypes': ['Type_3', 'Type_11'] },
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
];
