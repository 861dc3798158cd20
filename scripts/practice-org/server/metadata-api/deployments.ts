/** Deployments of a running org, one after the other. */
import type { Session } from '../access/session.ts';
import type { LoadedSchema, SchemaOptions, SchemaResult } from '../load-schema.ts';
import { loadSchema } from '../load-schema.ts';
import type { LiveOrg } from '../org.ts';
import type { OrganizationSettings } from '../edition.ts';
import { loadLeavingOut, nothingKept, type NotExecuted } from '../not-executed.ts';
import { moment } from '../save/coerce.ts';
import { IdSequence, normaliseId } from '../store/ids.ts';
import { swapSchema } from '../swap.ts';
import { isDone, type DeployJob, type DeployOptions } from './deploy-result.ts';
import { exceededLimits } from './exceeded-limits.ts';
import { refusedChanges } from './field-changes.ts';
import { ComponentLog } from './log.ts';
import type { UnlistedValues } from './merge.ts';
import { isError, type DeployMessage } from './message.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';
import type { MetadataStore } from './store.ts';
import { readZip, ZipError } from './zip.ts';

/** How the org was loaded, apart from its metadata; it stays so. */
export type SchemaSettings = Pick<
  SchemaOptions,
  'currencies' | 'personAccounts' | 'pipelineInspection' | 'standardTexts' | 'teamSelling'
> & {
  readonly unlistedValues?: UnlistedValues;
  /** What the org was loaded with and does not execute; it stays so through deployments. */
  readonly kept?: NotExecuted;
  readonly organization?: OrganizationSettings;
};

/** Ten days: how long a validation can be deployed without being looked at again. */
const validFor = 10 * 24 * 60 * 60 * 1000;

/** How many validations are kept for a quick deployment. */
const mostValidations = 50;

/** Why a validation cannot be deployed as it is. */
export type NotQuick = 'unknown' | 'no validation' | 'failed' | 'no tests' | 'expired' | 'outdated';

/** Of a deployment without a client's options. */
const atOnce = { allowMissingFiles: false, autoUpdatePackage: false, rollbackOnError: true, singlePackage: true };

const isProblem = ({ problem }: DeployMessage): boolean => problem !== undefined;

export class Deployments {
  readonly #org: LiveOrg;
  readonly #settings: SchemaSettings;
  readonly #ids = new IdSequence('0Af');
  readonly #jobs = new Map<string, DeployJob>();
  readonly log: ComponentLog;
  #store: MetadataStore;
  #queue = Promise.resolve();

