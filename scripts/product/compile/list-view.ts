/** The list view of deals whose present stage has open gate items. */
import type { ListView } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { field } from '../vocabulary/index.ts';
import { countsOpenItems } from './computed-fields.ts';
import { textsOf } from './opportunity-fields.ts';

const { label } = textsOf('openItems');
const name = 'TAS_Open_Gate_Items';

/** None where the model is too large for the field that it filters by. */
export const openItemsView = (model: SalesModel, origin: string): Component[] =>
  countsOpenItems(model)
    ? [
        component<ListView>(
          `objects/Opportunity/listViews/${name}.listView-meta.xml`,
          'ListView',
          {
            fullName: name,
            columns: [
              'OPPORTUNITY.NAME',
              'ACCOUNT.NAME',
              'OPPORTUNITY.STAGE_NAME',
              field.openItems,
              field.effective,
              'OPPORTUNITY.AMOUNT',
              'OPPORTUNITY.CLOSE_DATE',
              'CORE.USERS.ALIAS',
            ],
            filterScope: 'Everything',
            filters: [{ field: field.openItems, operation: 'greaterThan', value: '0' }],
            label: label[baseLanguage(model)] ?? name,
          },
          origin,
        ),
      ]
    : [];
