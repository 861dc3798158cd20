/** Every language says everything, with the same gaps to fill, and nothing that nobody asks for. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fill, languageOf, languages, messagesIn, panelGroups, said } from '../../scripts/product/messages/index.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Path → text of every message; what Salesforce itself says is no message of ours. */
function flat(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    key === 'platform' ? [] : typeof value === 'string' ? [[`${at}${key}`, value]] : flat(value, `${at}${key}.`),
  );
}

const english = flat(messagesIn(languages[0]) as unknown as Tree);
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d\}/g))].sort();
/** What may differ from language to language: where a language counts in its own units. */
const mayBeEmpty = ['format.compactFrom'];

describe.each(languages)('the catalogue in %s', (language) => {
  const own = new Map(flat(messagesIn(language) as unknown as Tree));

  test('has every message and no other', () => {
    expect(english.length).toBeGreaterThan(200);
    expect([...own.keys()]).toEqual(english.map(([path]) => path));
  });

  test('fills the same gaps as English, says something everywhere, and breaks no label', () => {
    for (const [path, text] of english) {
      const there = own.get(path) ?? '';
      expect({ path, gaps: placeholders(there) }).toEqual({ path, gaps: placeholders(text) });
      if (!mayBeEmpty.includes(path)) expect({ path, says: there.trim() !== '' }).toEqual({ path, says: true });
      // A label holds a line for each message.
      expect({ path, lines: there.split('\n').length }).toEqual({ path, lines: 1 });
    }
  });

  test('names itself by a tag that formats know', () => {
    expect(Intl.DateTimeFormat.supportedLocalesOf(messagesIn(language).language.tag)).toHaveLength(1);
    expect(languageOf(messagesIn(language).language.tag)).toBe(language);
  });
});

/** Groups that are keyed by a union of the engine or by names of the package: `agreement.ts` and types see to them. */
const keyed = [
  'group', 'step', 'age', 'governed', 'rule', 'state', 'reason', 'fixer', 'kind', 'warning', 'primary', 'outcome', 'suggestion', 'problem',
  'rules', 'fields', 'itemFields', 'itemStatus',
]; // prettier-ignore

test('every message that is no keyed one is asked for by its name somewhere', () => {
  const sources = globSync([
    'scripts/product/**/*.ts',
    'scripts/practice-org/page/**/*.{ts,js,html}',
    'force-app/main/default/lwc/**/*.{js,html}',
  ])
    .filter((file) => !/messages\/[a-z]{2}_[A-Z]{2}\.ts$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const unused = english.filter(([path]) => {
    const [group = '', key = ''] = path.split('.');
    return !keyed.includes(group) && !new RegExp(`\\b${key}\\b`).test(sources);
  });
  expect(unused.map(([path]) => path)).toEqual([]);
});

test('what a language is called stands in the catalogue and nowhere else in the product', () => {
  const files = globSync(['scripts/product/**/*.ts', 'scripts/practice-org/{page,start}/**/*.ts']).filter(
    // The sample is data: what people in China wrote.
    (file) => !file.startsWith('scripts/product/messages/') && !file.includes('start/sample'),
  );
  expect(files.length).toBeGreaterThan(100);
  const named = files.filter((file) =>
    readFileSync(file, 'utf8')
      // Comments and examples of commands may name one.
      .replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$|^.*command\.id.*$/gm, '')
      .match(/\b[a-z]{2}_[A-Z]{2}\b|\bzh\b/),
  );
  expect(named).toEqual([]);
});

test('every group of the panel is one of the catalogue', () => {
  expect(panelGroups.filter((group) => !(group in messagesIn(languages[0])))).toEqual([]);
});

test.each([
  ['zh-Hans-CN', 'zh_CN'],
  ['zh_CN', 'zh_CN'],
  ['en-GB', 'en_US'],
  ['fr', undefined],
  ['', undefined],
] as const)('the tag "%s" means %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

test('a message is filled in by place, and a value that is not given leaves nothing', () => {
  expect(fill('{1} of {0}, {1}!', 7, 3)).toBe('3 of 7, 3!');
  expect(fill('a {0} b')).toBe('a  b');
});

test('what is said is said in every language', () => {
  expect(Object.keys(said(({ yesNo }) => yesNo.yes))).toEqual([...languages]);
});
