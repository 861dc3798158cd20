import { randomBytes } from 'node:crypto';
import { people } from './access/people.ts';
import type { Persona } from './access/session.ts';
import { actingAs, type Acting } from './acting.ts';
import { Tokens, type Frontdoor } from './api/login.ts';
import type { OrgClock } from './clock.ts';
import { ApiServer, type PageHandler } from './http-server.ts';
import { addPerson, setManager, type NewPerson } from './add-person.ts';
import { recordTypeNamed } from './add-record-type.ts';
import type { FaultGiven } from './faults/fault.ts';
import { Faults } from './faults/faults.ts';
import { Gateway } from './faults/gateway.ts';
import { loadOrg, type LoadOptions } from './load-org.ts';
import type { UnlistedValues } from './metadata-api/merge.ts';
import { MetadataService } from './metadata-api/service.ts';
import { storeOf } from './metadata-api/store.ts';
import { completeStore } from './metadata-api/starting-store.ts';
import { loaderOf, objectNamed, type Org } from './org.ts';
import { prepareRecord } from './save/changes.ts';
import { moment } from './save/coerce.ts';
import { insertPrepared, rowOf } from './save/dml.ts';
import { restoreRow } from './save/remove.ts';
import { refused, saveError, type SaveResult } from './save/error.ts';
import { beginWrite } from './save/write.ts';
import { sourceReport, type SourceReport } from './source-report.ts';
import { Seeder } from './seeder.ts';
import { seedUser } from './setup.ts';
import { setupId } from './setup-rows.ts';

export interface PracticeOrgOptions extends LoadOptions {
  /** What a deployment does to values that a deployed value set does not list; `deactivate` when left out. */
  readonly unlistedValues?: UnlistedValues;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** What goes wrong on the way to the org; nothing when left out. */
  readonly faults?: readonly FaultGiven[];
  /** A web page to serve beside the API. */
  readonly page?: (org: PracticeOrg) => PageHandler;
}

/** A running practice org. */
export interface PracticeOrg {
  /** `http://127.0.0.1:<port>` */
  readonly instanceUrl: string;
  /** 18 characters. */
  readonly orgId: string;
  /** The administrator's. */
  readonly username: string;
  /** The administrator's session token. */
  readonly accessToken: string;
  readonly tokens: Readonly<Record<Exclude<Persona, 'load'>, string>>;
  readonly org: Org;
  /** What goes wrong on the way to this org; others can be put in their place while it runs. */
  readonly faults: Faults;
  /** What became of the metadata that the org was loaded with as its own. */
  readonly source: SourceReport;
  /** Of this run: whoever has it sees the page, which knows the four people's tokens, and it is everybody's password. */
  readonly secret: string;
  /** The page's address, with the secret. */
  readonly pageUrl: string;
  /** Whose the token is, or the one-time password that `singleaccess` gave, and where it leads; undefined for strangers. */
  frontdoor(asked: Frontdoor): { readonly persona: string; readonly path: string } | undefined;
  /** Moved by the start-up, in process, until it runs. */
  readonly clock: OrgClock;
  /**
   * Inserts rows in process as the data-load user, who passes every bypass and may set audit fields. Values may be
   * text as in a CSV cell or typed; blank text is null. One result per row, in order; a refused row stops no other.
   */
  load(object: string, rows: readonly Readonly<Record<string, unknown>>[]): SaveResult[];
  /** Id of the user of that full name, made where there is none; such a user cannot log in. */
  userNamed(name: string): string;
  /** Id of an object's record type, made where there is none; undefined for what no record type can be called. */
  recordTypeNamed(object: string, developerName: string): string | undefined;
  /**
   * What somebody does in process, with their own rights and through the rules, at the moment the clock shows; `who` is
   * the id of a user or one of the people every org has.
   * @throws when no such user can log in.
   */
  as(who: string): Acting;
  /** Gives the people whom every org has the permission sets that are theirs, where a deployment brought them. */
  assignSets(): void;
  /** Makes somebody who can log in, for work that takes other rights than the four people's. */
  addPerson(person: NewPerson): { readonly userId: string; readonly accessToken: string };
  /** Says whose manager somebody is, by ids; no call of the API writes users here. @throws for a user that is not there. */
  setManager(user: string, manager: string | null): void;
  /** Brings a deleted row and its details back from the recycle bin, which REST cannot do. */
  undelete(object: string, id: string): SaveResult;
  stop(): Promise<void>;
}

export type PracticeStart =
  | { readonly ok: true; readonly org: PracticeOrg }
  /** Each with the file it is about. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Loads metadata and serves it behind Salesforce's API on the loopback, in memory. Metadata that does not load is
 * answered as problems, all at once, and nothing starts.
 * @throws when the port is taken.
 */
