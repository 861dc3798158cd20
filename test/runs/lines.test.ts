import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineReader, LineWriter, type RunLine } from '../../scripts/product/runs/lines.ts';

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
// JSON knows one zero.
const values = fc.option(
  fc.dictionary(
    // No field is called so, and zod leaves it out.
    fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
    value.map((one) => (Object.is(one, -0) ? 0 : one)),
  ),
);
const text = fc.string({ unit: 'grapheme' });
const row: fc.Arbitrary<RunLine> = fc.record({
  row: fc.record({ n: fc.nat(), object: text, key: text, id: text, parent: text, before: values, after: values }),
});
const result: fc.Arbitrary<RunLine> = fc.record({
  result: fc.record({
    n: fc.nat(),
    state: fc.constantFrom('written', 'found', 'refused', 'changed'),
    errors: fc.array(fc.record({ code: text, message: text, fields: fc.array(text) }), { maxLength: 2 }),
  }),
});
const lines = fc.array(fc.oneof(row, result, fc.record({ ended: text })), { minLength: 1, maxLength: 12 });

interface Read {
  readonly lines: RunLine[];
  readonly length: number;
  readonly damaged: number | undefined;
}

/** In pieces of so many bytes, in one memory as a file is read. */
function readLines(bytes: Buffer, piece = 7): Read {
  const reader = new LineReader();
  const lines: RunLine[] = [];
  const memory = Buffer.alloc(piece);
  let from = 0;
  for (let at = 0; at < bytes.length; at += piece) {
    const read = bytes.copy(memory, 0, at, at + piece);
    for (const one of reader.feed(memory.subarray(0, read))) {
      expect(one.from).toBe(from);
      expect(bytes[one.to - 1]).toBe(10);
      from = one.to;
      lines.push(one.line);
    }
  }
  return { lines, length: reader.length, damaged: reader.damaged };
}

/** In as many calls as there are lines, or in one. */
const written = (all: readonly RunLine[], atOnce: boolean): Buffer => {
  const writer = new LineWriter();
  return Buffer.from(atOnce ? writer.write(all) : all.map((line) => writer.write([line])).join(''));
};

test('what is written is read, whatever the texts, and whether in one call or in many', () => {
  fc.assert(
    fc.property(lines, fc.boolean(), (all, atOnce) => {
      const bytes = written(all, atOnce);
      const read = { lines: structuredClone(all), length: bytes.length, damaged: undefined };
      expect(readLines(bytes, 1 + (bytes.length % 300))).toEqual(read);
    }),
  );
});

test('cut at any byte, the whole lines are kept and nothing else', () => {
  fc.assert(
    fc.property(lines, fc.nat(), (all, where) => {
      const bytes = written(all, true);
      const cut = where % (bytes.length + 1);
      const whole = bytes.subarray(0, cut).filter((byte) => byte === 10).length;
      const read = readLines(bytes.subarray(0, cut));
      expect(read).toMatchObject({ lines: all.slice(0, whole) });
      expect(read.length).toBe(whole === 0 ? 0 : bytes.subarray(0, cut).lastIndexOf(10) + 1);
    }),
  );
});

test('a byte that was changed is found in its line, unless it is cut off with it', () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, where, by) => {
      const bytes = written(all, true);
      const at = where % bytes.length;
      const line = bytes.subarray(0, at).filter((byte) => byte === 10).length + 1;
      bytes[at] = (bytes[at] ?? 0) ^ by;
      const read = readLines(bytes);
      // The last line end changed: that line was never ended.
      const isTail = read.damaged === undefined && read.lines.length === all.length - 1 && line === all.length;
      expect(isTail || read.damaged === line).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a line that was dropped, doubled or moved is found', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 3, maxLength: 8 }),
      fc.nat(),
      fc.constantFrom('drop', 'double', 'swap'),
      (all, where, how) => {
        const texts = written(all, true).toString().split('\n').slice(0, -1);
        const at = where % (texts.length - 1);
        const [one = '', next = ''] = texts.slice(at, at + 2);
        const put = { drop: [next], double: [one, one, next], swap: [next, one] }[how];
        const read = readLines(Buffer.from(`${texts.toSpliced(at, 2, ...put).join('\n')}\n`));
        expect(read.damaged).toBeGreaterThanOrEqual(at + 1);
      },
    ),
  );
});
