import { z } from 'zod';
import { bulkWrite } from './bulk-ingest.ts';
import { bulkQuery } from './bulk-query.ts';
import { writeCollections } from './collections.ts';
import { OrgError } from './error.ts';
import { metadataOf, type OrgMetadata } from './metadata.ts';
import { OrgHttp, type JsonRequest, type OrgHttpOptions, type OrgReply } from './http.ts';
import { cliSession, isAccessToken, tokenSession } from './login.ts';
import { practiceAlias, practiceSession } from './practice.ts';
import { countRows, restQuery } from './rest-query.ts';
import type { OnRows, OrgApi, RowOutcome, WriteRequest } from './rows.ts';
import type { OrgSession } from './session.ts';
import type { Soql } from './soql.ts';
import { calendarOf, type Calendar } from './calendar.ts';
import { apiVersion, dataPath } from './version.ts';

const describedField = z.object({
  name: z.string(),
  type: z.string(),
  updateable: z.boolean(),
  calculated: z.boolean().optional(),
  custom: z.boolean().optional(),
  picklistValues: z.array(z.object({ value: z.string(), active: z.boolean() })).optional(),
});
const describedObject = z.object({ name: z.string(), fields: z.array(describedField) });
const limitsAnswer = z.record(z.string(), z.looseObject({ Max: z.number(), Remaining: z.number() }));

type DescribedField = z.output<typeof describedField>;

/** The connection to one org: what a command needs of it, and nothing of how. */
export interface OrgConnection {
  readonly instanceUrl: string;
  readonly username: string;
  readonly orgId: string;
  readonly apiVersion: string;
  /** How the user named the org, and may again; undefined where that was an access token. */
  readonly targetOrg?: string;
  /** The model the practice org was started with. */
  readonly modelPath?: string;
  /** The fields of an object that this user sees, by API name. */
  describe(object: string): Promise<ReadonlyMap<string, DescribedField>>;
  /** Days as the user who is logged in counts them, today as TODAY() gives it to the org's formulas. */
  calendar(): Promise<Calendar>;
  limits(): Promise<Readonly<Record<string, { Max: number; Remaining: number }>>>;
  /** What the org's clock says, to some seconds; undefined where it does not. */
  orgTime(): Promise<Date | undefined>;
  /** Takes `SELECT COUNT() FROM …`. */
  count(query: Soql): Promise<number>;
  /** Rows of a query by either API; answers how many, counted against what the org announced. */
  read(api: OrgApi, query: Soql, columns: readonly string[], onRows: OnRows): Promise<number>;
  /** Rows of a query of the Tooling API. */
  tooling(query: Soql, columns: readonly string[], onRows: OnRows): Promise<number>;
  /** Writes records by either API; answers an outcome for each, in their order. */
  write(api: OrgApi, request: WriteRequest): Promise<RowOutcome[]>;
  /** Sends a request to any part of its API, once, and takes whatever comes. `path` stands below `/services`. */
  ask(request: Pick<JsonRequest, 'body' | 'headers' | 'method' | 'path'>): Promise<OrgReply>;
  /** Its metadata. */
  readonly metadata: OrgMetadata;
  /** Lets go of the connections. */
  close(): void;
}

/** The connection of a session that is known already. */
export const openOrg = (session: OrgSession, options: OrgHttpOptions = {}): OrgConnection => {
  const http = new OrgHttp(session, options);
  return {
    instanceUrl: session.instanceUrl,
    username: session.username,
    orgId: session.orgId,
    apiVersion,
    ...(session.targetOrg === undefined ? {} : { targetOrg: session.targetOrg }),
    ...(session.modelPath === undefined ? {} : { modelPath: session.modelPath }),
    describe: async (object) => {
      const path = `${dataPath}/sobjects/${encodeURIComponent(object)}/describe`;
      const described = await http.json(describedObject, { method: 'GET', path });
      return new Map(described.fields.map((field) => [field.name, field]));
    },
    calendar: async () =>
      await calendarOf(
        { username: session.username, read: (_, query, columns, onRows) => restQuery(http, query, columns, onRows) },
        new Date(),
      ),
    limits: async () => await http.json(limitsAnswer, { method: 'GET', path: `${dataPath}/limits` }),
    orgTime: async () => {
      if (http.time === undefined) await http.json(limitsAnswer, { method: 'GET', path: `${dataPath}/limits` });
      return http.time;
    },
    count: async (query) => await countRows(http, query),
    read: async (api, query, columns, onRows) =>
      api === 'bulk' ? await bulkQuery(http, query, columns, onRows) : await restQuery(http, query, columns, onRows),
    tooling: async (query, columns, onRows) => await restQuery(http, query, columns, onRows, 'tooling'),
    write: async (api, request) =>
      api === 'bulk' ? await bulkWrite(http, request) : await writeCollections(http, request),
    ask: async ({ path, ...request }) => await http.ask({ ...request, path: `/services${path}` }),
    metadata: metadataOf(http),
    close: () => {
      http.close();
    },
  };
};

interface ConnectOptions {
  /** Where to look for the practice org of the project. */
  readonly projectDir: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Connects to the practice org (`practice`), to the org of an access token (with SF_ORG_INSTANCE_URL), or to any org
 * that the Salesforce CLI knows by alias or username.
 * @throws {OrgError} with the next action.
 */
export const connectOrg = async (targetOrg: string, options: ConnectOptions): Promise<OrgConnection> => {
  if (targetOrg === practiceAlias)
    return await openPracticeOrg({ ...(await practiceSession(options.projectDir)), targetOrg });
  if (isAccessToken(targetOrg)) return openOrg(await tokenSession(targetOrg, options.env ?? process.env));
  return openOrg({ ...(await cliSession(targetOrg)), targetOrg });
};

/** A process with the same number may run, or the org may just have ended: then its file is as good as stale. */
const openPracticeOrg = async (session: OrgSession): Promise<OrgConnection> => {
  const org = openOrg(session);
  try {
    await org.limits();
    return org;
  } catch (error) {
    org.close();
    if (!(error instanceof OrgError) || error.problem !== 'OrgUnreachable') throw error;
    throw new OrgError('PracticeOrgNotRunning', {
      message: `No practice org is running: nothing answers at ${session.instanceUrl}.`,
      actions: ['Start one in another terminal: tas practice start --sample', 'Then run the same command again.'],
    });
  }
};
