/** What doctor reads of an org: each question asked once, and what an org does not answer is known to be unknown. */
import { readLimits, readState, type Files, type InstallOrg, type OrgFacts } from '../install/index.ts';
import { item } from '../vocabulary/index.ts';
import { OrgError, soql, type Member, type OrgConnection, type Soql } from '../org/index.ts';

export type DoctorOrg = InstallOrg & Pick<OrgConnection, 'apiVersion'>;

/** Cells by the names of their columns. */
export type Row = Readonly<Record<string, string>>;

/** Everything the checks look at. A list that is undefined was asked for, and the org did not answer. */
export interface Picture {
  readonly facts: OrgFacts;
  readonly apiVersion: string;
  /** Metadata in source format: Opportunity with its parts, flows, layouts, pages, settings. */
  readonly files: Files;
  /** Limits of Opportunity. */
  readonly limits: readonly Row[] | undefined;
  readonly stages: readonly Row[] | undefined;
  /** Flows that start on Opportunity and are active. */
  readonly flows: readonly Row[] | undefined;
  /** Approval processes, and all flows by name; of the gate item the id of its object. */
  readonly processes: readonly Row[] | undefined;
  readonly approvalFlows: readonly Row[] | undefined;
  readonly itemId: string | undefined;
  readonly triggers: readonly Row[] | undefined;
  readonly currencies: readonly Row[] | undefined;
  /** Permission sets and profiles that hold the bypass. */
  readonly bypass: readonly Row[] | undefined;
  /** Permission sets of the package, and who has them. */
  readonly sets: readonly string[] | undefined;
  readonly holders: readonly Row[] | undefined;
  readonly fieldRights: readonly Row[] | undefined;
  readonly hasTeams: boolean | undefined;
  /** Team Roles that opportunity teams may have; undefined: there are no teams, or nobody could tell. */
  readonly teamRoles: readonly string[] | undefined;
  readonly hasPersonAccounts: boolean | undefined;
  readonly openDealsWithProducts: number | undefined;
}

const lost = new Set(['ExpiredSession', 'OrgUnreachable', 'OrgTlsRefused', 'BadProxy']);

/** undefined where the org refuses the question; a broken way to the org is an error still. */
async function asked<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OrgError && !lost.has(error.problem)) return undefined;
    throw error;
  }
}

async function rows(
  org: DoctorOrg,
  api: 'data' | 'tooling',
  query: Soql,
  columns: readonly string[],
): Promise<Row[] | undefined> {
  return await asked(async () => {
    const found: Row[] = [];
    const take = (page: (readonly string[])[]): void =>
      void found.push(...page.map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? '']))));
    if (api === 'tooling') await org.tooling(query, columns, take);
    else await org.read('collections', query, columns, take);
    return found;
  });
}

const settings = ['LeadConfig', 'PathAssistant', 'Opportunity'];

/** Reads all of it, one question after the other. @throws {OrgError} where the org cannot be reached. */
export async function readPicture(
  org: DoctorOrg,
  facts: OrgFacts,
  onProgress: (what: string) => void,
): Promise<Picture> {
  onProgress('Asking the org for limits, stages, flows and triggers');
  const limits = await asked(async () => await readLimits(org));
  const stages = await rows(org, 'data', soql`SELECT ApiName, IsActive, IsClosed, IsWon FROM OpportunityStage`, [
    'ApiName',
    'IsActive',
    'IsClosed',
    'IsWon',
  ]);
  const flows = await rows(
    org,
    'data',
    soql`SELECT ApiName, Label, TriggerType FROM FlowDefinitionView WHERE IsActive = true AND TriggerObjectOrEventId = 'Opportunity'`,
    ['ApiName', 'Label', 'TriggerType'],
  );
  const triggers = await rows(
    org,
    'tooling',
    soql`SELECT Name, Status FROM ApexTrigger WHERE TableEnumOrId = 'Opportunity'`,
    ['Name', 'Status'],
  );
  const processes = await rows(
    org,
    'data',
    soql`SELECT DeveloperName, State, TableEnumOrId FROM ProcessDefinition WHERE Type = 'Approval'`,
    ['DeveloperName', 'State', 'TableEnumOrId'],
  );
  const approvalFlows = await rows(org, 'data', soql`SELECT ApiName, IsActive FROM FlowDefinitionView`, [
    'ApiName',
    'IsActive',
  ]);
  const ofItem = await rows(
    org,
    'tooling',
    soql`SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName = ${item}`,
    ['DurableId'],
  );
  const itemId = ofItem?.[0]?.['DurableId'];
  const currencies =
    facts.corporateCurrency === undefined
      ? []
      : await rows(org, 'data', soql`SELECT IsoCode, IsActive FROM CurrencyType`, ['IsoCode', 'IsActive']);
  const rights = await readRights(org, onProgress);
  const entities = await rows(
    org,
    'tooling',
    soql`SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'OpportunityTeamMember'`,
    ['QualifiedApiName'],
  );
  const person = await rows(
    org,
    'tooling',
    soql`SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName = 'IsPersonAccount'`,
    ['QualifiedApiName'],
  );
  onProgress('Reading the metadata of deals');
  return {
    facts,
    apiVersion: org.apiVersion,
    limits,
    stages,
    flows,
    processes,
    approvalFlows,
    itemId,
    triggers,
    currencies,
    ...rights,
    hasTeams: entities === undefined ? undefined : entities.length > 0,
    teamRoles: entities?.length === 1 ? await asked(async () => await readTeamRoles(org)) : undefined,
    hasPersonAccounts: person === undefined ? undefined : person.length > 0,
    openDealsWithProducts: await asked(
      async () =>
        await org.count(soql`SELECT COUNT() FROM Opportunity WHERE HasOpportunityLineItem = true AND IsClosed = false`),
    ),
    files: await readState(org, await membersOf(org, flows ?? [], (processes ?? []).filter(isOn(itemId)))),
  };
}

