/** Deployments over REST: `metadata/deployRequest`. */
import type { Session } from '../access/session.ts';
import { failure, notFound, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord } from '../http/request.ts';
import { deployResult, optionsOf, type DeployJob } from './deploy-result.ts';
import { needsRight, refusedQuick } from './refusals.ts';
import type { MetadataService } from './service.ts';

export interface MetadataRequest {
  readonly service: MetadataService;
  readonly session: Session;
  readonly method: string;
  /** Decoded path parts after `metadata`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
}

/** What a multipart body brings: the zip, and JSON that says how to deploy it. */
interface Upload {
  readonly zip: Buffer | undefined;
  readonly json: unknown;
}

export async function answerMetadata(request: MetadataRequest): Promise<Reply> {
  const { session, method, parts, query, service } = request;
  const [resource, id, ...more] = parts;
  if (resource?.toLowerCase() !== 'deployrequest' || more.length > 0) return notFound();
  if (!session.modifiesAll) return failure(403, 'INSUFFICIENT_ACCESS', needsRight);
  if (id === undefined) return method === 'POST' ? create(request) : wrongMethod(method, 'POST');
  const job = service.deployments.find(id);
  if (job === undefined) return notFound();
  if (method === 'PATCH') return cancel(request, job);
  if (method !== 'GET') return wrongMethod(method, 'GET, HEAD, PATCH');
  return answer(200, job, request, query.get('includeDetails') === 'true');
}

const answer = (status: number, job: DeployJob, { service }: MetadataRequest, includeDetails: boolean): Reply => ({
  status,
  body: {
    id: job.id,
    validatedDeployRequestId: job.validatedId,
    deployResult: deployResult(job, service.deployments.log, includeDetails),
    deployOptions: job.options,
  },
});

function cancel(request: MetadataRequest, job: DeployJob): Reply {
  const json = jsonIn(request.body.toString('utf8'));
  const result = isRecord(json) ? json['deployResult'] : undefined;
  if (!isRecord(result) || result['status'] !== 'Canceling')
    return failure(400, 'INVALID_INPUT', 'Only the status Canceling can be set.');
  if (!request.service.deployments.cancel(job, request.session))
    return failure(400, 'INVALID_STATUS', 'The deployment is complete and cannot be canceled.');
  return answer(202, job, request, false);
}

async function create(request: MetadataRequest): Promise<Reply> {
  const { contentType, body, service, session } = request;
  if (!contentType.includes('multipart/form-data')) {
    const json = jsonIn(body.toString('utf8'));
    const id = isRecord(json) ? json['validatedDeployRequestId'] : undefined;
    if (typeof id !== 'string')
      return failure(400, 'INVALID_INPUT', 'Send a zip as multipart/form-data, or validatedDeployRequestId as JSON.');
    const job = service.deployments.startValidated(id, session);
    if (typeof job === 'string') return failure(400, 'INVALID_ID_FIELD', refusedQuick(job, id));
    return answer(201, job, request, false);
  }
  const upload = await readUpload(body, contentType);
  if (upload?.zip === undefined) return failure(400, 'INVALID_MULTIPART_REQUEST', 'The request has no zip file.');
  const options = isRecord(upload.json) ? upload.json['deployOptions'] : undefined;
  const given = isRecord(options) ? options : {};
  return answer(201, service.deployments.start(upload.zip, optionsOf(given), session), request, false);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Undefined when the body is no multipart message. */
async function readUpload(body: Buffer, contentType: string): Promise<Upload | undefined> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    return undefined;
  }
  const file = form.get('file');
  const texts = await Promise.all(
    [...form]
      .filter(([name]) => name !== 'file')
      .map(async ([, part]) => (typeof part === 'string' ? part : await part.text())),
  );
  const zip = file === null || typeof file === 'string' ? undefined : Buffer.from(await file.arrayBuffer());
  return { zip, json: texts.map(jsonIn).find((one) => one !== undefined) };
}
