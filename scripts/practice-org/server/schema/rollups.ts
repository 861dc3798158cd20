import { notFound, type Problems } from '../problem.ts';
import type { Row, Value } from '../store/row.ts';
import type { Viewer } from './viewer.ts';
import type { SummaryDeclaration } from './field.ts';
import { fieldNamed, type Field, type ObjectType, type Rollup } from './object.ts';

type Filter = SummaryDeclaration['filters'][number];

const compareValues = (a: Value, b: Value): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [String(a).toLowerCase(), String(b).toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** The value a filter compares with, as the field holds values. */
function filterValue(field: Field, text: string): Value {
  if (text === '') return null;
  switch (field.kind) {
    case 'boolean':
      return /^(true|1)$/i.test(text);
    case 'double':
    case 'currency':
    case 'percent':
    case 'int':
      return Number(text);
    default:
      return text;
  }
}

/** One condition of a summary; undefined when its operation is not one of Salesforce's. */
function condition(field: Field, { operation, value }: Filter): ((own: Value) => boolean) | undefined {
  // A comma separates alternatives, as in list view filters.
  const wanted = value.split(',').map((part) => filterValue(field, part.trim()));
  const [first = null] = wanted;
  const same = (own: Value): boolean =>
    wanted.some((one) => (one === null || own === null ? one === own : compareValues(own, one) === 0));
  const has = (own: Value): boolean =>
    wanted.some((one) =>
      String(own ?? '')
        .toLowerCase()
        .includes(String(one).toLowerCase()),
    );
  const parts = (own: Value): Set<string> => new Set(String(own ?? '').split(';'));
  switch (operation) {
    case 'equals':
      return same;
    case 'notEqual':
      return (own) => !same(own);
    case 'lessThan':
      return (own) => own !== null && compareValues(own, first) < 0;
    case 'lessOrEqual':
      return (own) => own !== null && compareValues(own, first) <= 0;
    case 'greaterThan':
      return (own) => own !== null && compareValues(own, first) > 0;
    case 'greaterOrEqual':
      return (own) => own !== null && compareValues(own, first) >= 0;
    case 'contains':
      return has;
    case 'notContain':
      return (own) => !has(own);
    case 'startsWith':
      return (own) =>
        wanted.some((one) =>
          String(own ?? '')
            .toLowerCase()
            .startsWith(String(one).toLowerCase()),
        );
    case 'includes':
      return (own) => wanted.some((one) => parts(own).has(String(one)));
    case 'excludes':
      return (own) => !wanted.some((one) => parts(own).has(String(one)));
    default:
      return undefined;
  }
}

function childField(child: ObjectType, reference: string): Field | undefined {
  const [object = '', name = ''] = reference.split('.');
  return object.toLowerCase() === child.name.toLowerCase() ? fieldNamed(child, name) : undefined;
}

function linkFilters(
  child: ObjectType,
  field: Field,
  summary: SummaryDeclaration,
  problems: Problems,
): Rollup['matches'] {
  const what = `${field.object.name}.${field.name}`;
  const tests: [Field, (own: Value) => boolean][] = [];
  for (const filter of summary.filters) {
    const filtered = childField(child, filter.field);
    const test = filtered === undefined ? undefined : condition(filtered, filter);
    if (filtered === undefined)
      problems.add(
        field.path,
        `${what} filters on ${filter.field}, which is no field of ${child.name}`,
        notFound('field', 'CustomField', filter.field),
      );
    else if (test === undefined) problems.add(field.path, `${what}: unknown filter operation ${filter.operation}`);
    else tests.push([filtered, test]);
  }
  return (row: Row, session: Viewer) => tests.every(([filtered, test]) => test(filtered.read(row, session)));
}

const summable = new Set<Field['kind']>(['double', 'currency', 'percent', 'int']);

function linkSummary(
  objects: ReadonlyMap<string, ObjectType>,
  field: Field,
  summary: SummaryDeclaration,
  problems: Problems,
): void {
  const what = `${field.object.name}.${field.name}`;
  const [childName = '', throughName = ''] = summary.foreignKey.split('.');
  const child = objects.get(childName.toLowerCase());
  const through = child === undefined ? undefined : fieldNamed(child, throughName);
  if (child === undefined || through === undefined) {
    problems.add(
      field.path,
      `${what} summarises over ${summary.foreignKey}, which does not exist`,
      notFound('summaryForeignKey', 'CustomField', summary.foreignKey),
    );
    return;
  }
  const detail = through.masterDetail === true || (child.name === 'Opportunity' && through.name === 'AccountId');
  if (!detail || !through.targets.includes(field.object)) {
    problems.add(field.path, `${what}: ${summary.foreignKey} is no master-detail of ${field.object.name}`);
    return;
  }
  const summarized = summary.summarized === undefined ? undefined : childField(child, summary.summarized);
  if (summary.operation !== 'count' && summarized === undefined) {
    const missing = summary.summarized ?? 'nothing';
    problems.add(
      field.path,
      `${what} adds up ${missing}, which is no field of ${child.name}`,
      notFound('summarizedField', 'CustomField', missing),
    );
    return;
  }
  const numeric = summarized === undefined || summable.has(summarized.kind);
  const dated = summarized?.kind === 'date' || summarized?.kind === 'datetime';
  if (!numeric && !(dated && summary.operation !== 'sum')) {
    problems.add(field.path, `${what}: ${summary.operation} of a ${summarized.kind} field is not possible`);
  }
  const scale = summarized === undefined ? 0 : (summarized.scale ?? 2);
  Object.assign(field, summarized === undefined ? { scale } : { kind: summarized.kind, scale });
  field.object.rollups.push({
    field,
    child,
    through,
    summarized,
    matches: linkFilters(child, field, summary, problems),
  });
  if (!child.masters.includes(through)) child.masters.push(through);
}

/** Ties every roll-up summary to the children it is made of; an object may have `most` of them. */
export function linkRollups(objects: ReadonlyMap<string, ObjectType>, most: number, problems: Problems): void {
  for (const object of objects.values()) {
    for (const field of object.fields) {
      if (field.summary !== undefined) linkSummary(objects, field, field.summary, problems);
    }
    // The platform itself adds the lines of a deal up.
    const deal = object.name === 'OpportunityLineItem' ? fieldNamed(object, 'OpportunityId') : undefined;
    if (deal !== undefined && !object.masters.includes(deal)) object.masters.push(deal);
    if (object.rollups.length > most) {
      problems.add(
        object.declaration.path,
        `${object.name} has ${object.rollups.length} roll-up summaries; ${most} are allowed`,
      );
    }
  }
}

/** A roll-up over something that changes by itself would go stale unseen: Salesforce refuses it, so does this org. */
export function checkSummarized(
  objects: Iterable<ObjectType>,
  settled: (field: Field) => boolean,
  problems: Problems,
): void {
  for (const object of objects) {
    for (const { field, summarized } of object.rollups) {
      if (summarized === undefined || settled(summarized)) continue;
      const what = `${object.name}.${field.name}`;
      problems.add(
        field.path,
        `${what}: ${summarized.name} reads other records or the clock, so it cannot be summarised`,
      );
    }
  }
}
