import { randomBytes } from 'node:crypto';
import type { ObjectType } from '../schema/object.ts';
import type { PermissionSetDeclaration } from '../schema/permission-set.ts';
import { fullAccess, grantedAccess } from './access.ts';
import type { ObjectAccess, Persona, Session } from './session.ts';

interface Person {
  readonly persona: Persona;
  readonly firstName: string;
  readonly lastName: string;
  readonly profile: string;
  /** The permission set this person gets when the loaded metadata has it. */
  readonly set: string;
  readonly everything: boolean;
}

/** Who works in every practice org. */
export const people: readonly Person[] = [
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
  },
];

export const usernameOf = ({ persona }: Pick<Person, 'persona'>): string => `${persona}@practice.example`;

interface Identity {
  readonly userId: string;
  readonly profileId: string;
}

/** A person's rights, worked out from the permission sets they hold. */
export function sessionOf(
  person: Person,
  identity: Identity,
  held: readonly PermissionSetDeclaration[],
  now: () => number,
): Session {
  const known = new Map<ObjectType, ObjectAccess>();
  return {
    ...identity,
    persona: person.persona,
    name: `${person.firstName} ${person.lastName}`,
    username: usernameOf(person),
    profileName: person.profile,
    permissions: new Set(held.flatMap(({ customPermissions }) => customPermissions.map((name) => name.toLowerCase()))),
    setsAuditFields: person.persona === 'load',
    now,
    access(object) {
      let access = known.get(object);
      if (access === undefined) {
        access = person.everything ? fullAccess(object) : grantedAccess(object, held);
        known.set(object, access);
      }
      return access;
    },
  };
}

/** A session token in the form clients tell apart from a user name: the org's 15-character id, `!`, a secret. */
export const newToken = (organizationId: string): string =>
  `${organizationId.slice(0, 15)}!${randomBytes(24).toString('hex')}`;
