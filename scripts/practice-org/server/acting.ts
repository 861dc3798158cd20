import type { Session } from './access/session.ts';
import { objectNamed, type Org } from './org.ts';
import { deleteById, insertJson, updateJson, type Json } from './save/dml.ts';
import { refused, saveError, type SaveResult } from './save/error.ts';
import { beginWrite, type Write } from './save/write.ts';
import type { ObjectType } from './schema/object.ts';

/** What one user does in process: their own rights, and the save that the API's writes go through. */
export interface Acting {
  insert(object: string, record: Json): SaveResult;
  update(object: string, id: string, changes: Json): SaveResult;
  remove(object: string, id: string): SaveResult;
}

export function actingAs(org: Org, session: Session): Acting {
  const save = (name: string, act: (object: ObjectType) => (write: Write) => SaveResult): SaveResult => {
    const object = objectNamed(org, name);
    if (object === undefined || !session.access(object).read)
      return refused([saveError('INVALID_TYPE', `sObject type '${name}' is not supported.`)]);
    return act(object)(beginWrite(org, session));
  };
  return {
    insert: (name, record) => save(name, (object) => insertJson(object, record, session)),
    update: (name, id, changes) => save(name, (object) => updateJson(object, id, changes, session)),
    remove: (name, id) => save(name, (object) => (write) => deleteById(object, id, write)),
  };
}
