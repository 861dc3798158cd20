import type { ObjectTranslation } from './translation.ts';

type Texts = Readonly<Record<string, string>>;

/** What the platform itself says of standard objects in one language: labels of objects, fields and values, by API name. */
export type StandardTexts = Readonly<
  Record<string, { readonly label: string; readonly fields: Texts; readonly values?: Readonly<Record<string, Texts>> }>
>;

/** As translations that the ones of a package are read on top of. */
export const standardTranslations = (texts: StandardTexts): Map<string, ObjectTranslation> =>
  new Map(
    Object.entries(texts).map(([name, { label, fields, values = {} }]) => [
      name.toLowerCase(),
      {
        label,
        labelPlural: label,
        fields: new Map(
          Object.entries(fields).map(([field, own]) => [
            field.toLowerCase(),
            { label: own, values: new Map(Object.entries(values[field] ?? {})) },
          ]),
        ),
        rules: new Map(),
      },
    ]),
  );
