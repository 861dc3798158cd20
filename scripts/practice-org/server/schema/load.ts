import { duplicateName, Problems, tooLong } from '../problem.ts';
import { addCurrencies, type OrgCurrency } from './currencies.ts';
import { readCustomField } from './custom-field.ts';
import { isCustom, type ObjectDeclaration, type PicklistValue, type RuleDeclaration } from './field.ts';
import { addFieldHistories } from './field-history.ts';
import { filesOf, type Metadata } from './files.ts';
import { checkLeadConversion, readLeadConversion, type LeadConversionSettings } from './lead-conversion.ts';
import { readProcess, readRecordType } from './record-types.ts';
import { addPersonFields } from './person-accounts.ts';
import { readPermissionSet, type PermissionSetDeclaration } from './permission-set.ts';
import { auditFields, field, owner } from './standard-fields.ts';
import type { OrgFeatures } from './features.ts';
import { standardObjects } from './standard-objects.ts';
import { forecastCategories, mergeStages, standardStages, type ForecastCategory, type StageValue } from './stages.ts';
import type { StandardTexts } from './standard-translations.ts';
import { baseLanguage, type Translations } from './translation.ts';
import { readTranslations } from './translations.ts';
import { applyValueSets, readGlobalValueSets } from './value-sets.ts';
import type { Xml } from './xml.ts';

/** All that metadata and the standard tables declare, not linked yet. */
export interface Declarations {
  readonly objects: Map<string, ObjectDeclaration>;
  readonly permissionSets: readonly PermissionSetDeclaration[];
  readonly customPermissions: readonly string[];
  readonly stages: readonly StageValue[];
  /** Languages the org speaks, the base language first. */
  readonly languages: readonly string[];
  readonly leadConversion: LeadConversionSettings;
}

const isForecast = (text: string): text is ForecastCategory => (forecastCategories as string[]).includes(text);

function readStages(metadata: Metadata, problems: Problems): StageValue[] | undefined {
  const pattern = /(?:^|\/)standardValueSets\/OpportunityStage\.standardValueSet(?:-meta\.xml)?$/;
  for (const [, xml] of filesOf(metadata, pattern, 'StandardValueSet', problems)) {
    return xml.all('standardValue').map((value) => {
      const category = value.text('forecastCategory') ?? 'Pipeline';
      const name = value.text('fullName') ?? '';
      if (!isForecast(category)) problems.add(xml.path, `${name}: unknown forecast category ${category}`);
      const [label, description] = [value.text('label'), value.text('description')];
      return {
        name,
        ...(label === undefined ? {} : { label }),
        ...(description === undefined ? {} : { description }),
        active: value.flag('isActive') ?? true,
        probability: value.number('probability') ?? 0,
        forecastCategory: isForecast(category) ? category : 'Pipeline',
        isClosed: value.flag('closed') ?? false,
        isWon: value.flag('won') ?? false,
      };
    });
  }
  return undefined;
}

function customObject(name: string, xml: Xml, problems: Problems): ObjectDeclaration {
  const label = xml.text('label');
  const nameField = xml.one('nameField');
  if (label === undefined)
    problems.add(xml.path, `${name}: no <label>`, 'Must specify a non-empty label for the CustomObject');
  if (nameField === undefined)
    problems.add(xml.path, `${name}: no <nameField>`, 'Must specify a nameField of type Text or AutoNumber');
  const numbered = nameField?.text('type') === 'AutoNumber';
  const nameLabel = nameField?.text('label') ?? 'Name';
  const numberedName = { createable: false, updateable: false, autoNumber: nameField?.text('displayFormat') ?? '{0}' };
  return {
    name,
    label: label ?? name,
    labelPlural: xml.text('pluralLabel') ?? label ?? name,
    path: xml.path,
    fields: [
      ...auditFields(),
      field('Name', nameLabel, 'string', { length: 80, isName: true, ...(numbered ? numberedName : {}) }),
    ],
    rules: [],
    recordTypes: [],
  };
}

