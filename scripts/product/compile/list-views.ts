/** The list views of deals whose present stage has open gate items, and of those that left some behind. */
import type { ListView } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { field } from '../vocabulary/index.ts';
import { formulaFields } from './computed-fields.ts';
import { textsOf } from './opportunity-fields.ts';

const views = [
  { name: 'TAS_Open_Gate_Items', key: 'openItems' },
  { name: 'TAS_Left_Behind', key: 'behind' },
] as const;

/** One for each counting field; a model that is too large for the field does without its view. */
export function listViews(model: SalesModel, origin: string): Component[] {
  const made = new Set(formulaFields(model).map(({ name }) => name));
  return views
    .filter(({ key }) => made.has(field[key]))
    .map(({ name, key }) =>
      component<ListView>(
        `objects/Opportunity/listViews/${name}.listView-meta.xml`,
        'ListView',
        {
          fullName: name,
          columns: [
            'OPPORTUNITY.NAME',
            'ACCOUNT.NAME',
            'OPPORTUNITY.STAGE_NAME',
            ...views.map((view) => field[view.key]).filter((column) => made.has(column)),
            field.effective,
            'OPPORTUNITY.AMOUNT',
            'OPPORTUNITY.CLOSE_DATE',
            'CORE.USERS.ALIAS',
          ],
          filterScope: 'Everything',
          filters: [{ field: field[key], operation: 'greaterThan', value: '0' }],
          label: textsOf(key).label[baseLanguage(model)] ?? name,
        },
        origin,
      ),
    );
}
