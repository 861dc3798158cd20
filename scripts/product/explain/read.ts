/** Reads from an org what a verdict needs: one deal, its items, and who asks. */
import { fieldsRead, type Deal, type Item, type Value, type Viewer } from '../gate/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { OrgError, soql, soqlFields, soqlIdentifier, type OrgConnection, type Soql } from '../org/index.ts';
import { field, item, itemField, itemStatuses, relationOf } from '../vocabulary/index.ts';

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

const numeric: ReadonlySet<string> = new Set(['currency', 'double', 'percent', 'int', 'long']);
const ownerName = 'Owner.Name';

/** @throws {OrgError} when there is no such deal, or the org does not answer. */
export async function readDeal(org: OrgConnection, model: SalesModel, id: string): Promise<ReadDeal> {
  const fields = await org.describe('Opportunity');
  const read = fieldsRead(model);
  const relations = new Set([...fields.keys()].map(relationOf));
  const related = read.related.filter((path) => relations.has(path.split('.')[0] ?? ''));
  const columns = [
    ...new Set(['Id', field.name, ...read.deal.filter((name) => fields.has(name)), ...related, ownerName]),
  ];
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
  for (const [name, text] of row) if (name !== ownerName) deal[name] = valueOf(name, text);
  const left = deal[field.stage] === model.closed.lost.name ? await stageLeft(org, model, deal.Id) : undefined;
  if (left !== undefined) deal[field.lostStage] = left;
  const itemColumns = ['Id', ...read.item];
  const items = await rowsOf(
    org,
    soql`SELECT ${soqlFields(itemColumns)} FROM ${soqlIdentifier(item)} WHERE ${soqlIdentifier(itemField.deal)} = ${deal.Id} ORDER BY ${soqlIdentifier(itemField.code)}`,
    itemColumns,
  );
  const { viewer, rightsKnown } = await readViewer(org);
  return {
    deal: { ...deal, Id: row.get('Id') ?? id },
    ownerName: row.get(ownerName) ?? '',
    items: items.map(itemOf),
    viewer,
    rightsKnown,
    unseen: [...new Set(askedBy(model))].filter((name) => !fields.has(name)),
  };
}

/**
 * The stage that a lost deal stood in by its history, which Salesforce keeps for everybody who writes; undefined where
 * that cannot be read, or the deal was lost from the start.
 */
async function stageLeft(org: OrgConnection, model: SalesModel, id: string): Promise<string | undefined> {
  const query = soql`SELECT StageName FROM OpportunityHistory WHERE OpportunityId = ${id} AND StageName != ${model.closed.lost.name} ORDER BY CreatedDate DESC, Id DESC LIMIT 1`;
  try {
    const [row] = await rowsOf(org, query, ['StageName']);
    return row?.get('StageName');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What the user asked for is not there for him. */
const isMissing = (error: unknown): boolean =>
  error instanceof OrgError && ['INVALID_TYPE', 'INVALID_FIELD'].includes(error.errorCode ?? '');

const askedBy = (model: SalesModel): string[] =>
  requirementsOf(model).flatMap(({ requirement }) => (requirement.fields ?? []).map(({ name }) => name));

function itemOf(row: ReadonlyMap<string, string>): Item {
  const text = (column: string): string => row.get(column) ?? '';
  const orNull = (column: string): string | null => text(column) || null;
  return {
    id: text('Id'),
    code: text(itemField.code),
    status: itemStatuses.find((status) => status === text(itemField.status)) ?? 'Open',
    key: text(itemField.key),
    evidence: orNull(itemField.evidence),
    person: orNull(itemField.person),
    reason: orNull(itemField.reason),
    note: orNull(itemField.note),
    settledBy: orNull(itemField.settledBy),
    settledOn: orNull(itemField.settledOn),
    settledAmount: text(itemField.settledAmount) === '' ? null : Number(text(itemField.settledAmount)),
    declinedBy: orNull(itemField.declinedBy),
    declinedOn: orNull(itemField.declinedOn),
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
    if (!isMissing(error)) throw error;
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
