import { isUtf8 } from 'node:buffer';

/** What {@link Utf8Chunks} found: the text that is good, and whether a byte that is not UTF-8 follows it. */
export interface DecodedText {
  readonly text: string;
  readonly broken: boolean;
}

/** How many bytes at the end of `bytes` start a character that the next chunk finishes (0 to 3). */
const unfinishedTail = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return needed > back ? back : 0;
  }
  return 0;
};

/**
 * Turns chunks of UTF-8 bytes into text, never cutting a character in two. Bytes that are not UTF-8 are
 * reported, not replaced: a file in GBK would otherwise load as rubbish without a word.
 */
export class Utf8Chunks {
  #rest: Buffer | undefined;

  decode(chunk: Uint8Array): DecodedText {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#rest !== undefined) bytes = Buffer.concat([this.#rest, bytes]);
    const tail = unfinishedTail(bytes);
    // A copy: the caller may use its chunk's memory again.
    this.#rest = tail === 0 ? undefined : Buffer.from(bytes.subarray(bytes.length - tail));
    const whole = tail === 0 ? bytes : bytes.subarray(0, bytes.length - tail);
    if (isUtf8(whole)) return { text: whole.toString('utf8'), broken: false };
    const text = whole.toString('utf8');
    return { text: text.slice(0, text.indexOf('\uFFFD')), broken: true };
  }

  /** True when the input ended in the middle of a character. */
  get unfinished(): boolean {
    return this.#rest !== undefined;
  }
}
