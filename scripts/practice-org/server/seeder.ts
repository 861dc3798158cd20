import type { Field, ObjectType } from './schema/object.ts';
import { Journal } from './store/journal.ts';
import { Row, type Value } from './store/row.ts';

const defaultOf = ({ values }: Field): Value | undefined => values?.find(({ isDefault }) => isDefault)?.value;

/** Puts rows into tables directly: setup objects have no save order. */
export class Seeder {
  readonly #objects: ReadonlyMap<string, ObjectType>;
  readonly #stamp: string;

  constructor(objects: ReadonlyMap<string, ObjectType>, stamp: string) {
    this.#objects = objects;
    this.#stamp = stamp;
  }

  add(objectName: string, given: Readonly<Record<string, Value>>): string {
    const object = this.#objects.get(objectName.toLowerCase());
    if (object === undefined) throw new Error(`no standard object ${objectName}`);
    const stamps = { CreatedDate: this.#stamp, LastModifiedDate: this.#stamp, SystemModstamp: this.#stamp };
    const all: Readonly<Record<string, Value>> = { ...stamps, ...given };
    const id = object.table.nextId();
    const values = object.fields.map((field) => all[field.name] ?? field.defaultValue ?? defaultOf(field) ?? null);
    object.table.insert(new Row([id, ...values.slice(1)]), new Journal());
    return id;
  }
}
