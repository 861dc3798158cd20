import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { isPage, notTheApi, refusal } from './answer.ts';
import { OrgError } from './error.ts';
import { connectionFault, PassingFault } from './fault.ts';
import { checkProxy } from './proxy.ts';
import { isLoopback, type OrgSession } from './session.ts';

export interface OrgRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root of the instance: /services/… */
  readonly path: string;
  readonly body?: string | Buffer;
  readonly contentType?: string;
  /** Beside those of every request; its own Authorization stands in place of the session's. */
  readonly headers?: Readonly<Record<string, string>>;
  /** True when sending it twice does no harm. Default: true for GET and PUT. */
  readonly repeatable?: boolean;
  /** Called before it is sent again. */
  readonly onRepeat?: () => void;
}

export interface OrgAnswer {
  header(name: string): string | undefined;
  /** Decoded bytes; a cut body throws while it is read. */
  readonly body: Readable;
}

/** A request whose body goes as JSON. */
export type JsonRequest = Omit<OrgRequest, 'body'> & { readonly body?: unknown };

const withJson = ({ body, ...rest }: JsonRequest): OrgRequest =>
  body === undefined ? rest : { ...rest, body: JSON.stringify(body), contentType: 'application/json' };

/** What came back, refusals too: `body` is JSON where it can be read as such, else text. */
export interface OrgReply {
  readonly status: number;
  readonly body: unknown;
}

/** An answer as it came, decoded. */
export interface RelayedAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface OrgHttpOptions {
  /** Waits; a test passes its own. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Tries in all; default 5. */
  readonly tries?: number;
  /** Milliseconds without a byte before a connection counts as dead; default 120,000. */
  readonly idleMs?: number;
}

const firstWaitMs = 500;
const longestWaitMs = 60_000;

/** A wait that differs by up to a quarter, so that many clients do not come back at once. */
export const jittered = (ms: number): number => ms * (0.75 + Math.random() / 2);

const decoded = (response: IncomingMessage): Readable => {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const gunzip = createGunzip();
  response.on('error', (error) => gunzip.destroy(error));
  return response.pipe(gunzip);
};

const whereBroken = ({ issues: [first] }: z.ZodError): string =>
  first === undefined || first.path.length === 0
    ? 'its shape is unknown'
    : `${first.path.join('.')} is not as it should be`;

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const noAgentProxy = (url: string): http.Agent => {
  // Loopback goes straight: jsforce and fetch would send even 127.0.0.1 through https_proxy.
  if (isLoopback(url))
    return url.startsWith('https:') ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  checkProxy(url, process.env);
  const options = { keepAlive: true, proxyEnv: process.env };
  return url.startsWith('https:') ? new https.Agent(options) : new http.Agent(options);
};

/**
 * Requests to one org over kept connections: bounded tries with growing waits (Retry-After honoured), one refresh of
 * an expired session, and no second POST that the org may have acted on.
 */
export class OrgHttp {
  readonly session: OrgSession;
  readonly sleep: (ms: number) => Promise<void>;
  readonly tries: number;
  readonly #idleMs: number;
  readonly #agent: http.Agent;
  readonly #loopback: boolean;
  #token: string;
  /** What the org's clock said, and when by a clock of ours that nobody sets. */
  #clock: { readonly org: number; readonly ours: number } | undefined;

  constructor(session: OrgSession, options: OrgHttpOptions = {}) {
    this.session = session;
    this.sleep = options.sleep ?? (async (ms) => await new Promise((done) => setTimeout(done, ms)));
    this.tries = options.tries ?? 5;
    this.#idleMs = options.idleMs ?? 120_000;
    this.#agent = noAgentProxy(session.instanceUrl);
    this.#loopback = isLoopback(session.instanceUrl);
    this.#token = session.accessToken;
  }

