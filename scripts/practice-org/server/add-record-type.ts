import { objectNamed, recordTypeRows, type Org } from './org.ts';
import { moment } from './save/coerce.ts';
import { Seeder } from './seeder.ts';

/** Letters, digits and single underscores between them, a letter first: what the platform takes as a developer name. */
const developerName = /^[a-z](?:_?[a-z0-9])*$/i;

export interface NamedRecordType {
  readonly id: string;
  /** What declares it, in source form, where it was made. */
  readonly file?: { readonly path: string; readonly text: string };
}

/**
 * An object's record type of that developer name, in any case, made where there is none; undefined for what no
 * record type can be called. @throws when there is no such object.
 */
export function recordTypeNamed(org: Org, objectName: string, name: string): NamedRecordType | undefined {
  const object = objectNamed(org, objectName);
  if (object === undefined) throw new Error(`no object ${objectName}`);
  const known = recordTypeRows(org, object).find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return { id: known.id };
  if (!developerName.test(name) || name.length > 80) return undefined;
  const label = name.replaceAll('_', ' ');
  object.declaration.recordTypes.push({ name, label, active: true });
  const seed = new Seeder(org.objects, moment(org.now().getTime()));
  const row = { DeveloperName: name, Name: label, SobjectType: object.name, IsActive: true };
  return {
    id: seed.add('RecordType', row),
    file: {
      path: `objects/${object.name}/recordTypes/${name}.recordType-meta.xml`,
      text: `<?xml version="1.0" encoding="UTF-8"?>\n<RecordType xmlns="http://soap.sforce.com/2006/04/metadata">\n    <fullName>${name}</fullName>\n    <active>true</active>\n    <label>${label}</label>\n</RecordType>\n`,
    },
  };
}
