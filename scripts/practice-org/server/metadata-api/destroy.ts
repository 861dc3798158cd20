/** Components taken out of the metadata, with what the platform takes out along with them. */
import { keyOf, type ComponentName } from './component.ts';
import type { elementsOf } from './fragments.ts';
import { childrenOf, childText, fileOfAll } from './fragments.ts';
import type { MetadataStore } from './store.ts';
import { parentOf } from './types.ts';

export type Destroyed =
  | { readonly ok: true }
  /** `missing`: there was nothing to delete, which is a warning. */
  | { readonly ok: false; readonly missing: boolean; readonly problem: string };

const refusals: Readonly<Record<string, string>> = {
  RecordType: 'Cannot delete record type through API',
  StandardValueSet: 'Cannot delete a standard value set',
  StandardValue: 'Cannot delete a standard value set',
};

/** Takes a component out of the store. */
export function destroy(store: MetadataStore, component: ComponentName): Destroyed {
  const { type, fullName } = component;
  const refusal = refusals[type];
  if (refusal !== undefined) return { ok: false, missing: false, problem: refusal };
  const missing: Destroyed = { ok: false, missing: true, problem: `No ${type} named: ${fullName} found` };
  const paths = store.pathsOf(component);
  if (paths.length === 0) return destroyPart(store, component) ? { ok: true } : missing;
  for (const path of paths) store.delete(path);
  if (type === 'CustomObject') forgetObject(store, fullName);
  if (type === 'CustomField') forgetField(store, fullName);
  if (type === 'ValidationRule') forgetRule(store, fullName);
  if (type === 'CustomTab') forgetTranslations(store, 'translations/', 'customTabs', fullName);
  return { ok: true };
}

/** A part of a container, such as a label; false when there is none. */
function destroyPart(store: MetadataStore, { type, fullName }: ComponentName): boolean {
  const parent = parentOf(type);
  const child = parent?.children.find(({ name }) => name === type);
  if (parent === undefined || child === undefined) return false;
  const [container = '', ...rest] = fullName.split('.');
  const isLabel = parent.name === 'CustomLabels';
  const [file, name] = isLabel ? ['CustomLabels', fullName] : [container, rest.join('.')];
  for (const path of store.pathsOf({ type: parent.name, fullName: file })) {
    const text = store.text(path) ?? '';
    const read = childrenOf(text);
    const kept =
      read?.children.filter((one) => one.name !== child.element || childText(one, 'fullName') !== name) ?? [];
    if (read === undefined || kept.length === read.children.length) continue;
    store.set(
      path,
      fileOfAll(
        read.root,
        kept.map(({ raw }) => raw),
      ),
    );
    if (isLabel) forgetTranslations(store, 'translations/', 'customLabels', name);
    return true;
  }
  return false;
}

/** With an object go its parts, its translations, its layouts and what anybody may do with it. */
function forgetObject(store: MetadataStore, object: string): void {
  for (const path of [...store.paths])
    if (
      path.startsWith(`objects/${object}/`) ||
      path.startsWith(`objectTranslations/${object}-`) ||
      path.startsWith(`layouts/${object}-`)
    )
      store.delete(path);
  const isOf = (name: string | undefined): boolean => name === object || name?.startsWith(`${object}.`) === true;
  removeGrants(store, (grant) => isOf(childText(grant, 'object')) || isOf(childText(grant, 'field')));
}

/** With a field go its translations, its place in layouts and record types, and who may see it. */
function forgetField(store: MetadataStore, fullName: string): void {
  const [object = '', field = ''] = fullName.split('.');
  for (const path of [...store.paths]) {
    if (path.startsWith(`objectTranslations/${object}-`) && path.endsWith(`/${field}.fieldTranslation-meta.xml`))
      store.delete(path);
    if (path.startsWith(`objects/${object}/recordTypes/`))
      removeChildren(store, path, (child) => child.name === 'picklistValues' && childText(child, 'picklist') === field);
    if (path.startsWith(`layouts/${object}-`)) removeFromLayout(store, path, field);
  }
  removeGrants(store, (grant) => grant.name === 'fieldPermissions' && childText(grant, 'field') === fullName);
}

