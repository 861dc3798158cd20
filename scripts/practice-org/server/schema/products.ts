import type { FieldDeclaration } from './field.ts';
import { auditFields, field, lookup, picklist, system } from './standard-fields.ts';

/** A standard object on one page. */
export type Table = readonly [label: string, labelPlural: string, prefix: string, fields: readonly FieldDeclaration[]];

const product = lookup('Product2Id', 'Product ID', { target: 'Product2', relationshipName: 'Product2' });

/** What is sold, at which price, and what of it a deal holds. */
export const productObjects: Readonly<Record<string, Table>> = {
  Product2: [
    'Product',
    'Products',
    '01t',
    [
      ...auditFields(),
      field('Name', 'Product Name', 'string', { required: true, isName: true }),
      field('ProductCode', 'Product Code', 'string'),
      field('Description', 'Product Description', 'textarea', { length: 4000 }),
      field('IsActive', 'Active', 'boolean'),
      picklist('Family', 'Product Family', ['None']),
    ],
  ],
  Pricebook2: [
    'Price Book',
    'Price Books',
    '01s',
    [
      ...auditFields(),
      field('Name', 'Price Book Name', 'string', { required: true, isName: true }),
      field('IsActive', 'Active', 'boolean'),
      field('IsStandard', 'Is Standard Price Book', 'boolean', system),
      field('Description', 'Description', 'string'),
    ],
  ],
  PricebookEntry: [
    'Price Book Entry',
    'Price Book Entries',
    '01u',
    [
      ...auditFields(),
      field('Name', 'Product Name', 'string', {
        ...system,
        isName: true,
        derive: (_row, _read, _now, parent) => parent('Product2Id', 'Name'),
      }),
      lookup(
        'Pricebook2Id',
        'Price Book ID',
        { target: 'Pricebook2', relationshipName: 'Pricebook2' },
        { required: true, updateable: false, childRelationshipName: 'PricebookEntries' },
      ),
      { ...product, required: true, updateable: false, childRelationshipName: 'PricebookEntries' },
      field('UnitPrice', 'List Price', 'currency', { required: true }),
      field('IsActive', 'Active', 'boolean'),
      field('ProductCode', 'Product Code', 'string', {
        ...system,
        derive: (_row, _read, _now, parent) => parent('Product2Id', 'ProductCode'),
      }),
    ],
  ],
  OpportunityLineItem: [
    'Opportunity Product',
    'Opportunity Product',
    '00k',
    [
      ...auditFields(),
      lookup(
        'OpportunityId',
        'Opportunity ID',
        { target: 'Opportunity', relationshipName: 'Opportunity' },
        {
          required: true,
          masterDetail: true,
          updateable: false,
          childRelationshipName: 'OpportunityLineItems',
        },
      ),
      lookup(
        'PricebookEntryId',
        'Price Book Entry ID',
        { target: 'PricebookEntry', relationshipName: 'PricebookEntry' },
        { required: true },
      ),
      { ...product, ...system },
      field('ProductCode', 'Product Code', 'string', {
        ...system,
        derive: (_row, _read, _now, parent) => parent('PricebookEntryId', 'ProductCode'),
      }),
      field('Name', 'Opportunity Product Name', 'string', {
        ...system,
        length: 376,
        isName: true,
        derive: (_row, _read, _now, parent) =>
          [parent('OpportunityId', 'Name'), parent('PricebookEntryId', 'Name')].filter((one) => one !== null).join(' '),
      }),
      field('Quantity', 'Quantity', 'double', { scale: 2, required: true }),
      field('UnitPrice', 'Sales Price', 'currency'),
      field('TotalPrice', 'Total Price', 'currency'),
      field('Discount', 'Discount', 'percent', { precision: 5, scale: 2 }),
      field('ListPrice', 'List Price', 'currency', {
        ...system,
        derive: (_row, _read, _now, parent) => parent('PricebookEntryId', 'UnitPrice'),
      }),
      field('ServiceDate', 'Date', 'date'),
      field('Description', 'Line Description', 'string'),
      field('SortOrder', 'Sort Order', 'int', system),
    ],
  ],
};
