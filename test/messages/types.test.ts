/** What must not compile: the project's own sources, each with one mistake made in memory. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const roots = [
  'scripts/product/explain/index.ts',
  'scripts/product/grade/index.ts',
  'scripts/product/compile/index.ts',
];
const config = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')).config,
  ts.sys,
  '.',
);

/** Files of the product that have type errors once one text is put in place of another. */
function brokenBy(file: string, text: string, by: string): string[] {
  const path = resolve(file);
  const source = readFileSync(path, 'utf8');
  if (source.split(text).length !== 2) throw new Error(`${file} does not hold this once: ${text}`);
  const host = ts.createCompilerHost(config.options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, options, ...more) =>
    resolve(name) === path
      ? ts.createSourceFile(name, source.replace(text, by), options, true)
      : read(name, options, ...more);
  const program = ts.createProgram(roots, { ...config.options, noUnusedLocals: false }, host);
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => /scripts\/product\/(?:gate|present|messages|explain|grade)\//.test(fileName))
    .filter((one) => program.getSemanticDiagnostics(one).length > 0);
  return files.map(({ fileName }) => fileName.replace(/^.*scripts\/product\//, '')).sort();
}

const verdicts = 'scripts/product/gate/verdict-types.ts';

describe('a kind that the engine learns and that nobody has a text for does not compile', () => {
  test.each([
    ['warning', "kind: 'noOpponent' | 'settledByOwner'", "kind: 'tooOld' | 'noOpponent' | 'settledByOwner'"],
    ['reason of an open requirement', "kind: 'itemMissing' | ", "kind: 'itemLost' | 'itemMissing' | "],
    ['state of a requirement', "'open' | 'done' | 'notApplicable'", "'open' | 'late' | 'done' | 'notApplicable'"],
    ['fixer', "'editor' | 'approver' | 'grader'", "'editor' | 'auditor' | 'approver' | 'grader'"],
    ['reason of a suggestion', "'partnerLed' | 'band' | 'noLead'", "'partnerLed' | 'band' | 'tooBig' | 'noLead'"],
    ['way of not being governed', "'yes' | 'bypass' | 'cohort'", "'yes' | 'paused' | 'bypass' | 'cohort'"],
    ['reason of the effective grade', "why: 'partnerLed' | 'manual'", "why: 'partnerLed' | 'voted' | 'manual'"],
  ])('a new %s', (_what, text, by) => {
    expect(brokenBy(verdicts, text, by).filter((file) => /^(?:present|grade)\//.test(file))).not.toEqual([]);
  });

  test('a new rule of movement', () => {
    const found = brokenBy(
      'scripts/product/gate/plan.ts',
      "type MovementRule = 'M1'",
      "type MovementRule = 'M99' | 'M1'",
    );
    expect(found).toContain('present/agreement.ts');
  });

  test('as it is, everything does', () => {
    expect(brokenBy(verdicts, 'What a verdict says.', 'What a verdict says!')).toEqual([]);
  });
});

describe('a message that one language lacks, or has alone, does not compile', () => {
  test.each([
    ['is missing', "    cancel: '取消',\n", ''],
    ['is of no use', "    cancel: '取消',\n", "    cancel: '取消',\n    abandon: '放弃',\n"],
    ['of a kind is missing', "    blank: '未填写',\n", ''],
  ])('one that %s', (_what, text, by) => {
    expect(brokenBy('scripts/product/messages/zh_CN.ts', text, by)).toEqual(['messages/zh_CN.ts']);
  });

  test('a text of a kind that is gone is left in no language', () => {
    const text = "    blank: 'blank',\n";
    expect(brokenBy('scripts/product/messages/en_US.ts', text, `${text}    vanished: 'vanished',\n`)).toEqual([
      'messages/zh_CN.ts',
      'present/agreement.ts',
    ]);
  });
});
