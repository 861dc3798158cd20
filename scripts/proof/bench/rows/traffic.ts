/** What an org's process was asked over HTTP, written down as it comes in: to be counted, and to be sent again. */
import { subscribe } from 'node:diagnostics_channel';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';

/** One request as the org saw it. */
export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of its body as they came; the body stands in a file of the number of the request. */
  readonly up: number;
  /** Bytes of the answer on the wire, its head included. */
  readonly down: number;
  readonly status: number;
  /** Id of what it made, where the answer to a POST says one. */
  readonly made: string | null;
  /** Rows that a page of results says it has. */
  readonly rows: number | null;
  /** Milliseconds of the org's clock. */
  readonly began: number;
  readonly ended: number;
}

interface Open {
  readonly request: IncomingMessage;
  readonly began: number;
  readonly sentBefore: number;
  readonly body: Buffer[];
  made: string | null;
}

interface Message {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
}

/** Headers that decide what goes over the wire; the session is another one when the request is sent again. */
const keptHeaders = ['accept', 'accept-encoding', 'content-encoding', 'content-type'];

export const trafficFile = 'traffic.json';
export const bodyFile = (request: number): string => `body-${request}`;

interface Kept {
  readonly request: SeenRequest;
  readonly body: Buffer;
}

/** Writes requests into a folder: a list, and a file for each body. */
export function writeTraffic(folder: string, kept: readonly Kept[]): void {
  mkdirSync(folder, { recursive: true });
  for (const [at, { body }] of kept.entries()) if (body.length > 0) writeFileSync(join(folder, bodyFile(at)), body);
  writeFileSync(join(folder, trafficFile), JSON.stringify(kept.map(({ request }) => request)));
}

/** Listens to every HTTP server of this process, beside what it answers: nothing stands between client and org. */
export class Traffic {
  #kept: Kept[] = [];
  readonly #open = new WeakMap<ServerResponse, Open>();

  constructor() {
    subscribe('http.server.request.start', (message) => this.#began(message as Message));
    subscribe('http.server.response.finish', (message) => this.#ended(message as Message));
  }

  get requests(): number {
    return this.#kept.length;
  }

  /** Bytes of bodies up, and of answers with their heads down. */
  get bytes(): { readonly up: number; readonly down: number } {
    const sum = (of: (request: SeenRequest) => number): number =>
      this.#kept.reduce((all, { request }) => all + of(request), 0);
    return { up: sum(({ up }) => up), down: sum(({ down }) => down) };
  }

  /** Forgets what was before. */
  clear(): void {
    this.#kept = [];
  }

  write(folder: string): void {
    writeTraffic(folder, this.#kept);
  }

  #began({ request, response, socket }: Message): void {
    const open: Open = { request, began: performance.now(), sentBefore: socket.bytesWritten, body: [], made: null };
    this.#open.set(response, open);
    // Before anybody reads it: a listener would set it flowing.
    const push = request.push.bind(request);
    request.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (Buffer.isBuffer(chunk)) open.body.push(chunk);
      return push(chunk, encoding);
    };
    if (request.method !== 'POST') return;
    const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
    response.end = ((...given: unknown[]) => {
      open.made = idIn(given[0]);
      return end(...given);
    }) as ServerResponse['end'];
  }

  #ended({ request, response, socket }: Message): void {
    const open = this.#open.get(response);
    if (open === undefined) return;
    const body = Buffer.concat(open.body);
    const rows = response.getHeader('sforce-numberofrecords');
    const seen: SeenRequest = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: Object.fromEntries(
        keptHeaders.flatMap((name) => {
          const value = request.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      ),
      up: body.length,
      down: socket.bytesWritten - open.sentBefore,
      status: response.statusCode,
      made: open.made,
      rows: rows === undefined ? null : Number(rows),
      began: open.began,
      ended: performance.now(),
    };
    this.#kept.push({ request: seen, body });
  }
}

/** The id in an answer that is a JSON object. */
function idIn(answer: unknown): string | null {
  if (!Buffer.isBuffer(answer) || answer.length > 10_000) return null;
  try {
    const value: unknown = JSON.parse(answer.toString());
    return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
      ? value.id
      : null;
  } catch {
    return null;
  }
}
