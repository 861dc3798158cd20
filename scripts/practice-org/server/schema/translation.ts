/** What one language says of a field. */
export interface FieldTranslation {
  label?: string;
  help?: string;
  /** Translation by the value's base label, as the metadata has it. */
  readonly values: Map<string, string>;
}

/** What one language says of an object. Whatever is missing stays in the base language. */
export interface ObjectTranslation {
  label?: string;
  labelPlural?: string;
  nameLabel?: string;
  /** By lower-case field name. */
  readonly fields: Map<string, FieldTranslation>;
  /** Messages by lower-case rule name. */
  readonly rules: Map<string, string>;
}

/** By language as the platform writes it, `zh_CN`, and by lower-case object name. */
export type Translations = Map<string, Map<string, ObjectTranslation>>;

/** The language every label of the metadata is written in. */
export const baseLanguage = 'en_US';