  constructor(org: LiveOrg, store: MetadataStore, settings: SchemaSettings) {
    this.#org = org;
    this.#store = store;
    this.#settings = settings;
    const [first] = org.sessions;
    if (first === undefined) throw new Error('an org without people');
    this.log = new ComponentLog({ by: first, at: this.#now() });
  }

  /** The metadata as it is now; to be read, never written. */
  get store(): MetadataStore {
    return this.#store;
  }

  /** Adds a file in process, for what the start-up makes beside the metadata it loads. */
  addFile(path: string, text: string): void {
    this.#store.set(path, text);
  }

  #now(): string {
    return this.#org.now().toISOString();
  }

  find(id: string): DeployJob | undefined {
    return this.#jobs.get(normaliseId(id) ?? '');
  }

  /** Queues a zip; it is deployed when those before it are done. */
  start(zip: Buffer, options: DeployOptions, by: Session, validatedId: string | null = null): DeployJob {
    const now = this.#now();
    const job: DeployJob = {
      id: this.#ids.take(),
      options,
      by,
      createdDate: now,
      startDate: null,
      completedDate: null,
      lastModifiedDate: now,
      status: 'Pending',
      canceledBy: null,
      messages: [],
      errorStatusCode: null,
      errorMessage: null,
      zip,
      validatedId,
    };
    this.#jobs.set(job.id, job);
    this.#queue = this.#queue.then(() => this.#run(job));
    return job;
  }

  /** Deploys files at once, all or nothing, as calls for single components do. */
  apply(files: ReadonlyMap<string, Buffer>, by: Session): readonly DeployMessage[] {
    const tried = rehearse(files, this.#store, { ...this.#rules(), ...atOnce });
    const { messages, store, schema } = tried;
    if (schema !== undefined && !messages.some(isProblem)) this.#deploy({ messages, by }, store, schema);
    return messages;
  }

  /** Deploys what a validation looked at, without looking again; the platform wants its tests to have run. */
  startValidated(id: string, by: Session): DeployJob | NotQuick {
    const validation = this.find(id);
    if (validation === undefined) return 'unknown';
    const { options, status, completedDate } = validation;
    if (!options.checkOnly) return 'no validation';
    if (status !== 'Succeeded' || completedDate === null) return 'failed';
    if (options.testLevel === null || options.testLevel === 'NoTestRun') return 'no tests';
    if (this.#org.now().getTime() - Date.parse(completedDate) > validFor) return 'expired';
    if (validation.zip.length === 0) return 'outdated';
    return this.start(validation.zip, { ...options, checkOnly: false }, by, validation.id);
  }

  /** Stops what has not begun; what runs already is done in one go. False: it is done. */
  cancel(job: DeployJob, by: Session): boolean {
    if (isDone(job)) return false;
    job.status = 'Canceling';
    job.canceledBy = by;
    job.lastModifiedDate = this.#now();
    return true;
  }

  async #run(job: DeployJob): Promise<void> {
    // Whoever asked hears of the job before it begins, and may still cancel it.
    await new Promise(setImmediate);
    if (this.#isCanceled(job)) return;
    job.status = 'InProgress';
    job.startDate = this.#now();
    try {
      const files = await readZip(job.zip);
      await new Promise(setImmediate);
      if (this.#isCanceled(job)) return;
      this.#finish(job, rehearse(files, this.#store, { ...job.options, ...this.#rules() }));
    } catch (error) {
      job.status = 'Failed';
      job.errorStatusCode = error instanceof ZipError ? 'INVALID_FILE' : 'UNKNOWN_EXCEPTION';
      job.errorMessage = error instanceof Error ? error.message : String(error);
    }
    this.#complete(job);
  }

  #rules(): {
    readonly unlistedValues: UnlistedValues;
    readonly load: (files: ReadonlyMap<string, string>) => SchemaResult;
  } {
    const { unlistedValues = 'deactivate', kept = nothingKept, organization = {}, ...settings } = this.#settings;
    const prefixes = new Map(
      [...this.#org.objects].flatMap(([key, { declaration, prefix }]) =>
        declaration.prefix === undefined ? [[key, prefix] as const] : [],
      ),
    );
    return {
      unlistedValues,
      load: (metadata) => {
        const loaded = this.#load(metadata, { ...settings, prefixes }, kept);
        const problems = loaded.ok
          ? [
              ...refusedChanges(this.#org.objects, loaded.schema.objects),
              ...exceededLimits(this.#org.objects, loaded.schema.objects, organization),
            ]
          : [];
        return problems.length === 0 ? loaded : { ok: false, problems };
      },
    };
  }

  /** Loads what is to run; what the org never executed stands aside, deployed anew or not. */
  #load(
    metadata: ReadonlyMap<string, string>,
    settings: Omit<SchemaOptions, 'metadata' | 'activateRules'>,
    { left, passed }: NotExecuted,
  ): SchemaResult {
    const unchanged = (path: string): boolean => left.has(path) && metadata.get(path) === this.#store.text(path);
    const files = new Map([...metadata].filter(([path]) => !unchanged(path)));
    const partly = new Set(passed.map(({ path }) => path));
    const options = { ...settings, tolerated: (path: string) => partly.has(path), mostRollups: Infinity };
    return loadLeavingOut(
      files,
      (path) => left.has(path),
      (rest) => loadSchema({ ...options, metadata: rest, activateRules: false }),
    ).result;
  }

  #isCanceled(job: DeployJob): boolean {
    if (job.status !== 'Canceling') return false;
    job.status = 'Canceled';
    this.#complete(job);
    return true;
  }

  #complete(job: DeployJob): void {
    job.completedDate = this.#now();
    job.lastModifiedDate = job.completedDate;
    // Only a validation is deployed a second time.
    if (!job.options.checkOnly || job.status !== 'Succeeded') job.zip = Buffer.alloc(0);
    const kept = [...this.#jobs.values()].filter((one) => isDone(one) && one.zip.length > 0);
    for (const one of kept.slice(0, -mostValidations)) one.zip = Buffer.alloc(0);
  }

  #finish(job: DeployJob, { messages, store, schema }: Rehearsal): void {
    job.messages = messages;
    const failures = messages.filter(isError).length;
    const warnings = messages.some(({ problemType }) => problemType === 'Warning') && !job.options.ignoreWarnings;
    const nothing = messages.every((message) => isError(message) || message.type === '');
    if (schema === undefined || (failures > 0 && nothing)) {
      job.status = 'Failed';
      return;
    }
    job.status = failures > 0 ? 'SucceededPartial' : 'Succeeded';
    // The platform lets warnings stop a deployment that may not ignore them.
    if (warnings && job.options.rollbackOnError) {
      job.status = 'Failed';
      return;
    }
    if (!job.options.checkOnly) this.#deploy(job, store, schema);
  }

  #deploy({ messages, by }: Pick<DeployJob, 'messages' | 'by'>, store: MetadataStore, schema: LoadedSchema): void {
    swapSchema(this.#org, schema);
    this.#store = store;
    const at = moment(this.#org.now().getTime());
    for (const message of messages) {
      if (isError(message) || message.type === '') continue;
      if (message.change === 'deleted') this.log.forget(message);
      else if (message.change !== 'unchanged') this.log.touch(message, by, at);
    }
  }
}
