import { newToken, people, sessionOf, usernameOf } from './access/people.ts';
import type { Persona, Session } from './access/session.ts';
import type { ObjectType } from './schema/object.ts';
import type { Declarations } from './schema/load.ts';
import type { OrganizationSettings } from './edition.ts';
import type { OrgCurrency } from './schema/currencies.ts';
import { moment } from './save/coerce.ts';
import { setupId, syncSetup } from './setup-rows.ts';
import { Seeder } from './seeder.ts';

/** The rows, people and tokens an org starts with. */
export interface Setup {
  readonly organizationId: string;
  readonly sessions: readonly Session[];
  /** Tokens of those who can log in. */
  readonly tokens: Readonly<Record<Exclude<Persona, 'load'>, string>>;
}

/** Fills the setup objects and makes the people. */
export function setUp(
  objects: ReadonlyMap<string, ObjectType>,
  declared: Declarations,
  {
    currencies,
    organization,
  }: { readonly currencies: readonly OrgCurrency[]; readonly organization: OrganizationSettings },
  time: () => number,
): Setup {
  const seed = new Seeder(objects, moment(time()));
  const organizationId = seed.add('Organization', {
    Name: organization.name ?? 'Practice Org',
    InstanceName: 'PRACTICE',
    IsSandbox: organization.isSandbox ?? false,
    OrganizationType: organization.edition ?? 'Developer Edition',
    TrialExpirationDate: organization.trialExpirationDate ?? null,
    LanguageLocaleKey: organization.language ?? 'en_US',
    TimeZoneSidKey: 'UTC',
    DefaultLocaleSidKey: 'en_US',
    FiscalYearStartMonth: 1,
  });
  seed.add('Pricebook2', { Name: 'Standard Price Book', IsActive: true, IsStandard: true });
  syncSetup(objects, declared, seed);
  seedCurrencies(seed, currencies);
  const profiles = new Map<string, string>();
  const sessions = people.map((person) => {
    const profileId =
      profiles.get(person.profile) ?? seed.add('Profile', { Name: person.profile, UserType: 'Standard' });
    profiles.set(person.profile, profileId);
    const held = declared.permissionSets.filter(({ name }) => name === person.set);
    const userId = seedUser(seed, {
      username: usernameOf(person),
      firstName: person.firstName,
      lastName: person.lastName,
      alias: person.persona,
      profileId,
      permissionSetIds: held.map(({ name }) => setupId(objects, 'PermissionSet', 'Name', name) ?? null),
    });
    return sessionOf({ person, identity: { userId, profileId }, held, now: time });
  });
  const token = (): string => newToken(organizationId);
  return {
    organizationId,
    sessions,
    tokens: { rep: token(), manager: token(), ops: token(), admin: token(), channel: token() },
  };
}

/** A user who may log in, with permission sets assigned; answers the id. */
export function seedUser(
  seed: Seeder,
  user: {
    readonly username: string;
    readonly firstName: string | null;
    readonly lastName: string;
    readonly alias: string;
    readonly profileId: string;
    readonly permissionSetIds: readonly (string | null)[];
  },
): string {
  const id = seed.add('User', {
    Username: user.username,
    Email: user.username,
    FirstName: user.firstName,
    LastName: user.lastName,
    Alias: user.alias,
    IsActive: true,
    ProfileId: user.profileId,
    UserType: 'Standard',
    TimeZoneSidKey: 'UTC',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
  });
  for (const setId of user.permissionSetIds)
    seed.add('PermissionSetAssignment', { PermissionSetId: setId, AssigneeId: id, IsActive: true });
  return id;
}

function seedCurrencies(seed: Seeder, currencies: readonly OrgCurrency[]): void {
  for (const { isoCode, conversionRate, isCorporate, isActive } of currencies) {
    seed.add('CurrencyType', {
      IsoCode: isoCode,
      ConversionRate: conversionRate,
      DecimalPlaces: 2,
      IsActive: isActive,
      IsCorporate: isCorporate,
    });
  }
}
