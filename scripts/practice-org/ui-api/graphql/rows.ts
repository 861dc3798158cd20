import { GraphQLError, type FieldNode } from 'graphql';
import type { ObjectType } from '../../schema/object.ts';
import { SoqlError } from '../../soql/error.ts';
import { compileSoql, matchingRows, type RowPlan } from '../../soql/plan.ts';
import type { Row } from '../../store/row.ts';
import { orderText, whereText } from './soql.ts';
import type { Asking } from './value-types.ts';

/** Arguments of a connection. */
export interface ConnectionArguments {
  readonly where?: unknown;
  readonly orderBy?: unknown;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly scope?: string | null;
  readonly upperBound?: number | null;
}

/** Compiled queries of one request: a child connection is compiled once, not once per parent. */
export type Plans = Map<FieldNode, RowPlan>;

/** One page of rows. */
export interface Page {
  readonly rows: readonly Row[];
  /** Where the page begins among all that match. */
  readonly start: number;
  readonly total: number;
}

/** Documented: ten records where `first` is missing, 2,000 at most. */
const defaultSize = 10;
const largestSize = 2000;

export function compilePlan(object: ObjectType, given: ConnectionArguments, { org, session }: Asking): RowPlan {
  const mine = given.scope === 'MINE' && object.byName.has('ownerid') ? `OwnerId = '${session.userId}'` : '';
  const conditions = [whereText(given.where, object), mine].filter((part) => part !== '');
  const order = orderText(given.orderBy, object);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map((part) => `(${part})`).join(' AND ')}`;
  const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  try {
    return compileSoql(org, session, `SELECT Id FROM ${object.name}${where}${orderBy}`);
  } catch (error) {
    if (error instanceof SoqlError) throw new GraphQLError(error.message.trim().split('\n').at(-1) ?? error.message);
    throw error;
  }
}

/** Opaque to clients: position and id, so that a page goes on where it was even if rows came before it. */
export const cursorOf = (row: Row, index: number): string => Buffer.from(`v1:${index}:${row.id}`).toString('base64');

function startAfter(cursor: string, rows: readonly Row[]): number {
  const [, position = '', id = ''] = /^v1:(\d{1,9}):(\w{18})$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (id === '') throw new GraphQLError(`after: ${cursor.slice(0, 80)} is no cursor of this query`);
  const index = Number(position);
  if (rows[index]?.id === id) return index + 1;
  const moved = rows.findIndex((row) => row.id === id);
  return moved === -1 ? index : moved + 1;
}

/** The page of `rows` that a connection's arguments ask for. */
export function pageOf(rows: readonly Row[], { first, after }: ConnectionArguments): Page {
  const size = first ?? defaultSize;
  if (size < 1 || size > largestSize) throw new GraphQLError(`first: ${size} is not between 1 and ${largestSize}`);
  const start = typeof after === 'string' ? startAfter(after, rows) : 0;
  return { rows: rows.slice(start, start + size), start, total: rows.length };
}

/** The rows of a plan; `from` for those of one parent. */
export const rowsOf = (plan: RowPlan, from?: Iterable<Row>): readonly Row[] =>
  from === undefined ? matchingRows(plan) : matchingRows(plan, from);
