import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
} from 'graphql';
import type { Session } from '../../access/session.ts';
import type { FieldKind } from '../../schema/field.ts';
import type { Field, ObjectType } from '../../schema/object.ts';
import type { Context } from './context.ts';
import { readableFields, type FilterTypes } from './filter-types.ts';
import { groupsOf, type Figures, type GroupArguments, type GroupPage } from './groups.ts';
import { pageInfo, scopes } from './record-types.ts';
import { groupCursor } from './rows.ts';
import { isLongText, valueTypeOf, valueTypes, type Cell } from './value-types.ts';
import { asWritten } from './written-order.ts';

/**
 * `uiapi { aggregate { … } }` after the guide's pages on aggregates (API 58, ordering from 59): one field for each
 * object; fields of the objects have the functions that the guide's table gives their type. Named below the guide, on
 * purpose: groups by fields of a parent, and `function` in `orderBy`, which a schema read from an org has not.
 */

type FunctionName = 'avg' | 'count' | 'countDistinct' | 'grouping' | 'max' | 'min' | 'sum';

const text: readonly FunctionName[] = ['count', 'countDistinct', 'grouping', 'max', 'min'];
const number: readonly FunctionName[] = ['avg', 'count', 'countDistinct', 'max', 'min', 'sum'];

/** Which functions a type of field has; a type that is not named cannot be aggregated. */
const functionsByKind: Readonly<Partial<Record<FieldKind, readonly FunctionName[]>>> = {
  boolean: ['grouping'],
  currency: number,
  date: text,
  datetime: ['count', 'countDistinct', 'max', 'min'],
  double: number,
  email: text,
  id: text,
  int: [...number, 'grouping'],
  percent: number,
  phone: text,
  picklist: text,
  reference: text,
  string: text,
  textarea: ['count', 'countDistinct', 'max', 'min'],
  url: text,
};

const functionsOf = (field: Field): readonly FunctionName[] =>
  isLongText(field) ? [] : (functionsByKind[field.kind] ?? []);

/** As SOQL writes them; the enum of `groupBy` has the same names. */
const dateFunctions = [
  'CALENDAR_MONTH',
  'CALENDAR_QUARTER',
  'CALENDAR_YEAR',
  'DAY_IN_MONTH',
  'DAY_IN_WEEK',
  'DAY_IN_YEAR',
  'FISCAL_MONTH',
  'FISCAL_QUARTER',
  'FISCAL_YEAR',
  'WEEK_IN_MONTH',
  'WEEK_IN_YEAR',
] as const;
const timeFunctions = ['DAY_ONLY', 'HOUR_IN_DAY'] as const;

/** `CALENDAR_MONTH` as a field: calendarMonth. */
const camelCase = (name: string): string =>
  name.toLowerCase().replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

const groupByFunction = new GraphQLEnumType({
  name: 'GroupByFunction',
  values: Object.fromEntries([...dateFunctions, ...timeFunctions].map((name) => [name, {}])),
});

const groupByType = new GraphQLEnumType({
  name: 'GroupByType',
  values: { GROUP_BY: {}, ROLLUP: {}, CUBE: {} },
});

const group = { group: { type: GraphQLBoolean } };
const byFunction = { function: { type: groupByFunction } };
const groupByClause = new GraphQLInputObjectType({ name: 'GroupByClause', fields: group });
const groupByMoment = new GraphQLInputObjectType({ name: 'GroupByDateFunction', fields: byFunction });
const groupByDate = new GraphQLInputObjectType({ name: 'GroupByDateClause', fields: { ...group, ...byFunction } });

/** Numbers with a point and long texts are in no group; a moment only by a function of it. */
function groupInputOf(field: Field): GraphQLInputObjectType | undefined {
  if (field.kind === 'datetime') return groupByMoment;
  if (field.kind === 'date') return groupByDate;
  return field.kind !== 'textarea' && functionsOf(field).includes('grouping') ? groupByClause : undefined;
}

/** What a function answers: numbers of rows are long, averages have a point, all else is as the field is. */
function resultTypeOf(field: Field, name: FunctionName): GraphQLObjectType<Cell, Context> {
  if (name === 'grouping') return valueTypes.int;
  if (name.startsWith('count')) return valueTypes.long;
  if (name === 'avg') return valueTypes.double;
  return name === 'sum' && field.kind === 'int' ? valueTypes.long : valueTypeOf(field);
}

type FigureField = GraphQLFieldConfig<Figures, Context>;

const soqlNames: Readonly<Record<FunctionName, string>> = {
  avg: 'AVG',
  count: 'COUNT',
  countDistinct: 'COUNT_DISTINCT',
  grouping: 'GROUPING',
  max: 'MAX',
  min: 'MIN',
  sum: 'SUM',
};

