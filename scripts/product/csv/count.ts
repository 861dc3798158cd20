const quoteCode = 0x22;
const delimiter = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** What {@link measureCsv} counts. */
export interface CsvMeasure {
  /** Lines that hold anything, the header among them; a line end in quotes ends none. */
  readonly rows: number;
  /** Commas outside of quotes. */
  readonly commas: number;
  /** A quote was opened and never closed. */
  readonly isOpen: boolean;
}

/**
 * Counts a CSV text whose lines end in LF or CRLF without reading it: many times quicker, so that a page can be proved
 * whole before any of it is worked on.
 */
export function measureCsv(bytes: Uint8Array): CsvMeasure {
  let rows = 0;
  let commas = 0;
  let isOpen = false;
  let isEmpty = true;
  // By index: an iterator takes three times as long.
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quoteCode) {
      // A doubled quote closes and opens again.
      isOpen = !isOpen;
      isEmpty = false;
    } else if (byte === lineFeed && !isOpen) {
      if (!isEmpty) rows += 1;
      isEmpty = true;
    } else if (byte !== carriageReturn) {
      isEmpty = false;
      if (byte === delimiter && !isOpen) commas += 1;
    }
  }
  return { rows: isEmpty ? rows : rows + 1, commas, isOpen };
}
