import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRowExact, CsvScanner, measureCsv } from '../../scripts/product/csv/index.ts';

const field = fc.string({ unit: fc.constantFrom('a', '商', ' ', ',', '"', '\n', '\r\n', "'"), maxLength: 6 });
const table = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.nat(8))
  .chain(([width, height]) =>
    fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
  );

/** As Salesforce writes it: every field in quotes. */
const quotedRow = (row: readonly string[]): string =>
  `${row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\n`;

test('a table has as many rows and commas as the scanner finds, whatever stands in it', () => {
  fc.assert(
    fc.property(table, fc.boolean(), fc.boolean(), (rows, allQuoted, cutsEnd) => {
      const whole = rows.map((row) => (allQuoted ? quotedRow(row) : csvRowExact(row))).join('');
      const bytes = Buffer.from(cutsEnd ? whole.replace(/\n$/, '') : whole);
      let [found, commas] = [0, 0];
      const scanner = new CsvScanner((fields) => {
        found += 1;
        commas += fields.length - 1;
      });
      scanner.feed(bytes);
      scanner.end();
      expect(measureCsv(bytes)).toEqual({ rows: found, commas, isOpen: false });
    }),
    { numRuns: 500 },
  );
});

test('a table that is cut is found: by an open quote, or by fewer rows or commas', () => {
  fc.assert(
    fc.property(table, fc.nat(), (rows, where) => {
      fc.pre(rows.length > 0);
      const bytes = Buffer.from(rows.map(quotedRow).join(''));
      // The line end alone may be missing.
      const cut = measureCsv(bytes.subarray(0, where % (bytes.length - 1)));
      const whole = measureCsv(bytes);
      expect(cut.isOpen || cut.rows < whole.rows || cut.commas < whole.commas || isCutInLastField(bytes, where)).toBe(
        true,
      );
    }),
  );
});

/** Such a cut looks whole to a count: before the last field, or after the first of two quotes that stand for one in it. */
function isCutInLastField(bytes: Buffer, where: number): boolean {
  const cut = bytes.toString('latin1', 0, where % (bytes.length - 1));
  const rest = bytes.toString('latin1', where % (bytes.length - 1));
  return rest.startsWith('"') && /[",]$/.test(cut);
}
