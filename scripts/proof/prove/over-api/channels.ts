/** The ways to write through Salesforce's API, with jsforce as a foreign client. Each answers rule codes. */
import type { Connection } from 'jsforce';

/** A record as the API takes it. */
export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Writer {
  readonly id: string;
  readonly connection: Connection;
}

export interface ApiWrite {
  readonly writer: Writer;
  readonly object: 'Opportunity' | 'TAS_Gate_Item__c';
  /** Id of the record to change; undefined: a new one. */
  readonly id: string | undefined;
  readonly fields: Fields;
  /** A field whose value no other write has, and its value: how a row of a bulk result is known. */
  readonly mark: readonly [field: string, value: string];
}

/** Codes that refuse each write, sorted; what is no rule of ours stands there in full. */
type Channel = (writes: readonly ApiWrite[]) => Promise<string[][]>;

/** By name. */
export const channels: Readonly<Record<'REST' | 'collections' | 'Bulk API 2.0', Channel>> = {
  REST: (writes) => Promise.all(writes.map(single)),
  collections: (writes) => inGroups(writes, collection),
  'Bulk API 2.0': (writes) => inGroups(writes, bulk),
};
export type ChannelName = keyof typeof channels;
export const channelNames = Object.keys(channels) as ChannelName[];

const rule = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';

const codeOf = (statusCode: string, message: string): string =>
  (statusCode === rule ? /^\[(TAS-\w+)\] ./.exec(message)?.[1] : undefined) ?? `${statusCode}: ${message}`;

async function single({ writer, object, id, fields }: ApiWrite): Promise<string[]> {
  const sobject = writer.connection.sobject(object);
  try {
    await (id === undefined ? sobject.create(fields) : sobject.update({ ...fields, Id: id }));
    return [];
  } catch (error) {
    if (!(error instanceof Error && 'data' in error)) throw error;
    // jsforce gives one error as it is and several as a list.
    return ([error.data].flat() as { errorCode: string; message: string }[])
      .map(({ errorCode, message }) => codeOf(errorCode, message))
      .toSorted();
  }
}

/** Writes of one person on one object with one operation: what one call can carry. */
async function inGroups(
  writes: readonly ApiWrite[],
  send: (group: readonly ApiWrite[]) => Promise<string[][]>,
): Promise<string[][]> {
  const groups = Map.groupBy(writes, ({ writer, object, id }) => `${writer.id} ${object} ${id === undefined}`);
  const answers = new Map<ApiWrite, string[]>();
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const codes = await send(group);
      for (const [index, write] of group.entries()) answers.set(write, codes[index] ?? ['no answer']);
    }),
  );
  return writes.map((write) => answers.get(write) ?? ['no answer']);
}

async function collection(group: readonly ApiWrite[]): Promise<string[][]> {
  const [first] = group;
  if (first === undefined) return [];
  const sobject = first.writer.connection.sobject(first.object);
  const results = await (first.id === undefined
    ? sobject.create(
        group.map(({ fields }) => fields),
        { allowRecursive: true },
      )
    : sobject.update(
        group.map(({ fields, id = '' }) => ({ ...fields, Id: id })),
        { allowRecursive: true },
      ));
  return results.map(({ success, errors }) =>
    success
      ? []
      : (errors as unknown as { statusCode: string; message: string }[])
          .map(({ statusCode, message }) => codeOf(statusCode, message))
          .toSorted(),
  );
}

async function bulk(group: readonly ApiWrite[]): Promise<string[][]> {
  const [first] = group;
  if (first === undefined) return [];
  const isNew = first.id === undefined;
  const columns = [...new Set(group.flatMap(({ fields }) => Object.keys(fields)))];
  const input = group.map(({ fields, id }) => ({
    ...(isNew ? {} : { Id: id ?? '' }),
    ...Object.fromEntries(columns.map((column) => [column, cellOf(fields[column])])),
  }));
  const { successfulResults, failedResults } = await first.writer.connection.bulk2.loadAndWaitForResults({
    object: first.object,
    operation: isNew ? 'insert' : 'update',
    input,
  });
  const rows = [...successfulResults, ...failedResults] as unknown as Readonly<Record<string, string>>[];
  return group.map(({ id, mark: [field, value] }) => {
    const row = rows.find((one) => (id === undefined ? one[field] === value : one['Id'] === id));
    return row === undefined ? ['no result'] : bulkCodes(row['sf__Error'] ?? '');
  });
}

/** An empty cell leaves a field alone; `#N/A` empties it. */
const cellOf = (value: Fields[string]): string => (value === undefined ? '' : value === null ? '#N/A' : String(value));

/** `CODE:message:fields --`, one behind the other. */
const bulkCodes = (error: string): string[] =>
  error
    .split(/ --/)
    .filter((one) => one.trim() !== '')
    .map((one) => {
      const [, statusCode = '', message = ''] = /^\s*(\w+):([^]*):[^:]*$/.exec(one) ?? [];
      return codeOf(statusCode, message === '' ? one : message);
    })
    .toSorted();
