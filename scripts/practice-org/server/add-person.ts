import { sessionOf } from './access/people.ts';
import type { Session } from './access/session.ts';
import { objectNamed, type Org } from './org.ts';
import { moment } from './save/coerce.ts';
import { Seeder } from './seeder.ts';
import { seedUser } from './setup.ts';
import { setupId } from './setup-rows.ts';
import { Journal } from './store/journal.ts';
import { mustHave } from './schema/object.ts';

export interface NewPerson {
  readonly firstName?: string;
  readonly lastName: string;
  /** Names of permission sets of the metadata that this person holds. */
  readonly permissionSets: readonly string[];
  /** Modify All Data and every field. */
  readonly everything?: boolean;
  /** May write who created a record and when. */
  readonly setsAuditFields?: boolean;
}

/**
 * A further user of a running org, with the permission sets assigned.
 * @throws when the metadata has no such permission set.
 */
export function addPerson(org: Org, person: NewPerson): Session {
  const { firstName = '', lastName, permissionSets, everything = false, setsAuditFields = false } = person;
  const missing = permissionSets.filter((wanted) => org.permissionSets.every(({ name }) => name !== wanted));
  if (missing.length > 0) throw new Error(`no permission set ${missing.join(', ')}`);
  const held = org.permissionSets.filter(({ name }) => permissionSets.includes(name));
  const seed = new Seeder(org.objects, moment(org.now().getTime()));
  const profile = everything ? 'System Administrator' : 'Standard User';
  const profileId =
    setupId(org.objects, 'Profile', 'Name', profile) ?? seed.add('Profile', { Name: profile, UserType: 'Standard' });
  const count = org.objects.get('user')?.table.size ?? 0;
  const username = `user${count}@practice.example`;
  const userId = seedUser(seed, {
    username,
    firstName: firstName === '' ? null : firstName,
    lastName,
    alias: `user${count}`.slice(0, 8),
    profileId,
    permissionSetIds: held.map(({ name }) => setupId(org.objects, 'PermissionSet', 'Name', name) ?? null),
  });
  const session = sessionOf({
    person: { persona: 'other', firstName, lastName, profile, set: '', everything, setsAuditFields },
    identity: { userId, profileId },
    held,
    now: org.clock.time,
    username,
  });
  org.sessions.push(session);
  return session;
}

/** Puts a user below another, or below nobody. @throws for a user that is not there. */
export function setManager(org: Org, user: string, manager: string | null): void {
  const users = objectNamed(org, 'User');
  const row = users?.table.get(user);
  if (users === undefined || row === undefined) throw new Error(`no user ${user}`);
  users.table.update(row, row.values.with(mustHave(users, 'ManagerId').slot, manager), new Journal());
}
