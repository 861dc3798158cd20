import type { CompiledFormula } from '../../../product/formula/index.ts';
import type { Viewer } from './viewer.ts';
import type { Row, Value } from '../store/row.ts';
import type { Table } from '../store/table.ts';
import type { FieldDeclaration, ObjectDeclaration, RecordTypeDeclaration, RuleDeclaration } from './field.ts';

/** What a formula is worked out in: one version of a record, the version before it, and who asks. */
export interface Frame {
  readonly row: Row;
  readonly prior: Row | null;
  readonly isNew: boolean;
  readonly session: Viewer;
}

/** A linked field: where its value stands and how to read it. */
export interface Field extends FieldDeclaration {
  readonly slot: number;
  readonly object: ObjectType;
  readonly custom: boolean;
  /** True when no value is stored: formulas, derived standard fields. */
  readonly computed: boolean;
  readonly canCreate: boolean;
  readonly canUpdate: boolean;
  /** Reads a row's value, working it out where it is not stored. */
  read: (row: Row, session: Viewer) => Value;
  /** The objects a reference points at, in declared order. */
  targets: readonly ObjectType[];
  /** The active values of a picklist, by lower-case name; absent for other kinds. */
  readonly options?: ReadonlyMap<string, string>;
  defaults?: CompiledFormula<Frame>;
}

export interface Rule extends RuleDeclaration {
  readonly formula: CompiledFormula<Frame>;
  /** The field the message is shown at; empty when it is shown on top. */
  readonly fields: readonly string[];
}

/** A summary of the children on their master. */
export interface Rollup {
  readonly field: Field;
  readonly child: ObjectType;
  /** The child's lookup to the master. */
  readonly through: Field;
  /** The value one child row adds; absent for count. */
  readonly summarized: Field | undefined;
  readonly matches: (row: Row, session: Viewer) => boolean;
}

/** Children of an object through one lookup. */
interface ChildRelation {
  readonly name: string | undefined;
  readonly child: ObjectType;
  readonly field: Field;
}

/** A linked object with its rows. */
export interface ObjectType {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly prefix: string;
  readonly custom: boolean;
  readonly readOnly: boolean;
  readonly recordTypes: readonly RecordTypeDeclaration[];
  readonly declaration: ObjectDeclaration;
  readonly fields: readonly Field[];
  /** By lower-case name. */
  readonly byName: ReadonlyMap<string, Field>;
  /** Lookups by lower-case relationship name. */
  readonly byRelationship: ReadonlyMap<string, Field>;
  readonly children: ChildRelation[];
  /** Active rules, by name. */
  rules: readonly Rule[];
  /** This object's own summaries. */
  rollups: Rollup[];
  /** Master lookups of this object whose master summarises it. */
  masters: Field[];
  readonly table: Table;
  readonly nameField: Field;
}

export const fieldNamed = (object: ObjectType, name: string): Field | undefined =>
  object.byName.get(name.toLowerCase());

/** A stored field every object of that kind is known to have. @throws when it does not: a bug in a standard table. */
export function mustHave(object: ObjectType, name: string): Field {
  const field = fieldNamed(object, name);
  if (field === undefined) throw new Error(`${object.name} has no field ${name}`);
  return field;
}
