/** The place of the experiments in an org: throw-away components and records, and ways to write and ask. */
import { inFolder, rowsOf, writeSource, type InstallOrg } from '../install/index.ts';
import {
  OrgError,
  soql,
  soqlIdentifier,
  type DeployReport,
  type Member,
  type OrgConnection,
  type OrgReply,
  type Soql,
} from '../org/index.ts';
import {
  computedFields,
  filesOf,
  isLab,
  labFiles,
  labItem,
  labName,
  labSet,
  ruleFile,
  type LabRule,
} from './lab-metadata.ts';

export type VerifyOrg = InstallOrg & Pick<OrgConnection, 'apiVersion' | 'ask'>;

/** Why an experiment could not be carried out, in the org's words. */
export class LabError extends Error {}

/** What a write came to. */
export interface Written {
  /** Of a record that was made; empty for others. */
  readonly id: string;
  /** Everything the org said against it; empty where it was written. */
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** A record as the REST API gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** Types in which components of the experiments are found again. */
const labTypes = ['CustomField', 'ValidationRule', 'CustomLabel', 'PermissionSet', 'CustomObject'];

/** In which step a component is removed: what reads a field goes before it. */
function stepOf({ type, name }: Member): 0 | 1 | 2 {
  if (type === 'ValidationRule' || type === 'PermissionSet') return 0;
  return computedFields.some((field) => name === `Opportunity.${field}`) ? 1 : 2;
}

export class Lab {
  readonly org: VerifyOrg;
  readonly #said: (what: string) => void;
  #deals = 0;

  /** `said` is told what is going on. */
  constructor(org: VerifyOrg, said: (what: string) => void) {
    this.org = org;
    this.#said = said;
  }

  /** Below `/services`. */
  get data(): string {
    return `/data/v${this.org.apiVersion}`;
  }

  /** Makes the fields, the child object and the rights, and gives them to the user who is logged in. */
  async open(): Promise<void> {
    await this.sweep();
    await this.deployed(labFiles);
    const [user] = await this.rows(soql`SELECT Id FROM User WHERE Username = ${this.org.username}`, ['Id']);
    const [set] = await this.rows(soql`SELECT Id FROM PermissionSet WHERE Name = ${labSet}`, ['Id']);
    if (user === undefined || set === undefined)
      throw new LabError('the permission set of the experiments is not there');
    await this.made('PermissionSetAssignment', { AssigneeId: user[0] ?? '', PermissionSetId: set[0] ?? '' });
  }

  /** Removes whatever experiments left, of this run and of one that was cut off. */
  async sweep(): Promise<void> {
    const ours = `${labName}%`;
    for (const [object, where] of [
      ['Opportunity', soql`Name LIKE ${ours}`],
      ['PricebookEntry', soql`Product2.Name LIKE ${ours}`],
      ['Product2', soql`Name LIKE ${ours}`],
      ['PermissionSetAssignment', soql`PermissionSet.Name = ${labSet}`],
    ] as const)
      for (const [id = ''] of await this.rowsIfThere(soql`SELECT Id FROM ${soqlIdentifier(object)} WHERE ${where}`, [
        'Id',
      ]))
        await this.removed(object, id);
    // The fields of our own object go with it.
    const found = (await this.org.metadata.list(labTypes)).filter(
      (one) => isLab(one) && !(one.type === 'CustomField' && one.name.startsWith(`${labItem}.`)),
    );
    for (const step of [0, 1, 2]) {
      const removed = found.filter((one) => stepOf(one) === step);
      if (removed.length > 0) await this.deployed(new Map(), removed);
    }
  }

