/** The Metadata API of an org, in source format, by Salesforce's own library: what is retrieved, what is deployed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthInfo, Connection } from '@salesforce/core';
import type { ComponentSet, DeployMessage, MetadataApiDeployStatus } from '@salesforce/source-deploy-retrieve';
import { OrgError, redactTokens } from './error.ts';
import type { OrgHttp } from './http.ts';
import { LibraryTransport } from './library-transport.ts';
import { dropProxies } from './login.ts';
import { isLoopback, type OrgSession } from './session.ts';
import { apiVersion } from './version.ts';

/** A component by its type of the Metadata API and its full name, such as CustomField Opportunity.TAS_Grade__c. */
export interface Member {
  readonly type: string;
  readonly name: string;
}

/** A file in source format and the component that it is (a part of). */
export interface SourceFile extends Member {
  /** Below the folder, with forward slashes. */
  readonly path: string;
}

export interface DeployFailure extends Member {
  readonly problem: string;
}

export interface DeployReport {
  /** Of the deployment, as Setup lists it. */
  readonly id: string;
  readonly success: boolean;
  /** Components that were deployed, or would be. */
  readonly components: number;
  readonly failures: readonly DeployFailure[];
}

export interface DeployOptions {
  /** Folder in source format. */
  readonly folder: string;
  /** Deleted after everything else. */
  readonly remove: readonly Member[];
  /** Everything but the change. */
  readonly checkOnly: boolean;
  /** Told how far it is, in words, whenever that changes. */
  readonly onProgress: (what: string) => void;
}

/** What can be read and changed of an org's metadata. */
export interface OrgMetadata {
  /** Writes the components that the org has into an empty folder, somewhere below it in `main/default`. */
  retrieve(members: readonly Member[], folder: string): Promise<void>;
  /** Deploys all or nothing. A refusal is a report, not an error. */
  deploy(options: DeployOptions): Promise<DeployReport>;
  /** The components of some types. */
  list(types: readonly string[]): Promise<Member[]>;
}

/** Types in one call. */
const mostListed = 3;
const timeoutSeconds = 2 * 60 * 60;

/** How long to wait before an org is asked again whether it is done: each time is a call of its API. */
const pollMs = ({ instanceUrl }: Connection): number => (isLoopback(instanceUrl) ? 20 : 2000);

