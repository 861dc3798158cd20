/** Who works on the sample: everybody of every practice org but the administrator, and a sales team beside them. */
import type { Requirement } from '../../../product/model/index.ts';
import { permission } from '../../../product/vocabulary/index.ts';

export interface SamplePerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly permissionSets: readonly string[];
}

const holds =
  (permissionSet: string) =>
  (firstName: string, lastName: string): SamplePerson => ({ firstName, lastName, permissionSets: [permissionSet] });
const rep = holds('TAS_Rep');

/** Those whom the sample brings. The team without deals of their own settles and is named on the deals of others. */
export const samplePeople: readonly SamplePerson[] = [
  rep('Li', 'Wei'),
  rep('Chen', 'Jie'),
  rep('Wang', 'Fang'),
  rep('Anna', 'Keller'),
  rep('Tom', 'Reed'),
  holds('TAS_Manager')('Helen', 'Brandt'),
  rep('Sun', 'Yu'),
  rep('Zhao', 'Qing'),
  rep('Mei', 'Lin'),
  { firstName: 'Gao', lastName: 'Peng', permissionSets: ['TAS_Rep', 'TAS_Channel_Manager'] },
  rep('Peter', 'Novak'),
];

/** Who is there in every practice org. The page opens as the first of them. */
export const rita = 'Rita Rep';
/** Decides on partner registrations. */
export const channelManager = 'Gao Peng';
const max = 'Max Manager';
const helen = 'Helen Brandt';

/** Keeps customers and partners, and writes the decided grades. */
export const operations = 'Olga Ops';
export const owners: readonly string[] = [rita, 'Li Wei', 'Chen Jie', 'Wang Fang', 'Anna Keller', 'Tom Reed'];
export const managers: readonly string[] = [max, helen];

/** Permissions of the package that somebody holds by their permission sets, as far as gates ask for them. */
export const permissionsOf = (name: string): ReadonlySet<string> =>
  new Set(managers.includes(name) ? [permission.approve, permission.raiseGrade] : []);

/** The manager of a rep, who approves what the rep asks for. */
export const managerOf = (owner: string): string => (owners.indexOf(owner) < 3 ? max : helen);

/** Words of a role, and who of the team has it; the owner of the deal where nobody is named. */
const roles: readonly (readonly [words: RegExp, name: string | undefined])[] = [
  [/account manager|sales agent|\brep\b|owner|客户经理/i, undefined],
  [/director|sponsor|executive|总监|高层/i, helen],
  [/channel|partner|alliance|渠道|伙伴/i, channelManager],
  [/bid|tender|投标/i, 'Peter Novak'],
  [/financ|legal|commercial|contract|财务|法务|商务/i, 'Mei Lin'],
  [/deliver|implement|project manager|交付/i, 'Zhao Qing'],
  [/solution|presales|pre-sales|expert|product|technical|方案|售前|专家|产品/i, 'Sun Yu'],
  [/manager|coach|lead|主管|经理/i, max],
];

/** Who fits a requirement of people, by its name. */
export function personFor({ label }: Pick<Requirement, 'label'>, owner: string): string {
  const said = Object.values(label).join(' ');
  return roles.find(([words]) => words.test(said))?.[1] ?? owner;
}
