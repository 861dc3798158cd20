import { randomBytes } from 'node:crypto';
import type { ObjectType } from '../schema/object.ts';
import { baseLanguage } from '../schema/translation.ts';
import type { PermissionSetDeclaration } from '../schema/permission-set.ts';
import { fullAccess, grantedAccess } from './access.ts';
import type { ObjectAccess, Persona, Session } from './session.ts';

export interface Person {
  readonly persona: Session['persona'];
  readonly firstName: string;
  readonly lastName: string;
  readonly profile: string;
  /** The permission set this person gets when the loaded metadata has it. */
  readonly set: string;
  /** Modify All Data and every field. */
  readonly everything: boolean;
  /** May write who created a record and when. */
  readonly setsAuditFields?: boolean;
}

/** Who works in every practice org. */
export const people: readonly (Person & { readonly persona: Persona })[] = [
  {
    persona: 'admin',
    firstName: 'Ada',
    lastName: 'Admin',
    profile: 'System Administrator',
    set: 'TAS_Admin',
    everything: true,
  },
  { persona: 'rep', firstName: 'Rita', lastName: 'Rep', profile: 'Standard User', set: 'TAS_Rep', everything: false },
  {
    persona: 'manager',
    firstName: 'Max',
    lastName: 'Manager',
    profile: 'Standard User',
    set: 'TAS_Manager',
    everything: false,
  },
  { persona: 'ops', firstName: 'Olga', lastName: 'Ops', profile: 'Standard User', set: 'TAS_Ops', everything: false },
  {
    persona: 'load',
    firstName: 'Data',
    lastName: 'Load',
    profile: 'System Administrator',
    set: 'TAS_Bypass',
    everything: true,
    setsAuditFields: true,
  },
  {
    persona: 'channel',
    firstName: 'Carla',
    lastName: 'Channel',
    profile: 'Standard User',
    set: 'TAS_Channel_Manager',
    everything: false,
  },
];

export const usernameOf = ({ persona }: { readonly persona: string }): string => `${persona}@practice.example`;

interface SessionSource {
  readonly person: Person;
  readonly identity: { readonly userId: string; readonly profileId: string };
  readonly held: readonly PermissionSetDeclaration[];
  /** The org's clock, in milliseconds. */
  readonly now: () => number;
  readonly username?: string;
}

/** A person's rights, worked out from the permission sets they hold. */
export function sessionOf({ person, identity, held, now, username = usernameOf(person) }: SessionSource): Session {
  let sets = held;
  // Setup tables are made for one query each.
  let known = new WeakMap<ObjectType, ObjectAccess>();
  const permissions = new Set<string>();
  const permit = (): void => {
    permissions.clear();
    for (const { customPermissions } of sets) for (const name of customPermissions) permissions.add(name.toLowerCase());
  };
  permit();
  return {
    ...identity,
    persona: person.persona,
    name: `${person.firstName} ${person.lastName}`,
    username,
    profileName: person.profile,
    permissions,
    setsAuditFields: person.setsAuditFields === true,
    modifiesAll: person.everything,
    language: baseLanguage,
    now,
    access(object) {
      let access = known.get(object);
      if (access === undefined) {
        access = person.everything ? fullAccess(object) : grantedAccess(object, sets);
        known.set(object, access);
      }
      return access;
    },
    held: () => sets,
    hold(now) {
      sets = now;
      known = new WeakMap();
      permit();
    },
  };
}

/** A session token in the form clients tell apart from a user name: the org's 15-character id, `!`, a secret. */
export const newToken = (organizationId: string): string =>
  `${organizationId.slice(0, 15)}!${randomBytes(24).toString('hex')}`;
