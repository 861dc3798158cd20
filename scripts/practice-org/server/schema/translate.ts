import type { PicklistValue } from './field.ts';
import type { Field, ObjectType, Rule } from './object.ts';
import type { FieldTranslation, ObjectTranslation } from './translation.ts';

const objectTranslation = (object: ObjectType, language: string): ObjectTranslation | undefined =>
  object.declaration.translations?.get(language);

const fieldTranslation = (field: Field, language: string): FieldTranslation | undefined =>
  objectTranslation(field.object, language)?.fields.get(field.name.toLowerCase());

/** An object's label in a language, in the base language where it has none. */
export const labelOfObject = (object: ObjectType, language: string): string =>
  objectTranslation(object, language)?.label ?? object.label;

export const pluralOfObject = (object: ObjectType, language: string): string =>
  objectTranslation(object, language)?.labelPlural ?? object.labelPlural;

/** A field's label in a language; the name field of a custom object has its own place in a translation. */
export function labelOf(field: Field, language: string): string {
  const own = fieldTranslation(field, language)?.label;
  if (own !== undefined) return own;
  const name =
    field.isName === true && field.object.custom ? objectTranslation(field.object, language)?.nameLabel : undefined;
  return name ?? field.label;
}

/** A field's help text, null where it has none. */
export const helpOf = (field: Field, language: string): string | null =>
  fieldTranslation(field, language)?.help ?? field.help ?? null;

export const messageOf = (object: ObjectType, rule: Rule, language: string): string =>
  objectTranslation(object, language)?.rules.get(rule.name.toLowerCase()) ?? rule.message;

/** A picklist value's label in a language. */
export const labelOfValue = (field: Field, { label }: PicklistValue, language: string): string =>
  fieldTranslation(field, language)?.values.get(label) ?? label;

const labels = new WeakMap<Field, Map<string, ReadonlyMap<string, string>>>();

/** Labels by value; what is nobody's value stands for itself. */
export function valueLabels(field: Field, language: string): ReadonlyMap<string, string> {
  const known = labels.get(field) ?? new Map<string, ReadonlyMap<string, string>>();
  labels.set(field, known);
  let own = known.get(language);
  if (own === undefined) {
    own = new Map((field.values ?? []).map((value) => [value.value, labelOfValue(field, value, language)]));
    known.set(language, own);
  }
  return own;
}
