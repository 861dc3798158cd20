/** A practice org of a random model behind its API, and people with whatever rights a case gives its writer. */
import { Connection } from 'jsforce';
import { stageValues } from '../../../product/compile/index.ts';
import type { Deal } from '../../../product/gate/index.ts';
import type { SalesModel } from '../../../product/model/index.ts';
import { startPracticeOrg, type PracticeOrg } from '../../../practice-org/server/index.ts';
import { proofCurrencies } from '../currencies.ts';
import { metadataOf } from '../metadata.ts';
import type { ApiWrite, Fields, Writer } from './channels.ts';
import { NamedRecords } from './named.ts';

const editor = 'Proof_Editor';
const permissionSet = (name: string): string => `Proof_${name}`;

/** Talks to the org only as a foreign client does, over HTTP. */
export class ProofOrg {
  readonly #org: PracticeOrg;
  /** Holds the bypass and may say when a record was created: puts the state before each write into the org. */
  readonly #loader: Connection;
  readonly #writers = new Map<string, Writer>();
  readonly #contacts = new Map<string, string>();
  readonly #named: NamedRecords;
  readonly #recordTypes: ReadonlyMap<string, string>;
  /** Somebody else than the writer. */
  readonly other: string;

  private constructor(
    org: PracticeOrg,
    loader: Connection,
    recordTypes: ReadonlyMap<string, string>,
    partner: string | undefined,
  ) {
    this.#org = org;
    this.#named = new NamedRecords(partner, (object, records) => this.load(object, records));
    this.#loader = loader;
    this.#recordTypes = recordTypes;
    this.other = org.addPerson({ lastName: 'Other', permissionSets: [] }).userId;
  }

  /**
   * @param root folder of the project.
   * @param day YYYY-MM-DD, the org's day.
   */
  static async start(root: string, model: SalesModel, day: string): Promise<ProofOrg> {
    const started = await startPracticeOrg({
      port: 0,
      metadata: withPermissionSets(metadataOf(root, model)),
      stages: stageValues(model),
      currencies: proofCurrencies(model),
      activateRules: true,
      now: () => new Date(`${day}T12:00:00Z`),
    });
    if (!started.ok) throw new Error(started.problems.join('\n'));
    const { org } = started;
    const bypass = permissionSet('TAS_Bypass');
    const rights = { permissionSets: [bypass], everything: true, setsAuditFields: true };
    const loader = connectionOf(org, org.addPerson({ lastName: 'Loader', ...rights }).accessToken);
    const types = await loader.query<{ Id: string; DeveloperName: string }>('SELECT Id, DeveloperName FROM RecordType');
    const recordTypes = new Map(types.records.map(({ Id, DeveloperName }) => [DeveloperName, Id]));
    return new ProofOrg(org, loader, recordTypes, model.registration?.partner);
  }

  stop(): Promise<void> {
    return this.#org.stop();
  }

