import type { Problems } from '../problem.ts';
import type { ObjectDeclaration } from './field.ts';
import { standardWords } from './standard-words.ts';
import { readXml, type Xml } from './xml.ts';

/** What one language says of a field. */
export interface FieldWords {
  label?: string;
  help?: string;
  /** Translation by the value's base label, as the metadata has it. */
  readonly values: Map<string, string>;
}

/** What one language says of an object. Whatever is missing stays in the base language. */
export interface ObjectWords {
  label?: string;
  labelPlural?: string;
  nameLabel?: string;
  /** By lower-case field name. */
  readonly fields: Map<string, FieldWords>;
  /** Messages by lower-case rule name. */
  readonly rules: Map<string, string>;
}

/** By language as the platform writes it, `zh_CN`, and by lower-case object name. */
export type Dictionaries = Map<string, Map<string, ObjectWords>>;

/** The language every label of the metadata is written in. */
export const baseLanguage = 'en_US';

const emptyWords = (): ObjectWords => ({ fields: new Map(), rules: new Map() });

/** What the platform itself says in that language of its own fields is there before any metadata is read. */
function dictionaryOf(dictionaries: Dictionaries, language: string): Map<string, ObjectWords> {
  const dictionary = dictionaries.get(language) ?? standardWords(language);
  dictionaries.set(language, dictionary);
  return dictionary;
}

function wordsOf(dictionaries: Dictionaries, language: string, object: string): ObjectWords {
  const dictionary = dictionaryOf(dictionaries, language);
  const key = object.toLowerCase();
  let words = dictionary.get(key);
  if (words === undefined) {
    words = emptyWords();
    dictionary.set(key, words);
  }
  return words;
}

function fieldWords(words: ObjectWords, name: string): FieldWords {
  const key = name.toLowerCase();
  const known = words.fields.get(key);
  if (known !== undefined) return known;
  const made: FieldWords = { values: new Map() };
  words.fields.set(key, made);
  return made;
}

/** An untranslated value has an empty element, or the base text in a comment, which is no text. */
function readValues(xml: Xml, element: string, into: Map<string, string>): void {
  for (const value of xml.all(element)) {
    const [base, translation] = [value.text('masterLabel'), value.text('translation')];
    if (base !== undefined && translation !== undefined) into.set(base, translation);
  }
}

function readField(words: ObjectWords, xml: Xml): void {
  const field = fieldWords(words, xml.text('name') ?? '');
  const [label, help] = [xml.text('label'), xml.text('help')];
  if (label !== undefined) field.label = label;
  if (help !== undefined) field.help = help;
  readValues(xml, 'picklistValues', field.values);
}

function readObject(words: ObjectWords, xml: Xml): void {
  for (const value of xml.all('caseValues')) {
    const key = value.flag('plural') === true ? 'labelPlural' : 'label';
    // Languages with cases have several of each; the nominative comes first.
    const text = value.text('value');
    if (text !== undefined) words[key] ??= text;
  }
  const nameLabel = xml.text('nameFieldLabel');
  if (nameLabel !== undefined) words.nameLabel = nameLabel;
  for (const rule of xml.all('validationRules')) {
    const [name, message] = [rule.text('name'), rule.text('errorMessage')];
    if (name !== undefined && message !== undefined) words.rules.set(name.toLowerCase(), message);
  }
  for (const field of xml.all('fields')) readField(words, field);
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

/** Reads every translation of objects, fields, picklist values and rule messages. */
export function readTranslations(
  metadata: ReadonlyMap<string, string>,
  objects: ReadonlyMap<string, ObjectDeclaration>,
  problems: Problems,
): Dictionaries {
  const found: Dictionaries = new Map();
  for (const [path, source] of metadata) {
    const [, object = '', language = ''] = objectFile.exec(path) ?? fieldFile.exec(path) ?? [];
    if (object !== '') {
      const whole = objectFile.test(path);
      const xml = readXml(source, whole ? 'CustomObjectTranslation' : 'CustomFieldTranslation', path, problems);
      if (!objects.has(object.toLowerCase())) problems.add(path, `a translation of ${object}, which is no object here`);
      else if (xml !== undefined) (whole ? readObject : readField)(wordsOf(found, language, object), xml);
      continue;
    }
    const spoken = languageFile.exec(path)?.[1];
    if (spoken !== undefined) dictionaryOf(found, spoken);
    const [, set = '', setLanguage = ''] = setFile.exec(path) ?? [];
    if (set === '') continue;
    const root = path.includes('standardValueSetTranslation')
      ? 'StandardValueSetTranslation'
      : 'GlobalValueSetTranslation';
    const xml = readXml(source, root, path, problems);
    if (xml === undefined) continue;
    for (const [owner, field] of fieldsOfSet(set, objects))
      readValues(xml, 'valueTranslation', fieldWords(wordsOf(found, setLanguage, owner), field).values);
  }
  return found;
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