/** Aggregate types of one user's schema. */
export class AggregateTypes {
  readonly #session: Session;
  readonly #filters: FilterTypes;
  /** By field: two objects may have fields of one name. */
  readonly #fields = new Map<string, GraphQLObjectType<Figures, Context>>();

  constructor(session: Session, filters: FilterTypes) {
    this.#session = session;
    this.#filters = filters;
  }

  connection(object: ObjectType): GraphQLFieldConfig<unknown, Context> {
    return {
      type: this.#connectionType(object),
      args: {
        first: { type: GraphQLInt },
        after: { type: GraphQLString },
        where: { type: this.#filters.filter(object) },
        orderBy: { type: this.#filters.order(object) },
        scope: { type: scopes },
        groupBy: { type: this.#groupBy(object) },
      },
      resolve: (_source, given: GroupArguments, context, info) => {
        const written = (name: 'groupBy' | 'orderBy'): unknown => asWritten(given[name], name, info);
        return groupsOf(object, { ...given, groupBy: written('groupBy'), orderBy: written('orderBy') }, context);
      },
    };
  }

  #groupBy(object: ObjectType): GraphQLInputObjectType {
    return new GraphQLInputObjectType({
      name: `${object.name}_GroupBy`,
      fields: () => {
        const fields = readableFields(object, this.#session).flatMap((field) => {
          const type = groupInputOf(field);
          return type === undefined ? [] : [[field.name, { type }] as const];
        });
        return { type: { type: groupByType }, ...Object.fromEntries(fields) };
      },
    });
  }

  #connectionType(object: ObjectType): GraphQLObjectType<GroupPage, Context> {
    const figures = new GraphQLObjectType<(field: Field) => Figures, Context>({
      name: `${object.name}Aggregate`,
      fields: () => this.#figureFields(object),
    });
    const result = new GraphQLObjectType<(field: Field) => Figures, Context>({
      name: `${object.name}Result`,
      fields: { aggregate: { type: figures, resolve: (source) => source } },
    });
    const edge = new GraphQLObjectType<{ figures: (field: Field) => Figures; index: number }, Context>({
      name: `${object.name}AggregateEdge`,
      fields: {
        node: { type: result, resolve: ({ figures: own }) => own },
        cursor: { type: new GraphQLNonNull(GraphQLString), resolve: ({ index }) => groupCursor(index) },
      },
    });
    return new GraphQLObjectType<GroupPage, Context>({
      name: `${object.name}AggregateConnection`,
      fields: {
        edges: {
          type: new GraphQLList(edge),
          resolve: ({ items, start, figures: of }) =>
            items.map((one, at) => ({ figures: (field: Field) => of(one, field), index: start + at })),
        },
        pageInfo: {
          type: new GraphQLNonNull(pageInfo),
          resolve: (page) => ({ ...page, cursor: (offset: number) => groupCursor(page.start + offset) }),
        },
        totalCount: { type: new GraphQLNonNull(GraphQLInt), resolve: ({ total }) => total },
      },
    });
  }

  #figureFields(object: ObjectType): GraphQLFieldConfigMap<(field: Field) => Figures, Context> {
    const map: GraphQLFieldConfigMap<(field: Field) => Figures, Context> = {};
    for (const field of readableFields(object, this.#session)) {
      if (functionsOf(field).length === 0) continue;
      map[field.name] = { type: this.#fieldType(field), resolve: (source) => source(field) };
    }
    return map;
  }

  /** `PicklistAggregate` and its sisters: the functions a type of field has. */
  #fieldType(field: Field): GraphQLObjectType<Figures, Context> {
    const name = valueTypeOf(field).name.replace(/Value$/, 'Aggregate');
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    const figure = (type: GraphQLObjectType<Cell, Context>, soql: string): FigureField => ({
      type,
      resolve: (figures) => figures.of(soql),
    });
    const fields: Record<string, FigureField> = {};
    if (groupInputOf(field) !== undefined && field.kind !== 'datetime') {
      const value = valueTypeOf(field).getFields();
      for (const part of ['value', 'displayValue'] as const) {
        const shown = value[part];
        if (shown !== undefined) fields[part] = { type: shown.type, resolve: (figures) => figures.key(part) };
      }
    }
    for (const one of functionsOf(field)) fields[one] = figure(resultTypeOf(field, one), soqlNames[one]);
    const functions = field.kind === 'date' ? dateFunctions : [...dateFunctions, ...timeFunctions];
    if (field.kind === 'date' || field.kind === 'datetime')
      for (const one of functions)
        fields[camelCase(one)] = figure(one === 'DAY_ONLY' ? valueTypes.date : valueTypes.int, one);
    const made = new GraphQLObjectType<Figures, Context>({ name, fields });
    this.#fields.set(name, made);
    return made;
  }
}
