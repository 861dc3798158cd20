/** Stands before an org and spoils what it is told to; all else passes untouched. */
import { randomBytes } from 'node:crypto';
import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { BodyTooLarge, maxBody } from '../http/body.ts';
import type { RowLocks } from '../store/locks.ts';
import { withBody, type Answer } from './answer.ts';
import type { Fault } from './fault.ts';
import type { Faults } from './faults.ts';
import { pending } from './pending.ts';
import { answerOf, refusal } from './refusal.ts';

/** Marks what has passed here, so that it does not pass again. */
const mark = 'x-practice-passed';

/** A request that has been read, and the org's own answer to it. */
interface Taken {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly pass: () => Promise<Answer>;
}

export class Gateway {
  readonly #secret = randomBytes(16).toString('hex');
  readonly #faults: Faults;
  readonly #locks: RowLocks;
  /** The last answer that passed of those that a fault is to repeat. */
  readonly #pages = new WeakMap<Fault, Buffer>();

  constructor(faults: Faults, locks: RowLocks) {
    this.#faults = faults;
    this.#locks = locks;
  }

  /** Answers a request that a fault may strike; false: it is none of those. @throws BodyTooLarge, and on I/O errors. */
  async take(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (request.headers[mark] === this.#secret) return false;
    const path = (request.url ?? '/').replace(/\?.*$/s, '').replaceAll(/\/{2,}/g, '/');
    const asked = { method: request.method ?? 'GET', path };
    const concerned = this.#faults.concerned(asked);
    if (concerned.length === 0) {
      this.#faults.requests += 1;
      return false;
    }
    // Read whole: a request may have to arrive twice.
    const body = await wholeBody(request);
    const fault = this.#faults.strike({ ...asked, body: () => textOf(request, body) });
    const pass = (): Promise<Answer> => this.#pass(request, body);
    if (fault !== undefined) await this.#spoil(fault, { request, response, path, pass });
    else {
      const answer = await pass();
      for (const one of concerned) this.#pages.set(one, answer.body);
      deliver(response, answer);
    }
    return true;
  }

  async #spoil(fault: Fault, { request, response, path, pass }: Taken): Promise<void> {
    const { socket } = request;
    switch (fault.fault) {
      case 'status':
        deliver(response, answerOf(fault.status, fault.contentType, fault.body));
        return;
      case 'exhaustedLimit':
      case 'expiredSession':
        deliver(response, refusal(fault.fault, path));
        return;
      case 'resetBefore':
        socket.resetAndDestroy();
        return;
      case 'resetAfterEffect':
        await pass();
        socket.resetAndDestroy();
        return;
      case 'resetInAnswer': {
        const { status, headers, body } = whole(await pass());
        response.writeHead(status, headers);
        response.write(body.subarray(0, fault.bytes), () => socket.resetAndDestroy());
        response.flushHeaders();
        return;
      }
      case 'stall':
        if (await waited(response, fault.milliseconds)) deliver(response, await pass());
        return;
      case 'cutBody': {
        const answer = await pass();
        deliver(response, withBody(answer, answer.body.subarray(0, fault.bytes)));
        return;
      }
      case 'repeatPage': {
        const answer = await pass();
        deliver(response, withBody(answer, this.#pages.get(fault) ?? answer.body));
        return;
      }
      case 'missingHeader':
      case 'wrongHeader': {
        const { headers, ...answer } = await pass();
        const name = fault.header.toLowerCase();
        const others = Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
        deliver(response, {
          ...answer,
          headers: fault.fault === 'missingHeader' ? others : { ...others, [name]: fault.value },
        });
        return;
      }
      case 'lockedRows':
        this.#locks.hold(fault.rows);
        deliver(response, await pass());
        return;
      case 'pendingForEver':
        deliver(response, pending(await pass()));
        return;
      case 'twice':
        await pass();
        deliver(response, await pass());
        return;
    }
  }

  /** Asks the org itself, over its own port, and answers what it says, not compressed. */
  #pass(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name !== 'transfer-encoding' && name !== 'expect'),
    );
    return new Promise((resolve, reject) => {
      const onward = send({
        host: '127.0.0.1',
        port: request.socket.localPort,
        method: request.method,
        path: request.url,
        agent: false,
        headers: { ...headers, 'accept-encoding': 'identity', 'content-length': body.length, [mark]: this.#secret },
      });
      onward.on('error', reject);
      onward.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const known = Object.entries(answer.headers).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, value] as const],
          );
          resolve({ status: answer.statusCode ?? 500, headers: Object.fromEntries(known), body: Buffer.concat(parts) });
        });
      });
      onward.end(body);
    });
  }
}

async function wholeBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBody) throw new BodyTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function textOf(request: IncomingMessage, body: Buffer): string {
  const zipped = /gzip/i.test(request.headers['content-encoding'] ?? '');
  return (zipped ? gunzipSync(body, { maxOutputLength: maxBody }) : body).toString('utf8');
}

/** With its length said before it, so that a client can tell that something is missing. */
const whole = (answer: Answer): Answer => withBody(answer, answer.body);

function deliver(response: ServerResponse, answer: Answer): void {
  // An answer without a body keeps its headers as they are, as one to HEAD or a 204 does.
  const { status, headers, body } = answer.body.length === 0 ? answer : whole(answer);
  response.writeHead(status, headers).end(body);
}

/** Waits; false: the client hung up before. */
function waited(response: ServerResponse, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
