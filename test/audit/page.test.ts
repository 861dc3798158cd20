/** Files of an audit whose names were written by somebody who means harm. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditFiles, toJson } from '../../scripts/product/audit/files.ts';
import { auditPage } from '../../scripts/product/audit/page.ts';
import { auditOrg } from '../../scripts/product/audit/run.ts';
import { summaryText } from '../../scripts/product/audit/text.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { readCsvSlowly } from '../csv/oracle.ts';
import { bare, inGmt, today } from '../gate/deals.ts';
import { referenceModel as model } from '../reference/index.ts';
import { audited, MemoryOrg } from './memory-org.ts';

const hostile = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '=HYPERLINK("http://evil.test","x")',
    '@SUM(A1)',
    '＝1+1',
    '\u202eevil\u202c',
    '</bdi></style><svg onload=x>',
    '&lt;b&gt;',
    'line\r\nbreak,"quoted"',
    '\u001b[31mred\u0000',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
);

const messages = messagesIn('en_US');
const locale = localeOf(model, 'en_US');
const tags = new Set(
  'html head meta title style body main h1 h2 h3 p div span b bdi section ul li svg rect nav a table thead tbody tr th td'.split(
    ' ',
  ),
);
const tagsOf = (html: string): string[] =>
  [...html.matchAll(/<\/?([^\s>]*)[^>]*>/g)].map(([, name = '']) => name).filter((name) => name !== '!doctype');

const orgOf = (names: readonly string[]): MemoryOrg =>
  new MemoryOrg(
    model,
    names.map((name, index) => ({
      ...bare,
      Id: `0060000000000${index}0AAA`,
      Name: name,
      OwnerId: name,
      StageName: name,
    })),
    [],
  );

describe('a name that means harm', () => {
  test('makes no tag, no attribute and no end of anything in the page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 4 }), async (names) => {
        const html = auditPage((await audited(orgOf(names), model)).report, { messages, locale });
        const plain = auditPage((await audited(orgOf(names.map((_, index) => `name ${index}`)), model)).report, {
          messages,
          locale,
        });
        expect(tagsOf(html).filter((name) => !tags.has(name))).toEqual([]);
        if (new Set(names).size === names.length) expect(tagsOf(html).toSorted()).toEqual(tagsOf(plain).toSorted());
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0\u001b]/);
      }),
      { numRuns: 50 },
    );
  });

  test('starts no formula in the CSV, moves no column, and draws nothing in the terminal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 4 }), async (written) => {
        // The slow reader marks line ends with a character that no org stores.
        const names = written.map((name) => name.replaceAll('\0', ' '));
        const run = auditOrg(orgOf(names), {
          model,
          modelFile: 'model.yaml',
          recordTypes: [],
          api: 'auto',
          progress: silentProgress,
          calendar: inGmt(today),
          messages,
          locale,
        });
        let terminal = '';
        let text = '';
        const files = auditFiles(run, { messages, locale }, (report) => {
          terminal = summaryText(report, [], messages, locale);
          expect(() => JSON.stringify(toJson(report))).not.toThrow();
        });
        for await (const piece of files.get('audit.csv') ?? []) text += piece;
        const [header = [], ...rows] = readCsvSlowly(text);
        expect(rows.every((row) => row.length === header.length)).toBe(true);
        expect(rows.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
        const shown = new Set(rows.map((row) => (row[2] ?? '').replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '')));
        for (const name of names) if (name.trim() !== '' && !/[\r\n\0\ufeff]/.test(name)) expect(shown).toContain(name);
        expect(terminal).not.toMatch(/[\u001b\0\r\u202a-\u202e]/);
      }),
      { numRuns: 50 },
    );
  });
});
