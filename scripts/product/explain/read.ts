/** Reads from an org what a verdict needs: one deal, its items, and who asks. */
import type { Deal, Item, ItemStatus, Value, Viewer } from '../gate/index.ts';
import { packageFields, requirementsOf, type SalesModel } from '../model/index.ts';
import { OrgError, soql, soqlFields, type OrgConnection, type Soql } from '../org/index.ts';

export interface ReadDeal {
  readonly deal: Deal & { readonly Id: string };
  readonly ownerName: string;
  readonly items: readonly Item[];
  readonly viewer: Viewer;
  /** False where the org does not tell which custom permissions a user has; none are assumed then. */
  readonly rightsKnown: boolean;
  /** Fields the model asks for that this user does not see: they count as blank. */
  readonly unseen: readonly string[];
}

const always = ['StageName', 'OwnerId', 'CreatedDate', 'LastStageChangeDate', 'Name', 'Amount', 'CloseDate'];
const itemColumns = [
  'Id',
  'Code__c',
  'Status__c',
  'Item_Key__c',
  'Evidence_Url__c',
  'Person__c',
  'Reason__c',
  'Note__c',
  'Settled_By__c',
  'Settled_On__c',
] as const;
const numeric: ReadonlySet<string> = new Set(['currency', 'double', 'percent', 'int', 'long']);
const statuses: readonly ItemStatus[] = ['Open', 'Requested', 'Done', 'NotApplicable', 'Waived'];

/** @throws {OrgError} when there is no such deal, or the org does not answer. */
export async function readDeal(org: OrgConnection, model: SalesModel, id: string): Promise<ReadDeal> {
  const fields = await org.describe('Opportunity');
  const asked = requirementsOf(model).flatMap(({ requirement }) => requirement.fields ?? []);
  const own = new Set([
    ...always,
    ...Object.keys(packageFields),
    // The org converts, whether or not the model at hand says that it has several currencies.
    'TAS_Model_Amount__c',
    ...asked.map(({ name }) => name),
  ]);
  const seen = [...own].filter((name) => fields.has(name));
  const related = [
    'Owner.Name',
    ...(fields.has('RecordTypeId') ? ['RecordType.DeveloperName'] : []),
    ...asked.flatMap(({ name, reach }) =>
      fields.has(name) ? (reach ?? []).map((field) => `${relationOf(name)}.${field}`) : [],
    ),
  ];
  const columns = ['Id', ...new Set([...seen, ...related])];
  const [row] = await rowsOf(
    org,
    soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE Id = ${id} LIMIT 1`,
    columns,
  );
  if (row === undefined)
    throw new OrgError('OrgRefused', {
      message: `There is no opportunity ${id} that ${org.username} may see.`,
      actions: ['Take the id from the address of the opportunity page: it begins with 006.'],
    });
  const valueOf = (name: string, text: string): Value => {
    if (text === '') return null;
    const type = fields.get(name)?.type ?? 'string';
    return numeric.has(type) ? Number(text) : type === 'boolean' ? text === 'true' : text;
  };
  const deal: Record<string, Value> & { Id: string } = { Id: row.get('Id') ?? id };
  for (const [name, text] of row) if (name !== 'Owner.Name') deal[name] = valueOf(name, text);
  const items = await rowsOf(
    org,
    soql`SELECT ${soqlFields(itemColumns)} FROM TAS_Gate_Item__c WHERE Opportunity__c = ${deal.Id} ORDER BY Code__c`,
    itemColumns,
  );
  const { viewer, rightsKnown } = await readViewer(org);
  return {
    deal: { ...deal, Id: row.get('Id') ?? id },
    ownerName: row.get('Owner.Name') ?? '',
    items: items.map(itemOf),
    viewer,
    rightsKnown,
    unseen: [...new Set(asked.map(({ name }) => name))].filter((name) => !fields.has(name)),
  };
}

const relationOf = (lookup: string): string =>
  lookup.endsWith('__c') ? lookup.replace(/__c$/, '__r') : lookup.replace(/Id$/, '');

function itemOf(row: ReadonlyMap<string, string>): Item {
  const text = (column: (typeof itemColumns)[number]): string => row.get(column) ?? '';
  const orNull = (column: (typeof itemColumns)[number]): string | null => text(column) || null;
  return {
    id: text('Id'),
    code: text('Code__c'),
    status: statuses.find((status) => status === text('Status__c')) ?? 'Open',
    key: text('Item_Key__c'),
    evidence: orNull('Evidence_Url__c'),
    person: orNull('Person__c'),
    reason: orNull('Reason__c'),
    note: orNull('Note__c'),
    settledBy: orNull('Settled_By__c'),
    settledOn: orNull('Settled_On__c'),
  };
}

async function readViewer(org: OrgConnection): Promise<{ viewer: Viewer; rightsKnown: boolean }> {
  const [user] = await rowsOf(org, soql`SELECT Id FROM User WHERE Username = ${org.username}`, ['Id']);
  const id = user?.get('Id') ?? '';
  try {
    const held = await rowsOf(
      org,
      soql`SELECT SetupEntityId FROM SetupEntityAccess WHERE SetupEntityType = 'CustomPermission' AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${id})`,
      ['SetupEntityId'],
    );
    const ids = new Set(held.map((row) => row.get('SetupEntityId')));
    const known = await rowsOf(org, soql`SELECT Id, DeveloperName FROM CustomPermission`, ['Id', 'DeveloperName']);
    const names = known.filter((row) => ids.has(row.get('Id'))).map((row) => row.get('DeveloperName') ?? '');
    return { viewer: { id, permissions: new Set(names) }, rightsKnown: true };
  } catch (error) {
    if (!(error instanceof OrgError) || !['INVALID_TYPE', 'INVALID_FIELD'].includes(error.errorCode ?? '')) throw error;
    return { viewer: { id, permissions: new Set() }, rightsKnown: false };
  }
}

/** Rows as column → text. */
async function rowsOf(org: OrgConnection, query: Soql, columns: readonly string[]): Promise<Map<string, string>[]> {
  const rows: Map<string, string>[] = [];
  await org.read('collections', query, columns, (page) => {
    for (const texts of page) rows.push(new Map(columns.map((column, index) => [column, texts[index] ?? ''])));
  });
  return rows;
}
