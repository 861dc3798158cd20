/** What the children of Opportunity that the package makes have in common. */
import type { CustomField, CustomObject } from '@salesforce/types/metadata';
import type { Expr } from '../formula/index.ts';
import type { Language, Text } from '../messages/index.ts';
import type { Partially } from '../metadata/index.ts';
import { itemField } from '../vocabulary/index.ts';
import type { Rule } from './rule.ts';

/** The lookup to the deal has the same name on all of them. */
export const dealField = itemField.deal;

export interface ObjectNames {
  readonly one: Text;
  readonly many: Text;
}

/** A field of a child. */
export interface ChildField {
  readonly name: string;
  readonly label: Text;
  readonly help: Text;
  readonly description: string;
  readonly values?: readonly { readonly value: string; readonly label: Text }[];
  readonly shape: Partially<CustomField>;
  /** Whether permission sets may speak of it: never for required fields and the parent. */
  readonly permissioned: 'edit' | 'read' | 'never';
  readonly formula?: Expr;
  /** Stage a weight belongs to, for the position of a problem. */
  readonly stageIndex?: number;
}

/** An object of the package, before it becomes files. */
export interface ChildObject {
  readonly name: string;
  readonly names: ObjectNames;
  /** For administrators. */
  readonly description: string;
  /** Such as `SH`: what its records are numbered with. */
  readonly prefix: string;
  readonly fields: readonly ChildField[];
  readonly rules: readonly Rule[];
  /** written: nobody but who sets the package up changes a record; edited: whoever works on the deal does. */
  readonly records: 'written' | 'edited';
  /** Who sees records that are nobody's detail; left out: whoever sees the deal, which it is a detail of. */
  readonly sharing?: Partially<Pick<CustomObject, 'enableSearch' | 'externalSharingModel' | 'sharingModel'>>;
  /** Objects that it takes reading to make use of a record. */
  readonly reads: readonly string[];
  /** Where in the model it stands. */
  readonly path: readonly string[];
}

export const bodyOf = (
  { names, description, prefix, fields, sharing }: ChildObject,
  language: Language,
): Partially<CustomObject> => ({
  deploymentStatus: 'Deployed',
  description,
  enableActivities: false,
  enableBulkApi: true,
  enableHistory: fields.some(({ shape }) => shape.trackHistory === true),
  enableReports: true,
  enableSearch: false,
  enableSharing: true,
  enableStreamingApi: true,
  label: names.one[language],
  nameField: { displayFormat: `${prefix}-{00000000}`, label: names.one[language], type: 'AutoNumber' },
  pluralLabel: names.many[language],
  sharingModel: 'ControlledByParent',
  ...sharing,
});
