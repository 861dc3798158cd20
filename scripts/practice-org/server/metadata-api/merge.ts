/** What becomes of a component that is there already when the platform takes a file of it. */
import { childrenOf, childText, elementsOf, type Fragment } from './fragments.ts';

/** What happens to values that a deployed value set does not list; the platform's own documents say either. */
export type UnlistedValues = 'deactivate' | 'keep';

const inactive = '<isActive>false</isActive>';

/** A value of a set, switched off; the mark stands behind `default`, where the platform writes it. */
function switchedOff({ raw, name }: Fragment): string {
  const without = raw.replace(/\s*<isActive>\s*\w*\s*<\/isActive>/, '');
  const marked = without.replace(/(\s*)<default>[^<]*<\/default>/, (found, space: string) => found + space + inactive);
  return marked === without ? without.replace(`</${name}>`, `${inactive}</${name}>`) : marked;
}

const nameOf = (value: Fragment): string => (childText(value, 'fullName') ?? '').toLowerCase();

/**
 * A new list of values with what it leaves out of the old one behind it: the platform never deletes a value. `element`
 * is what each of them stands in, `list` the element around them.
 */
function withUnlisted(
  texts: { readonly before: string; readonly after: string },
  element: string,
  unlisted: UnlistedValues,
): string {
  const values = (text: string): Fragment[] => elementsOf(text).filter(({ name }) => name === element);
  const listed = new Set(values(texts.after).map(nameOf));
  const left = values(texts.before).filter((value) => !listed.has(nameOf(value)));
  if (left.length === 0) return texts.after;
  const end = /\s*$/.exec(texts.after)?.[0] ?? '';
  const rest = left.map((value) => `\n    ${unlisted === 'keep' ? value.raw : switchedOff(value)}`).join('');
  return `${texts.after.slice(0, texts.after.length - end.length)}${rest}${end === '' ? '\n' : end}`;
}

/** The inner text of the element at the end of a path of names, and the file around it. */
function within(
  text: string,
  path: readonly string[],
): { readonly inner: string; readonly put: (inner: string) => string } | undefined {
  const [name, ...rest] = path;
  const found = elementsOf(text).find((one) => name === undefined || one.name === name);
  if (found === undefined) return undefined;
  const at = found.at + found.raw.length - found.inner.length - `</${found.name}>`.length;
  const put = (inner: string): string => text.slice(0, at) + inner + text.slice(at + found.inner.length);
  if (rest.length === 0)
    return found.inner === '' && !found.raw.includes('</') ? undefined : { inner: found.inner, put };
  const deeper = within(found.inner, rest);
  return deeper === undefined ? undefined : { inner: deeper.inner, put: (inner) => put(deeper.put(inner)) };
}

/** Where the values of a kind of component stand. */
const valueLists: Readonly<Record<string, { readonly path: readonly string[]; readonly element: string }>> = {
  StandardValueSet: { path: ['StandardValueSet'], element: 'standardValue' },
  GlobalValueSet: { path: ['GlobalValueSet'], element: 'customValue' },
  CustomField: { path: ['CustomField', 'valueSet', 'valueSetDefinition'], element: 'value' },
};

/** Containers whose parts stay when a file does not mention them. */
const containers = new Set([
  'AssignmentRules',
  'AutoResponseRules',
  'CustomLabels',
  'EscalationRules',
  'MatchingRules',
  'Profile',
  'SharingRules',
  'Translations',
  'Workflow',
]);

const partNames = [
  'fullName',
  'name',
  'object',
  'field',
  'application',
  'apexClass',
  'apexPage',
  'recordType',
  'tab',
  'flow',
  'customPermission',
  'customSetting',
  'customMetadataType',
  'externalDataSource',
  'externalCredentialPrincipal',
];

/** What tells one part of a container from the others of its kind. */
function partKey(part: Fragment): string {
  const layout = childText(part, 'layout');
  if (layout !== undefined) return `${part.name}:${layout.split('-')[0] ?? ''}:${childText(part, 'recordType') ?? ''}`;
  for (const name of partNames) {
    const value = childText(part, name);
    if (value !== undefined) return `${part.name}:${value}`;
  }
  // A value of its own, as a list of plain texts has, or the only one of its kind.
  return part.name;
}

/** The parts of a container: those of the new file in the place of the old ones, new ones behind. */
export function mergeParts(before: string, after: string, keyOf: (part: Fragment) => string = partKey): string {
  const old = childrenOf(before)?.children ?? [];
  const now = childrenOf(after)?.children ?? [];
  const given = new Map<string, Fragment[]>();
  for (const part of now) given.set(keyOf(part), [...(given.get(keyOf(part)) ?? []), part]);
  const root = childrenOf(after)?.root ?? '';
  const place = within(after, [root]);
  if (place === undefined || old.length === 0) return after;
  const kept = old.filter((part) => !given.has(keyOf(part)));
  if (kept.length === 0) return after;
  // Parts stand in the order of their kinds, as the platform writes them.
  const parts = [...kept, ...now].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return place.put(`\n${parts.map(({ raw }) => `    ${raw}\n`).join('')}`);
}

/** The text a component has once `after` was deployed over `before`. */
export function deployedOver(
  { type, before, after }: { readonly type: string; readonly before: string; readonly after: string },
  unlisted: UnlistedValues,
): string {
  if (containers.has(type)) return mergeParts(before, after);
  const list = valueLists[type];
  if (list === undefined) return after;
  const [old, now] = [within(before, list.path), within(after, list.path)];
  if (old === undefined || now === undefined) return after;
  return now.put(withUnlisted({ before: old.inner, after: now.inner }, list.element, unlisted));
}

/** An object's own properties: a kind of element that the new file has replaces all of that kind. */
export const mergeProperties = (before: string, after: string): string => mergeParts(before, after, ({ name }) => name);
