/** Fonts out of npm packages, which pack them for the web, as files that an operating system takes. */
import { unzipSync } from 'node:zlib';

/**
 * Unpacks a WOFF 1.0 font into the TrueType or OpenType font it holds (www.w3.org/TR/WOFF).
 * @throws when the bytes are no WOFF font.
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF font');
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  const power = Math.floor(Math.log2(count));
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (count - 2 ** power), 10);
  const parts = [head];
  let offset = head.length;
  for (let table = 0; table < count; table++) {
    const at = 44 + 20 * table;
    const [from, packedLength, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field));
    if (from === undefined || packedLength === undefined || length === undefined)
      throw new Error('a table without place');
    const packed = woff.subarray(from, from + packedLength);
    const content = packedLength < length ? unzipSync(packed) : packed;
    const entry = 12 + 16 * table;
    woff.copy(head, entry, at, at + 4);
    woff.copy(head, entry + 4, at + 16, at + 20);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(length, entry + 12);
    const padded = Buffer.concat([content, Buffer.alloc((4 - (length % 4)) % 4)]);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}
