import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { inLanguage } from './access/language.ts';
import type { Session } from './access/session.ts';
import { answerBulk } from './bulk/api.ts';
import { bodyChunks, BodyTooLarge, compressed, maxBody } from './http/body.ts';
import { Jobs } from './bulk/jobs.ts';
import { answerV1 } from './bulk/v1.ts';
import { V1Jobs } from './bulk/v1-jobs.ts';
import { answerMetadata } from './metadata-api/rest.ts';
import { metadataOperations } from './metadata-api/soap.ts';
import type { MetadataService } from './metadata-api/service.ts';
import type { Org } from './org.ts';
import { Cursors } from './http/cursors.ts';
import type { Gateway } from './faults/gateway.ts';
import { isSignIn, SignIn } from './api/authorize.ts';
import { identity, userInfo } from './api/identity.ts';
import type { Tokens } from './api/login.ts';
import { answerSoap } from './api/soap/answer.ts';
import { failure, forbidden, notFound, ok, wrongMethod, type Reply } from './http/reply.ts';
import { ApiUsage, restDispatcher } from './rest.ts';
import { maxHeaderSize, tooLongFor } from './http/size.ts';
import { knownVersion, versions } from './http/version.ts';

class BadJson extends Error {}

const loopback = /^(127\.0\.0\.1|localhost)(:\d+)?$/i;

/** JSON bodies are small beside uploads: 50 MB. */
const maxJson = 50 * 1024 * 1024;

async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyChunks(request, most)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const readText = async (request: IncomingMessage, most = maxJson): Promise<string> =>
  (await readBytes(request, most)).toString('utf8');

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadJson('The body is no JSON.');
  }
}

/** Answers what is no call of the API; false: not its business. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

/** Serves one org over HTTP. Nothing a client does may end the process. */
export class ApiServer {
  readonly #org: Org;
  readonly #tokens: Tokens;
  readonly #metadata: MetadataService;
  readonly #signIn: SignIn;
  readonly #jobs: Jobs;
  readonly #v1Jobs: V1Jobs;
  readonly #cursors = new Cursors();
  readonly #usage = new ApiUsage();
  readonly #dispatch: ReturnType<typeof restDispatcher>;
  readonly #gateway: Gateway;
  readonly #server: Server;
  /** Asked first, once a request's host is known to be the loopback. */
  page: PageHandler | undefined;

