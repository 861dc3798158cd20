/** Metadata packed up for a client. */
import type { LiveOrg } from '../org.ts';
import { IdSequence, normaliseId } from '../store/ids.ts';
import type { Deployments } from './deployments.ts';
import { manifestText, type Manifest } from './manifest.ts';
import { fileProperties } from './properties.ts';
import { select } from './select.ts';
import { isKnownType } from './types.ts';
import { writeZip } from './zip.ts';

export interface RetrieveRequest {
  readonly manifest: Manifest;
  /** The zip has package.xml at its root; else below `unpackaged`. */
  readonly singlePackage: boolean;
  /** `66.0` */
  readonly version: string;
}

interface RetrieveJob {
  readonly id: string;
  status: 'Pending' | 'InProgress' | 'Succeeded' | 'Failed';
  zip: Buffer;
  fileProperties: readonly Record<string, unknown>[];
  messages: readonly { readonly fileName: string; readonly problem: string }[];
}

export class Retrievals {
  readonly #org: LiveOrg;
  readonly #deployments: Deployments;
  readonly #ids = new IdSequence('09S');
  readonly #jobs = new Map<string, RetrieveJob>();

  constructor(org: LiveOrg, deployments: Deployments) {
    this.#org = org;
    this.#deployments = deployments;
  }

  start(request: RetrieveRequest): string {
    const job: RetrieveJob = {
      id: this.#ids.take(),
      status: 'Pending',
      zip: Buffer.alloc(0),
      fileProperties: [],
      messages: [],
    };
    this.#jobs.set(job.id, job);
    void this.#run(job, request);
    return job.id;
  }

  /** What `checkRetrieveStatus` answers; undefined for an id of none. */
  result(id: string, includeZip: boolean): Record<string, unknown> | undefined {
    const job = this.#jobs.get(normaliseId(id) ?? '');
    if (job === undefined) return undefined;
    const done = job.status === 'Succeeded' || job.status === 'Failed';
    const answer = {
      done,
      fileProperties: job.fileProperties,
      id: job.id,
      messages: job.messages,
      status: job.status,
      success: job.status === 'Succeeded',
      ...(done && includeZip ? { zipFile: job.zip.toString('base64') } : {}),
    };
    // The platform hands a zip out once.
    if (done && includeZip) this.#jobs.delete(job.id);
    return answer;
  }

  async #run(job: RetrieveJob, { manifest, singlePackage, version }: RetrieveRequest): Promise<void> {
    await new Promise(setImmediate);
    job.status = 'InProgress';
    const folder = singlePackage ? '' : 'unpackaged/';
    const { files, components, missing } = select(this.#deployments.store, this.#org, manifest);
    const fileName = `${folder}package.xml`;
    job.messages = [
      ...manifest.types
        .filter(({ name }) => !isKnownType(name))
        .map(({ name }) => ({ fileName, problem: `Unknown type name '${name}' specified in package.xml` })),
      ...missing
        .filter(({ type }) => isKnownType(type))
        .map(({ type, fullName }) => ({
          fileName,
          problem: `Entity of type '${type}' named '${fullName}' cannot be found`,
        })),
    ];
    job.fileProperties = components.map((one) => fileProperties(one, this.#deployments.log, folder));
    const all = [...files, ['package.xml', manifestText(components, version)] as const];
    job.zip = await writeZip(new Map(all.map(([path, content]) => [folder + path, content])));
    job.status = 'Succeeded';
  }
}
