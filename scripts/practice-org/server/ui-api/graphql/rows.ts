import { GraphQLError } from 'graphql';
import type { ObjectType } from '../../schema/object.ts';
import { SoqlError } from '../../soql/error.ts';
import { candidates, type Filter } from '../../soql/filter.ts';
import { compileSoql, matchingRows, type RowPlan } from '../../soql/plan.ts';
import type { Row } from '../../store/row.ts';
import type { Context } from './context.ts';
import { orderText, readWhere, type Where } from './soql.ts';

/** Arguments of a connection. */
export interface ConnectionArguments {
  readonly where?: unknown;
  readonly orderBy?: unknown;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly scope?: string | null;
  readonly upperBound?: number | null;
}

/** One page of rows or of groups of them. */
export interface Page<Item = Row> {
  readonly items: readonly Item[];
  /** Where the page begins among all that match. */
  readonly start: number;
  readonly total: number;
}

/** Documented: ten records where `first` is missing, 2,000 at most. */
const defaultSize = 10;
const largestSize = 2000;

/** The platform's limit for the text of one SOQL query. */
const longestSoql = 100_000;

type Compile = (clause: string) => RowPlan;

const always: Filter['test'] = () => true;

/** One filter of a tree of conditions; the tree stays visible to whoever looks rows up instead of testing them. */
function filterOf(where: Where, compile: Compile): Filter {
  if (where.kind === 'condition') {
    const { filter } = compile(` WHERE ${where.soql}`);
    if (filter === undefined) throw new Error(`no filter in ${where.soql}`);
    return filter;
  }
  if (where.kind === 'not') {
    const { conditions, test } = filterOf(where.part, compile);
    return { conditions: { kind: 'not', inner: conditions }, test: (row) => !test(row) };
  }
  const parts = where.parts.map((part) => filterOf(part, compile));
  const conditions = { kind: where.kind, parts: parts.map((part) => part.conditions) } as const;
  const tests = parts.map(({ test }) => test);
  if (tests.length === 0) return { conditions, test: always };
  const test: Filter['test'] =
    where.kind === 'and' ? (row) => tests.every((one) => one(row)) : (row) => tests.some((one) => one(row));
  return { conditions, test };
}

/** Only the last line of a SOQL error says what is wrong; the others point into the text. */
export const inGraphql = (error: SoqlError): GraphQLError =>
  new GraphQLError(error.message.trim().split('\n').at(-1) ?? error.message);

/** Rows that the lists of one request may have in common: those that the first of several conditions holds for. */
interface Common {
  /** The same for the same rows. */
  readonly key: string;
  readonly first: Filter;
  readonly rest: Filter;
}

interface GraphqlPlan extends RowPlan {
  /** Undefined where there is one condition alone, or where rows are looked up. */
  readonly common?: Common;
}

function commonOf(object: ObjectType, where: Where, compile: Compile): Common | undefined {
  if (where.kind !== 'and') return undefined;
  const [first, ...parts] = where.parts;
  if (first === undefined || parts.length === 0) return undefined;
  const key = `${object.name} ${JSON.stringify(first)}`;
  return { key, first: filterOf(first, compile), rest: filterOf({ kind: 'and', parts }, compile) };
}

export function compilePlan(object: ObjectType, given: ConnectionArguments, { org, session }: Context): GraphqlPlan {
  const mine = given.scope === 'MINE' && object.byName.has('ownerid') ? { OwnerId: { eq: session.userId } } : {};
  const where = readWhere({ and: [given.where, mine] }, object);
  const order = orderText(given.orderBy, object);
  let length = 0;
  const compile: Compile = (clause) => {
    length += clause.length;
    if (length > longestSoql) throw new GraphQLError(`The filter is longer than ${longestSoql} characters.`);
    return compileSoql(org, session, `SELECT Id FROM ${object.name}${clause}`);
  };
  try {
    const plan = compile(order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`);
    if (where.kind === 'and' && where.parts.length === 0) return plan;
    const common = commonOf(object, where, compile);
    if (common === undefined) return { ...plan, filter: filterOf(where, compile) };
    const { conditions: one } = common.first;
    const { conditions: others } = common.rest;
    const parts = [one, ...(others.kind === 'and' ? others.parts : [others])];
    const filter: Filter = {
      conditions: { kind: 'and', parts },
      test: (row) => common.first.test(row) && common.rest.test(row),
    };
    const isLookedUp = candidates(filter, plan.scope) !== undefined;
    return isLookedUp ? { ...plan, filter } : { ...plan, filter, common };
  } catch (error) {
    throw error instanceof SoqlError ? inGraphql(error) : error;
  }
}

/** Opaque to clients: position and id, so that a page goes on where it was even if rows came before it. */
export const cursorOf = (row: Row, index: number): string => Buffer.from(`v1:${index}:${row.id}`).toString('base64');

const noCursor = (cursor: string): GraphQLError =>
  new GraphQLError(`after: ${cursor.slice(0, 80)} is no cursor of this query`);

function startAfter(cursor: string, rows: readonly Row[]): number {
  const [, position = '', id = ''] = /^v1:(\d{1,9}):(\w{18})$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (id === '') throw noCursor(cursor);
  const index = Number(position);
  if (rows[index]?.id === id) return index + 1;
  const moved = rows.findIndex((row) => row.id === id);
  return moved === -1 ? index : moved + 1;
}

/** Groups have no id: a page of them goes on at their place. */
export const groupCursor = (index: number): string => Buffer.from(`v1:${index}`).toString('base64');

function startAfterGroup(cursor: string): number {
  const [, position] = /^v1:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (position === undefined) throw noCursor(cursor);
  return Number(position) + 1;
}

type Window = Pick<ConnectionArguments, 'first' | 'after'>;

function pageFrom<Item>(items: readonly Item[], start: number, { first }: Window): Page<Item> {
  const size = first ?? defaultSize;
  if (size < 1 || size > largestSize) throw new GraphQLError(`first: ${size} is not between 1 and ${largestSize}`);
  return { items: items.slice(start, start + size), start, total: items.length };
}

/** The page of `rows` that a connection's arguments ask for. */
export const pageOf = (rows: readonly Row[], given: Window): Page =>
  pageFrom(rows, typeof given.after === 'string' ? startAfter(given.after, rows) : 0, given);

/** The page of groups. */
export const groupPageOf = <Group>(groups: readonly Group[], given: Window): Page<Group> =>
  pageFrom(groups, typeof given.after === 'string' ? startAfterGroup(given.after) : 0, given);

/** The rows of a plan; `from` for those of one parent. */
export const rowsOf = (plan: RowPlan, from?: Iterable<Row>): readonly Row[] =>
  from === undefined ? matchingRows(plan) : matchingRows(plan, from);

/** The same of a plan without an order; what lists of the request have in common is looked for once. */
export function rowsInCommon(plan: GraphqlPlan, { found }: Context): readonly Row[] {
  if (plan.common === undefined) return rowsOf(plan);
  const { key, first, rest } = plan.common;
  const known = found.get(key) ?? matchingRows({ ...plan, filter: first });
  found.set(key, known);
  return matchingRows({ ...plan, filter: rest }, known);
}
