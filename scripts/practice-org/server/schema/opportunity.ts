import type { Value } from '../store/row.ts';
import type { FieldDeclaration, ObjectDeclaration } from './field.ts';
import { forecastCategories, forecastLabels, stageEntries, type StageValue } from './stages.ts';
import { auditFields, entry, field, lookup, owner, picklist, system } from './standard-fields.ts';

const dayLength = 86_400_000;

const daysSince = (moment: Value, now: number): number | null => {
  if (typeof moment !== 'string') return null;
  const midnight = (time: number): number => Math.floor(time / dayLength);
  return Math.max(0, midnight(now) - midnight(Date.parse(moment)));
};

const closeMonth = (date: Value): number | null => (typeof date === 'string' ? Number(date.slice(5, 7)) : null);

const expectedRevenue = field('ExpectedRevenue', 'Expected Amount', 'currency', {
  ...system,
  derive: (_row, read) => {
    const [amount, probability] = [read('Amount'), read('Probability')];
    if (typeof amount !== 'number' || typeof probability !== 'number') return null;
    return Math.round(amount * probability) / 100;
  },
});

/** What the platform works out from other fields of the deal whenever it is read. */
const derived: FieldDeclaration[] = [
  expectedRevenue,
  field('FiscalYear', 'Fiscal Year', 'int', {
    ...system,
    derive: (_row, read) => {
      const date = read('CloseDate');
      return typeof date === 'string' ? Number(date.slice(0, 4)) : null;
    },
  }),
  field('FiscalQuarter', 'Fiscal Quarter', 'int', {
    ...system,
    derive: (_row, read) => {
      const month = closeMonth(read('CloseDate'));
      return month === null ? null : Math.ceil(month / 3);
    },
  }),
  field('Fiscal', 'Fiscal Period', 'string', {
    ...system,
    length: 6,
    derive: (_row, read) => {
      const [date, month] = [read('CloseDate'), closeMonth(read('CloseDate'))];
      return typeof date === 'string' && month !== null ? `${date.slice(0, 4)} ${Math.ceil(month / 3)}` : null;
    },
  }),
];

/** What Pipeline Inspection adds where it is on. */
const inspected: FieldDeclaration[] = [
  field('LastStageChangeInDays', 'Days In Stage', 'int', {
    ...system,
    derive: (_row, read, now) => daysSince(read('LastStageChangeDate') ?? read('CreatedDate'), now),
  }),
  field('AgeInDays', 'Age', 'int', {
    ...system,
    derive: (_row, read, now) => {
      const end = read('IsClosed') === true ? read('LastStageChangeDate') : null;
      return daysSince(read('CreatedDate'), typeof end === 'string' ? Date.parse(end) : now);
    },
  }),
];

/** The standard Opportunity with the org's stages. StageName is not restricted: the platform takes any text there. */
export function opportunity(stages: readonly StageValue[], pipelineInspection: boolean): ObjectDeclaration {
  return {
    name: 'Opportunity',
    label: 'Opportunity',
    labelPlural: 'Opportunities',
    prefix: '006',
    rules: [],
    recordTypes: [],
    fields: [
      ...auditFields(),
      lookup(
        'AccountId',
        'Account ID',
        { target: 'Account', relationshipName: 'Account' },
        { childRelationshipName: 'Opportunities' },
      ),
      lookup('RecordTypeId', 'Record Type ID', { target: 'RecordType', relationshipName: 'RecordType' }),
      field('IsPrivate', 'Private', 'boolean'),
      field('Name', 'Name', 'string', { length: 120, required: true, isName: true }),
      field('Description', 'Description', 'textarea'),
      field('StageName', 'Stage', 'picklist', { length: 255, required: true, values: stageEntries(stages) }),
      field('Amount', 'Amount', 'currency'),
      field('Probability', 'Probability (%)', 'percent', { precision: 3 }),
      field('TotalOpportunityQuantity', 'Quantity', 'double', { scale: 2 }),
      field('CloseDate', 'Close Date', 'date', { required: true }),
      picklist('Type', 'Opportunity Type', [
        'Existing Customer - Upgrade',
        'Existing Customer - Replacement',
        'Existing Customer - Downgrade',
        'New Customer',
      ]),
      field('NextStep', 'Next Step', 'string'),
      picklist('LeadSource', 'Lead Source', ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other']),
      field('IsClosed', 'Closed', 'boolean', system),
      field('IsWon', 'Won', 'boolean', system),
      field('ForecastCategory', 'Forecast Category', 'picklist', {
        ...system,
        restricted: true,
        values: forecastCategories.map((name) => entry(name, forecastLabels[name])),
      }),
      field('ForecastCategoryName', 'Forecast Category', 'picklist', {
        values: forecastCategories.map((name) => entry(forecastLabels[name])),
        restricted: true,
      }),
      lookup('ContractId', 'Contract ID', { target: 'Contract', relationshipName: 'Contract' }),
      field('CampaignId', 'Campaign ID', 'string', { length: 18 }),
      field('HasOpportunityLineItem', 'Has Line Item', 'boolean', system),
      lookup('Pricebook2Id', 'Price Book ID', { target: 'Pricebook2', relationshipName: 'Pricebook2' }),
      owner(),
      field('LastActivityDate', 'Last Activity', 'date', system),
      field('PushCount', 'Push Count', 'int', { ...system, defaultValue: 0 }),
      field('LastStageChangeDate', 'Last Stage Change Date', 'datetime', { ...system, audit: true }),
      lookup('ContactId', 'Contact ID', { target: 'Contact', relationshipName: 'Contact' }, { updateable: false }),
      field('LastViewedDate', 'Last Viewed Date', 'datetime', system),
      field('LastReferencedDate', 'Last Referenced Date', 'datetime', system),
      field('HasOpenActivity', 'Has Open Activity', 'boolean', system),
      field('HasOverdueTask', 'Has Overdue Task', 'boolean', system),
      ...derived,
      ...(pipelineInspection ? inspected : []),
    ],
  };
}

/** What a deal was: a row for each change of stage, amount, probability or close date. Nobody writes it. */
export function opportunityHistory(stages: readonly StageValue[]): ObjectDeclaration {
  const kept = ['Id', 'IsDeleted', 'CreatedDate', 'CreatedById', 'SystemModstamp'];
  return {
    name: 'OpportunityHistory',
    label: 'Opportunity History',
    labelPlural: 'Opportunity History',
    prefix: '008',
    rules: [],
    recordTypes: [],
    readOnly: true,
    fields: [
      ...auditFields().filter(({ name }) => kept.includes(name)),
      lookup(
        'OpportunityId',
        'Opportunity ID',
        { target: 'Opportunity', relationshipName: 'Opportunity' },
        { ...system, masterDetail: true, childRelationshipName: 'OpportunityHistories' },
      ),
      field('StageName', 'Stage', 'picklist', { ...system, values: stageEntries(stages) }),
      field('Amount', 'Amount', 'currency', system),
      expectedRevenue,
      field('CloseDate', 'Close Date', 'date', system),
      field('Probability', 'Probability (%)', 'percent', system),
      field('ForecastCategory', 'To ForecastCategory', 'picklist', {
        ...system,
        values: forecastCategories.map((name) => entry(name, forecastLabels[name])),
      }),
      field('PrevAmount', 'Previous Amount', 'currency', system),
      field('PrevCloseDate', 'Previous Close Date', 'date', system),
    ],
  };
}
