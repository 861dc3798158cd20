/** What an org does with the metadata it was loaded with. */
import { componentOf, keyOf, type Placed } from './metadata-api/component.ts';
import type { MetadataStore } from './metadata-api/store.ts';
import type { NotExecuted } from './not-executed.ts';
import type { Org } from './org.ts';
import type { MetadataProblem } from './problem.ts';
import { isCustom } from './schema/field.ts';

export interface SourceReport {
  /** How many components of each type are executed, by the type's name. */
  readonly executed: ReadonlyMap<string, number>;
  /** How many are kept and do nothing: those of types that no practice org executes, and of objects it has not. */
  readonly kept: ReadonlyMap<string, number>;
  /** Components of executed types that are kept because they cannot be executed, each with its cause. */
  readonly notExecuted: readonly { readonly type: string; readonly fullName: string; readonly cause: string }[];
  /** What executed components name that is not there, such as rights to a field. */
  readonly passed: readonly { readonly type: string; readonly fullName: string; readonly cause: string }[];
  /** Files that are no metadata. */
  readonly strange: readonly string[];
}

/** The table "Executed" of docs/practice-org-metadata.md. */
const executedTypes = new Set([
  'BusinessProcess',
  'CustomField',
  'CustomObject',
  'CustomObjectTranslation',
  'CustomPermission',
  'GlobalValueSet',
  'GlobalValueSetTranslation',
  'PermissionSet',
  'RecordType',
  'StandardValueSet',
  'StandardValueSetTranslation',
  'Translations',
  'ValidationRule',
]);

const objectTypes = new Set(['CustomObject', 'CustomField', 'RecordType', 'BusinessProcess', 'ValidationRule']);

function runs(org: Org, { type, fullName }: Placed): boolean {
  if (!executedTypes.has(type)) return false;
  if (!objectTypes.has(type)) return true;
  const [object = '', part = ''] = fullName.split('.');
  // What a file says of a standard field changes nothing of what it is.
  const found = org.objects.get(object.toLowerCase());
  if (type !== 'CustomField') return found !== undefined;
  return isCustom(part) && found?.byName.has(part.toLowerCase()) === true;
}

/** Each problem once, though several readers met it. */
const each = (problems: readonly MetadataProblem[]): MetadataProblem[] => [
  ...new Map(problems.map((one) => [`${one.path} ${one.message}`, one])).values(),
];

export function sourceReport(org: Org, store: MetadataStore, { left, passed }: NotExecuted): SourceReport {
  const named = (path: string): { type: string; fullName: string } => componentOf(path) ?? { type: '', fullName: path };
  const stopped = new Set([...left.keys()].map((path) => keyOf(named(path))));
  const executed = new Map<string, number>();
  const kept = new Map<string, number>();
  for (const [key, component] of store.components()) {
    if (stopped.has(key)) continue;
    const counts = runs(org, component) ? executed : kept;
    counts.set(component.type, (counts.get(component.type) ?? 0) + 1);
  }
  const told = ({ path, message }: { readonly path: string; readonly message: string }) => {
    const { type, fullName } = named(path);
    return { type, fullName, cause: message };
  };
  return {
    executed,
    kept,
    notExecuted: each([...left.values()].flat()).map(told),
    passed: each(passed).map(told),
    strange: [...store.paths].filter((path) => componentOf(path) === undefined),
  };
}
