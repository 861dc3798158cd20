import type { ObjectType } from '../schema/object.ts';

/** What a user may do with one object. Field rights are indexed by slot. */
export interface ObjectAccess {
  readonly create: boolean;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly readable: readonly boolean[];
  readonly creatable: readonly boolean[];
  readonly editable: readonly boolean[];
}

export type Persona = 'rep' | 'manager' | 'ops' | 'admin' | 'load';

/** A user of the org and what follows from the permission sets assigned to them. */
export interface Session {
  readonly userId: string;
  /** `other`: somebody added after the start. */
  readonly persona: Persona | 'other';
  readonly name: string;
  readonly username: string;
  readonly profileName: string;
  readonly profileId: string;
  /** Lower-case names of the custom permissions held. */
  readonly permissions: ReadonlySet<string>;
  /** May write who created a record and when. */
  readonly setsAuditFields: boolean;
  /** What labels and messages are in: `en_US`, `zh_CN`. */
  readonly language: string;
  /** The moment of the current transaction, in milliseconds. */
  readonly now: () => number;
  access(object: ObjectType): ObjectAccess;
}
