/** The reports of a model, with their folder and the two report types that some of them stand on. */
import type { ReportFolder, ReportType, ReportTypeColumn } from '@salesforce/types/metadata';
import { component, type Component, type Partially } from '../metadata/index.ts';
import { fill, messagesIn, textIn, type Messages } from '../messages/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { field, item, itemField } from '../vocabulary/index.ts';
import { formulaFields } from './computed-fields.ts';
import { requirementFields } from './opportunity-fields.ts';
import {
  deal,
  dealField,
  reportFile,
  reportFolder,
  reportTypes,
  toItems,
  typedDeal,
  typedItem,
  type Condition,
  type ReportSpec,
} from './report-file.ts';

/** Everybody inside may look, nobody but administrators may change. Portal users are not among them. */
export const sharedWithAll = {
  folderShares: [{ accessLevel: 'View', sharedTo: 'AllInternalUsers', sharedToType: 'Organization' }],
} as const;

/** Folder, report types and reports. */
export function reports(model: SalesModel, origin: string): Component[] {
  const { reports: texts } = messagesIn(baseLanguage(model));
  return [
    component<ReportFolder>(
      `reports/${reportFolder}.reportFolder-meta.xml`,
      'ReportFolder',
      { ...sharedWithAll, name: texts.folder },
      origin,
    ),
    dealType(texts.deals, origin),
    itemType(texts.items, origin),
    ...reportSpecs(model).map((spec) => reportFile(spec, origin)),
  ];
}

type ReportKey = keyof Messages['report'];

/** What a report says beside its name and its text. */
type Body = Omit<ReportSpec, 'name' | 'label' | 'about' | 'scope'>;

const names: Readonly<Record<Exclude<ReportKey, 'ending'>, string>> = {
  funnel: 'TAS_Funnel',
  conversion: 'TAS_Conversion',
  timeInStage: 'TAS_Time_In_Stage',
  hitRate: 'TAS_Gate_Hit_Rate',
  lossReasons: 'TAS_Lost_Reasons',
  gradeDrift: 'TAS_Grade_Drift',
  requests: 'TAS_Requests_Waiting',
  behind: 'TAS_Left_Behind',
  openItems: 'TAS_Open_Items',
};

/** Those that a rep has a second time, of the own deals alone. */
const mine: readonly ReportKey[] = ['funnel', 'requests', 'behind', 'openItems'];

/** Every report of the model. One that counts by a formula field is there where the model has the field. */
export function reportSpecs(model: SalesModel): ReportSpec[] {
  const { report: texts, reports: shared } = messagesIn(baseLanguage(model));
  const bodies = bodiesOf(model);
  const all = Object.entries(names).flatMap(([key, name]): ReportSpec[] => {
    const body = bodies[key as keyof typeof names];
    if (body === undefined) return [];
    const { name: label, about } = texts[key as ReportKey];
    const one = { ...body, name, label, about, scope: 'organization' } as const;
    return mine.includes(key as ReportKey)
      ? [
          one,
          { ...one, name: name.replace('TAS_', 'TAS_My_'), label: fill(shared.mine, label), scope: 'user' as const },
        ]
      : [one];
  });
  return [...all, ...endingReports(model)];
}

const inStages = (column: string, stages: readonly string[]): Condition => ({
  column,
  operator: 'equals',
  values: stages,
});

const openStages = ({ stages }: SalesModel): string[] => stages.map(({ name }) => name);