  /** Somebody who may edit every field of the package and holds exactly these custom permissions. */
  writer(permissions: Iterable<string>): Writer {
    const held = [...permissions].toSorted();
    const known = this.#writers.get(held.join());
    if (known !== undefined) return known;
    const sets = [editor, ...held.map(permissionSet)];
    const { userId, accessToken } = this.#org.addPerson({ lastName: `Writer ${held.join()}`, permissionSets: sets });
    const made = { id: userId, connection: connectionOf(this.#org, accessToken) };
    this.#writers.set(held.join(), made);
    return made;
  }

  /** Puts records into the org past every rule; answers their ids, in order. @throws when one is refused. */
  async load(object: string, records: readonly Fields[]): Promise<string[]> {
    if (records.length === 0) return [];
    const results = await this.#loader.sobject(object).create([...records], { allowRecursive: true });
    return results.map((result, index) => {
      if (result.success) return result.id;
      throw new Error(`${object} ${JSON.stringify(records[index])}: ${JSON.stringify(result.errors)}`);
    });
  }

  /** Which of these writes the org holds: records last changed by their writer, new ones that are there. */
  async holds(writes: readonly ApiWrite[]): Promise<boolean[]> {
    const [first] = writes;
    if (first === undefined) return [];
    const { object, mark } = first;
    const [field] = mark;
    const query = `SELECT Id, ${field}, LastModifiedById FROM ${object}`;
    const { records } = await this.#loader.query<Record<string, string>>(query, { autoFetch: true, maxFetch: 1e6 });
    const byId = new Map(records.map((record) => [record['Id'], record]));
    const marks = new Set(records.map((record) => record[field]));
    return writes.map(({ id, writer, mark: [, value] }) =>
      id === undefined ? marks.has(value) : byId.get(id)?.['LastModifiedById'] === writer.id,
    );
  }

  /** The deals with what the API names otherwise: contacts, accounts and registrations that exist, ids of record types, a close date. */
  async existing(given: readonly Deal[]): Promise<Deal[]> {
    const deals = await this.#named.existing(given);
    const contacts = deals.flatMap((deal) => lookupsOf(deal).map((lookup) => contactOf(deal, lookup)));
    const fresh = [...new Map(contacts.map((one) => [one.key, one])).values()].filter(
      ({ key }) => !this.#contacts.has(key),
    );
    const ids = await this.load(
      'Contact',
      fresh.map(({ fields }) => ({ LastName: 'Chen', ...fields })),
    );
    for (const [index, { key }] of fresh.entries()) this.#contacts.set(key, ids[index] ?? '');
    return deals.map((deal) => ({
      CloseDate: '2027-01-31',
      ...deal,
      ...Object.fromEntries(lookupsOf(deal).map((lookup) => [lookup, this.#contacts.get(contactOf(deal, lookup).key)])),
      ...(deal['RecordType.DeveloperName'] === undefined ? {} : { RecordTypeId: this.#recordTypeOf(deal) }),
    }));
  }

  #recordTypeOf(deal: Deal): string {
    const name = String(deal['RecordType.DeveloperName']);
    const id = this.#recordTypes.get(name);
    if (id === undefined) throw new Error(`no record type ${name}`);
    return id;
  }
}

function connectionOf({ instanceUrl }: PracticeOrg, accessToken: string): Connection {
  const connection = new Connection({ instanceUrl, accessToken, version: '66.0' });
  // The server stands on the same machine: waiting longer would be all that the jobs do.
  connection.bulk2.pollInterval = 5;
  return connection;
}

/** Lookups to contacts that are filled: those of which a case tells the phones. */
const lookupsOf = (deal: Deal): string[] =>
  Object.keys(deal)
    .filter((name) => name.endsWith('__r.Phone'))
    .map((name) => name.replace(/__r\.Phone$/, '__c'))
    .filter((lookup) => typeof deal[lookup] === 'string');

/** A contact is known by the name a case gives it, and by its phones. */
function contactOf(deal: Deal, lookup: string): { readonly key: string; readonly fields: Fields } {
  const parent = lookup.replace(/__c$/, '__r');
  const fields = { Phone: deal[`${parent}.Phone`] ?? null, MobilePhone: deal[`${parent}.MobilePhone`] ?? null };
  return { key: JSON.stringify([deal[lookup], fields]), fields };
}

/** One permission set per custom permission, and one that edits what a manager edits but holds none of them. */
function withPermissionSets(metadata: Map<string, string>): Map<string, string> {
  const file = (name: string): string => `permissionsets/${name}.permissionset-meta.xml`;
  const manager = metadata.get(file('TAS_Manager'));
  if (manager === undefined) throw new Error('the model compiles to no TAS_Manager');
  const own = /<customPermissions>[^]*<\/customPermissions>\s*/;
  metadata.set(file(editor), manager.replace(own, ''));
  const permissions = [...metadata.keys()].flatMap(
    (path) => /(\w+)\.customPermission-meta\.xml$/.exec(path)?.[1] ?? [],
  );
  for (const name of permissions)
    metadata.set(
      file(permissionSet(name)),
      `<?xml version="1.0" encoding="UTF-8"?>\n<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><customPermissions><enabled>true</enabled><name>${name}</name></customPermissions><label>${name}</label></PermissionSet>\n`,
    );
  return metadata;
}
