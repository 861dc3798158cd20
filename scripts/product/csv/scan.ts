import { CsvError } from './error.ts';
import { Utf8Chunks } from './text.ts';

const quoteCode = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Called for each row; `line` is the physical line the row starts on, counted from 1. */
export type OnCsvRow = (fields: string[], line: number) => void;

export interface CsvOptions {
  /** One character; default comma. */
  readonly delimiter?: string;
  /** Characters in one field; default 1,000,000. Salesforce's longest text has 131,072. */
  readonly maxFieldLength?: number;
  /** Characters in one row, delimiters included; default 8,000,000. */
  readonly maxRowLength?: number;
}

type State = 'fieldStart' | 'unquoted' | 'quoted' | 'quoteInQuoted';

const countLines = (text: string): number => {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  let lines = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) lines++;
  }
  return lines;
};

/**
 * Scans CSV that arrives in chunks cut anywhere: a byte order mark, LF, CRLF and CR, quoted fields with
 * delimiters, quotes and line ends in them, a last row without a line end. Lines without any character are
 * skipped; a quote inside an unquoted field is a plain character.
 *
 * Fields are slices of the chunk's text, so a kept field may keep its chunk alive.
 */
export class CsvScanner {
  readonly #onRow: OnCsvRow;
  readonly #delimiter: number;
  readonly #maxField: number;
  readonly #maxRow: number;
  readonly #bytes = new Utf8Chunks();
  #state: State = 'fieldStart';
  #fields: string[] = [];
  /** What the field that is being read brought with it from earlier pieces. */
  #part = '';
  #quotedField = false;
  #rowLength = 0;
  #rowLine = 1;
  #line = 1;
  #afterCr = false;
  #started = false;

  constructor(onRow: OnCsvRow, options: CsvOptions = {}) {
    this.#onRow = onRow;
    this.#delimiter = (options.delimiter ?? ',').charCodeAt(0);
    this.#maxField = options.maxFieldLength ?? 1_000_000;
    this.#maxRow = options.maxRowLength ?? 8_000_000;
  }

  /** Reads the next chunk. @throws {CsvError} with the line of what is wrong. */
  feed(chunk: Uint8Array): void {
    const { text, broken } = this.#bytes.decode(chunk);
    this.feedText(text);
    if (broken) throw this.#notUtf8();
  }

  /** Reads the next piece of text that is decoded already. @throws {CsvError} */
  feedText(text: string): void {
    let at = 0;
    if (!this.#started && text.length > 0) {
      this.#started = true;
      if (text.charCodeAt(0) === 0xfeff) at = 1;
    }
    while (at < text.length) at = this.#step(text, at);
  }

  /** Says that no chunk follows; the last row needs no line end. @throws {CsvError} */
  end(): void {
    if (this.#bytes.unfinished) throw this.#notUtf8();
    if (this.#state === 'quoted') {
      throw new CsvError('UnterminatedQuote', this.#line, 'the quote that opens this field is never closed');
    }
    const open = this.#fields.length > 0 || this.#quotedField || this.#part.length > 0;
    if (open) this.#endRow();
  }

  #notUtf8(): CsvError {
    return new CsvError(
      'NotUtf8',
      this.#line + countLines(this.#part),
      'the text is not UTF-8; save the file as UTF-8',
    );
  }

  #step(text: string, at: number): number {
    switch (this.#state) {
      case 'fieldStart':
        return this.#startField(text, at);
      case 'unquoted':
        return this.#readPlain(text, at);
      case 'quoted':
        return this.#readQuoted(text, at);
      case 'quoteInQuoted':
        return this.#afterQuote(text, at);
    }
  }

  #startField(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (this.#afterCr) {
      this.#afterCr = false;
      if (code === lineFeed) return at + 1;
    }
    if (code === quoteCode) {
      this.#quotedField = true;
      this.#state = 'quoted';
      return at + 1;
    }
    this.#state = 'unquoted';
    return this.#readPlain(text, at);
  }

  #readPlain(text: string, from: number): number {
    const delimiter = this.#delimiter;
    const length = text.length;
    let at = from;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === lineFeed || code === carriageReturn) {
        if (at > from) this.#take(text.slice(from, at));
        return this.#close(code, at);
      }
      at++;
    }
    this.#take(text.slice(from));
    return length;
  }

  #readQuoted(text: string, from: number): number {
    const quote = text.indexOf('"', from);
    if (quote < 0) {
      this.#take(text.slice(from));
      return text.length;
    }
    if (quote > from) this.#take(text.slice(from, quote));
    this.#state = 'quoteInQuoted';
    return quote + 1;
  }

  #afterQuote(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code === quoteCode) {
      this.#take('"');
      this.#state = 'quoted';
      return at + 1;
    }
    if (code === this.#delimiter || code === lineFeed || code === carriageReturn) return this.#close(code, at);
    throw new CsvError(
      'TextAfterQuote',
      this.#line + countLines(this.#part),
      'text follows the closing quote of a field',
    );
  }

  /** Ends the field at a delimiter or a line end; answers where to go on. */
  #close(code: number, at: number): number {
    if (code === this.#delimiter) {
      this.#endField();
      this.#rowLength++;
      return at + 1;
    }
    const blank = this.#fields.length === 0 && !this.#quotedField && this.#part.length === 0;
    if (blank) this.#state = 'fieldStart';
    else this.#endRow();
    this.#afterCr = code === carriageReturn;
    this.#line++;
    this.#rowLine = this.#line;
    return at + 1;
  }

  #take(piece: string): void {
    const part = this.#part.length === 0 ? piece : this.#part + piece;
    if (part.length > this.#maxField) {
      throw new CsvError('FieldTooLong', this.#line, `a field is longer than ${this.#maxField} characters`);
    }
    this.#rowLength += piece.length;
    if (this.#rowLength > this.#maxRow) {
      throw new CsvError('RowTooLong', this.#rowLine, `a row is longer than ${this.#maxRow} characters`);
    }
    this.#part = part;
  }

  #endField(): void {
    if (this.#quotedField) this.#line += countLines(this.#part);
    this.#fields.push(this.#part);
    this.#part = '';
    this.#quotedField = false;
    this.#state = 'fieldStart';
  }

  #endRow(): void {
    this.#endField();
    const fields = this.#fields;
    this.#fields = [];
    this.#rowLength = 0;
    this.#onRow(fields, this.#rowLine);
  }
}