function bodiesOf(model: SalesModel): Readonly<Record<keyof typeof names, Body | undefined>> {
  const { won, lost } = model.closed;
  const made = new Set(formulaFields(model).map(({ name }) => name));
  const open = inStages(deal.stage, openStages(model));
  const openTyped = inStages(typedDeal(field.stage), openStages(model));
  const amount = dealField(field.modelAmount);
  const effective = dealField(field.effective);
  const counting = (counted: string): Body | undefined =>
    made.has(counted)
      ? {
          type: 'Opportunity',
          down: [{ column: deal.stage }],
          columns: [deal.name, deal.account, deal.owner, effective, deal.closeDate],
          sums: [dealField(counted), amount],
          where: [open, { column: dealField(counted), operator: 'greaterThan', values: ['0'] }],
        }
      : undefined;
  return {
    funnel: {
      type: 'Opportunity',
      down: [{ column: deal.stage }],
      across: [{ column: effective }],
      columns: [deal.name, deal.account, deal.owner, deal.closeDate],
      sums: [amount],
      where: [open],
    },
    conversion: {
      type: 'Opportunity',
      down: [{ column: dealField(field.lostStage) }],
      across: [{ column: deal.stage }],
      columns: [deal.name, deal.account, deal.owner, effective, deal.closeDate],
      sums: [amount],
      where: [inStages(deal.stage, [won.name, lost.name])],
      dates: 'INTERVAL_PREVCURY',
    },
    timeInStage: {
      type: 'deals',
      down: [{ column: typedDeal(field.stage) }, { column: typedDeal(field.stageChanged), by: 'Month' }],
      columns: [field.name, 'Owner', field.stageSince, field.effective, field.closeDate].map(typedDeal),
      sums: [typedDeal(field.modelAmount)],
      where: [openTyped],
    },
    hitRate: {
      type: 'items',
      down: [{ column: typedItem(itemField.code) }],
      across: [{ column: typedItem(itemField.status) }],
      columns: [typedDeal(field.name), typedDeal('Owner'), typedItem(itemField.settledOn)],
      where: [],
    },
    lossReasons: {
      type: 'Opportunity',
      down: [{ column: dealField(field.lossReason) }],
      across: [{ column: dealField(field.lostStage) }],
      columns: [deal.name, deal.account, deal.owner, effective, deal.closeDate],
      sums: [amount],
      where: [inStages(deal.stage, [lost.name])],
      dates: 'INTERVAL_PREVCURY',
    },
    gradeDrift: {
      type: 'Opportunity',
      down: [{ column: dealField(field.grade) }, { column: effective }],
      across: [{ column: dealField(field.suggested) }],
      columns: [deal.name, deal.account, deal.owner, deal.closeDate],
      sums: [amount],
      where: [open],
    },
    requests: {
      type: 'items',
      down: [{ column: typedItem(itemField.code) }, { column: typedItem('LastModifiedDate') }],
      columns: [
        typedDeal(field.name),
        typedDeal('Owner'),
        typedDeal(field.effective),
        typedItem(itemField.reason),
        typedItem(itemField.evidence),
      ],
      where: [openTyped, { column: typedItem(itemField.status), operator: 'equals', values: ['Requested'] }],
    },
    behind: counting(field.behind),
    openItems: counting(field.openItems),
  };
}

/** One for each date that a requirement wants to be still to come, such as the expiry of a partner's registration. */
function endingReports(model: SalesModel): ReportSpec[] {
  const language = baseLanguage(model);
  const { ending } = messagesIn(language).report;
  const dates = new Set(
    model.stages.flatMap(({ required, actions, processes, people }) =>
      [...required, ...actions, ...processes, ...people].flatMap(({ fields = [] }) =>
        fields.filter(({ notPast }) => notPast).map(({ name }) => name),
      ),
    ),
  );
  return requirementFields(model)
    .filter(({ name }) => dates.has(name))
    .map(({ name, label }) => {
      const said = textIn(label, language) ?? name;
      return {
        name: `TAS_Ends_${name.replace(/^TAS_/, '').replace(/__c$/, '')}`,
        label: fill(ending.name, said),
        about: fill(ending.about, said),
        type: 'Opportunity',
        scope: 'organization',
        down: [{ column: dealField(name) }],
        columns: [deal.name, deal.account, deal.owner, deal.stage, dealField(field.effective), deal.closeDate],
        sums: [dealField(field.modelAmount)],
        where: [
          inStages(deal.stage, openStages(model)),
          { column: dealField(name), operator: 'notEqual', values: [''] },
        ],
      };
    });
}

/** Standard fields by API name; lookups by relationship. */
const dealColumns = [
  field.name,
  'Account',
  'Owner',
  field.stage,
  field.amount,
  field.probability,
  field.closeDate,
  field.created,
  field.stageChanged,
  field.ledBy,
  field.tender,
  field.grade,
  field.suggested,
  field.effective,
  field.track,
  field.modelAmount,
  field.lossReason,
  field.lostStage,
  field.stageSince,
];

const itemColumns = [
  itemField.code,
  itemField.status,
  itemField.reason,
  itemField.evidence,
  itemField.person,
  itemField.settledBy,
  itemField.settledOn,
  itemField.settledAmount,
  itemField.declinedBy,
  itemField.declinedOn,
  'LastModifiedDate',
];

const columnsOf = (table: string, columns: readonly string[]): Partially<ReportTypeColumn>[] =>
  columns.map((column) => ({ checkedByDefault: false, field: column, table }));

const dealSection = (label: string) => ({ columns: columnsOf('Opportunity', dealColumns), masterLabel: label });

const dealType = (label: string, origin: string): Component =>
  component<ReportType>(
    `reportTypes/${reportTypes.deals}.reportType-meta.xml`,
    'ReportType',
    {
      baseObject: 'Opportunity',
      category: 'opportunities',
      deployed: true,
      description: 'TAS+: deals, with when they came into their stage, which the standard type has not.',
      label,
      sections: [dealSection(label)],
    },
    origin,
  );

/** Deals that have items, a row for each item. */
const itemType = (label: string, origin: string): Component =>
  component<ReportType>(
    `reportTypes/${reportTypes.items}.reportType-meta.xml`,
    'ReportType',
    {
      baseObject: 'Opportunity',
      category: 'opportunities',
      deployed: true,
      description: `TAS+: deals with their gate items (${item}), a row for each item.`,
      join: { outerJoin: false, relationship: toItems },
      label,
      sections: [dealSection(label), { columns: columnsOf(`Opportunity.${toItems}`, itemColumns), masterLabel: item }],
    },
    origin,
  );
