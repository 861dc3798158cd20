import type { IncomingMessage } from 'node:http';

/** Bytes that the platform takes of an address, and of address and headers together. */
const most = 16_384;

/** Bytes from which the platform no longer answers at all: measured by others at twice its limit. */
export const maxHeaderSize = 2 * most;

/** How a request is refused whose address or headers are longer than the platform takes. */
export function tooLongFor({
  url = '',
  method = '',
  rawHeaders,
}: IncomingMessage): { readonly status: 414 | 431; readonly reason: string } | undefined {
  if (Buffer.byteLength(url) > most) return { status: 414, reason: 'URI Too Long' };
  // Each name and value has a colon and a space, or the end of the line, behind it.
  const headers = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  const line = `${method} ${url} HTTP/1.1\r\n`;
  return Buffer.byteLength(line) + headers > most
    ? { status: 431, reason: 'Request Header Fields Too Large' }
    : undefined;
}
