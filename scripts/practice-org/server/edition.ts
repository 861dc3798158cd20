/** What an org may hold: its edition, and the limits of its objects. */
import type { ObjectType } from './schema/object.ts';

export type EditionName =
  'Professional Edition' | 'Enterprise Edition' | 'Unlimited Edition' | 'Performance Edition' | 'Developer Edition';

/** What an object has a limit of, as the Tooling API's `EntityLimit` calls it. */
export type LimitType = 'ActiveValidationRules' | 'CustomFields' | 'CustomRelationship' | 'RollupSummary';

/** One limit of every object, where it is not the edition's. */
export interface LimitSetting {
  readonly max?: number;
  /** How many are taken beside those that the metadata shows, by packages whose parts nobody sees; none when left out. */
  readonly taken?: number;
}

/** What the org says of itself; an English Developer Edition of production when left out. */
export interface OrganizationSettings {
  readonly name?: string;
  readonly edition?: EditionName;
  readonly isSandbox?: boolean;
  /** `2027-01-31T00:00:00.000+0000`; none when left out. */
  readonly trialExpirationDate?: string;
  /** The language people start in, such as `zh_CN`. */
  readonly language?: string;
  readonly limits?: Readonly<Partial<Record<LimitType, LimitSetting>>>;
}

/** Of every object; Salesforce Help, "Custom Fields Allowed Per Object" and the allocations of each edition. */
const limits: Readonly<Record<EditionName, Readonly<Record<LimitType, number>>>> = {
  'Professional Edition': { ActiveValidationRules: 100, CustomFields: 100, CustomRelationship: 40, RollupSummary: 25 },
  'Enterprise Edition': { ActiveValidationRules: 100, CustomFields: 500, CustomRelationship: 40, RollupSummary: 25 },
  'Unlimited Edition': { ActiveValidationRules: 500, CustomFields: 800, CustomRelationship: 40, RollupSummary: 25 },
  'Performance Edition': { ActiveValidationRules: 500, CustomFields: 800, CustomRelationship: 40, RollupSummary: 25 },
  'Developer Edition': { ActiveValidationRules: 100, CustomFields: 500, CustomRelationship: 40, RollupSummary: 25 },
};

const limitTypes: readonly LimitType[] = [
  'ActiveValidationRules',
  'CustomFields',
  'CustomRelationship',
  'RollupSummary',
];

export interface EntityLimit {
  readonly type: LimitType;
  readonly max: number;
  /** Negative where an org was given more than it may have. */
  readonly remaining: number;
}

/** What is left of each limit of an object; `activeRules` is how many of its rules are switched on. */
export function limitsOf(object: ObjectType, activeRules: number, organization: OrganizationSettings): EntityLimit[] {
  const ofEdition = limits[organization.edition ?? 'Developer Edition'];
  const custom = object.fields.filter((field) => field.custom);
  const used: Readonly<Record<LimitType, number>> = {
    ActiveValidationRules: activeRules,
    CustomFields: custom.length,
    CustomRelationship: custom.filter(({ kind }) => kind === 'reference').length,
    RollupSummary: custom.filter(({ summary }) => summary !== undefined).length,
  };
  return limitTypes.map((type) => {
    const { max = ofEdition[type], taken = 0 } = organization.limits?.[type] ?? {};
    return { type, max, remaining: max - used[type] - taken };
  });
}
