import { recordTypeNamedBy } from '../org.ts';
import { notFound, ok, wrongMethod, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';
import type { ObjectType } from '../schema/object.ts';
import { normaliseId } from '../store/ids.ts';
import { readFailure } from './errors.ts';
import { digestOf } from './etag.ts';
import { isPicklist, objectInfo, recordTypeIds } from './object-info.ts';
import { uiObject, unsupported } from './objects.ts';
import { offeredValues } from './picklists.ts';
import { answerRecords } from './records.ts';
import { answerRelatedList } from './related-list.ts';

const withTag = <Body extends object>(body: Body): Body & { eTag: string } => ({ ...body, eTag: digestOf(body) });

function askedObject({ org, session }: ApiRequest, name: string): ObjectType | Reply {
  return uiObject(org, name, session) ?? readFailure(400, 'INVALID_TYPE', unsupported(name));
}

function picklistUrl({ version }: ApiRequest, object: ObjectType, recordType: string, field: string): string {
  return `/services/data/v${version}/ui-api/object-info/${object.name}/picklist-values/${recordType}/${field}`;
}

/** `picklist-values/{recordTypeId}[/{field}]` of an object. */
function picklistValues(request: ApiRequest, object: ObjectType): Reply {
  const { org, session, parts } = request;
  const recordType = normaliseId(parts[4] ?? '');
  if (recordType === undefined || !recordTypeIds(org, object).includes(recordType))
    return readFailure(400, 'INVALID_PARAMETER_VALUE', `${parts[4] ?? ''} is no record type of ${object.name}`);
  const { readable } = session.access(object);
  const picklists = object.fields.filter((field) => isPicklist(field) && readable[field.slot] === true);
  const type = recordTypeNamedBy(org, object, recordType);
  const answers = picklists.map((field) => {
    const { values, defaultValue } = offeredValues(field, session.language, type);
    const url = picklistUrl(request, object, recordType, field.name);
    return [field.name, withTag({ controllerValues: {}, defaultValue, url, values })] as const;
  });
  const wanted = parts[5];
  if (wanted === undefined) return ok(withTag({ picklistFieldValues: Object.fromEntries(answers) }));
  const one = answers.find(([name]) => name.toLowerCase() === wanted.toLowerCase());
  if (one !== undefined) return ok(one[1]);
  return readFailure(400, 'INVALID_FIELD', `${wanted} is no picklist of ${object.name}`);
}

/** `object-info/batch/A,B`: each with its own status. */
function objectInfoBatch(request: ApiRequest, names: string): Reply {
  const results = names.split(',').map((name) => {
    const object = askedObject(request, name.trim());
    if ('status' in object) return { statusCode: object.status, result: object.body };
    return { statusCode: 200, result: withTag(objectInfo(request.org, object, request.session)) };
  });
  return ok({ results });
}

function answerObjectInfo(request: ApiRequest): Reply {
  const { method, parts, org, session } = request;
  const [, , name, third] = parts;
  if (method !== 'GET') return wrongMethod(method, 'GET, HEAD');
  if (name === undefined) return notFound();
  if (name.toLowerCase() === 'batch') return third === undefined ? notFound() : objectInfoBatch(request, third);
  const object = askedObject(request, name);
  if ('status' in object) return object;
  if (third === undefined) return ok(withTag(objectInfo(org, object, session)));
  return third.toLowerCase() === 'picklist-values' ? picklistValues(request, object) : notFound();
}

/** `ui-api`: what Lightning Data Service calls, as far as pages of this org use it. */
export function answerUiApi(request: ApiRequest): Reply {
  switch (request.parts[1]?.toLowerCase()) {
    case 'records':
      return answerRecords(request);
    case 'object-info':
      return answerObjectInfo(request);
    case 'related-list-records':
      return answerRelatedList(request);
    default:
      return notFound();
  }
}
