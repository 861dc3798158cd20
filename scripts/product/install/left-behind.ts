/** What another version of TAS+ left in an org. */
import type { Member } from '../org/index.ts';
import { isOurs } from './fields.ts';
import type { InstallOrg } from './org.ts';
import type { Files } from './state.ts';

/** Types of which an older version may have left something. */
const ownTypes = [
  'CustomField',
  'ValidationRule',
  'LightningComponentBundle',
  'PermissionSet',
  'CustomPermission',
  'ListView',
];

/** Names that ours have; whether one is ours is decided by what it says of itself. */
const called = /^(?:Opportunity\.TAS_|(?:TAS_Gate_Item|TAS_Run)__c\.|TAS_|tas[A-Z])/;

/** Components that are called as ours are and that the project has not. */
export async function leftBehind(org: InstallOrg, sources: readonly Member[]): Promise<Member[]> {
  const own = new Set(sources.map(({ type, name }) => `${type}:${name}`));
  const all = await org.metadata.list(ownTypes);
  return all.filter(({ type, name }) => !own.has(`${type}:${name}`) && called.test(name));
}

/** Whether something that is left says of itself that it is ours. */
export function isLeftOurs({ type, name }: Member, before: Files): boolean {
  if (type === 'LightningComponentBundle')
    return before.get(`lwc/${name}/${name}.js-meta.xml`)?.includes('TAS+') === true;
  const file = [...before].find(([path]) => isFileOf(path, name));
  return file !== undefined && isOurs(file[1]);
}

/** Whether a file is (a part of) the component of that full name, of whatever type. */
export function isFileOf(path: string, name: string): boolean {
  const [object, part] = name.split('.');
  const folder = part === undefined ? '' : `objects/${object ?? ''}/`;
  return (
    path.startsWith(folder) &&
    path
      .split('/')
      .at(-1)
      ?.startsWith(`${part ?? name}.`) === true
  );
}

export const leftNote = (left: readonly Member[]): string =>
  `The org has ${left.length} components of another version of TAS+ that this one does not have: ${left.map(({ name }) => name).join(', ')}. They stay; --allow-remove removes them, with their data.`;
