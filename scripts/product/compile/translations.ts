/** Translations: every label, field, picklist value and rule message in every language but the model's first. */
import type { CustomFieldTranslation, CustomObjectTranslation, Translations } from '@salesforce/types/metadata';
import { component, type Component } from '../metadata/index.ts';
import { messagesIn, type Language, type Text } from '../messages/index.ts';
import type { Label } from './labels.ts';
import { tabs } from './permission-sets.ts';
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
      customTabs: [
        { label: `TAS+ ${messagesIn(language).page.board}`, name: tabs.board },
        { label: `TAS+ ${messagesIn(language).page.home}`, name: tabs.home },
      ],
    },
    origin,
  );

/** The translations of one object: its rules' messages in the object file, each field in a file of its own. */
export function objectTranslations(
  object: string,
  fields: readonly TranslatedField[],
  rules: readonly Rule[],
  { base, language }: { readonly base: Language; readonly language: Language },
  origin: string,
  names?: { readonly one: Text; readonly many: Text },
): Component[] {
  const folder = `objectTranslations/${object}-${language}`;
  return [
    component<CustomObjectTranslation>(
      `${folder}/${object}-${language}.objectTranslation-meta.xml`,
      'CustomObjectTranslation',
      {
        ...(names === undefined
          ? {}
          : {
              caseValues: [
                { plural: false, value: names.one[language] },
                { plural: true, value: names.many[language] },
              ],
              nameFieldLabel: names.one[language],
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
                  masterLabel: one.label[base] ?? one.value,
                  translation: one.label[language] ?? '',
                })),
              }),
        },
        origin,
      ),
    ),
  ];
}
