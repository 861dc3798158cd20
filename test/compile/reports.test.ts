/** What a report names is there: an org refuses the whole deployment for one column that it does not know. */
import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../../scripts/product/compile/index.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { accepted, modelOfSize, readChanged } from '../model/models.ts';
import { referenceModel } from '../reference/index.ts';

/** Codes of the standard type on Opportunity: the Metadata API guide (samples of Report), FULL_NAME = owner. */
const standardCodes = ['OPPORTUNITY_NAME', 'ACCOUNT_NAME', 'STAGE_NAME', 'CLOSE_DATE', 'FULL_NAME'];

/** Standard fields by API name and lookups by relationship, as a custom report type names them (Object Reference). */
const standardFields = [
  'Name',
  'Account',
  'Owner',
  'StageName',
  'Amount',
  'Probability',
  'CloseDate',
  'CreatedDate',
  'LastStageChangeDate',
];

interface Xml {
  readonly [tag: string]: string | Xml | readonly (string | Xml)[] | undefined;
}

const parse = (text: string): Xml => {
  const read = new XMLParser({ parseTagValue: false, processEntities: true }).parse(text) as Xml;
  return (Object.entries(read).find(([tag]) => !tag.startsWith('?'))?.[1] ?? {}) as Xml;
};
const all = (xml: Xml, tag: string): Xml[] => {
  const found = xml[tag];
  return (found === undefined ? [] : Array.isArray(found) ? found : [found]) as Xml[];
};
const text = (xml: Xml | undefined, tag: string): string => {
  const found = xml?.[tag];
  return typeof found === 'string' ? found : '';
};

/** Values of a filter, those in quotes whole. */
const valuesOf = (value: string): string[] =>
  [...value.matchAll(/"([^"]*)"|([^,]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** The files of a model, read for the questions below. */
function picture(model: SalesModel) {
  const { files } = compileModel(model, 'model.yaml');
  const below = (pattern: RegExp): Map<string, Xml> =>
    new Map(
      files.flatMap(({ path, text: content }): [string, Xml][] => {
        const name = pattern.exec(path)?.[1];
        return name === undefined ? [] : [[name, parse(content)]];
      }),
    );
  const fields = (object: string) => below(new RegExp(`^objects/${object}/fields/(\\w+)\\.`));
  return {
    deal: fields('Opportunity'),
    item: fields('TAS_Gate_Item__c'),
    types: below(/^reportTypes\/(\w+)\./),
    reports: below(/^reports\/(TAS_Reports\/\w+)\./),
    dashboards: below(/^dashboards\/(TAS_Dashboards\/\w+)\./),
    listViews: below(/^objects\/Opportunity\/listViews\/(\w+)\./),
  };
}

/** Everywhere a report names a column, by what it does there. */
function named(report: Xml) {
  const down = all(report, 'groupingsDown').map((one) => text(one, 'field'));
  const across = all(report, 'groupingsAcross').map((one) => text(one, 'field'));
  const columns = all(report, 'columns').map((one) => text(one, 'field'));
  const filters = all(report, 'filter').flatMap((filter) =>
    all(filter, 'criteriaItems').map((one) => ({ column: text(one, 'column'), values: valuesOf(text(one, 'value')) })),
  );
  const dates = all(report, 'timeFrameFilter').map((one) => text(one, 'dateColumn'));
  return {
    down,
    across,
    columns,
    filters,
    all: [...down, ...across, ...columns, ...dates, ...filters.map(({ column }) => column)],
  };
}

/** Standard and custom fields of a report: those that are not there. */
function unknownIn(report: Xml, { deal, item, types }: ReturnType<typeof picture>): string[] {
  const type = text(report, 'reportType');
  if (type === 'Opportunity')
    return named(report).all.filter(
      (code) => !standardCodes.includes(code) && !(code.startsWith('Opportunity.') && deal.has(code.slice(12))),
    );
  const offered = new Set(
    all(types.get(type.replace(/__c$/, '')) ?? {}, 'sections').flatMap((section) =>
      all(section, 'columns').map((one) => `${text(one, 'table')}$${text(one, 'field')}`),
    ),
  );
  return named(report).all.filter((code) => {
    const [table = '', field = ''] = code.split('$');
    const there =
      table === 'Opportunity'
        ? standardFields.includes(field) || deal.has(field)
        : table === 'Opportunity.TAS_Gate_Items__r' && (field === 'LastModifiedDate' || item.has(field));
    return !there || !offered.has(code);
  });
}

const models: readonly [string, SalesModel][] = [
  ['the reference model', referenceModel],
  ['ten stages of fourteen requirements', modelOfSize(10, 14)],
  ['a model in Chinese first', accepted(readChanged({ languages: ['zh_CN', 'en_US'] }))],
  ...fc
    .sample(modelSpec, { numRuns: 20, seed: 14 })
    .map((spec, at): [string, SalesModel] => [`random model ${at}`, modelOf(spec)]),
];

