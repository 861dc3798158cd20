/** Files that people call CSV: told apart by their first bytes. */
import { expect, test } from 'vitest';
import { csvFormOf } from '../../scripts/practice-org/start/csv-form.ts';

test.each([
  ['commas', 'Name,Amount\nA;B,1', ',', false],
  ['semicolons', 'Name;Amount\r\nA,B;1', ';', false],
  ['tabs', 'Name\tAmount\nA\t1', '\t', false],
  ['one column', 'Name\nA;B', ',', false],
  ['a quoted header with a comma in it', '"Name, full";Amount\n', ';', false],
  ['a byte order mark', '\ufeffName;Amount\n', ';', false],
  ['a line that names the delimiter', 'sep=;\nName;Amount\n', ';', true],
  ['a quoted one', '"sep=,"\r\nName,Amount\n', ',', true],
  ['Chinese', '名称；金额,阶段\n', ',', false],
] as const)('%s', (_, text, delimiter, namesDelimiter) => {
  expect(csvFormOf(Buffer.from(text))).toEqual({ delimiter, namesDelimiter });
});

test.each([
  ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), 'workbook'],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'workbook'],
  ['UTF-16 with its mark', Buffer.from('\ufeffName,Amount\n', 'utf16le'), 'UTF-16'],
  ['UTF-16 without it', Buffer.from('Name,Amount\nA,1\n', 'utf16le'), 'UTF-16'],
  ['UTF-16, the other way round', Buffer.from('Name,Amount\n', 'utf16le').swap16(), 'UTF-16'],
])('%s is no CSV file, and the advice says what to save instead', (_, bytes, said) => {
  expect(csvFormOf(bytes)).toEqual({ problem: expect.stringMatching(new RegExp(`${said}.*CSV UTF-8`)) as string });
});
