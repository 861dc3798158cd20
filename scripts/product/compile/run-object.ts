/** What a command leaves of its run in the org: a record that the home page lists; the run itself is a folder of files. */
import type { CustomField, CustomObject } from '@salesforce/types/metadata';
import { messagesIn, languages, said, type Language, type Messages } from '../messages/index.ts';
import type { Partially } from '../metadata/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { runCommands, runField, runStates } from '../run-record/index.ts';
import type { ChildField } from './child-object.ts';
import { valueSet } from './opportunity-fields.ts';

export type RunField = Omit<ChildField, 'permissioned' | 'formula' | 'stageIndex'>;

export const runNames = { one: said(({ run }) => run.one), many: said(({ run }) => run.many) };

/** Nobody but holders of the permission sets sees it: it says what was written, of all deals. */
export const runObject = (language: Language): Partially<CustomObject> => ({
  deploymentStatus: 'Deployed',
  description: 'TAS+ run: what a command wrote to this org, when, and how it ended. Written by the commands alone.',
  enableActivities: false,
  enableBulkApi: true,
  enableHistory: false,
  enableReports: true,
  enableSearch: false,
  enableSharing: true,
  enableStreamingApi: true,
  label: runNames.one[language],
  nameField: { displayFormat: 'RUN-{00000000}', label: runNames.one[language], type: 'AutoNumber' },
  pluralLabel: runNames.many[language],
  sharingModel: 'ReadWrite',
});

export function runFields(model: SalesModel): RunField[] {
  const language = baseLanguage(model);
  const picked = (key: FieldKey, values: RunField['values'] = []): RunField => ({
    ...one(key, { type: 'Picklist', valueSet: valueSet(values, language) }),
    values,
  });
  const count: Partially<CustomField> = { type: 'Number', precision: 12, scale: 0 };
  return [
    one('key', { type: 'Text', length: 60, required: true, unique: true, externalId: true, caseSensitive: false }),
    picked(
      'command',
      runCommands.map((value) => ({ value, label: said(({ runCommand }) => runCommand[value]) })),
    ),
    picked(
      'state',
      runStates.map((value) => ({ value, label: said(({ runState }) => runState[value]) })),
    ),
    one('about', { type: 'Text', length: 255 }),
    one('started', { type: 'DateTime' }),
    one('ended', { type: 'DateTime' }),
    ...(['rows', 'written', 'refused', 'leftAlone'] as const).map((key) => one(key, count)),
    one('of', { type: 'Text', length: 60 }),
    one('modelHash', { type: 'Text', length: 64 }),
  ];
}

type FieldKey = keyof Messages['runFields'];

/** Descriptions are for administrators, and stay in English. */
const one = (key: FieldKey, shape: Partially<CustomField>): RunField => {
  const english = messagesIn(languages[0]).runFields[key];
  return {
    name: runField[key],
    label: said(({ runFields: fields }) => fields[key].label),
    help: said(({ runFields: fields }) => fields[key].help),
    description: `TAS+ run: ${english.label}. ${english.help}`,
    shape,
  };
};