  /** What the org's clock says now, to some seconds; undefined: it has not answered yet, or does not say. */
  get time(): Date | undefined {
    if (this.#clock === undefined) return undefined;
    const { org, ours } = this.#clock;
    return new Date(org + performance.now() - ours);
  }

  /** Closes the kept connections. */
  close(): void {
    this.#agent.destroy();
  }

  /**
   * Sends a request and reads its answer; when either fails in a way that may pass, both are done again.
   * `read` may throw {@link PassingFault} to ask for another try.
   * @throws {OrgError}
   */
  async exchange<T>(request: OrgRequest, read: (answer: OrgAnswer) => Promise<T>): Promise<T> {
    return await this.#repeated(request, () => this.#once(request, read));
  }

  /** Makes tries until one is through, or fails for good, or may not be made again. */
  async #repeated<T>(request: OrgRequest, once: () => Promise<T>): Promise<T> {
    const repeatable = request.repeatable ?? (request.method === 'GET' || request.method === 'PUT');
    let refreshed = false;
    for (let attempt = 1; ; attempt++) {
      try {
        return await once();
      } catch (error) {
        const fault = connectionFault(error, this.session.instanceUrl, this.#loopback);
        if (fault instanceof OrgError && fault.problem === 'ExpiredSession' && !refreshed && this.session.refresh) {
          refreshed = true;
          this.#token = await this.session.refresh();
          continue;
        }
        if (!(fault instanceof PassingFault)) throw this.#hidden(fault);
        if (attempt >= this.tries || !(repeatable || fault.untouched)) throw this.#hidden(fault.final);
        const wait = fault.waitMs ?? jittered(firstWaitMs * 2 ** (attempt - 1));
        await this.sleep(Math.min(wait, longestWaitMs));
        request.onRepeat?.();
      }
    }
  }

  /** Sends JSON and reads JSON of the given shape. @throws {OrgError} */
  async json<T>(schema: z.ZodType<T>, request: JsonRequest): Promise<T> {
    return await this.exchange(withJson(request), async (answer) => {
      const text = await readText(answer.body);
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        if (isPage(text)) throw notTheApi('it sends a web page where data is due');
        throw new PassingFault(this.#broken(request.path, 'it is not JSON'));
      }
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      throw this.#broken(request.path, whereBroken(parsed.error));
    });
  }

  /** Sends a request once and takes whatever comes: for whoever wants to know how an org refuses. @throws {OrgError} */
  async ask(request: JsonRequest): Promise<OrgReply> {
    try {
      const response = await this.#send(withJson(request));
      const text = await readText(decoded(response));
      return { status: response.statusCode ?? 0, body: jsonOr(text) };
    } catch (error) {
      const fault = connectionFault(error, this.session.instanceUrl, this.#loopback);
      throw this.#hidden(fault instanceof PassingFault ? fault.final : fault);
    }
  }

  /**
   * Carries a request of another client, and gives back what the org answers, refusals too; only what may pass is
   * tried again.
   * @throws {OrgError} where no answer came.
   */
  async relay(request: OrgRequest, mayPass: (answer: RelayedAnswer) => boolean): Promise<RelayedAnswer> {
    return await this.#repeated(request, async () => {
      const response = await this.#send(request);
      const { statusCode = 0, headers } = response;
      const text = await readText(decoded(response));
      const answer = { statusCode, headers, body: text };
      if (mayPass(answer)) {
        const error = refusal(statusCode, headers, text, Date.now());
        throw error instanceof OrgError ? new PassingFault(error) : error;
      }
      return answer;
    });
  }

  #broken(path: string, why: string): OrgError {
    return new OrgError('BrokenAnswer', {
      message: `The org answered ${path.split('?', 1)[0] ?? path} in a way that cannot be read: ${why}.`,
      actions: ['Try again; if it stays so, report it with this message.'],
    });
  }

  /** Our own token may have a form that the general redaction does not know. */
  #hidden(error: Error): Error {
    const token = this.#token;
    if (error.message.includes(token)) error.message = error.message.replaceAll(token, '[token hidden]');
    return error;
  }

  async #once<T>(request: OrgRequest, read: (answer: OrgAnswer) => Promise<T>): Promise<T> {
    const response = await this.#send(request);
    const status = response.statusCode ?? 0;
    const body = decoded(response);
    if (status < 200 || status > 299) throw refusal(status, response.headers, await readText(body), Date.now());
    try {
      return await read({
        header: (name) => {
          const value = response.headers[name.toLowerCase()];
          return typeof value === 'string' ? value : undefined;
        },
        body,
      });
    } catch (error) {
      response.destroy();
      throw error;
    }
  }

  async #send(request: OrgRequest): Promise<IncomingMessage> {
    const { instanceUrl } = this.session;
    const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
    const headers: Record<string, string | number> = {
      Authorization: `Bearer ${this.#token}`,
      Accept: '*/*',
      // Compression pays on a network and costs on this machine.
      ...(this.#loopback ? {} : { 'Accept-Encoding': 'gzip' }),
      ...(body === undefined ? {} : { 'Content-Length': body.length }),
      ...(request.contentType === undefined ? {} : { 'Content-Type': request.contentType }),
      ...request.headers,
    };
    const send = instanceUrl.startsWith('https:') ? https.request : http.request;
    return await new Promise((resolve, reject) => {
      const outgoing = send(
        instanceUrl + request.path,
        { method: request.method, headers, agent: this.#agent },
        (response) => {
          const said = Date.parse(response.headers.date ?? '');
          if (!Number.isNaN(said)) this.#clock = { org: said, ours: performance.now() };
          resolve(response);
        },
      );
      outgoing.setTimeout(this.#idleMs, () =>
        outgoing.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