  /** Deploys all or nothing; a refusal is a report. */
  async deploy(
    files: ReadonlyMap<string, string>,
    options: { readonly remove?: readonly Member[]; readonly checkOnly?: boolean } = {},
  ): Promise<DeployReport> {
    const { remove = [], checkOnly = false } = options;
    return await inFolder(async (folder) => {
      writeSource(folder, files);
      return await this.org.metadata.deploy({ folder, remove, checkOnly, onProgress: this.#said });
    });
  }

  /** @throws {LabError} where it is refused. */
  async deployed(files: ReadonlyMap<string, string>, remove: readonly Member[] = []): Promise<void> {
    const report = await this.deploy(files, { remove });
    if (!report.success) throw new LabError(`a deployment was refused: ${refusalOf(report)}`);
  }

  /** Work while rules are active; they are removed afterwards. What answers `refused` stands for it where they are. */
  async withRules<T>(rules: readonly LabRule[], work: () => Promise<T>, refused: (why: string) => T): Promise<T> {
    const report = await this.deploy(filesOf(rules.map(ruleFile)));
    if (!report.success) return refused(refusalOf(report));
    try {
      return await work();
    } finally {
      await this.deployed(
        new Map(),
        rules.map(({ object, name }) => ({ type: 'ValidationRule', name: `${object}.${name}` })),
      );
    }
  }

  async create(object: string, values: Values): Promise<Written> {
    return writtenOf(await this.org.ask({ method: 'POST', path: `${this.data}/sobjects/${object}`, body: values }));
  }

  async change(object: string, id: string, values: Values): Promise<Written> {
    const path = `${this.data}/sobjects/${object}/${id}`;
    return writtenOf(await this.org.ask({ method: 'PATCH', path, body: values }));
  }

  /** The id of a new record. @throws {LabError} where it is refused. */
  async made(object: string, values: Values): Promise<string> {
    const { id, errors } = await this.create(object, values);
    if (errors.length > 0) throw new LabError(`${object} could not be made: ${said(errors)}`);
    return id;
  }

  /** @throws {LabError} where it is refused. */
  async changed(object: string, id: string, values: Values): Promise<void> {
    const { errors } = await this.change(object, id, values);
    if (errors.length > 0) throw new LabError(`${object} could not be changed: ${said(errors)}`);
  }

  /** A deal in the first open stage of the org. */
  async deal(values: Values = {}): Promise<string> {
    this.#deals += 1;
    return await this.made('Opportunity', {
      Name: `${labName} ${this.#deals}`,
      CloseDate: '2030-12-31',
      StageName: (await this.openStages())[0] ?? '',
      ...values,
    });
  }

  /** Active open stages in their order, without the one of the experiments. */
  async openStages(): Promise<string[]> {
    const rows = await this.rows(
      soql`SELECT ApiName FROM OpportunityStage WHERE IsActive = true AND IsClosed = false ORDER BY SortOrder`,
      ['ApiName'],
    );
    return rows.map(([name = '']) => name).filter((name) => !name.startsWith('TASV'));
  }

  /** Active closed stages. */
  async closedStages(): Promise<string[]> {
    const rows = await this.rows(soql`SELECT ApiName FROM OpportunityStage WHERE IsActive = true AND IsClosed = true`, [
      'ApiName',
    ]);
    return rows.map(([name = '']) => name);
  }

  /** The fields of a record. */
  async read(object: string, id: string, fields: readonly string[]): Promise<Row> {
    const path = `${this.data}/sobjects/${object}/${id}?fields=${fields.join(',')}`;
    const { status, body } = await this.org.ask({ method: 'GET', path });
    if (status !== 200 || !isRow(body)) throw new LabError(`${object} could not be read: ${words(body)}`);
    return body;
  }

  async rows(query: Soql, columns: readonly string[]): Promise<(readonly string[])[]> {
    return await rowsOf(this.org, query, columns);
  }

  /** The same; nothing where the org does not know the object. */
  async rowsIfThere(query: Soql, columns: readonly string[]): Promise<(readonly string[])[]> {
    try {
      return await this.rows(query, columns);
    } catch (error) {
      if (error instanceof OrgError && /^INVALID_(?:TYPE|FIELD)$/.test(error.errorCode ?? '')) return [];
      throw error;
    }
  }

  /** LastModifiedDate of a deal. */
  async modified(deal: string): Promise<string> {
    return textAt(await this.read('Opportunity', deal, ['LastModifiedDate']), 'LastModifiedDate');
  }

  async graphql(query: string, headers: Readonly<Record<string, string>> = {}): Promise<Row> {
    const path = `${this.data}/graphql`;
    const { status, body } = await this.org.ask({ method: 'POST', path, body: { query }, headers });
    if (!isRow(body)) throw new LabError(`GraphQL answered ${status}: ${words(body)}`);
    return body;
  }

  private async removed(object: string, id: string): Promise<void> {
    const { status, body } = await this.org.ask({ method: 'DELETE', path: `${this.data}/sobjects/${object}/${id}` });
    if (status > 299 && status !== 404) throw new LabError(`${object} ${id} could not be removed: ${words(body)}`);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** LastModifiedDate holds whole seconds: after this long a change has another one. */
export const nextSecond = (): Promise<void> => pause(1_100);

/** Deals that somebody besides the experiments has. */
export const countDeals = async (org: Pick<OrgConnection, 'count'>): Promise<number> =>
  await org.count(soql`SELECT COUNT() FROM Opportunity WHERE (NOT Name LIKE ${`${labName}%`})`);

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textAt = (row: Row, key: string): string => {
  const value = row[key];
  return typeof value === 'string' ? value : '';
};

/** The rows of a list in a record. */
export const rowsAt = (row: Row, key: string): Row[] => {
  const value = row[key];
  return Array.isArray(value) ? value.filter(isRow) : [];
};

/** What an answer says, short enough for a line. */
export const words = (body: unknown): string =>
  (typeof body === 'string' ? body : JSON.stringify(body)).replaceAll(/\s+/g, ' ').slice(0, 200);

export const said = (errors: Written['errors']): string =>
  errors.map(({ code, message }) => `${code}: ${message}`).join('; ');

export const refusalOf = ({ failures }: DeployReport): string =>
  failures.map(({ name, problem }) => `${name}: ${problem}`).join('; ');

function writtenOf({ status, body }: OrgReply): Written {
  if (status >= 200 && status < 300) return { id: isRow(body) ? textAt(body, 'id') : '', errors: [] };
  const errors = (Array.isArray(body) ? body : [body]).filter(isRow);
  if (errors.length === 0) return { id: '', errors: [{ code: `HTTP ${status}`, message: words(body) }] };
  return { id: '', errors: errors.map((one) => ({ code: textAt(one, 'errorCode'), message: textAt(one, 'message') })) };
}