export async function startPracticeOrg(options: PracticeOrgOptions): Promise<PracticeStart> {
  const loaded = loadOrg(options);
  if (!loaded.ok) return { ok: false, problems: loaded.problems.map(({ path, message }) => `${path}: ${message}`) };
  const { org, setup, kept } = loaded;
  const { tokens } = setup;
  const secret = randomBytes(24).toString('base64url');
  const issued = new Tokens(org, tokens, secret);
  const store = storeOf(new Map<string, string | Buffer>([...options.metadata, ...(options.source ?? [])]));
  const source = sourceReport(org, store, kept);
  completeStore(store, options, org);
  const metadata = new MetadataService(org, store, {
    currencies: options.currencies ?? [],
    standardTexts: options.standardTexts ?? {},
    pipelineInspection: options.pipelineInspection ?? false,
    teamSelling: options.teamSelling ?? false,
    personAccounts: options.personAccounts ?? false,
    unlistedValues: options.unlistedValues ?? 'deactivate',
    kept,
    organization: options.organization ?? {},
  });
  const faults = new Faults(options.faults);
  const server = new ApiServer(org, issued, metadata, new Gateway(faults, org.locks));
  const port = await server.listen(options.port ?? 0);
  const username = org.sessions.find(({ persona }) => persona === 'admin')?.username ?? '';
  const started: PracticeOrg = {
    instanceUrl: `http://127.0.0.1:${port}`,
    orgId: org.organizationId,
    username,
    accessToken: tokens.admin,
    tokens,
    org,
    source,
    faults,
    secret,
    pageUrl: `http://127.0.0.1:${port}/?key=${secret}`,
    frontdoor: (asked) => issued.frontdoor(asked),
    clock: org.clock,
    load: (object, rows) => loadRows(org, object, rows),
    userNamed: (name) => userNamed(org, name),
    recordTypeNamed: (object, name) => {
      const made = recordTypeNamed(org, object, name);
      if (made?.file !== undefined) metadata.deployments.addFile(made.file.path, made.file.text);
      return made?.id;
    },
    as: (who) => {
      const session = org.sessions.find(({ userId, persona }) => userId === who || persona === who);
      if (session === undefined) throw new Error(`nobody who can log in has the id ${who}`);
      return actingAs(org, session);
    },
    assignSets: () => {
      const admin = org.sessions.find(({ persona }) => persona === 'admin');
      if (admin === undefined) throw new Error('the org has no admin');
      for (const { persona, set } of people) {
        const user = org.sessions.find((one) => one.persona === persona);
        const id = setupId(org.objects, 'PermissionSet', 'Name', set);
        if (user !== undefined && id !== undefined)
          actingAs(org, admin).insert('PermissionSetAssignment', { AssigneeId: user.userId, PermissionSetId: id });
      }
    },
    addPerson: (person) => {
      const session = addPerson(org, person);
      return { userId: session.userId, accessToken: issued.issue(session) };
    },
    setManager: (user, manager) => setManager(org, user, manager),
    undelete: (object, id) => undelete(org, object, id),
    stop: () => server.stop(),
  };
  server.page = options.page?.(started);
  return { ok: true, org: started };
}

function loadRows(org: Org, name: string, rows: readonly Readonly<Record<string, unknown>>[]): SaveResult[] {
  const object = objectNamed(org, name);
  if (object === undefined) {
    const error = saveError('INVALID_TYPE', `sObject type '${name}' is not supported.`);
    return rows.map(() => refused([error]));
  }
  const session = loaderOf(org);
  const write = beginWrite(org, session);
  return rows.map((row) => {
    const result = insertPrepared(
      object,
      prepareRecord(object, { record: row, session, operation: 'insert', source: 'csv' }),
      write,
    );
    // Rows do not hang together: nothing of an earlier one is taken back.
    write.journal.clear();
    return result;
  });
}

function undelete(org: Org, name: string, id: string): SaveResult {
  const object = objectNamed(org, name);
  if (object === undefined) return refused([saveError('INVALID_TYPE', `sObject type '${name}' is not supported.`)]);
  const row = object.table.getDeleted(id);
  if (row !== undefined) return restoreRow(object, row, beginWrite(org, loaderOf(org)));
  const found = rowOf(object, id);
  const error = 'statusCode' in found ? found : saveError('UNDELETE_FAILED', 'Entity is not in the recycle bin');
  return refused([error], id);
}

function userNamed(org: Org, name: string): string {
  const users = objectNamed(org, 'User');
  const session = loaderOf(org);
  if (users === undefined) throw new Error('the org has no User object');
  const fullName = users.nameField;
  for (const row of users.table.rows()) if (fullName.read(row, session) === name) return row.id;
  const [first, ...rest] = name.split(' ');
  const alias = `user${users.table.size}`;
  return seedUser(new Seeder(org.objects, moment(org.now().getTime())), {
    username: `${alias}@practice.example`,
    firstName: rest.length === 0 ? null : (first ?? null),
    lastName: rest.length === 0 ? name : rest.join(' '),
    alias: alias.slice(0, 8),
    profileId: session.profileId,
    permissionSetIds: [],
  });
}
