const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The 18-character form of a 15-character id: each suffix letter tells which of five characters are capitals. */
export function withChecksum(id15: string): string {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let at = 0; at < 5; at++) {
      const code = id15.charCodeAt(block + at);
      if (code >= 65 && code <= 90) bits |= 1 << at;
    }
    suffix += alphabet.charAt(bits);
  }
  return id15 + suffix;
}

/** The stored, 18-character form of an id as a client wrote it; undefined when it is no id. */
export function normaliseId(text: string): string | undefined {
  if (text.length === 15 && /^[0-9a-zA-Z]{15}$/.test(text)) return withChecksum(text);
  if (text.length !== 18 || !/^[0-9a-zA-Z]{18}$/.test(text)) return undefined;
  const full = withChecksum(text.slice(0, 15));
  return full.toUpperCase() === text.toUpperCase() ? full : undefined;
}

/** Ids of one object: its prefix, a fixed instance part and a counter in base 62. */
export class IdSequence {
  readonly #head: string;
  #next = 1;

  constructor(prefix: string) {
    this.#head = `${prefix}TA000`;
  }

  take(): string {
    let rest = this.#next++;
    let tail = '';
    for (let at = 0; at < 7; at++) {
      tail = digits.charAt(rest % 62) + tail;
      rest = Math.floor(rest / 62);
    }
    return withChecksum(this.#head + tail);
  }
}
