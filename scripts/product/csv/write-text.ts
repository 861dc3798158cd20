import { writeSync } from 'node:fs';

/** Bytes that are written at a time. */
const pieceSize = 1 << 16;

/**
 * Writes texts to files from one piece of memory: a buffer for each text, of many sizes and soon let go, leaves the
 * memory of the process in shreds.
 */
export class TextWriter {
  readonly #bytes = Buffer.allocUnsafe(pieceSize);
  readonly #encoder = new TextEncoder();

  /**
   * Writes a text as UTF-8, at the end of the file or from a byte of it on.
   * @returns the bytes written.
   */
  write(file: number, text: string, from?: number): number {
    let written = 0;
    for (let at = 0; at < text.length;) {
      const { read, written: length } = this.#encoder.encodeInto(at === 0 ? text : text.slice(at), this.#bytes);
      at += read;
      for (let sent = 0; sent < length;)
        sent += writeSync(file, this.#bytes, sent, length - sent, from === undefined ? null : from + written + sent);
      written += length;
    }
    return written;
  }
}
