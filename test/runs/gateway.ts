import { createServer, request as send, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Stands before the org; at a request it loses the connection for good, before or after the org has heard it. */
export class Gateway {
  readonly #server: Server;
  requests = 0;
  diesAt = Infinity;
  hears = false;

  constructor(target: string) {
    this.#server = createServer((incoming, answer) => {
      const at = this.requests;
      this.requests += 1;
      const dies = at >= this.diesAt;
      if (dies && !(this.hears && at === this.diesAt)) return void incoming.socket.destroy();
      const onward = send(target + (incoming.url ?? ''), { method: incoming.method, headers: incoming.headers });
      onward.on('response', (response) => {
        if (dies) {
          response.resume();
          response.on('end', () => incoming.socket.destroy());
          return;
        }
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      });
      incoming.pipe(onward);
    });
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