function readRule(xml: Xml, problems: Problems): RuleDeclaration {
  const name = xml.text('fullName') ?? '';
  const [source, message, displayField] = [
    xml.text('errorConditionFormula') ?? '',
    xml.text('errorMessage') ?? '',
    xml.text('errorDisplayField'),
  ];
  if (name === '' || source === '' || message === '') {
    const missing = name === '' ? 'fullName' : source === '' ? 'errorConditionFormula' : 'errorMessage';
    problems.add(
      xml.path,
      'a validation rule needs fullName, errorConditionFormula and errorMessage',
      `Required field is missing: ${missing}`,
    );
  }
  if (name.length > 40)
    problems.add(xml.path, `${name}: a rule's name has at most 40 characters`, tooLong('fullName', 40));
  if (message.length > 255)
    problems.add(xml.path, `${name}: a rule's message has at most 255 characters`, tooLong('errorMessage', 255));
  return {
    name,
    source,
    message,
    active: xml.flag('active') ?? false,
    path: xml.path,
    ...(displayField === undefined ? {} : { displayField }),
  };
}

/** Fields, rules and record types an object file holds inside, as the metadata API writes them. */
class ObjectReader {
  readonly #sets: Map<string, PicklistValue[]>;
  readonly #problems: Problems;

  constructor(sets: Map<string, PicklistValue[]>, problems: Problems) {
    this.#sets = sets;
    this.#problems = problems;
  }

  addField(object: ObjectDeclaration, xml: Xml): void {
    // What metadata says of a standard field changes how it is shown, not what it is, and may leave out the rest.
    const standard = !isCustom(xml.text('fullName') ?? '__c');
    if (standard) this.#track(object, xml);
    const problems = standard ? new Problems() : this.#problems;
    const read = readCustomField(xml, this.#sets, problems);
    if (read === undefined || (standard && problems.any)) return;
    const twin = object.fields.find(({ name }) => name.toLowerCase() === read.name.toLowerCase());
    if (twin === undefined) object.fields.push(read);
    else if (!standard)
      this.#problems.add(
        xml.path,
        `${object.name}.${read.name} is declared twice (also in ${twin.path ?? 'the standard schema'})`,
        duplicateName(read.name),
      );
  }

  /** Of a standard field metadata also decides whether its changes are kept. */
  #track(object: ObjectDeclaration, xml: Xml): void {
    const name = xml.text('fullName')?.toLowerCase();
    const at = object.fields.findIndex((one) => one.name.toLowerCase() === name);
    const [known, trackHistory] = [object.fields[at], xml.flag('trackHistory')];
    if (known !== undefined && trackHistory !== undefined) object.fields[at] = { ...known, trackHistory };
  }

  addRule(object: ObjectDeclaration, xml: Xml): void {
    const read = readRule(xml, this.#problems);
    const twin = object.rules.find(({ name }) => name.toLowerCase() === read.name.toLowerCase());
    if (twin === undefined) object.rules.push(read);
    else
      this.#problems.add(
        xml.path,
        `${object.name}: validation rule ${read.name} is declared twice (also in ${twin.path})`,
        duplicateName(read.name),
      );
  }

  addRecordType(object: ObjectDeclaration, xml: Xml): void {
    object.recordTypes.push(readRecordType(xml));
    if (!object.fields.some(({ name: own }) => own === 'RecordTypeId')) {
      const type = { referenceTo: ['RecordType'], relationshipName: 'RecordType' };
      object.fields.push(field('RecordTypeId', 'Record Type ID', 'reference', type));
    }
  }

  addProcess(object: ObjectDeclaration, xml: Xml): void {
    object.processes = [...(object.processes ?? []), readProcess(xml)];
  }

  addAll(object: ObjectDeclaration, xml: Xml): void {
    for (const child of xml.all('fields')) this.addField(object, child);
    for (const child of xml.all('validationRules')) this.addRule(object, child);
    for (const child of xml.all('recordTypes')) this.addRecordType(object, child);
    for (const child of xml.all('businessProcesses')) this.addProcess(object, child);
  }
}

