/** The list views: open deals, all and my own; deals whose present stage has open gate items; those that left some behind. */
import type { ListView } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/index.ts';
import { messagesIn } from '../messages/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { field } from '../vocabulary/index.ts';
import { formulaFields } from './computed-fields.ts';
import { textsOf } from './opportunity-fields.ts';
import { alternatives } from './report-file.ts';

const views = [
  { name: 'TAS_Open_Gate_Items', key: 'openItems' },
  { name: 'TAS_Left_Behind', key: 'behind' },
] as const;

/** Open deals, all of them and my own, and one for each counting field; a model that is too large for a field does without its view. */
export function listViews(model: SalesModel, origin: string): Component[] {
  const made = new Set(formulaFields(model).map(({ name }) => name));
  const counting = views.filter(({ key }) => made.has(field[key]));
  const language = baseLanguage(model);
  const view = (name: string, body: Pick<ListView, 'filterScope' | 'filters' | 'label'>): Component =>
    component<ListView>(
      `objects/Opportunity/listViews/${name}.listView-meta.xml`,
      'ListView',
      {
        fullName: name,
        columns: [
          'OPPORTUNITY.NAME',
          'ACCOUNT.NAME',
          'OPPORTUNITY.STAGE_NAME',
          ...counting.map(({ key }) => field[key]),
          field.effective,
          'OPPORTUNITY.AMOUNT',
          'OPPORTUNITY.CLOSE_DATE',
          'CORE.USERS.ALIAS',
        ],
        ...body,
      },
      origin,
    );
  const isOpen: ListView['filters'] = [
    {
      field: 'OPPORTUNITY.STAGE_NAME',
      operation: 'equals',
      value: alternatives(model.stages.map(({ name }) => name)),
    },
  ];
  const { home, page } = messagesIn(language);
  return [
    view('TAS_My_Deals', { filterScope: 'Mine', filters: isOpen, label: home.deals }),
    view('TAS_Open_Deals', { filterScope: 'Everything', filters: isOpen, label: page.openDeals }),
    ...counting.map(({ name, key }) =>
      view(name, {
        filterScope: 'Everything',
        filters: [{ field: field[key], operation: 'greaterThan', value: '0' }],
        label: textsOf(key).label[language] ?? name,
      }),
    ),
  ];
}