/** With a rule goes what its message is in other languages. */
function forgetRule(store: MetadataStore, fullName: string): void {
  const [object = '', rule = ''] = fullName.split('.');
  forgetTranslations(store, `objectTranslations/${object}-`, 'validationRules', rule);
}

function forgetTranslations(store: MetadataStore, folder: string, element: string, name: string): void {
  for (const path of [...store.paths])
    if (path.startsWith(folder))
      removeChildren(store, path, (child) => child.name === element && childText(child, 'name') === name);
}

type Test = (child: ReturnType<typeof elementsOf>[number]) => boolean;

function removeGrants(store: MetadataStore, test: Test): void {
  for (const path of [...store.paths])
    if (/^(?:permissionsets|profiles)\//.test(path)) removeChildren(store, path, test);
}

function removeChildren(store: MetadataStore, path: string, test: Test): void {
  const read = childrenOf(store.text(path) ?? '');
  const kept = read?.children.filter((child) => !test(child)) ?? [];
  if (read !== undefined && kept.length < read.children.length)
    store.set(
      path,
      fileOfAll(
        read.root,
        kept.map(({ raw }) => raw),
      ),
    );
}

function removeFromLayout(store: MetadataStore, path: string, field: string): void {
  const text = store.text(path) ?? '';
  const item = /\s*<layoutItems>(?:(?!<\/layoutItems>)[\s\S])*<\/layoutItems>/g;
  const without = text.replace(item, (found) => (found.includes(`<field>${field}</field>`) ? '' : found));
  if (without !== text) store.set(path, without);
}

const labels: Readonly<Record<string, string>> = {
  ApexClass: 'Apex Class',
  ApexTrigger: 'Apex Trigger',
  CustomField: 'Custom Field',
  CustomObject: 'Custom Object',
  CustomPermission: 'Custom Permission',
  FlexiPage: 'Lightning Page',
  Flow: 'Flow',
  GlobalValueSet: 'Global Value Set',
  PermissionSet: 'Permission Set',
  ValidationRule: 'Validation Rule',
};

const labelOf = (type: string): string => labels[type] ?? type;

/** Why a deletion is refused: what names the component still; `known` is what was said already. */
export function referenced(gone: ComponentName, by: ComponentName, known: string | undefined): string {
  const use = `${labelOf(by.type)} - ${by.fullName}`;
  if (known?.startsWith('This ') === true) return known.includes(use) ? known : `${known}, ${use}`;
  return `This ${labelOf(gone.type).toLowerCase()} is referenced elsewhere in salesforce.com. : ${use}`;
}

/** Kinds that the schema does not read and whose use of a field the platform protects all the same. */
const protecting = /^(?:flexipages|flows|classes|triggers)\//;

/** Deleted fields and objects that a page, a flow or a class still names. */
export function keptReferences(
  store: MetadataStore,
  deleted: readonly ComponentName[],
  written: ReadonlySet<string>,
): { readonly component: ComponentName; readonly problem: string }[] {
  const named = deleted.filter(({ type }) => type === 'CustomField' || type === 'CustomObject');
  if (named.length === 0) return [];
  const found = new Map<string, { component: ComponentName; problem: string }>();
  for (const user of store.components().values()) {
    const texts = user.paths
      .filter((path) => protecting.test(path) && !written.has(path))
      .map((path) => store.text(path) ?? '');
    for (const component of named) {
      const word = new RegExp(`(?<!\\w)${component.fullName.split('.').at(-1) ?? ''}(?!\\w)`);
      if (!texts.some((text) => word.test(text))) continue;
      const known = found.get(keyOf(component))?.problem;
      found.set(keyOf(component), { component, problem: referenced(component, user, known) });
    }
  }
  return [...found.values()];
}
