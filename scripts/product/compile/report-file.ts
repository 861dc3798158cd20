/**
 * Reports in the form of the Metadata API. Columns are codes of the platform's own, and a wrong one fails the deploy, so
 * few are used and each has a source. Of the standard type on Opportunity: those of the Metadata API guide's samples and
 * of reports retrieved from orgs. Of a custom report type: `Object$Field` by API name, a lookup by its relationship
 * (`CRT_Object__c$CreatedBy` in the guide).
 */
import type { Report, ReportGrouping, UserDateGranularity, UserDateInterval } from '@salesforce/types/metadata';
import { component, type Component, type Partially } from '../metadata/index.ts';

/** Codes of standard fields in reports of the standard type on Opportunity. */
export const deal = {
  name: 'OPPORTUNITY_NAME',
  account: 'ACCOUNT_NAME',
  stage: 'STAGE_NAME',
  closeDate: 'CLOSE_DATE',
  owner: 'FULL_NAME',
} as const;

/** The code of a custom field of Opportunity in reports of the standard type. */
export const dealField = (name: string): string => `Opportunity.${name}`;

/** Developer names of the custom report types; a report names them with `__c`. */
export const reportTypes = { deals: 'TAS_Deals', items: 'TAS_Deals_And_Items' } as const;

/** From a deal to its items, for the join and the table of a custom report type. */
export const toItems = 'TAS_Gate_Items__r';

/** Codes in reports of the custom types: a field of the deal, one of its items. */
export const typedDeal = (name: string): string => `Opportunity$${name}`;
export const typedItem = (name: string): string => `Opportunity.${toItems}$${name}`;

export const reportFolder = 'TAS_Reports';

/** Characters in the label of a report. */
const longestLabel = 40;

/** A condition; several values are alternatives. */
export interface Condition {
  readonly column: string;
  readonly operator: 'equals' | 'notEqual' | 'greaterThan';
  readonly values: readonly string[];
}

export interface Grouping {
  readonly column: string;
  readonly by?: UserDateGranularity;
}

export interface ReportSpec {
  readonly name: string;
  readonly label: string;
  /** At most 255 characters. */
  readonly about: string;
  readonly type: 'Opportunity' | keyof typeof reportTypes;
  /** Whose deals: all that the reader may see, or those that the reader owns. */
  readonly scope: 'organization' | 'user';
  /** Rows, three groupings at most, two where there are columns across. */
  readonly down: readonly Grouping[];
  readonly across?: readonly Grouping[];
  /** Details; none may be among the groupings, the platform refuses that. */
  readonly columns: readonly string[];
  readonly sums?: readonly string[];
  readonly where: readonly Condition[];
  readonly dates?: UserDateInterval;
}

/** Values of a filter as one text: those with a comma stand in quotes. */
export const alternatives = (values: readonly string[]): string =>
  values.map((value) => (value.includes(',') ? `"${value}"` : value)).join(',');

const grouping = ({ column, by = 'Day' }: Grouping): Partially<ReportGrouping> => ({
  dateGranularity: by,
  field: column,
  sortOrder: 'Asc',
});

/** The file of a report, in the folder of the package. */
export function reportFile(spec: ReportSpec, origin: string): Component {
  const { name, label, about, type, scope, down, across = [], columns, sums = [], where, dates } = spec;
  return component<Report>(
    `reports/${reportFolder}/${name}.report-meta.xml`,
    'Report',
    {
      columns: [
        ...columns.map((column) => ({ field: column })),
        ...sums.map((column) => ({ aggregateTypes: ['Sum' as const], field: column })),
      ],
      description: about,
      filter:
        where.length === 0
          ? undefined
          : {
              criteriaItems: where.map(({ column, operator, values }) => ({
                column,
                columnToColumn: false,
                isUnlocked: true,
                operator,
                value: alternatives(values),
              })),
            },
      format: across.length > 0 ? 'Matrix' : 'Summary',
      groupingsAcross: across.map(grouping),
      groupingsDown: down.map(grouping),
      name: label.slice(0, longestLabel),
      reportType: type === 'Opportunity' ? type : `${reportTypes[type]}__c`,
      scope,
      showDetails: across.length === 0,
      showGrandTotal: true,
      showSubTotals: true,
      timeFrameFilter: {
        dateColumn: type === 'Opportunity' ? deal.closeDate : typedDeal('CloseDate'),
        interval: dates ?? 'INTERVAL_CUSTOM',
      },
    },
    origin,
  );
}