  constructor(org: Org, tokens: Tokens, metadata: MetadataService, gateway: Gateway) {
    this.#gateway = gateway;
    this.#org = org;
    this.#metadata = metadata;
    this.#dispatch = restDispatcher(this.#usage, metadata);
    this.#tokens = tokens;
    this.#signIn = new SignIn(tokens);
    this.#jobs = new Jobs(org);
    this.#v1Jobs = new V1Jobs(org);
    this.#server = createServer({ maxHeaderSize }, (request, response) => void this.#serve(request, response));
    this.#server.on('clientError', (error, socket) => {
      // Much longer than too long: the platform hangs up without a word.
      const overflows = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW';
      if (socket.writable && !overflows) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      else socket.destroy();
    });
    // Uploads may take their time; nothing else listens on this port.
    this.#server.requestTimeout = 0;
  }

  /** Listens on the loopback only; answers the port. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => response.destroy());
    request.on('error', () => response.destroy());
    // Clients that ask what has changed since a moment go by it.
    response.setHeader('Date', this.#org.now().toUTCString());
    const tooLong = tooLongFor(request);
    if (tooLong !== undefined) {
      const text = `<h1>Bad Message ${tooLong.status}</h1><pre>reason: ${tooLong.reason}</pre>`;
      response
        .writeHead(tooLong.status, { 'Content-Type': 'text/html;charset=iso-8859-1', Connection: 'close' })
        .end(text);
      return;
    }
    let reply: Reply | undefined;
    try {
      if (await this.#gateway.take(request, response)) return;
      reply = await this.#answer(request, response);
    } catch (error) {
      reply = failureOf(error);
    }
    try {
      if (reply !== undefined) await this.#send(request, response, reply);
    } catch {
      response.destroy();
    }
  }

  async #send(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const usage = { 'Sforce-Limit-Info': this.#usage.header };
    // A request whose body was not read to its end cannot share its connection with another.
    const close = request.complete ? {} : { Connection: 'close' };
    if (reply.body === undefined && reply.text === undefined) {
      response.writeHead(reply.status, { ...usage, ...close, ...reply.headers }).end();
      return;
    }
    const plain = Buffer.from(reply.text?.content ?? JSON.stringify(reply.body));
    const small = plain.length < 1024 || !/\bgzip\b/i.test(request.headers['accept-encoding'] ?? '');
    const content = small ? plain : await compressed(plain);
    const headers = {
      'Content-Type': reply.text?.type ?? 'application/json;charset=UTF-8',
      'Content-Length': content.length,
      ...usage,
      ...close,
    };
    response.writeHead(reply.status, {
      ...headers,
      ...(small ? {} : { 'Content-Encoding': 'gzip' }),
      ...reply.headers,
    });
    response.end(request.method === 'HEAD' ? undefined : content);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
    // A page in somebody's browser must not reach the org through a name that merely points at the loopback.
    if (!loopback.test(request.headers.host ?? '')) return failure(421, 'INVALID_HOST', 'call the org as 127.0.0.1');
    const url = URL.parse((request.url ?? '/').replace(/^\/+/, '/'), 'http://practice');
    if (url === null) return notFound();
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    if (isSignIn(url)) {
      const form = new URLSearchParams(method === 'POST' ? await readText(request) : '');
      return this.#signIn.answer({ method, url, form });
    }
    if (await this.page?.(request, response, url)) return undefined;
    const parts = url.pathname
      .split('/')
      .filter((part) => part !== '')
      .map((part) => decodeURIComponent(part));
    const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
    if (parts[0] === 'services' && parts[1] === 'data' && parts.length === 2) {
      return method === 'GET' ? versions() : wrongMethod(method, 'GET, HEAD');
    }
    if (parts.join('/') === 'services/oauth2/token') {
      if (method !== 'POST') return wrongMethod(method, 'POST');
      return this.#tokens.grant(new URLSearchParams(await readText(request)), origin);
    }
    if (parts.join('/') === 'services/oauth2/revoke') {
      const form = method === 'POST' ? new URLSearchParams(await readText(request)) : url.searchParams;
      if (this.#tokens.revoke(form.get('token') ?? '')) return { status: 200 };
      return { status: 400, body: { error: 'unsupported_token_type', error_description: 'this token is not known' } };
    }
    if (parts[0] === 'services' && parts[1] === 'async') {
      const bulkSession = request.headers['x-sfdc-session'];
      const session = this.#tokens.find(typeof bulkSession === 'string' ? bulkSession : undefined);
      this.#usage.count();
      await answerV1({ jobs: this.#v1Jobs, session, method, parts: parts.slice(2), request, response });
      return undefined;
    }
    if (parts[0] === 'services' && parts[1] === 'Soap') {
      this.#usage.count();
      // A deployment brings a zip.
      const text = await readText(request, parts[2] === 'm' ? maxBody : maxJson);
      const metadata = metadataOperations(this.#metadata);
      return answerSoap({
        org: this.#org,
        tokens: this.#tokens,
        metadata,
        method,
        origin,
        parts: parts.slice(2),
        text,
      });
    }
    const user = this.#sessionOf(request, url);
    if (user === undefined) {
      // Who somebody is, is asked of another service, which has words of its own.
      const asksWho = parts[0] === 'id' || parts.join('/') === 'services/oauth2/userinfo';
      return asksWho ? forbidden('Bad_OAuth_Token') : failure(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    }
    const session = inLanguage(user, request.headers['accept-language'], this.#org.languages);
    if (parts[0] === 'id' && parts.length === 3) {
      const person = this.#org.sessions.find(({ userId }) => userId === parts[2] || userId.slice(0, 15) === parts[2]);
      return person === undefined ? notFound() : ok(identity(this.#org, person, origin));
    }
    if (parts.join('/') === 'services/oauth2/singleaccess') {
      const form = method === 'POST' ? new URLSearchParams(await readText(request)) : url.searchParams;
      return this.#tokens.singleAccess(session, form.get('redirect_uri'), origin);
    }
    if (parts.join('/') === 'services/oauth2/userinfo') return ok(userInfo(this.#org, session, origin));
    const version = /^v(\d+\.0)$/.exec(parts[2] ?? '')?.[1];
    if (parts[0] !== 'services' || parts[1] !== 'data' || version === undefined) return notFound();
    this.#usage.count();
    return this.#versioned(request, response, {
      origin,
      session,
      version,
      method,
      parts: parts.slice(3),
      query: url.searchParams,
    });
  }

  async #versioned(
    request: IncomingMessage,
    response: ServerResponse,
    call: {
      origin: string;
      session: Session;
      version: string;
      method: string;
      parts: string[];
      query: URLSearchParams;
    },
  ): Promise<Reply | undefined> {
    const { parts } = call;
    if (parts[0] === 'jobs') {
      if (!knownVersion(call.version)) return notFound();
      const body = () => readJson(request);
      response.setHeader('Sforce-Limit-Info', this.#usage.header);
      return answerBulk({ ...call, org: this.#org, jobs: this.#jobs, parts: parts.slice(1), body, request, response });
    }
    if (parts[0] === 'metadata' && knownVersion(call.version)) {
      const body = call.method === 'GET' ? Buffer.alloc(0) : await readBytes(request, maxBody);
      const contentType = request.headers['content-type'] ?? '';
      return answerMetadata({ ...call, service: this.#metadata, parts: parts.slice(1), contentType, body });
    }
    const body = call.method === 'GET' ? undefined : await readJson(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    // Requests that came together are answered one by one: the first need not wait for what the others cost.
    await turn();
    return this.#dispatch({ ...call, org: this.#org, cursors: this.#cursors, headers, body });
  }

  #sessionOf(request: IncomingMessage, url: URL): Session | undefined {
    const bearer = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return this.#tokens.find(bearer ?? url.searchParams.get('oauth_token') ?? undefined);
  }
}

function failureOf(error: unknown): Reply | undefined {
  if (error instanceof BadJson) return failure(400, 'JSON_PARSER_ERROR', error.message);
  if (error instanceof URIError) return failure(400, 'URI_MALFORMED', 'the path is not valid percent-encoding');
  if (error instanceof BodyTooLarge) {
    return failure(
      413,
      'EXCEEDED_MAX_SIZE_REQUEST',
      `the request is larger than ${maxBody / 1024 / 1024} MB (JSON: ${maxJson / 1024 / 1024} MB)`,
    );
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR')
    return failure(400, 'INVALID_CONTENT', 'the body is not valid gzip');
  return failure(500, 'UNKNOWN_EXCEPTION', error instanceof Error ? error.message : String(error));
}
