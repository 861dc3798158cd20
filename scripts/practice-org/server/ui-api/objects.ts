import type { Session } from '../access/session.ts';
import { objectNamed, type Org } from '../org.ts';
import type { ObjectType } from '../schema/object.ts';

/** Setup objects are no UI API objects, but what pages show of them: people, and types of records. */
const shownSetup = new Set(['User', 'RecordType']);

const isSupported = ({ name, readOnly }: ObjectType): boolean =>
  shownSetup.has(name) || (!readOnly && name !== 'CurrencyType');

/** Whether the UI API knows the object, for a user who may read it. */
export const isVisible = (object: ObjectType, session: Session): boolean =>
  isSupported(object) && session.access(object).read;

/** The object of a name as a user sees the UI API; undefined when it is not there for them. */
export function uiObject(org: Org, name: string, session: Session): ObjectType | undefined {
  const object = objectNamed(org, name);
  return object !== undefined && isVisible(object, session) ? object : undefined;
}

export const unsupported = (name: string): string => `Object ${name} is not supported in UI API`;
