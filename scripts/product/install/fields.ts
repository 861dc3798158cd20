/** Our fields where an org has them already: values that an admin added to our picklists, and fields of the same name that are not ours. */
import { childOf, leaf, parseXml, printXml, textOf, withChildren, type Element } from './xml.ts';
import type { OfferedField } from './sales-process.ts';

const definitionOf = (field: Element): Element | undefined => {
  const set = childOf(field, 'valueSet');
  return set === undefined ? undefined : childOf(set, 'valueSetDefinition');
};

const valuesOf = (field: Element): Element[] =>
  definitionOf(field)?.children.filter(({ tag }) => tag === 'value') ?? [];

/** Active values of a picklist field, as deals store them. */
export const activeValues = (text: string): { value: string; label: string }[] =>
  valuesOf(parseXml(text))
    .filter((value) => textOf(value, 'isActive') !== 'false')
    .map((value) => ({ value: textOf(value, 'fullName') ?? '', label: textOf(value, 'label') ?? '' }));

/** What a record type lists of a picklist of ours; undefined for what is none. */
export function offeredField(name: string, text: string): OfferedField | undefined {
  const values = activeValues(text).map(({ value }) => value);
  return values.length === 0 ? undefined : { field: name, values };
}

/** Values that a second file of a picklist has beside those of the first. */
const othersIn = (one: Element, other: Element): Element[] => {
  const own = new Set(valuesOf(one).map((value) => textOf(value, 'fullName')));
  return valuesOf(other).filter((value) => !own.has(textOf(value, 'fullName')));
};

export const otherValues = (one: string, other: string): string[] =>
  othersIn(parseXml(one), parseXml(other)).map((value) => textOf(value, 'fullName') ?? '');

/** Our field with the org's other values behind ours; `allowRemove` leaves them out, so that they are switched off. */
export function mergeField(ours: string, theirs: string, allowRemove: boolean): string {
  const field = parseXml(ours);
  const others = othersIn(field, parseXml(theirs));
  const definition = definitionOf(field);
  const set = childOf(field, 'valueSet');
  if (others.length === 0 || definition === undefined || set === undefined) return ours;
  const kept = allowRemove ? others.map((value) => withChildren(value, [leaf('isActive', false)])) : others;
  const merged = { ...definition, children: [...definition.children, ...kept] };
  return printXml(withChildren(field, [withChildren(set, [merged])]));
}

/** Why a field of the org's cannot become ours; undefined: it can. */
export function clash(name: string, ours: string, theirs: string): string | undefined {
  const [own, other] = [parseXml(ours), parseXml(theirs)];
  const [type, there] = [textOf(own, 'type'), textOf(other, 'type')];
  const kind = (field: Element, named: string | undefined): string =>
    `${textOf(field, 'formula') === undefined ? '' : 'a formula of type '}${named ?? 'unknown'}`;
  const isFormula = (field: Element): boolean => textOf(field, 'formula') !== undefined;
  if (type === there && isFormula(own) === isFormula(other)) return undefined;
  return `${name} is in the org already as ${kind(other, there)}, and TAS+ needs ${kind(own, type)}. Rename or delete the org's field first.`;
}

/** Whether a component says of itself that it is ours: what else an org calls TAS_ is left alone. */
export function isOurs(text: string): boolean {
  const root = parseXml(text);
  return /^TAS\+/.test(textOf(root, 'description') ?? textOf(root, 'label') ?? '');
}
