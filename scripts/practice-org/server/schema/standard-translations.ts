import type { ObjectTranslation } from './translation.ts';

/** What the platform itself says of standard objects in one language: labels of objects and fields, by API name. */
export type StandardTexts = Readonly<
  Record<string, { readonly label: string; readonly fields: Readonly<Record<string, string>> }>
>;

/** As translations that the ones of a package are read on top of. */
export const standardTranslations = (texts: StandardTexts): Map<string, ObjectTranslation> =>
  new Map(
    Object.entries(texts).map(([name, { label, fields }]) => [
      name.toLowerCase(),
      {
        label,
        labelPlural: label,
        fields: new Map(
          Object.entries(fields).map(([field, own]) => [field.toLowerCase(), { label: own, values: new Map() }]),
        ),
        rules: new Map(),
      },
    ]),
  );
