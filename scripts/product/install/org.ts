/** What an install needs to know of an org beside its metadata. */
import { soql, type OrgConnection } from '../org/index.ts';

export type InstallOrg = Pick<
  OrgConnection,
  | 'count'
  | 'describe'
  | 'instanceUrl'
  | 'limits'
  | 'metadata'
  | 'orgId'
  | 'orgTime'
  | 'read'
  | 'targetOrg'
  | 'tooling'
  | 'username'
  | 'write'
>;

/** What an org says of itself. */
export interface Organization {
  readonly name: string;
  /** Such as Enterprise Edition. */
  readonly edition: string;
  readonly isSandbox: boolean;
  /** False for a trial, a developer org, a scratch org or a sandbox: nobody's business hangs on it. */
  readonly isProduction: boolean;
  /** Of the org itself, as LanguageLocaleKey has it. */
  readonly language: string;
}

export interface OrgFacts extends Organization {
  /** ISO code of the corporate currency; undefined in an org of one. */
  readonly corporateCurrency: string | undefined;
  /** Languages that Translation Workbench has on, the org's own not among them. */
  readonly translations: readonly string[];
  /** Record types of Opportunity by developer name, inactive ones too. */
  readonly recordTypes: readonly string[];
}

/** Reads it, with one call of the API. */
export async function readOrganization(org: Pick<OrgConnection, 'read'>): Promise<Organization> {
  const [organization] = await rowsOf(
    org,
    soql`SELECT Name, OrganizationType, IsSandbox, LanguageLocaleKey, TrialExpirationDate FROM Organization LIMIT 1`,
    ['Name', 'OrganizationType', 'IsSandbox', 'LanguageLocaleKey', 'TrialExpirationDate'],
  );
  const [name = '', edition = '', sandbox, language = '', trial = ''] = organization ?? [];
  const isSandbox = sandbox === 'true';
  const isProduction = !isSandbox && trial === '' && !/developer/i.test(edition);
  return { name, edition, isSandbox, isProduction, language };
}

/** Reads it, with five calls of the API at most. */
export async function readFacts(org: InstallOrg): Promise<OrgFacts> {
  const organization = await readOrganization(org);
  const fields = await org.describe('Opportunity');
  const corporate = fields.has('CurrencyIsoCode')
    ? await rowsOf(org, soql`SELECT IsoCode FROM CurrencyType WHERE IsCorporate = true`, ['IsoCode'])
    : [];
  const types = await rowsOf(
    org,
    soql`SELECT DeveloperName FROM RecordType WHERE SobjectType = 'Opportunity' ORDER BY DeveloperName`,
    ['DeveloperName'],
  );
  return {
    ...organization,
    corporateCurrency: corporate[0]?.[0],
    translations: (await org.metadata.list(['Translations'])).map((one) => one.name),
    recordTypes: types.map(([type = '']) => type),
  };
}

/** The rows of a small query. */
export async function rowsOf(
  org: Pick<OrgConnection, 'read'>,
  query: Parameters<OrgConnection['read']>[1],
  columns: readonly string[],
): Promise<(readonly string[])[]> {
  const found: (readonly string[])[] = [];
  await org.read('collections', query, columns, (rows) => void found.push(...rows));
  return found;
}
