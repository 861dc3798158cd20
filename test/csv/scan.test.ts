import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  csvBatches,
  CsvError,
  CsvScanner,
  csvRowExact,
  csvRowForPeople,
  type CsvOptions,
} from '../../scripts/product/csv/index.ts';
import { readCsvSlowly } from './oracle.ts';

const scan = (chunks: Uint8Array[], options?: CsvOptions): { rows: string[][]; lines: number[] } => {
  const rows: string[][] = [];
  const lines: number[] = [];
  const scanner = new CsvScanner((fields, line) => {
    rows.push(fields);
    lines.push(line);
  }, options);
  for (const chunk of chunks) scanner.feed(chunk);
  scanner.end();
  return { rows, lines };
};

const scanText = (text: string, options?: CsvOptions): { rows: string[][]; lines: number[] } =>
  scan([Buffer.from(text)], options);

const errorOf = (run: () => unknown): CsvError => {
  try {
    run();
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
  throw new Error('no CsvError was thrown');
};

/** Cuts bytes at the given places, taken modulo the length. */
const cut = (bytes: Buffer, places: number[]): Uint8Array[] => {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((start, at) => Uint8Array.from(bytes.subarray(start, ends[at] ?? bytes.length)));
};

const fieldText = fc.string({
  unit: fc.constantFrom('a', 'é', '商', '😀', '"', ',', '\n', '\r', ' ', '='),
  maxLength: 12,
});
const cuts = fc.array(fc.nat(), { maxLength: 20 });

describe('the CSV scanner', () => {
  test('reads back what the exact writer wrote, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fieldText, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
        cuts,
        (rows, places) => {
          const text = rows.map(csvRowExact).join('');
          expect(scan(cut(Buffer.from(text), places)).rows).toEqual(rows);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('agrees with a slow and obvious reader on any text it accepts', () => {
    const soup = fc.string({
      unit: fc.constantFrom('a', '商', '"', '"', ',', '\n', '\r', '\r\n', 'b"'),
      maxLength: 30,
    });
    let accepted = 0;
    fc.assert(
      fc.property(soup, cuts, (text, places) => {
        let rows: string[][];
        try {
          rows = scan(cut(Buffer.from(text), places)).rows;
        } catch (error) {
          expect(error).toBeInstanceOf(CsvError);
          return;
        }
        accepted++;
        expect(rows).toEqual(readCsvSlowly(text));
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  test('gives the same rows and lines whole and one byte at a time', () => {
    const text = '\uFEFFId,Name\r\n1,"two\r\nlines"\r\n\r\n2,"a ""quote"""\r3,商机\n4,last';
    const whole = scanText(text);
    const bytes = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
    expect(whole.rows).toEqual([
      ['Id', 'Name'],
      ['1', 'two\r\nlines'],
      ['2', 'a "quote"'],
      ['3', '商机'],
      ['4', 'last'],
    ]);
    expect(whole.lines).toEqual([1, 2, 5, 6, 7]);
    expect(scan(bytes)).toEqual(whole);
  });

  test.each([
    ['an empty text', '', []],
    ['a byte order mark alone', '\uFEFF', []],
    ['a trailing delimiter', 'a,', [['a', '']]],
    ['a quoted empty field alone', '""', [['']]],
    ['a quote inside an unquoted field', '5" pipe,b', [['5" pipe', 'b']]],
    ['blank lines between rows', 'a\n\n\r\n\rb', [['a'], ['b']]],
  ])('reads %s', (_, text, rows) => {
    expect(scanText(text).rows).toEqual(rows);
  });

  test('splits at another delimiter when told to', () => {
    expect(scanText('a;"b;c";d,e', { delimiter: ';' }).rows).toEqual([['a', 'b;c', 'd,e']]);
  });

  test('names the line of a quote that is never closed', () => {
    const error = errorOf(() => scanText('a,b\n1,2\n3,"open\nstill open\n'));
    expect([error.problem, error.line, error.message]).toEqual([
      'UnterminatedQuote',
      3,
      'line 3: the quote that opens this field is never closed',
    ]);
  });

  test('names the line of text that follows a closing quote', () => {
    const error = errorOf(() => scanText('a\n"b\nc"d\n'));
    expect([error.problem, error.line]).toEqual(['TextAfterQuote', 3]);
  });

  test('refuses a field of 10 MB with its line, without waiting for its end', () => {
    const scanner = new CsvScanner(() => undefined);
    scanner.feed(Buffer.from('Id\n1\n"'));
    const megabyte = Buffer.alloc(1 << 20, 'x');
    const error = errorOf(() => {
      for (let n = 0; n < 10; n++) scanner.feed(megabyte);
    });
    expect([error.problem, error.line]).toEqual(['FieldTooLong', 3]);
  });

  test('accepts a field exactly at the limit and refuses one character more', () => {
    expect(scanText('12345', { maxFieldLength: 5 }).rows).toEqual([['12345']]);
    expect(errorOf(() => scanText('123456', { maxFieldLength: 5 })).problem).toBe('FieldTooLong');
  });

  test('refuses a row that is too long although each field is short', () => {
    const error = errorOf(() => scanText(`a\n${'ab,'.repeat(20)}`, { maxRowLength: 50 }));
    expect([error.problem, error.line]).toEqual(['RowTooLong', 2]);
  });

  test('refuses text that is not UTF-8 and names the line', () => {
    const gbk = Buffer.concat([Buffer.from('Id\n1\n'), Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x0a])]);
    const error = errorOf(() => scan([gbk]));
    expect([error.problem, error.line]).toEqual(['NotUtf8', 3]);
  });

  test('refuses a text that ends in the middle of a character', () => {
    const bytes = Buffer.from('Id\n商').subarray(0, 5);
    expect(errorOf(() => scan([bytes])).problem).toBe('NotUtf8');
  });
});

describe('CSV batches of a stream', () => {
  async function* stream(chunks: string[], failure?: Error): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
    if (failure !== undefined) throw failure;
  }

  test('yields every row once, with its line', async () => {
    const batches = [];
    for await (const batch of csvBatches(stream(['a,', 'b\n1', ',2\n3,4']))) batches.push(batch);
    expect(batches.flat()).toEqual([
      { fields: ['a', 'b'], line: 1 },
      { fields: ['1', '2'], line: 2 },
      { fields: ['3', '4'], line: 3 },
    ]);
  });

  test('passes on the error of a stream that is cut', async () => {
    const read = async (): Promise<void> => {
      for await (const batch of csvBatches(stream(['a\n'], new Error('cut')))) expect(batch).toHaveLength(1);
    };
    await expect(read()).rejects.toThrow('cut');
  });
});

describe('the CSV writers', () => {
  test.each([
    ['a formula', '=1+1', "'=1+1\n"],
    ['a command', '@SUM(A1)', "'@SUM(A1)\n"],
    ['a full-width equals sign', '＝1', "'＝1\n"],
    ['a tab', '\tx', "'\tx\n"],
    ['a carriage return', '\rx', '"\'\rx"\n'],
    ['a phone number', '+86 10', "'+86 10\n"],
  ])('keep a spreadsheet from running %s, and keep it exact for machines', (_, value, forPeople) => {
    expect(csvRowForPeople([value])).toBe(forPeople);
    expect(scanText(csvRowExact([value])).rows).toEqual([[value]]);
  });

  test('leave plain numbers alone, negative ones too', () => {
    expect(csvRowForPeople(['-100.50', -3, 0, null, true])).toBe('-100.50,-3,0,,true\n');
  });
});
