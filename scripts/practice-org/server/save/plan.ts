import { fieldNamed, type Field, type ObjectType } from '../schema/object.ts';
import type { Value } from '../store/row.ts';

/** What every write to an object needs to know, worked out once per object. */
export interface WritePlan {
  /** The values a new row starts from, formula defaults aside. */
  readonly blank: readonly Value[];
  readonly formulaDefaults: readonly Field[];
  readonly required: readonly Field[];
  readonly unique: readonly Field[];
  readonly autoNumbers: readonly Field[];
  readonly slots: {
    readonly owner: number | undefined;
    readonly recordType: number | undefined;
    readonly createdDate: number | undefined;
    readonly createdBy: number | undefined;
    readonly modifiedDate: number | undefined;
    readonly modifiedBy: number | undefined;
    readonly modstamp: number | undefined;
  };
}

const plans = new WeakMap<ObjectType, WritePlan>();

export function planOf(object: ObjectType): WritePlan {
  const known = plans.get(object);
  if (known !== undefined) return known;
  const made = makePlan(object);
  plans.set(object, made);
  return made;
}

function makePlan(object: ObjectType): WritePlan {
  const slot = (name: string): number | undefined => fieldNamed(object, name)?.slot;
  const stored = object.fields.filter(({ computed }) => !computed);
  const start = (field: Field): Value =>
    field.defaultValue ?? field.values?.find(({ isDefault }) => isDefault)?.value ?? null;
  return {
    blank: object.fields.map(start),
    formulaDefaults: stored.filter(({ defaults }) => defaults !== undefined),
    required: stored.filter(({ required, kind }) => required === true && kind !== 'boolean'),
    unique: stored.filter(({ unique }) => unique === true),
    autoNumbers: stored.filter(({ autoNumber }) => autoNumber !== undefined),
    slots: {
      owner: slot('OwnerId'),
      recordType: slot('RecordTypeId'),
      createdDate: slot('CreatedDate'),
      createdBy: slot('CreatedById'),
      modifiedDate: slot('LastModifiedDate'),
      modifiedBy: slot('LastModifiedById'),
      modstamp: slot('SystemModstamp'),
    },
  };
}
