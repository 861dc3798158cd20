import { notFound, type Problems } from '../problem.ts';
import { isCustom, type ObjectDeclaration } from './field.ts';
import { standardTranslations, type StandardTexts } from './standard-translations.ts';
import type { FieldTranslation, ObjectTranslation, Translations } from './translation.ts';
import { readXml, type Xml } from './xml.ts';

const emptyTranslation = (): ObjectTranslation => ({ fields: new Map(), rules: new Map() });

/** Translations as they are read, on top of what the platform itself says of its own fields. */
class Reading {
  readonly found: Translations = new Map();
  readonly #standard: Readonly<Record<string, StandardTexts>>;

  constructor(standard: Readonly<Record<string, StandardTexts>>) {
    this.#standard = standard;
  }

  language(language: string): Map<string, ObjectTranslation> {
    const ofObjects = this.found.get(language) ?? standardTranslations(this.#standard[language] ?? {});
    this.found.set(language, ofObjects);
    return ofObjects;
  }
}

function translationOf(reading: Reading, language: string, object: string): ObjectTranslation {
  const ofObjects = reading.language(language);
  const key = object.toLowerCase();
  let translated = ofObjects.get(key);
  if (translated === undefined) {
    translated = emptyTranslation();
    ofObjects.set(key, translated);
  }
  return translated;
}

function fieldTranslation(translated: ObjectTranslation, name: string): FieldTranslation {
  const key = name.toLowerCase();
  const known = translated.fields.get(key);
  if (known !== undefined) return known;
  const made: FieldTranslation = { values: new Map() };
  translated.fields.set(key, made);
  return made;
}

/** An untranslated value has an empty element, or the base text in a comment, which is no text. */
function readValues(xml: Xml, element: string, into: Map<string, string>): void {
  for (const value of xml.all(element)) {
    const [base, translation] = [value.text('masterLabel'), value.text('translation')];
    if (base !== undefined && translation !== undefined) into.set(base, translation);
  }
}

function readField(translated: ObjectTranslation, xml: Xml): void {
  const field = fieldTranslation(translated, xml.text('name') ?? '');
  const [label, help] = [xml.text('label'), xml.text('help')];
  if (label !== undefined) field.label = label;
  if (help !== undefined) field.help = help;
  readValues(xml, 'picklistValues', field.values);
}

function readObject(translated: ObjectTranslation, xml: Xml): void {
  for (const value of xml.all('caseValues')) {
    const key = value.flag('plural') === true ? 'labelPlural' : 'label';
    // Languages with cases have several of each; the nominative comes first.
    const text = value.text('value');
    if (text !== undefined) translated[key] ??= text;
  }
  const nameLabel = xml.text('nameFieldLabel');
  if (nameLabel !== undefined) translated.nameLabel = nameLabel;
  for (const rule of xml.all('validationRules')) {
    const [name, message] = [rule.text('name'), rule.text('errorMessage')];
    if (name !== undefined && message !== undefined) translated.rules.set(name.toLowerCase(), message);
  }
  for (const field of xml.all('fields')) readField(translated, field);
}

const objectFile =
  /(?:^|\/)objectTranslations\/(?:[^/]+\/)?([^/]+)-([a-z]{2}(?:_[A-Z]{2})?)\.objectTranslation(?:-meta\.xml)?$/;
const fieldFile = /(?:^|\/)objectTranslations\/([^/]+)-([a-z]{2}(?:_[A-Z]{2})?)\/[^/]+\.fieldTranslation-meta\.xml$/;
/** Custom labels and the like: nothing of it is shown by the org, but it says that the language is spoken. */
const languageFile = /(?:^|\/)translations\/([a-z]{2}(?:_[A-Z]{2})?)\.translation(?:-meta\.xml)?$/;
const setFile =
  /(?:^|\/)(?:standard|global)ValueSetTranslations\/([^/]+)-([a-z]{2}(?:_[A-Z]{2})?)\.(?:standard|global)ValueSetTranslation(?:-meta\.xml)?$/;

/** Fields whose values a standard value set holds; `OpportunityStage` is one of them. */
const setFields: Readonly<Record<string, readonly (readonly [object: string, field: string])[]>> = {
  OpportunityStage: [['Opportunity', 'StageName']],
  OpportunityType: [['Opportunity', 'Type']],
  LeadSource: [
    ['Opportunity', 'LeadSource'],
    ['Contact', 'LeadSource'],
    ['Account', 'AccountSource'],
  ],
  Industry: [['Account', 'Industry']],
  AccountType: [['Account', 'Type']],
  AccountRating: [['Account', 'Rating']],
};

/** Reads every translation of objects, fields, picklist values and rule messages; `standard` is the platform's own, by language. */
export function readTranslations(
  metadata: ReadonlyMap<string, string>,
  objects: ReadonlyMap<string, ObjectDeclaration>,
  standard: Readonly<Record<string, StandardTexts>>,
  problems: Problems,
): Translations {
  const reading = new Reading(standard);
  for (const [path, source] of metadata) {
    const [, object = '', language = ''] = objectFile.exec(path) ?? fieldFile.exec(path) ?? [];
    if (object !== '') {
      const whole = objectFile.test(path);
      const xml = readXml(source, whole ? 'CustomObjectTranslation' : 'CustomFieldTranslation', path, problems);
      const known = objects.has(object.toLowerCase());
      if (!known && isCustom(object))
        problems.addPart(
          path,
          `a translation of ${object}, which is no object here`,
          notFound('fullName', 'CustomObject', object),
        );
      else if (known && xml !== undefined)
        (whole ? readObject : readField)(translationOf(reading, language, object), xml);
      continue;
    }
    const spoken = languageFile.exec(path)?.[1];
    if (spoken !== undefined) reading.language(spoken);
    const [, set = '', setLanguage = ''] = setFile.exec(path) ?? [];
    if (set === '') continue;
    const root = path.includes('standardValueSetTranslation')
      ? 'StandardValueSetTranslation'
      : 'GlobalValueSetTranslation';
    const xml = readXml(source, root, path, problems);
    if (xml === undefined) continue;
    for (const [owner, field] of fieldsOfSet(set, objects))
      readValues(xml, 'valueTranslation', fieldTranslation(translationOf(reading, setLanguage, owner), field).values);
  }
  return reading.found;
}

function fieldsOfSet(
  set: string,
  objects: ReadonlyMap<string, ObjectDeclaration>,
): readonly (readonly [object: string, field: string])[] {
  const shared = [...objects.values()].flatMap(({ name, fields }) =>
    fields.filter(({ valueSet }) => valueSet === set).map((field) => [name, field.name] as const),
  );
  return [...(setFields[set] ?? []), ...shared];
}
