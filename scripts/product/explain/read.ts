/** Reads from an org what a verdict needs: one deal, its items, and who asks. */
import { fieldsRead, type Deal, type Item, type Viewer } from '../gate/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { OrgError, soql, soqlFields, soqlIdentifier, type OrgConnection, type Soql } from '../org/index.ts';
import { approversOf } from '../present/index.ts';
import { contract, field, item, itemField, relationOf } from '../vocabulary/index.ts';
import { dealReader, itemReader, ofContract, type FieldTypes } from './rows.ts';

export interface ReadDeal {
  readonly deal: Deal & { readonly Id: string };
  readonly ownerName: string;
  /** The fields of Opportunity that this user sees, by API name. */
  readonly fields: Awaited<ReturnType<OrgConnection['describe']>>;
  /** LastModifiedDate, as the org writes it. */
  readonly modified: string;
  /** People who may grant what waits, as far as the deal tells. */
  readonly approvers: readonly { readonly id: string; readonly name: string }[];
  readonly items: readonly Item[];
  readonly viewer: Viewer;
  /** False where the org does not tell which custom permissions a user has; none are assumed then. */
  readonly rightsKnown: boolean;
  /** Fields the model asks for that this user does not see: they count as blank. */
  readonly unseen: readonly string[];
}

const ownerName = 'Owner.Name';
const managerId = 'Owner.ManagerId';
const managerName = 'Owner.Manager.Name';
const personName = `${relationOf(itemField.person)}.Name`;

/** @throws {OrgError} when there is no such deal, or the org does not answer. */
export async function readDeal(org: OrgConnection, model: SalesModel, id: string): Promise<ReadDeal> {
  const fields = await dealFields(org, model);
  const reader = dealReader(model, fields);
  const columns = [...reader.columns, ownerName, managerId, managerName, field.modified];
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
  const texts = columns.map((column) => row.get(column) ?? '');
  const deal = reader.of(texts);
  const left = deal[field.stage] === model.closed.lost.name ? await stageLeft(org, model, deal.Id) : undefined;
  if (left !== undefined) deal[field.lostStage] = left;
  const itemColumns = [...itemReader.columns, personName];
  const items = await rowsOf(
    org,
    soql`SELECT ${soqlFields(itemColumns)} FROM ${soqlIdentifier(item)} WHERE ${soqlIdentifier(itemField.deal)} = ${deal.Id} ORDER BY ${soqlIdentifier(itemField.code)}`,
    itemColumns,
  );
  const { viewer, rightsKnown } = await readViewer(org);
  const read = items.map((one) => itemReader.of(itemColumns.map((column) => one.get(column) ?? '')));
  const named = read.map((one, at) => ({ ...one, personName: items[at]?.get(personName) }));
  const ofManager = row.get(managerId) ?? '';
  const manager = ofManager === '' ? null : { id: ofManager, name: row.get(managerName) ?? ofManager };
  return {
    deal,
    fields,
    ownerName: row.get(ownerName) ?? '',
    modified: row.get(field.modified) ?? '',
    approvers: approversOf(model, { owner: deal[field.owner], manager }, named),
    items: read,
    viewer,
    rightsKnown,
    unseen: unseenBy(model, fields),
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
export const isMissing = (error: unknown): boolean =>
  error instanceof OrgError && ['INVALID_TYPE', 'INVALID_FIELD'].includes(error.errorCode ?? '');

/** The count of `SELECT COUNT() FROM …`; undefined where what it names is not there for the user. @throws {OrgError} for any other refusal. */
export async function countIfThere(org: Pick<OrgConnection, 'count'>, query: Soql): Promise<number | undefined> {
  try {
    return await org.count(query);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * The fields of a deal that this user sees, and behind a dot those of its contract, where the model looks at them: whoever
 * may not read contracts, and an org in which the package is not installed yet, have none of them.
 */
export async function dealFields(
  org: Pick<OrgConnection, 'describe'>,
  model: SalesModel,
): Promise<Awaited<ReturnType<OrgConnection['describe']>>> {
  const own = await org.describe('Opportunity');
  if (!own.has(field.contract) || !fieldsRead(model).related.some((path) => path.startsWith(ofContract))) return own;
  const ofIt = await describeIfThere(org, contract);
  return ofIt === undefined
    ? own
    : new Map([...own, ...[...ofIt].map(([name, one]) => [`${ofContract}${name}`, one] as const)]);
}

/** The fields of an object; undefined where it is not there for the user. @throws {OrgError} for any other refusal. */
export async function describeIfThere(
  org: Pick<OrgConnection, 'describe'>,
  object: string,
): Promise<Awaited<ReturnType<OrgConnection['describe']>> | undefined> {
  try {
    return await org.describe(object);
  } catch (error) {
    // An object that a user may not read has no description: 404.
    if (error instanceof OrgError && error.errorCode === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** Fields of the model that the user does not see: they count as blank. */
export const unseenBy = (model: SalesModel, fields: FieldTypes): string[] =>
  [
    ...new Set(requirementsOf(model).flatMap(({ requirement }) => (requirement.fields ?? []).map(({ name }) => name))),
  ].filter((name) => !fields.has(name));

/** Who is logged in, and which custom permissions they hold. `rightsKnown` false: the org does not tell. @throws {OrgError} */
export async function readViewer(
  org: Pick<OrgConnection, 'read' | 'username'>,
): Promise<{ viewer: Viewer; rightsKnown: boolean }> {
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

/** Rows as column → text. @throws {OrgError} */
export async function rowsOf(
  org: Pick<OrgConnection, 'read'>,
  query: Soql,
  columns: readonly string[],
): Promise<Map<string, string>[]> {
  const rows: Map<string, string>[] = [];
  await org.read('collections', query, columns, (page) => {
    for (const texts of page) rows.push(new Map(columns.map((column, index) => [column, texts[index] ?? ''])));
  });
  return rows;
}
