import type { Session } from '../access/session.ts';
import { parentRow } from '../soql/column.ts';
import { matchingRows, type RowPlan, type Selected } from '../soql/plan.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import type { Row } from '../store/row.ts';
import type { Cursor, Cursors } from '../http/cursors.ts';

export type Projected = Record<string, unknown>;
type Fill = (row: Row, record: Projected) => void;

/** What the pages of one query are made with. */
export interface Paging {
  readonly base: string;
  readonly size: number;
  readonly session: Session;
  readonly cursors: Cursors;
}

const attributes = (object: ObjectType, id: string, base: string): Projected => ({
  type: object.name,
  url: `${base}/sobjects/${object.name}/${id}`,
});

/** Columns that share their first lookup step become one nested record. */
interface Nested {
  readonly step: Field;
  readonly fills: Fill[];
  readonly deeper: Map<Field, Nested>;
}

const addColumn = (into: { fills: Fill[]; deeper: Map<Field, Nested> }, steps: readonly Field[], fill: Fill): void => {
  const [step, ...rest] = steps;
  if (step === undefined) {
    into.fills.push(fill);
    return;
  }
  let nested = into.deeper.get(step);
  if (nested === undefined) {
    nested = { step, fills: [], deeper: new Map() };
    into.deeper.set(step, nested);
    const made = nested;
    into.fills.push((row, record) => {
      fillNested(made, row, record);
    });
  }
  addColumn(nested, rest, fill);
};

const nestedBases = new WeakMap<Nested, string>();

function fillNested(nested: Nested, row: Row, record: Projected): void {
  const { step, fills } = nested;
  const name = step.relationshipName ?? step.name;
  const parent = parentRow(row, step);
  if (parent === undefined) {
    record[name] = null;
    return;
  }
  const object = step.targets.find(({ prefix }) => parent.id.startsWith(prefix)) ?? step.targets[0] ?? step.object;
  const made: Projected = { attributes: attributes(object, parent.id, nestedBases.get(nested) ?? '') };
  for (const fill of fills) fill(parent, made);
  record[name] = made;
}

/** Makes API records of rows, as the select list asks. */
export function projector(plan: RowPlan, paging: Paging): (row: Row) => Projected {
  const root = { fills: [] as Fill[], deeper: new Map<Field, Nested>() };
  for (const item of plan.selected) addSelected(root, item, paging);
  const mark = (nested: Nested): void => {
    nestedBases.set(nested, paging.base);
    for (const inner of nested.deeper.values()) mark(inner);
  };
  for (const nested of root.deeper.values()) mark(nested);
  const { object } = plan.scope;
  return (row) => {
    const record: Projected = { attributes: attributes(object, row.id, paging.base) };
    for (const fill of root.fills) fill(row, record);
    return record;
  };
}

/** Children come 200 at a time, whatever the page of their parents. */
const childPage = 200;

function addSelected(root: { fills: Fill[]; deeper: Map<Field, Nested> }, item: Selected, paging: Paging): void {
  if (item.kind === 'children') {
    const { name, plan, lookup } = item;
    const project = projector(plan, paging);
    root.fills.push((row, record) => {
      const children = matchingRows(plan, plan.scope.object.table.children(lookup, row.id));
      record[name] =
        children.length === 0 ? null : firstPage(rowCursor(children, project, childPage), paging, 'children');
    });
    return;
  }
  const { column, label } = item;
  const { field, steps } = column;
  const name = label === column.path ? field.name : label;
  const { session } = paging;
  const fill: Fill =
    steps.length > 0 || field.computed
      ? (row, record) => (record[name] = field.read(row, session))
      : (row, record) => (record[name] = row.values[field.slot] ?? null);
  addColumn(root, steps, fill);
}

export const rowCursor = (rows: readonly Row[], project: (row: Row) => Projected, size: number): Cursor => ({
  total: rows.length,
  size,
  page: (from, count) => rows.slice(from, from + count).map(project),
});

/** A page of a cursor in the shape of a query result. */
export function pageOf(
  cursor: Cursor,
  id: string | undefined,
  from: number,
  { base }: Pick<Paging, 'base'>,
): Projected {
  const records = cursor.page(from, cursor.size);
  const next = from + records.length;
  const done = next >= cursor.total;
  return {
    totalSize: cursor.total,
    done,
    ...(done || id === undefined ? {} : { nextRecordsUrl: `${base}/query/${id}-${next}` }),
    records,
  };
}

export function firstPage(cursor: Cursor, paging: Paging, kind: 'query' | 'children' = 'query'): Projected {
  const id = cursor.total > cursor.size ? paging.cursors.open(paging.session, cursor, kind) : undefined;
  return pageOf(cursor, id, 0, paging);
}
