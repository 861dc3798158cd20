/** Translations: every label, field, picklist value and rule message in every language but the model's first. */
import type { CustomFieldTranslation, CustomObjectTranslation, Translations } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/component.ts';
import type { Language, Text } from '../model/index.ts';
import type { Label } from './labels.ts';
import type { Rule } from './rule.ts';

interface TranslatedField {
  readonly name: string;
  readonly label: Text;
  readonly help: Text;
  readonly values?: readonly { readonly value: string; readonly label: Text }[];
}

export const labelTranslations = (labels: readonly Label[], language: Language, origin: string): Component =>
  component<Translations>(
    `translations/${language}.translation-meta.xml`,
    'Translations',
    {
      customLabels: labels.map(({ name, value }) => ({ label: value[language] ?? '', name })),
    },
    origin,
  );

/** The translations of one object: its rules' messages in the object file, each field in a file of its own. */
export function objectTranslations(
  object: string,
  fields: readonly TranslatedField[],
  rules: readonly Rule[],
  language: Language,
  origin: string,
  names?: Text,
): Component[] {
  const folder = `objectTranslations/${object}-${language}`;
  const own = names?.[language];
  return [
    component<CustomObjectTranslation>(
      `${folder}/${object}-${language}.objectTranslation-meta.xml`,
      'CustomObjectTranslation',
      {
        ...(own === undefined
          ? {}
          : {
              caseValues: [
                { plural: false, value: own },
                { plural: true, value: own },
              ],
              nameFieldLabel: own,
            }),
        validationRules: rules.map(({ name, message }) => ({ errorMessage: message[language] ?? '', name })),
      },
      origin,
    ),
    ...fields.map(({ name, label, help, values }) =>
      component<CustomFieldTranslation>(
        `${folder}/${name}.fieldTranslation-meta.xml`,
        'CustomFieldTranslation',
        {
          help: help[language] ?? '',
          label: label[language] ?? '',
          name,
          ...(values === undefined
            ? {}
            : {
                picklistValues: values.map((one) => ({
                  masterLabel: one.label.en_US ?? one.value,
                  translation: one.label[language] ?? '',
                })),
              }),
        },
        origin,
      ),
    ),
  ];
}