function readObjects(
  metadata: Metadata,
  standard: readonly ObjectDeclaration[],
  problems: Problems,
): Map<string, ObjectDeclaration> {
  const objects = new Map(standard.map((object) => [object.name.toLowerCase(), object]));
  const reader = new ObjectReader(readGlobalValueSets(metadata, problems), problems);
  const objectFile = /(?:^|\/)objects\/(?:[^/]+\/)?([^/]+)\.object(?:-meta\.xml)?$/;
  for (const [[name = ''], xml] of filesOf(metadata, objectFile, 'CustomObject', problems)) {
    if (/__(mdt|e|b|x)$/i.test(name)) continue;
    const known = objects.get(name.toLowerCase());
    // A standard object of the platform that this org has not: its files are kept.
    if (known === undefined && !isCustom(name) && xml.one('nameField') === undefined) continue;
    if (known?.path !== undefined) problems.add(xml.path, `${name} is declared twice (also in ${known.path})`);
    const object = known ?? customObject(name, xml, problems);
    objects.set(name.toLowerCase(), object);
    object.enableHistory = xml.flag('enableHistory') ?? false;
    reader.addAll(object, xml);
  }
  const parts = [
    ['fields', 'field', 'CustomField', 'addField'],
    ['validationRules', 'validationRule', 'ValidationRule', 'addRule'],
    ['recordTypes', 'recordType', 'RecordType', 'addRecordType'],
    ['businessProcesses', 'businessProcess', 'BusinessProcess', 'addProcess'],
  ] as const;
  for (const [folder, suffix, root, add] of parts) {
    const pattern = new RegExp(`(?:^|/)objects/([^/]+)/${folder}/[^/]+\\.${suffix}-meta\\.xml$`);
    for (const [[name = ''], xml] of filesOf(metadata, pattern, root, problems)) {
      if (/__(mdt|e|b|x)$/i.test(name)) continue;
      const object = objects.get(name.toLowerCase());
      if (object !== undefined) reader[add](object, xml);
      else if (isCustom(name))
        problems.add(
          xml.path,
          `no object ${name}`,
          `Entity Enumeration Or ID: bad value for restricted picklist field: ${name}`,
        );
    }
  }
  applyValueSets(metadata, objects, problems);
  for (const object of objects.values()) {
    const owned = !isCustom(object.name) || object.fields.some(({ masterDetail }) => masterDetail === true);
    if (!owned) object.fields.push(owner());
  }
  return objects;
}

/** Gives every object its translations; answers the languages there are. */
function translate(objects: Map<string, ObjectDeclaration>, translations: Translations): string[] {
  for (const [key, object] of objects) {
    const own = [...translations].flatMap(([language, ofObjects]) => {
      const translation = ofObjects.get(key);
      return translation === undefined ? [] : [[language, translation] as const];
    });
    if (own.length > 0) object.translations = new Map(own);
  }
  return [baseLanguage, ...translations.keys()];
}

/** What an org is declared by, beside the standard schema. */
interface DeclaredBy {
  readonly metadata: Metadata;
  readonly stages: readonly StageValue[];
  readonly currencies: readonly OrgCurrency[];
  /** By language. */
  readonly standardTexts: Readonly<Record<string, StandardTexts>>;
  readonly features: OrgFeatures;
  readonly personAccounts: boolean;
}

/**
 * Reads metadata in source format (decomposed or not) on top of the standard schema. Kinds of files a practice org
 * does not enforce (layouts, pages, reports, labels …) are passed over.
 */
export function loadDeclarations(
  { metadata, stages, currencies, standardTexts, features, personAccounts }: DeclaredBy,
  problems: Problems,
): Declarations {
  const ownStages = readStages(metadata, problems);
  const merged = mergeStages(ownStages ?? standardStages, stages);
  const setFile = /(?:^|\/)permissionsets\/([^/]+)\.permissionset(?:-meta\.xml)?$/;
  const permissionFile = /(?:^|\/)customPermissions\/([^/]+)\.customPermission(?:-meta\.xml)?$/;
  const standard = standardObjects(merged, features);
  if (personAccounts) addPersonFields(standard);
  const objects = readObjects(metadata, standard, problems);
  if (currencies.length > 0) addCurrencies(objects, currencies);
  addFieldHistories(objects);
  const languages = translate(objects, readTranslations(metadata, objects, standardTexts, problems));
  const leadConversion = readLeadConversion(metadata, problems);
  checkLeadConversion(leadConversion, objects, problems);
  return {
    objects,
    leadConversion,
    stages: merged,
    languages,
    permissionSets: [...filesOf(metadata, setFile, 'PermissionSet', problems)].map(([[name = ''], xml]) =>
      readPermissionSet(xml, name, problems),
    ),
    customPermissions: [...filesOf(metadata, permissionFile, 'CustomPermission', problems)].map(
      ([[name = '']]) => name,
    ),
  };
}
