import { newToken, people, sessionOf, usernameOf } from './access/people.ts';
import type { Persona, Session } from './access/session.ts';
import type { Field, ObjectType } from './schema/object.ts';
import type { Declarations } from './schema/load.ts';
import type { OrgCurrency } from './schema/currencies.ts';
import { forecastLabels } from './schema/stages.ts';
import { moment } from './save/coerce.ts';
import { Journal } from './store/journal.ts';
import { Row, type Value } from './store/row.ts';

/** The rows, people and tokens an org starts with. */
export interface Setup {
  readonly organizationId: string;
  readonly sessions: readonly Session[];
  /** Tokens of those who can log in. */
  readonly tokens: Readonly<Record<Exclude<Persona, 'load'>, string>>;
}

const defaultOf = ({ values }: Field): Value | undefined => values?.find(({ isDefault }) => isDefault)?.value;

/** Puts rows into tables directly: setup objects have no save order. */
export class Seeder {
  readonly #objects: ReadonlyMap<string, ObjectType>;
  readonly #stamp: string;

  constructor(objects: ReadonlyMap<string, ObjectType>, stamp: string) {
    this.#objects = objects;
    this.#stamp = stamp;
  }

  add(objectName: string, given: Readonly<Record<string, Value>>): string {
    const object = this.#objects.get(objectName.toLowerCase());
    if (object === undefined) throw new Error(`no standard object ${objectName}`);
    const stamps = { CreatedDate: this.#stamp, LastModifiedDate: this.#stamp, SystemModstamp: this.#stamp };
    const all: Readonly<Record<string, Value>> = { ...stamps, ...given };
    const id = object.table.nextId();
    const values = object.fields.map((field) => all[field.name] ?? field.defaultValue ?? defaultOf(field) ?? null);
    object.table.insert(new Row([id, ...values.slice(1)]), new Journal());
    return id;
  }
}

/** Fills the setup objects and makes the people. */
export function setUp(
  objects: ReadonlyMap<string, ObjectType>,
  declared: Declarations,
  currencies: readonly OrgCurrency[],
  now: () => Date,
): Setup {
  const seed = new Seeder(objects, moment(now().getTime()));
  const organizationId = seed.add('Organization', {
    Name: 'Practice Org',
    InstanceName: 'PRACTICE',
    IsSandbox: false,
    OrganizationType: 'Developer Edition',
    LanguageLocaleKey: 'en_US',
    TimeZoneSidKey: 'UTC',
    DefaultLocaleSidKey: 'en_US',
    FiscalYearStartMonth: 1,
  });
  seed.add('Pricebook2', { Name: 'Standard Price Book', IsActive: true, IsStandard: true });
  seedStages(seed, declared);
  seedCurrencies(seed, currencies);
  for (const object of objects.values()) {
    for (const { name, label, active } of object.recordTypes) {
      seed.add('RecordType', { DeveloperName: name, Name: label, SobjectType: object.name, IsActive: active });
    }
  }
  const setIds = new Map(
    declared.permissionSets.map((set) => {
      const { name, label, description } = set;
      return [
        set,
        seed.add('PermissionSet', { Name: name, Label: label, Description: description, IsOwnedByProfile: false }),
      ];
    }),
  );
  seedCustomPermissions(seed, declared, setIds);
  const profiles = new Map<string, string>();
  const clock = (): number => now().getTime();
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
      permissionSetIds: held.map((set) => setIds.get(set) ?? null),
    });
    return sessionOf({ person, identity: { userId, profileId }, held, now: clock });
  });
  const token = (): string => newToken(organizationId);
  return { organizationId, sessions, tokens: { rep: token(), manager: token(), ops: token(), admin: token() } };
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

/** Custom permissions, and which permission sets give them. */
function seedCustomPermissions(
  seed: Seeder,
  { customPermissions }: Declarations,
  setIds: ReadonlyMap<Declarations['permissionSets'][number], string>,
): void {
  for (const name of customPermissions) {
    const id = seed.add('CustomPermission', { DeveloperName: name, MasterLabel: name });
    for (const [set, setId] of setIds)
      if (set.customPermissions.includes(name))
        seed.add('SetupEntityAccess', {
          ParentId: setId,
          SetupEntityId: id,
          SetupEntityType: 'CustomPermission',
        });
  }
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

function seedStages(seed: Seeder, { stages }: Declarations): void {
  for (const [index, stage] of stages.entries()) {
    seed.add('OpportunityStage', {
      MasterLabel: stage.name,
      ApiName: stage.name,
      IsActive: true,
      SortOrder: index + 1,
      IsClosed: stage.isClosed,
      IsWon: stage.isWon,
      ForecastCategory: stage.forecastCategory,
      ForecastCategoryName: forecastLabels[stage.forecastCategory],
      DefaultProbability: stage.probability,
    });
  }
}
