/** What a reader of a refused model is told: our words, at the place, whatever library found the mistake. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readModel, type ReadResult } from '../../scripts/product/model/index.ts';
import { crmSalesFile } from '../reference/index.ts';
import { readChanged } from './models.ts';

const told = (result: ReadResult): string[] =>
  result.ok ? [] : result.problems.map(({ line, column, what, fix }) => `${line}:${column} ${what} ${fix}`);

const smallText = readFileSync(crmSalesFile, 'utf8');
const rows = 'Check indentation, quotes and brackets on this line and the one before.';

describe('a file that is no YAML', () => {
  test.each([
    ['a tab', 'a: 1\n\tb: 2', '2:1 A tab indents a line here, where only spaces may.'],
    ['a key twice', 'a: 1\na: 2', '2:1 The key here stands in the same object before.'],
    ['a quote that is not closed', "a: 'x", '1:6 A sign is missing here'],
    ['a bracket that is not closed', 'a: [1, 2', '1:9 A line is indented too little or too much here, or a bracket'],
    ['a text that begins with @', 'a: @x', '1:4 A value begins with a sign that needs quotes around it here.'],
    ['a colon in a text', 'a: b: c', '1:4 A second key or a list begins on the line of a key here.'],
    ['an unknown escape', 'a: "\\q"', '1:5 A text in double quotes has an unknown escape'],
    ['an unknown tag', 'a: !foo x', '1:4 A tag, a word after `!`, is unknown or does not fit here.'],
    ['two documents', 'a: 1\n---\nb: 2', '2:1 A second document begins here.'],
    ['a list as a key', '? [a, b]\n: x', '1:3 A key is no plain text here.'],
    ['brackets without end', '['.repeat(100_000), '1:'],
  ])('%s is told in our words', (_name, text, expected) => {
    const [first = ''] = told(readModel('model.yaml', text));
    expect(first.slice(0, expected.length)).toBe(expected);
    expect(first).toContain(rows);
  });
});

describe('aliases', () => {
  /** The first stage's tracks named anew by so many advisory requirements. */
  const withAliases = (many: number): string => {
    const more = Array.from(
      { length: many },
      (_, n) =>
        `      - { code: MORE_${n}, tracks: *way, fields: [{ name: NextStep }], label: { en_US: M${n}, zh_CN: M${n} } }`,
    );
    return smallText
      .replace(/^ {4}tracks: /m, '    tracks: &way ')
      .replace(/^ {4}required:\n/m, `    required:\n${more.join('\n')}\n`);
  };

  test('are as many as anybody likes', () => {
    expect(told(readModel('model.yaml', withAliases(250)))).toEqual([]);
  });

  test('that make a model too large are refused where they do', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [at, key] of Array.from('bcdefgh').entries())
      lines.push(
        `${key}: &${key} [${Array(9)
          .fill(`*${'abcdefgh'.charAt(at)}`)
          .join(', ')}]`,
      );
    expect(told(readModel('model.yaml', lines.join('\n')))).toEqual([
      '6:8 Written out up to this alias, the model has more than 100,000 values. Use fewer aliases, or smaller ones.',
    ]);
  });

  test.each([
    ['names nothing', 'a: *b', '1:4 The alias `*b` names no anchor before it.'],
    ['names what comes later', 'a: *b\nc: &b 1', '1:4 The alias `*b` names no anchor before it.'],
    ['stands in what it names', 'a: &b\n  - c: *b', '2:8 The alias `*b` stands inside the value that it names.'],
  ])('an alias that %s is refused at its place', (_name, text, expected) => {
    const [first = ''] = told(readModel('model.yaml', text));
    expect(first.slice(0, expected.length)).toBe(expected);
  });

  test('a mistake in what an alias names is told where the alias stands', () => {
    const long = '{ en_US: More than sixteen letters, zh_CN: 长 }';
    const text = smallText
      .replace(/^ {4}label: .*$/m, `    label: &wrong ${long}`)
      .replace(/^ {4}short: .*$/m, '    short: *wrong');
    const [first = ''] = told(readModel('model.yaml', text));
    const line = text.split('\n').findIndex((one) => one.includes('*wrong')) + 1;
    expect(first).toMatch(new RegExp(`^${line}:12 `));
  });
});

const need = 'stages.0.required.1';

describe('a value of the wrong shape', () => {
  test.each<[string, string, unknown, string]>([
    ['a text for a number', 'version', 'two', '`version` has a value it cannot have: it must be a number.'],
    ['half a number', 'version', 1.5, '`version` has a value it cannot have: it must be a whole number.'],
    ['a number for a text', 'ungradedTrack', 3, '`ungradedTrack` has a value it cannot have: it must be a text.'],
    ['a text for a list', 'tracks', 'Full', '`tracks` has a value it cannot have: it must be a list.'],
    ['a text for an object', 'money', 'CNY', '`money` has a value it cannot have: it must be an object with keys.'],
    [
      'a text for yes or no',
      'manualGrade.mayLower',
      'no',
      '`manualGrade.mayLower` has a value it cannot have: it must be true or false.',
    ],
    [
      'a word that is no choice',
      'placeholders',
      'ask',
      '`placeholders` has a value it cannot have: it must be one of warn, refuse.',
    ],
    ['another format', 'format', 2, '`format` has a value it cannot have: it must be 1.'],
    [
      'an unknown kind of field',
      `${need}.fields.0.type.kind`,
      'html',
      '`stages[0].required[1].fields[0].type.kind` has a value it cannot have: it must be one of text, ',
    ],
    [
      'a kind of field left out',
      `${need}.fields.0.type.kind`,
      undefined,
      '`stages[0].required[1].fields[0].type.kind` is missing. Add it; it must be one of text, ',
    ],
    ['a part left out', 'money', undefined, '`money` is missing. Add it; it must be an object with keys.'],
    [
      'a fraction of a cent',
      'grades.0.from',
      5_000_000.001,
      '`grades[0].from` has a value it cannot have: it must be a multiple of 0.01.',
    ],
    [
      'no moment',
      'enforcement.dealsCreatedFrom',
      'soon',
      '`enforcement.dealsCreatedFrom` has a value it cannot have: it must be a moment such as 2026-01-01T00:00:00Z.',
    ],
    [
      'no list of record types',
      'scope.recordTypes',
      'Enterprise',
      '`scope.recordTypes` has a value it cannot have: it must be `all`, or a list of developer names of record types.',
    ],
    [
      'no developer name',
      'scope.recordTypes',
      ['En-terprise'],
      '`scope.recordTypes[0]` has a value it cannot have: it must be a developer name.',
    ],
  ])('%s is told in our words', (_name, path, value, expected) => {
    expect(told(readChanged({ [path]: value })).map((line) => line.replace(/^\d+:\d+ /, ''))).toContainEqual(
      expect.stringContaining(expected),
    );
  });

  test('a model that is no object says so', () => {
    expect(told(readModel('model.yaml', stringify([1])))).toEqual([
      '1:1 The model has a value it cannot have: it must be an object with keys. Give it a value of the kind that is asked for.',
    ]);
  });
});