/** The components of a folder in source format, file by file. Parts of objects are components of their own. */
export async function sourceFiles(folder: string): Promise<SourceFile[]> {
  const { ComponentSet } = await import('@salesforce/source-deploy-retrieve');
  const files = new Map<string, SourceFile>();
  const relative = (path: string): string =>
    path
      .slice(folder.length)
      .replace(/^[\\/]+/, '')
      .replaceAll('\\', '/');
  const add = (path: string | undefined, type: string, name: string): void => {
    if (path !== undefined) files.set(path, { path: relative(path), type, name });
  };
  for (const found of ComponentSet.fromSource(folder).getSourceComponents()) {
    // A field's translation is deployed and retrieved with its object's alone.
    const parent = found.type.name === 'CustomFieldTranslation' ? found.parent : undefined;
    const { type, fullName } = parent ?? found;
    for (const path of [found.xml, ...found.walkContent()]) add(path, type.name, fullName);
    for (const child of found.getChildren()) {
      const own = type.name === 'CustomObject';
      add(child.xml, own ? child.type.name : type.name, own ? child.fullName : fullName);
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The Metadata API of the org that `http` leads to; Salesforce's library is only loaded once it is used. */
export function metadataOf(http: OrgHttp): OrgMetadata {
  const transport = new LibraryTransport(http);
  let connected: Promise<Connection> | undefined;
  const connection = (): Promise<Connection> => (connected ??= connect(http.session, transport));
  const guarded = async <T>(what: string, work: (connection: Connection) => Promise<T>): Promise<T> => {
    transport.begin();
    try {
      return await work(await connection());
    } catch (error) {
      throw transport.failure ?? fault(what, error, http.session);
    }
  };
  return {
    retrieve: async (members, folder) =>
      members.length === 0 ? undefined : await guarded('retrieve metadata', (conn) => retrieve(conn, members, folder)),
    deploy: async (options) => await guarded('deploy', (conn) => deploy(conn, options)),
    list: async (types) =>
      await guarded(`list ${types.join(', ')}`, async (conn) => {
        const found: Member[] = [];
        for (let at = 0; at < types.length; at += mostListed) {
          const queries = types.slice(at, at + mostListed).map((type) => ({ type }));
          const listed = await conn.metadata.list(queries, apiVersion);
          for (const { type, fullName } of [listed].flat()) found.push({ type, name: fullName });
        }
        return found;
      }),
  };
}

async function connect(session: OrgSession, transport: LibraryTransport): Promise<Connection> {
  const { AuthInfo: Auth, Connection: Conn, Lifecycle } = await import('@salesforce/core');
  // It warns of http, which is right on this machine alone.
  if (isLoopback(session.instanceUrl)) {
    Lifecycle.getInstance().removeAllListeners(Lifecycle.warningEventName);
    Lifecycle.getInstance().onWarning(() => Promise.resolve());
    dropProxies(process.env);
  }
  const { accessToken, instanceUrl } = session;
  const authInfo: AuthInfo =
    session.refresh === undefined
      ? await Auth.create({
          username: accessToken,
          accessTokenOptions: { accessToken, instanceUrl, loginUrl: instanceUrl },
        })
      : await Auth.create({ username: session.username });
  // Without a version it would ask the org for the newest one.
  const connection = await Conn.create({ authInfo, connectionOptions: { version: apiVersion } });
  transport.carry(connection);
  return connection;
}

async function setOf(members: readonly Member[]): Promise<ComponentSet> {
  const { ComponentSet: Set } = await import('@salesforce/source-deploy-retrieve');
  const set = new Set(members.map(({ type, name }) => ({ type, fullName: name })));
  set.apiVersion = set.sourceApiVersion = apiVersion;
  return set;
}

async function retrieve(connection: Connection, members: readonly Member[], folder: string): Promise<void> {
  const set = await setOf(members);
  // The library looks for a project around what it retrieves.
  const project = { packageDirectories: [{ path: 'main', default: true }], sourceApiVersion: apiVersion };
  mkdirSync(join(folder, 'main'), { recursive: true });
  writeFileSync(join(folder, 'sfdx-project.json'), JSON.stringify(project));
  const job = await set.retrieve({ usernameOrConnection: connection, output: folder, merge: false, format: 'source' });
  const result = await job.pollStatus(pollMs(connection), timeoutSeconds);
  if (!result.response.success) {
    const said = [result.response.messages ?? []].flat().map(({ problem }) => problem);
    throw new OrgError('OrgRefused', { message: `The org did not give its metadata: ${said.join('; ')}` });
  }
}

async function deploy(connection: Connection, options: DeployOptions): Promise<DeployReport> {
  const {
    ComponentSet: Set,
    DestructiveChangesType,
    RegistryAccess,
    SourceComponent,
  } = await import('@salesforce/source-deploy-retrieve');
  const { folder, remove, checkOnly, onProgress } = options;
  // What only removes has no source, and a folder that is not there is an error.
  mkdirSync(folder, { recursive: true });
  const set = Set.fromSource(folder);
  set.apiVersion = set.sourceApiVersion = apiVersion;
  const registry = new RegistryAccess();
  for (const { type, name } of remove)
    set.add(new SourceComponent({ type: registry.getTypeByName(type), name }), DestructiveChangesType.POST);
  const apiOptions = { checkOnly, rollbackOnError: true, ignoreWarnings: true, singlePackage: true };
  const job = await set.deploy({ usernameOrConnection: connection, apiOptions });
  let last = 0;
  job.onUpdate(({ numberComponentsDeployed: done, numberComponentsTotal: of }) => {
    if (done !== last) onProgress(`${done} of ${of} components`);
    last = done;
  });
  const { response } = await job.pollStatus(pollMs(connection), timeoutSeconds);
  return reportOf(response);
}

function reportOf(response: MetadataApiDeployStatus): DeployReport {
  const failures = [response.details.componentFailures ?? []].flat().map((one: DeployMessage) => ({
    type: one.componentType ?? '',
    name: one.fullName,
    problem: one.problem ?? '',
  }));
  const tests = [response.details.runTestResult?.failures ?? []].flat().map(({ name, methodName, message }) => ({
    type: 'ApexTest',
    name: `${name}.${methodName}`,
    problem: message,
  }));
  const other = response.errorMessage === undefined ? [] : [{ type: '', name: '', problem: response.errorMessage }];
  return {
    id: response.id,
    success: response.success,
    components: response.numberComponentsDeployed,
    failures: [...failures, ...tests, ...other],
  };
}

/** What Salesforce's library throws, as an error of the org with a next action and no token. */
function fault(what: string, error: unknown, { accessToken }: OrgSession): unknown {
  if (error instanceof OrgError || !(error instanceof Error)) return error;
  const said = redactTokens(error.message.replaceAll(accessToken, '[token hidden]')).split('\n', 1)[0] ?? '';
  const isExpired = /INVALID_SESSION_ID|Bad_OAuth_Token|expired/i.test(said);
  return new OrgError(isExpired ? 'ExpiredSession' : 'OrgRefused', {
    message: `The org did not ${what}: ${said}`,
    actions: isExpired
      ? ['Log in again: sf org login web']
      : ['Look whether the user may modify metadata (Customize Application, Modify Metadata), and try again.'],
  });
}
