import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  type GraphQLInputFieldConfigMap,
  type GraphQLInputType,
} from 'graphql';
import type { Session } from '../../access/session.ts';
import type { Field, ObjectType } from '../../schema/object.ts';
import { isVisible } from '../objects.ts';
import { isLongText, scalars } from './value-types.ts';

const fields = (names: readonly string[], type: GraphQLInputType): GraphQLInputFieldConfigMap =>
  Object.fromEntries(names.map((name) => [name, { type }]));

const lists = (type: GraphQLInputType): GraphQLInputFieldConfigMap => fields(['in', 'nin'], new GraphQLList(type));

const ordered = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'];

const operators = (name: string, type: GraphQLInputType, single: readonly string[] = ordered): GraphQLInputObjectType =>
  new GraphQLInputObjectType({ name, fields: { ...fields(single, type), ...lists(type) } });

const text = [...ordered, 'like'];

const literal = new GraphQLEnumType({
  name: 'DateLiteral',
  values: Object.fromEntries(
    ['YESTERDAY', 'TODAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS']
      .concat(
        ['WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'].flatMap((unit) =>
          ['LAST', 'THIS', 'NEXT'].map((which) => `${which}_${unit}`),
        ),
      )
      .map((name) => [name, {}]),
  ),
});

const units = ['days', 'weeks', 'months', 'quarters', 'years', 'fiscal_quarters', 'fiscal_years'];

/** `{ last_n_days: 30 }`: one of its fields, days back or ahead. */
const range = new GraphQLInputObjectType({
  name: 'DateRange',
  fields: fields(
    units.flatMap((unit) => [`last_n_${unit}`, `next_n_${unit}`, `n_${unit}_ago`]),
    GraphQLInt,
  ),
});

const dateInput = (name: string, value: GraphQLInputType): GraphQLInputObjectType =>
  new GraphQLInputObjectType({
    name,
    fields: { value: { type: value }, literal: { type: literal }, range: { type: range } },
  });

const kinds = {
  boolean: operators('BooleanOperators', GraphQLBoolean, ['eq', 'ne']),
  currency: operators('CurrencyOperators', scalars.Currency),
  date: operators('DateOperators', dateInput('DateInput', scalars.Date)),
  datetime: operators('DateTimeOperators', dateInput('DateTimeInput', scalars.DateTime)),
  double: operators('DoubleOperators', scalars.Double),
  email: operators('EmailOperators', scalars.Email, text),
  id: operators('IdOperators', GraphQLID),
  int: operators('IntegerOperators', GraphQLInt),
  multipicklist: new GraphQLInputObjectType({
    name: 'MultiPicklistOperators',
    fields: {
      ...fields(['eq', 'ne'], scalars.MultiPicklist),
      ...fields(['includes', 'excludes'], new GraphQLList(scalars.MultiPicklist)),
    },
  }),
  percent: operators('PercentOperators', scalars.Percent),
  phone: operators('PhoneNumberOperators', scalars.PhoneNumber, text),
  picklist: operators('PicklistOperators', scalars.Picklist, text),
  string: operators('StringOperators', GraphQLString, text),
  textarea: operators('TextAreaOperators', scalars.TextArea, text),
  time: operators('TimeOperators', scalars.Time),
  url: operators('UrlOperators', scalars.Url, text),
} as const;

const operatorsOf = ({ kind }: Field): GraphQLInputObjectType => kinds[kind === 'reference' ? 'id' : kind];

const direction = new GraphQLEnumType({ name: 'ResultOrder', values: { ASC: {}, DESC: {} } });
const nulls = new GraphQLEnumType({ name: 'NullOrder', values: { FIRST: {}, LAST: {} } });
const orderClause = new GraphQLInputObjectType({
  name: 'OrderByClause',
  fields: { order: { type: direction }, nulls: { type: nulls } },
});

/** The parent a lookup leads to, when the user may see both. Every lookup of a practice org has one target. */
export function parentOf(field: Field, session: Session): ObjectType | undefined {
  const [target] = field.targets;
  if (field.relationshipName === undefined || target === undefined) return undefined;
  return isVisible(target, session) ? target : undefined;
}

export const readableFields = (object: ObjectType, session: Session): Field[] => {
  const { readable } = session.access(object);
  return object.fields.filter(({ slot }) => readable[slot] === true);
};

/** Input types of one user's schema: `Opportunity_Filter`, `Opportunity_OrderBy`. */
export class FilterTypes {
  readonly #session: Session;
  readonly #filters = new Map<ObjectType, GraphQLInputObjectType>();
  readonly #orders = new Map<ObjectType, GraphQLInputObjectType>();

  constructor(session: Session) {
    this.#session = session;
  }

  filter(object: ObjectType): GraphQLInputObjectType {
    const known = this.#filters.get(object);
    if (known !== undefined) return known;
    const made: GraphQLInputObjectType = new GraphQLInputObjectType({
      name: `${object.name}_Filter`,
      fields: () => ({
        ...this.#fields(object, operatorsOf, (parent) => this.filter(parent)),
        and: { type: new GraphQLList(new GraphQLNonNull(made)) },
        or: { type: new GraphQLList(new GraphQLNonNull(made)) },
        not: { type: made },
      }),
    });
    this.#filters.set(object, made);
    return made;
  }

  order(object: ObjectType): GraphQLInputObjectType {
    const known = this.#orders.get(object);
    if (known !== undefined) return known;
    const made = new GraphQLInputObjectType({
      name: `${object.name}_OrderBy`,
      fields: () =>
        this.#fields(
          object,
          () => orderClause,
          (parent) => this.order(parent),
        ),
    });
    this.#orders.set(object, made);
    return made;
  }

  #fields(
    object: ObjectType,
    own: (field: Field) => GraphQLInputType,
    nested: (parent: ObjectType) => GraphQLInputType,
  ): GraphQLInputFieldConfigMap {
    const map: GraphQLInputFieldConfigMap = {};
    for (const field of readableFields(object, this.#session)) {
      if (!isLongText(field)) map[field.name] = { type: own(field) };
      const parent = parentOf(field, this.#session);
      if (parent !== undefined && field.relationshipName !== undefined)
        map[field.relationshipName] = { type: nested(parent) };
    }
    return map;
  }
}