describe.each(models)('the reports of %s', (_name, model) => {
  const made = picture(model);
  const stages = model.stages.map(({ name }) => name);
  const ends = [model.closed.won.name, model.closed.lost.name];

  test('name columns that the package has or that are known of the platform', () => {
    expect(made.reports.size).toBeGreaterThanOrEqual(9);
    for (const [name, report] of made.reports) expect([name, ...unknownIn(report, made)]).toEqual([name]);
  });

  test('stand on report types whose columns are fields', () => {
    expect([...made.types.keys()].toSorted()).toEqual(['TAS_Deals', 'TAS_Deals_And_Items']);
    const relationship = text(made.item.get('Opportunity__c'), 'relationshipName');
    for (const type of made.types.values())
      for (const section of all(type, 'sections'))
        for (const column of all(section, 'columns')) {
          const [table, field] = [text(column, 'table'), text(column, 'field')];
          const known = table === 'Opportunity' ? made.deal : made.item;
          expect(['Opportunity', `Opportunity.${relationship}__r`]).toContain(table);
          expect(known.has(field) || [...standardFields, 'LastModifiedDate'].includes(field), field).toBe(true);
        }
  });

  test('ask for stages by the names of the model, open or closed, and for statuses that items have', () => {
    let asked = 0;
    for (const report of made.reports.values())
      for (const { column, values } of named(report).filters) {
        if (/STAGE_NAME|StageName/.test(column)) {
          asked += 1;
          const expected = values.some((value) => ends.includes(value)) ? ends : stages;
          for (const value of values) expect(expected).toContain(value);
          if (expected === stages) expect(values).toEqual(stages);
        }
        if (column.endsWith('$Status__c')) expect(values).toEqual(['Requested']);
      }
    expect(asked).toBeGreaterThan(7);
    for (const [name, scope] of Object.entries({ TAS_My_Deals: 'Mine', TAS_Open_Deals: 'Everything' })) {
      const view = made.listViews.get(name) ?? {};
      expect(all(view, 'filters').map((one) => valuesOf(text(one, 'value')))).toEqual([stages]);
      expect(text(view, 'filterScope')).toBe(scope);
    }
  });

  test('keep what the platform asks of a report', () => {
    for (const report of made.reports.values()) {
      const { down, across, columns } = named(report);
      expect(text(report, 'name').length).toBeLessThanOrEqual(40);
      expect(text(report, 'description').length).toBeLessThanOrEqual(255);
      expect(text(report, 'format')).toBe(across.length > 0 ? 'Matrix' : 'Summary');
      expect(down.length).toBeGreaterThan(0);
      expect(down.length).toBeLessThanOrEqual(across.length > 0 ? 2 : 3);
      expect(across.length).toBeLessThanOrEqual(2);
      expect(columns.filter((column) => [...down, ...across].includes(column))).toEqual([]);
      expect(new Set([...down, ...across, ...columns]).size).toBe(down.length + across.length + columns.length);
      for (const column of [...down, ...across]) {
        const field = made.deal.get(column.split(/[.$]/).at(-1) ?? '');
        expect(text(field, 'type')).not.toMatch(/LongTextArea|Html/);
      }
      for (const column of all(report, 'columns').filter((one) => text(one, 'aggregateTypes') !== '')) {
        const field = made.deal.get(text(column, 'field').split(/[.$]/).at(-1) ?? '');
        expect(text(field, 'type')).toMatch(/^(?:Number|Currency|Percent|Summary)$/);
      }
    }
  });

  test('are what dashboards show, each with its first grouping and what every chart needs', () => {
    expect([...made.dashboards.keys()]).toEqual([
      'TAS_Dashboards/TAS_Management',
      'TAS_Dashboards/TAS_Manager',
      'TAS_Dashboards/TAS_Rep',
    ]);
    for (const [name, dashboard] of made.dashboards) {
      expect(text(dashboard, 'dashboardType')).toBe('LoggedInUser');
      expect(dashboard['runningUser']).toBeUndefined();
      const grid = all(dashboard, 'dashboardGridLayout').flatMap((one) => all(one, 'dashboardGridComponents'));
      expect(grid.length).toBeGreaterThan(0);
      expect(grid.length).toBeLessThanOrEqual(20);
      const places = grid.map((one) => `${text(one, 'rowIndex')}:${text(one, 'columnIndex')}`);
      expect(new Set(places).size).toBe(places.length);
      for (const chart of grid.flatMap((one) => all(one, 'dashboardComponent'))) {
        const report = made.reports.get(text(chart, 'report'));
        expect(report, text(chart, 'report')).toBeDefined();
        expect(named(report ?? {}).down[0]).toBe(text(chart, 'groupingColumn'));
        expect(text(chart, 'sortBy')).not.toBe('');
        expect(text(chart, 'chartAxisRange')).not.toBe('');
        if (name.endsWith('/TAS_Rep')) expect(text(report, 'scope')).toBe('user');
      }
    }
  });
});

test('the check itself finds a field that is not there, and a column that the report type does not offer', () => {
  const made = picture(referenceModel);
  const report = made.reports.get('TAS_Reports/TAS_Time_In_Stage') ?? {};
  const own = made.reports.get('TAS_Reports/TAS_Funnel') ?? {};
  expect(unknownIn(report, made)).toEqual([]);
  expect(unknownIn({ ...report, columns: { field: 'Opportunity$Description' } }, made)).toEqual([
    'Opportunity$Description',
  ]);
  expect(unknownIn({ ...report, columns: { field: 'Opportunity$TAS_Bid_Price__c' } }, made)).toHaveLength(1);
  expect(unknownIn({ ...own, columns: { field: 'Opportunity.TAS_Gone__c' } }, made)).toEqual([
    'Opportunity.TAS_Gone__c',
  ]);
  expect(unknownIn({ ...own, columns: { field: 'OWNER' } }, made)).toEqual(['OWNER']);
});

test('every date that a requirement wants still to come has its report, and no other has one', () => {
  const ends = [...picture(referenceModel).reports.keys()].filter((name) => name.includes('TAS_Ends_'));
  expect(ends).toEqual(['TAS_Reports/TAS_Ends_Deal_Reg_Expiry']);
});

test('a stage whose name has a comma is one value of a filter', () => {
  const model = accepted(readChanged({ 'stages.0.name': 'Validate, qualify' }));
  const filters = [...picture(model).reports.values()].flatMap((report) => named(report).filters);
  expect(filters.some(({ values }) => values[0] === 'Validate, qualify')).toBe(true);
});
