/**
 * The way to an org for Salesforce's library, over our own connections. Its own way waits half an hour for an answer,
 * and an answer that is cut in the middle ends the process or is waited for without end.
 */
import { PassThrough } from 'node:stream';
import type { Connection } from '@salesforce/core';
import { OrgError } from './error.ts';
import type { OrgHttp, OrgRequest, RelayedAnswer } from './http.ts';

type Transport = Connection['_transport'];
type LibraryRequest = Parameters<Transport['httpRequest']>[0];
type LibraryAnswer = Awaited<ReturnType<Transport['httpRequest']>>;

/** Calls of the Metadata API that only ask: sent twice they do no harm. */
const asks =
  /<(?:checkDeployStatus|checkRetrieveStatus|describeMetadata|describeValueType|listMetadata|readMetadata|retrieve)\b/;

/** A refusal in the words of the API, not of something before it. */
const isSaid = (body: string): boolean => body.includes('<faultcode>') || body.startsWith('[') || body.startsWith('{');

const mayPass = ({ statusCode, body }: RelayedAnswer): boolean =>
  statusCode === 429 || (statusCode >= 500 && !isSaid(body));

export class LibraryTransport {
  readonly #http: OrgHttp;
  #failure: OrgError | undefined;

  constructor(http: OrgHttp) {
    this.#http = http;
  }

  /** Why a request has failed for good since {@link begin}; the library keeps its words alone. */
  get failure(): OrgError | undefined {
    return this.#failure;
  }

  begin(): void {
    this.#failure = undefined;
  }

  /** Lets all requests of a connection go this way. */
  carry(connection: Connection): void {
    connection._transport.getRequestStreamCreator = () => (request) => {
      const stream = new PassThrough();
      this.#answer(request).then(
        (answer) => stream.emit('complete', answer),
        (error: unknown) => stream.emit('error', error),
      );
      return stream;
    };
  }

  async #answer(request: LibraryRequest): Promise<LibraryAnswer> {
    try {
      const { statusCode, headers, body } = await this.#http.relay(this.#ours(request), mayPass);
      const single = Object.entries(headers).map(([name, value]): [string, string] => [
        name,
        [value ?? ''].flat().join(', '),
      ]);
      return { statusCode, headers: Object.fromEntries(single), body };
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      this.#failure = error;
      // In words that the library does not take for a reason to ask a thousand times.
      throw new Error('no answer');
    }
  }

  #ours({ method, url, body, headers }: LibraryRequest): OrgRequest {
    const text = typeof body === 'string' ? body : undefined;
    if (body !== undefined && body !== null && text === undefined) throw new Error(`no text goes to ${url}`);
    const { instanceUrl } = this.#http.session;
    return {
      method: method as OrgRequest['method'],
      path: url.startsWith(instanceUrl) ? url.slice(instanceUrl.length) : url,
      ...(text === undefined ? {} : { body: text, repeatable: asks.test(text) }),
      ...(headers === undefined ? {} : { headers }),
    };
  }
}
