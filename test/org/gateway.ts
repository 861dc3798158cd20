import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * How the way to an org breaks at a request: no answer, and the org has not heard it (`unheard`) or has (`heard`); an
 * error in place of the answer (`error`); the answer stops in the middle (`short`); it never comes (`stalled`).
 */
export const breaks = ['unheard', 'heard', 'error', 'short', 'stalled'] as const;
export type Break = (typeof breaks)[number];

/** Stands before an org and breaks at a request, and from then on: nothing after it reaches the org. */
export class Gateway {
  readonly #server: Server;
  requests = 0;
  breaksAt = Infinity;
  how: Break = 'unheard';
  /** Told when it breaks; the org has answered by then, if it heard. */
  onBreak: () => void = () => undefined;

  constructor(target: string) {
    this.#server = createServer((incoming, answer) => {
      const at = this.requests;
      this.requests += 1;
      if (at > this.breaksAt || (at === this.breaksAt && this.how === 'unheard')) {
        incoming.resume();
        this.#break(answer);
        return;
      }
      const onward = send(target + (incoming.url ?? ''), { method: incoming.method, headers: incoming.headers });
      onward.on('response', (response) => {
        if (at === this.breaksAt)
          void buffer(response).then((body) => {
            this.#break(answer, { response, body });
          });
        else {
          answer.writeHead(response.statusCode ?? 500, response.headers);
          response.pipe(answer);
        }
      });
      incoming.pipe(onward);
    });
  }

  #break(answer: ServerResponse, said?: { readonly response: IncomingMessage; readonly body: Buffer }): void {
    this.onBreak();
    if (this.how === 'stalled') return;
    if (this.how === 'error') {
      answer.writeHead(500, { 'content-type': 'text/html' }).end('<html><body>Something has gone wrong</body></html>');
      return;
    }
    if (this.how === 'short' && said !== undefined && said.body.length > 1) {
      const { response, body } = said;
      const headers = { ...response.headers, 'content-length': String(body.length) };
      delete (headers as Record<string, unknown>)['transfer-encoding'];
      answer.writeHead(response.statusCode ?? 500, headers);
      answer.write(body.subarray(0, body.length / 2), () => answer.destroy());
      return;
    }
    answer.destroy();
  }

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
