import type { ObjectType } from '../schema/object.ts';
import type { PermissionSetDeclaration } from '../schema/permission-set.ts';
import type { Viewer } from '../schema/viewer.ts';

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

export type Persona = 'rep' | 'manager' | 'ops' | 'admin' | 'load' | 'channel';

/** A user of the org and what follows from the permission sets assigned to them. */
export interface Session extends Viewer {
  /** `other`: somebody added after the start. */
  readonly persona: Persona | 'other';
  readonly name: string;
  readonly username: string;
  /** May write who created a record and when. */
  readonly setsAuditFields: boolean;
  /** Modify All Data, and with it the Metadata API. */
  readonly modifiesAll: boolean;
  access(object: ObjectType): ObjectAccess;
  /** From now on their rights come from these permission sets, in every language they read in. */
  hold(sets: readonly PermissionSetDeclaration[]): void;
  /** What they hold; another array once it changes. */
  held(): readonly PermissionSetDeclaration[];
}
