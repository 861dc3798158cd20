import type { Row, Value } from '../store/row.ts';
import type { ObjectTranslation } from './translation.ts';

/** The type names of Salesforce's describe. */
export type FieldKind =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'double'
  | 'currency'
  | 'percent'
  | 'int'
  | 'date'
  | 'datetime'
  | 'time'
  | 'boolean'
  | 'picklist'
  | 'multipicklist'
  | 'url'
  | 'email'
  | 'phone';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
  /** Of a lead's status: what it has once it is converted. */
  readonly converted?: boolean;
}

export interface SummaryDeclaration {
  readonly operation: 'sum' | 'count' | 'min' | 'max';
  /** `Child__c.Master__c` */
  readonly foreignKey: string;
  /** `Child__c.Amount__c`; absent for count. */
  readonly summarized?: string;
  readonly filters: readonly { readonly field: string; readonly operation: string; readonly value: string }[];
}

/** The value of a field of the record that a lookup points at; null where there is none. */
export type ReadParent = (lookup: string, name: string) => Value;

/** What metadata or a standard table says of one field, before anything is linked. */
export interface FieldDeclaration {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly help?: string;
  /** Characters, for text kinds. */
  readonly length?: number;
  readonly precision?: number;
  /** Digits after the point; numbers are rounded half up to it on save. */
  readonly scale?: number;
  readonly values?: readonly PicklistValue[];
  readonly restricted?: boolean;
  /** The global value set its values come from. */
  readonly valueSet?: string;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly caseSensitive?: boolean;
  readonly externalId?: boolean;
  /** False for fields the platform alone writes; both default to true. */
  readonly createable?: boolean;
  readonly updateable?: boolean;
  /** Written on insert by users who may set audit fields, whatever `createable` says. */
  readonly audit?: boolean;
  readonly referenceTo?: readonly string[];
  readonly relationshipName?: string;
  /** The plural name the parent knows its children by; with it the parent has a child relationship. */
  readonly childRelationshipName?: string;
  readonly masterDetail?: boolean;
  readonly formula?: { readonly source: string; readonly treatBlanksAs: 'blank' | 'zero' };
  readonly summary?: SummaryDeclaration;
  /** A formula (custom fields). */
  readonly defaultFormula?: string;
  readonly defaultValue?: Value;
  readonly autoNumber?: string;
  /** A standard field that is worked out when read. */
  readonly derive?: (row: Row, read: (name: string) => Value, now: number, parent: ReadParent) => Value;
  readonly isName?: boolean;
  /** Changes of it are kept, on an object whose history is on. */
  readonly trackHistory?: boolean;
  /** False: no query may filter by it; what the platform keeps in one column of many types. */
  readonly filterable?: boolean;
  /** Where it was declared, for problems; absent for standard fields. */
  readonly path?: string;
}

export interface RuleDeclaration {
  readonly name: string;
  readonly active: boolean;
  readonly source: string;
  readonly message: string;
  readonly displayField?: string;
  readonly path: string;
}

export interface RecordTypeDeclaration {
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
  readonly description?: string;
  /** The sales or lead process whose values it offers. */
  readonly process?: string;
  /** By lower-case field; a picklist that is not among them is offered whole. */
  readonly picklists?: ReadonlyMap<string, Offer>;
  readonly path?: string;
}

/** The values of a picklist that somebody may choose, in lower case and as written. */
export interface Offer {
  readonly values: ReadonlySet<string>;
  readonly names: readonly string[];
  /** In lower case. */
  readonly defaultValue?: string;
}

/** A business process: which stages deals of a record type go through, or which statuses leads do. */
export interface ProcessDeclaration {
  readonly name: string;
  readonly path: string;
  readonly offer: Offer;
}

export interface ObjectDeclaration {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** Three characters; absent for custom objects, which get the next free `a00`, `a01` … */
  readonly prefix?: string;
  readonly fields: FieldDeclaration[];
  readonly rules: RuleDeclaration[];
  readonly recordTypes: RecordTypeDeclaration[];
  processes?: readonly ProcessDeclaration[];
  /** By language, such as `zh_CN`; the base language is not among them. */
  translations?: ReadonlyMap<string, ObjectTranslation>;
  /** Nobody writes rows of it through the API. */
  readonly readOnly?: boolean;
  /** Changes of its tracked fields are kept. */
  enableHistory?: boolean;
  /** It keeps the changes of that object's fields. */
  readonly historyOf?: string;
  readonly path?: string;
}

/** By its name; the history of a custom object is the platform's own. */
export const isCustom = (name: string): boolean => /__(?!history$)[a-z]+$/i.test(name);
