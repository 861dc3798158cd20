import { objectNamed, recordTypeRows, type Org } from './org.ts';
import { moment } from './save/coerce.ts';
import { Seeder } from './seeder.ts';

/** Letters, digits and single underscores between them, a letter first: what the platform takes as a developer name. */
const developerName = /^[a-z](?:_?[a-z0-9])*$/i;

/**
 * Id of an object's record type of that developer name, in any case, made where there is none; undefined for what no
 * record type can be called.
 */
export function recordTypeNamed(org: Org, objectName: string, name: string): string | undefined {
  const object = objectNamed(org, objectName);
  if (object === undefined) throw new Error(`no object ${objectName}`);
  const known = recordTypeRows(org, object).find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known.id;
  if (!developerName.test(name) || name.length > 80) return undefined;
  const label = name.replaceAll('_', ' ');
  object.declaration.recordTypes.push({ name, label, active: true });
  const seed = new Seeder(org.objects, moment(org.now().getTime()));
  return seed.add('RecordType', { DeveloperName: name, Name: label, SobjectType: object.name, IsActive: true });
}
