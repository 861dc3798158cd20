/** List views of objects: the practice org has two of each, all rows and the user's own. */
import { compileSoql, matchingRows } from '../soql/plan.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import { labelOf } from '../schema/translate.ts';
import { notFound, ok, wrongMethod, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';
import { baseOf } from './base.ts';

interface ListView {
  /** 18 characters. */
  readonly id: string;
  readonly developerName: string;
  readonly label: string;
  readonly where: string;
}

const viewsOf = (object: ObjectType, userId: string): ListView[] => [
  {
    id: `00BTA000000A${object.prefix}AAA`,
    developerName: `All${object.name}`,
    label: `All ${object.labelPlural}`,
    where: '',
  },
  ...(object.byName.has('ownerid')
    ? [
        {
          id: `00BTA000000M${object.prefix}AAA`,
          developerName: `My${object.name}`,
          label: `My ${object.labelPlural}`,
          where: ` WHERE OwnerId = '${userId}'`,
        },
      ]
    : []),
];

/** The object of a list view's id; undefined for other ids. */
export const viewIdPattern = /^00BTA000000[AM](...)AAA$/;

const columnsOf = (object: ObjectType, { session }: ApiRequest): Field[] => {
  const { readable } = session.access(object);
  const wanted = ['StageName', 'Amount', 'CloseDate', 'AccountId', 'Email', 'Phone', 'Industry', 'Status__c'];
  const more = wanted.flatMap((name) => object.byName.get(name.toLowerCase()) ?? []);
  return [object.nameField, ...more].filter(({ slot }) => readable[slot] === true);
};

const describeColumn = (field: Field, { session }: ApiRequest): unknown => ({
  ascendingLabel: null,
  descendingLabel: null,
  fieldNameOrPath: field.name,
  hidden: false,
  label: labelOf(field, session.language),
  searchable: field.isName === true,
  selectListItem: field.name,
  sortDirection: field.isName === true ? 'ascending' : null,
  sortIndex: field.isName === true ? 0 : null,
  sortable: true,
  type: field.kind,
});

/** The query behind a list view, for the user who asks. */
export function queryOf(object: ObjectType, id: string, request: ApiRequest): string | undefined {
  const view = viewsOf(object, request.session.userId).find((one) => one.id === id);
  if (view === undefined) return undefined;
  const columns = columnsOf(object, request).map(({ name }) => name);
  return `SELECT ${[...columns, 'Id'].join(', ')} FROM ${object.name}${view.where} ORDER BY ${object.nameField.name} ASC NULLS FIRST, Id ASC`;
}

function results(
  object: ObjectType,
  { id, label, developerName }: ListView,
  query: string,
  request: ApiRequest,
): unknown {
  const asked = Number(request.query.get('limit') ?? 25);
  const offset = Math.max(0, Number(request.query.get('offset') ?? 0) || 0);
  const rows = matchingRows(compileSoql(request.org, request.session, query));
  const size = Math.min(2000, Math.max(1, asked || 25));
  const page = rows.slice(offset, offset + size);
  const columns = [...columnsOf(object, request), ...(object.fields[0] === undefined ? [] : [object.fields[0]])];
  const text = (field: Field, row: (typeof rows)[number]): string | null => {
    const value = field.read(row, request.session);
    return value === null ? null : String(value);
  };
  return {
    id,
    label,
    developerName,
    done: offset + page.length >= rows.length,
    size: page.length,
    columns: columns.map((field) => describeColumn(field, request)),
    records: page.map((row) => ({
      columns: columns.map((field) => ({ fieldNameOrPath: field.name, value: text(field, row) })),
    })),
  };
}

/** `sobjects/X/listviews`, one of them, its description and its rows. */
export function answerListViews(request: ApiRequest, object: ObjectType): Reply {
  if (request.method !== 'GET') return wrongMethod(request.method, 'GET, HEAD');
  const [, , , id, part] = request.parts;
  const base = `${baseOf(request)}/sobjects/${object.name}/listviews`;
  const views = viewsOf(object, request.session.userId);
  const summary = ({ id: own, developerName, label }: ListView): Record<string, unknown> => ({
    describeUrl: `${base}/${own}/describe`,
    developerName,
    id: own,
    label,
    resultsUrl: `${base}/${own}/results`,
    soqlCompatible: true,
    url: `${base}/${own}`,
  });
  if (id === undefined)
    return ok({
      done: true,
      listviews: views.map(summary),
      nextRecordsUrl: null,
      size: views.length,
      sobjectType: object.name,
    });
  const view = views.find((one) => one.id === id || one.id.slice(0, 15) === id);
  const query = view === undefined ? undefined : queryOf(object, view.id, request);
  if (view === undefined || query === undefined) return notFound();
  switch (part?.toLowerCase()) {
    case undefined:
      return ok(summary(view));
    case 'describe':
      return ok({
        columns: columnsOf(object, request).map((field) => describeColumn(field, request)),
        id: view.id,
        orderBy: [{ fieldNameOrPath: object.nameField.name, nullsPosition: 'first', sortDirection: 'ascending' }],
        query,
        relatedEntityId: null,
        scope: null,
        scopeEntityId: null,
        sobjectType: object.name,
        whereCondition: null,
      });
    case 'results':
      return ok(results(object, view, query, request));
    default:
      return notFound();
  }
}
