import type { RunOrg } from '../../scripts/product/runs/index.ts';

type Fields = Record<string, string>;

/** An id of 15 letters and of 18 is the same. */
const isSameKey = (key: string, a: string, b: string): boolean =>
  key === 'Id' ? a.slice(0, 15) === b.slice(0, 15) : a === b;

/** An org of two objects in memory: deals by id, items by key. It can stop at a request, before or after it took effect. */
export class MemoryOrg implements RunOrg {
  readonly instanceUrl = 'https://memory.test';
  readonly username = 'ops@memory.test';
  readonly orgId = '00D000000000001EAA';
  readonly tables: Record<string, Map<string, Fields>> = { Opportunity: new Map(), Item__c: new Map() };
  /** What was written: object, key and values. */
  readonly writes: string[] = [];
  /** Rows taken of the next write, after which the connection is gone; undefined: all. */
  diesAfter: number | undefined;
  refuses: (id: string) => boolean = () => false;
  #made = 0;

  describe: RunOrg['describe'] = async () => {
    const types = { Id: 'id', Key__c: 'string', A__c: 'double', B__c: 'string' };
    return await Promise.resolve(
      new Map(Object.entries(types).map(([name, type]) => [name, { name, type, updateable: true }])),
    );
  };

  count: RunOrg['count'] = async (query) =>
    await Promise.resolve(this.tables[/FROM (\w+)/.exec(query.text)?.[1] ?? '']?.size ?? 0);

  /** It does not say when a record was written, so every row is looked up. */
  orgTime: RunOrg['orgTime'] = async () => await Promise.resolve(undefined);

  read: RunOrg['read'] = async (_api, query, columns, onRows) => {
    const object = /FROM (\w+)/.exec(query.text)?.[1] ?? '';
    const ids = [...query.text.matchAll(/'([^']*)'/g)].map(([, id = '']) => id);
    const key = /WHERE (\w+) IN/.exec(query.text)?.[1];
    const all = [...(this.tables[object]?.values() ?? [])];
    const rows = key === undefined ? all : all.filter((row) => ids.some((id) => isSameKey(key, id, row[key] ?? '')));
    await onRows(rows.map((row) => columns.map((column) => row[column] ?? '')));
    return rows.length;
  };

  write: RunOrg['write'] = async (_api, { object, operation, key, updates, onProgress }) => {
    const table = this.tables[object] ?? new Map<string, Fields>();
    const outcomes = updates.map(({ id, values }, at) => {
      if (this.diesAfter !== undefined && at >= this.diesAfter) {
        this.diesAfter = undefined;
        throw new Error('the connection is gone');
      }
      const refused = { id, errors: [{ code: 'REFUSED', message: 'no', fields: [] }] };
      if (this.refuses(id)) return refused;
      this.writes.push(`${operation} ${object} ${id} ${JSON.stringify(values)}`);
      const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));
      const row = [...table.values()].find((one) => one[key] === id);
      if (operation === 'delete') table.delete(row?.['Id'] ?? '');
      else if (row !== undefined) Object.assign(row, texts);
      else if (operation === 'update') return refused;
      else this.put(object, { [key]: id, ...texts });
      return { id, errors: [] };
    });
    if (this.diesAfter !== undefined) {
      this.diesAfter = undefined;
      throw new Error('the connection is gone');
    }
    onProgress?.(updates.length);
    return await Promise.resolve(outcomes);
  };

  put(object: string, fields: Fields): void {
    this.#made += 1;
    const row = { Id: `${object.slice(0, 3)}${String(this.#made).padStart(12, '0')}`, ...fields };
    this.tables[object]?.set(row.Id, row);
  }

  /** Every record without its id, by its key. */
  state(): Record<string, Fields> {
    return Object.fromEntries(
      Object.values(this.tables).flatMap((table) =>
        [...table.values()].map((row) => [row['Key__c'] ?? '', { ...row, Id: '' }] as const),
      ),
    );
  }
}
