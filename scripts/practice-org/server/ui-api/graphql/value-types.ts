import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLString,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import type { Field } from '../../schema/object.ts';
import type { Row, Value } from '../../store/row.ts';
import { displayValue, wireValue } from '../value.ts';
import type { Context } from './context.ts';

/** One field of one record, not read yet; or what was worked out of that field of many records. */
export interface Cell {
  readonly row: Row;
  readonly field: Field;
  readonly value?: Value;
}

const scalar = (name: string): GraphQLScalarType => new GraphQLScalarType({ name });

/** The platform's own scalars; values were checked when they were saved. */
export const scalars = {
  Currency: scalar('Currency'),
  Date: scalar('Date'),
  DateTime: scalar('DateTime'),
  Double: scalar('Double'),
  Email: scalar('Email'),
  IdOrRef: scalar('IdOrRef'),
  Long: scalar('Long'),
  LongTextArea: scalar('LongTextArea'),
  MultiPicklist: scalar('MultiPicklist'),
  Percent: scalar('Percent'),
  PhoneNumber: scalar('PhoneNumber'),
  Picklist: scalar('Picklist'),
  TextArea: scalar('TextArea'),
  Time: scalar('Time'),
  Url: scalar('Url'),
} as const;

export const fieldValue = new GraphQLInterfaceType({
  name: 'FieldValue',
  fields: { displayValue: { type: GraphQLString } },
});

const valueOf = ({ row, field, value }: Cell, { session }: Context): Value =>
  value === undefined ? field.read(row, session) : value;

const show = (cell: Cell, context: Context): string | null =>
  displayValue(cell.field, cell.row, valueOf(cell, context), context.style);

/** `StringValue { value displayValue }` and its sisters; those of picklists have a label too. */
function valueType(name: string, type: GraphQLOutputType, labelled = false): GraphQLObjectType<Cell, Context> {
  const shown = { type: GraphQLString, resolve: (cell: Cell, _args: unknown, context: Context) => show(cell, context) };
  return new GraphQLObjectType<Cell, Context>({
    name,
    interfaces: [fieldValue],
    fields: {
      value: { type, resolve: (cell, _args, context) => wireValue(cell.field, valueOf(cell, context)) },
      displayValue: shown,
      ...(labelled ? { label: shown } : {}),
    },
  });
}

/** Value types by what they hold. */
export const valueTypes = {
  boolean: valueType('BooleanValue', GraphQLBoolean),
  currency: valueType('CurrencyValue', scalars.Currency),
  date: valueType('DateValue', scalars.Date),
  datetime: valueType('DateTimeValue', scalars.DateTime),
  double: valueType('DoubleValue', scalars.Double),
  email: valueType('EmailValue', scalars.Email),
  id: valueType('IDValue', GraphQLID),
  int: valueType('IntValue', GraphQLInt),
  long: valueType('LongValue', scalars.Long),
  longTextArea: valueType('LongTextAreaValue', scalars.LongTextArea),
  multipicklist: valueType('MultiPicklistValue', scalars.MultiPicklist, true),
  percent: valueType('PercentValue', scalars.Percent),
  phone: valueType('PhoneNumberValue', scalars.PhoneNumber),
  picklist: valueType('PicklistValue', scalars.Picklist, true),
  string: valueType('StringValue', GraphQLString),
  textArea: valueType('TextAreaValue', scalars.TextArea),
  time: valueType('TimeValue', scalars.Time),
  url: valueType('UrlValue', scalars.Url),
} as const;

/** Long text cannot be filtered or sorted; short text areas hold up to 255 characters. */
export const isLongText = ({ kind, length }: Field): boolean => kind === 'textarea' && (length ?? 0) > 255;

/** The value type of a field. */
export function valueTypeOf(field: Field): GraphQLObjectType<Cell, Context> {
  switch (field.kind) {
    case 'textarea':
      return isLongText(field) ? valueTypes.longTextArea : valueTypes.textArea;
    case 'reference':
      return valueTypes.id;
    default:
      return valueTypes[field.kind];
  }
}

const inputs = {
  boolean: GraphQLBoolean,
  currency: scalars.Currency,
  date: scalars.Date,
  datetime: scalars.DateTime,
  double: scalars.Double,
  email: scalars.Email,
  id: scalars.IdOrRef,
  int: GraphQLInt,
  multipicklist: scalars.MultiPicklist,
  percent: scalars.Percent,
  phone: scalars.PhoneNumber,
  picklist: scalars.Picklist,
  reference: scalars.IdOrRef,
  string: GraphQLString,
  textarea: scalars.TextArea,
  time: scalars.Time,
  url: scalars.Url,
} as const;

/** What a mutation takes for a field. */
export const inputTypeOf = (field: Field): GraphQLInputType =>
  isLongText(field) ? scalars.LongTextArea : inputs[field.kind];
