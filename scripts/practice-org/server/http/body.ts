import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, createGunzip, createGzip, gzip, gzipSync } from 'node:zlib';

/** Bulk bodies and, for simplicity, every other body: 150 MB, counted after decompression. */
export const maxBody = 150 * 1024 * 1024;

export class BodyTooLarge extends Error {}

/** The decompressed side of a request; the error of a cut request must reach its reader. */
function unzipped(request: IncomingMessage): AsyncIterable<unknown> {
  const gunzip = createGunzip();
  request.on('error', (error) => gunzip.destroy(error));
  return request.pipe(gunzip);
}

/** The chunks of a request body, decompressed. @throws BodyTooLarge, and whatever a cut or broken body throws. */
export async function* bodyChunks(request: IncomingMessage, limit = maxBody): AsyncGenerator<Buffer> {
  const gzip = /gzip/i.test(request.headers['content-encoding'] ?? '');
  const source: AsyncIterable<unknown> = gzip ? unzipped(request) : request;
  let size = 0;
  for await (const chunk of source) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge();
    yield chunk;
  }
  if (gzip && !request.complete) throw new Error('the request was cut off');
}

/** Streams text as it is made, compressed when the client takes that. */
export async function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  text: AsyncIterable<string>,
): Promise<void> {
  const gzip = /\bgzip\b/i.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(200, { 'Content-Type': 'text/csv', ...headers, ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) });
  const source = Readable.from(text, { objectMode: true, highWaterMark: 2 });
  if (gzip) await pipeline(source, createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 65_536 }), response);
  else await pipeline(source, response);
}

const gzipAside = promisify(gzip);

/** From here on, in bytes, it takes so long that others should not wait for it. */
const large = 256 * 1024;

/** A body as gzip, at the least effort. A small one at once, so that it is sent before the next request is looked at. */
export const compressed = (plain: Buffer): Buffer | Promise<Buffer> => {
  const options = { level: constants.Z_BEST_SPEED };
  return plain.length < large ? gzipSync(plain, options) : gzipAside(plain, options);
};