async function readTeamRoles(org: DoctorOrg): Promise<string[]> {
  const role = (await org.describe('OpportunityTeamMember')).get('TeamMemberRole');
  return (role?.picklistValues ?? []).filter(({ active }) => active).map(({ value }) => value);
}

type Rights = Pick<Picture, 'bypass' | 'sets' | 'holders' | 'fieldRights'>;

async function readRights(org: DoctorOrg, onProgress: (what: string) => void): Promise<Rights> {
  onProgress('Asking who has which permission set');
  const permissions = await rows(
    org,
    'data',
    soql`SELECT Id FROM CustomPermission WHERE DeveloperName = 'TAS_Bypass'`,
    ['Id'],
  );
  const ids = (permissions ?? []).map(({ Id = '' }) => Id);
  const bypass =
    ids.length === 0
      ? permissions
      : await rows(
          org,
          'data',
          soql`SELECT ParentId, Parent.Name, Parent.IsOwnedByProfile FROM SetupEntityAccess WHERE SetupEntityType = 'CustomPermission' AND SetupEntityId IN ${ids}`,
          ['ParentId', 'Parent.Name', 'Parent.IsOwnedByProfile'],
        );
  const sets = await rows(org, 'data', soql`SELECT Id, Name FROM PermissionSet WHERE Name LIKE 'TAS\\_%'`, [
    'Id',
    'Name',
  ]);
  const held = [
    ...new Set([...(sets ?? []).map(({ Id = '' }) => Id), ...(bypass ?? []).map((one) => one['ParentId'] ?? '')]),
  ];
  const holders =
    held.length === 0
      ? []
      : await rows(
          org,
          'data',
          soql`SELECT PermissionSetId, PermissionSet.Name, Assignee.Name FROM PermissionSetAssignment WHERE Assignee.IsActive = true AND PermissionSetId IN ${held}`,
          ['PermissionSetId', 'PermissionSet.Name', 'Assignee.Name'],
        );
  const fieldRights = await rows(
    org,
    'data',
    soql`SELECT Field, PermissionsEdit, Parent.Name FROM FieldPermissions WHERE SobjectType = 'Opportunity' AND Parent.Name LIKE 'TAS\\_%'`,
    ['Field', 'PermissionsEdit', 'Parent.Name'],
  );
  return { bypass, sets: sets?.map(({ Name = '' }) => Name), holders, fieldRights };
}

/** Whether an approval process is on gate items: the org names the object by its id. */
export const isOn =
  (itemId: string | undefined) =>
  ({ TableEnumOrId: on = '' }: Row): boolean =>
    on === item || (itemId !== undefined && on.slice(0, 15) === itemId.slice(0, 15));

async function membersOf(org: DoctorOrg, flows: readonly Row[], processes: readonly Row[]): Promise<Member[]> {
  const listed = (await asked(async () => await org.metadata.list(['Layout']))) ?? [];
  const pages = await rows(
    org,
    'tooling',
    soql`SELECT DeveloperName FROM FlexiPage WHERE EntityDefinitionId = 'Opportunity'`,
    ['DeveloperName'],
  );
  return [
    { type: 'CustomObject', name: 'Opportunity' },
    { type: 'Workflow', name: 'Opportunity' },
    { type: 'LeadConvertSettings', name: 'LeadConvertSettings' },
    ...processes.map(({ DeveloperName = '' }): Member => ({
      type: 'ApprovalProcess',
      name: `${item}.${DeveloperName}`,
    })),
    ...settings.map((name): Member => ({ type: 'Settings', name })),
    ...listed.filter(({ name }) => name.startsWith('Opportunity-')),
    ...flows.map(({ ApiName = '' }): Member => ({ type: 'Flow', name: ApiName })),
    ...(pages ?? []).map(({ DeveloperName = '' }): Member => ({ type: 'FlexiPage', name: DeveloperName })),
  ];
}
