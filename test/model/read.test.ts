import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import {
  formatProblem,
  modelHash,
  problemCodes,
  readModel,
  readModelFile,
  type Problem,
} from '../../scripts/product/model/index.ts';
import { crmSalesFile, referenceFile, referenceModel, referenceText } from '../reference/index.ts';
import { readChanged, referenceData } from './models.ts';

const problemsOf = (result: ReturnType<typeof readModel>): readonly Problem[] => (result.ok ? [] : result.problems);

describe('the reference model', () => {
  test('has the seven stages of the method in order, in both languages', () => {
    expect(referenceModel.stages.map(({ name, label, probability }) => [name, label.zh_CN, probability])).toEqual([
      ['Validate Opportunity', '验证商机', 10],
      ['Initiate Pursuit', '商机立项', 20],
      ['Needs Analysis', '需求分析', 30],
      ['Value Presentation', '价值呈现', 40],
      ['Tender Preparation', '招标准备', 50],
      ['Bid Submission', '组织投标', 60],
      ['Negotiation & Signing', '谈判签约', 90],
    ]);
  });

  test('begins grade B at exactly 1,000,000', () => {
    expect(referenceModel.grades.find(({ letter }) => letter === 'B')?.from).toBe(1_000_000);
  });
});

const stage = 'stages.0';
const brief = `${stage}.required.1`;

describe('each mistake is named by its code at its place', () => {
  test.each<[string, keyof typeof problemCodes, string, unknown]>([
    ['an unknown key', 'unknownKey', 'colour', 'red'],
    ['an approver who is no person of the model', 'wrongValue', 'approvals', { by: ['VAL_BRIEF'] }],
    ['an approver whom nobody knows', 'wrongValue', 'approvals', { by: ['VAL_AR', 'NOBODY'] }],
    ['an unknown key deep inside', 'unknownKey', `${brief}.hlep`, 'x'],
    ['a wrong type', 'wrongValue', `${stage}.probability`, 'ten'],
    ['a missing part', 'missing', `${stage}.task`, undefined],
    ['too long a label', 'tooLong', `${brief}.label.en_US`, 'x'.repeat(41)],
    ['a control character in a text', 'wrongValue', `${brief}.label.en_US`, 'Project\u0007brief'],
    ['half a character in a text', 'wrongValue', `${brief}.label.en_US`, 'Project\ud800brief'],
    ['an amount no deal can have', 'tooLong', 'grades.0.from', 1e21],
    ['an amount with a fraction of a cent', 'wrongValue', 'grades.0.from', 5_000_000.001],
    ['a duplicate code', 'duplicate', `${brief}.code`, 'VAL_CONTACT'],
    ['a duplicate slot', 'duplicate', `${brief}.slot`, 1],
    ['a duplicate stage name, ignoring case', 'duplicate', `${stage}.name`, 'closed won'],
    ['a missing translation', 'translation', `${brief}.label.zh_CN`, undefined],
    ['an unknown track', 'unknownName', 'ungradedTrack', 'Slow'],
    ['overlapping bands', 'bands', 'grades.1.from', 5_000_000],
    ['several currencies without the corporate one', 'missing', 'money.multiCurrency', true],
    ['a corporate currency where there is one currency', 'wrongValue', 'money.corporateCurrency', 'USD'],
    ['a gap below the last band', 'bands', 'grades.3.from', 100],
    [
      'a second partner grade',
      'bands',
      'grades.3',
      { letter: 'D', partnerLed: true, track: 'Fast', label: { en_US: 'D', zh_CN: 'D' } },
    ],
    ['a track that cannot finish', 'noWayThrough', 'stages.6.tracks', ['Full', 'Fast']],
    ['a tender stage at the start', 'noWayThrough', `${stage}.tender`, true],
    ['a requirement for a track its stage is not on', 'unreachable', 'stages.1.required.1.tracks', ['Fast']],
    ['a hard requirement without a slot', 'slot', `${brief}.slot`, undefined],
    ['a slot on what decides the track', 'slot', `${stage}.required.3.slot`, 13],
    ['an unknown field', 'unknownField', `${stage}.required.4.fields.0.name`, 'Amuont'],
    ['a standard field that nobody may edit', 'unknownField', `${stage}.required.4.fields.0`, { name: 'ContactId' }],
    ['a computed field', 'unknownField', `${stage}.required.4.fields.0.name`, 'TAS_Track__c'],
    ['a field of the package in other capitals', 'unknownField', `${brief}.fields.0.name`, 'TAS_LED_BY__c'],
    ['a computed field in other capitals', 'unknownField', `${brief}.fields.0.name`, 'TAS_TRACK__c'],
    ['what a deal sums up of its map', 'unknownField', `${brief}.fields.0.name`, 'TAS_Map_Weight__c'],
    ['a count of the map in other capitals', 'unknownField', `${brief}.fields.0.name`, 'TAS_MAP_PEOPLE__c'],
    ['a name that is no field of anything', 'unknownField', `${brief}.fields.0`, { name: 'constructor' }],
    [
      'a field made before in other capitals',
      'fieldUse',
      `${stage}.required.7.fields.0`,
      { name: 'TAS_PROJECT_BRIEF__c', type: { kind: 'longText' } },
    ],
    ['a name of a package for a new field', 'unknownField', `${brief}.fields.0.name`, 'SBQQ__Brief__c'],
    ['a standard name for a new field', 'unknownField', `${brief}.fields.0.name`, 'Territory2Id'],
    ['too long a name for a new field', 'unknownField', `${brief}.fields.0.name`, `${'X'.repeat(41)}__c`],
    [
      'a new lookup to what not every org has',
      'unknownField',
      `${brief}.fields.0.type`,
      { kind: 'lookup', to: 'SBQQ__Quote__c' },
    ],
    [
      'a field that is set once, though the org has it',
      'unknownField',
      `${brief}.fields.0`,
      { name: 'ContactId', existing: true, type: { kind: 'lookup', to: 'Contact' } },
    ],
    ['a target that is no object', 'wrongValue', `${brief}.fields.0.type`, { kind: 'lookup', to: 'a b' }],
    [
      'somebody to reach through a lookup to an object that is not followed',
      'unknownReach',
      `${brief}.fields.0`,
      { name: 'Quote__c', existing: true, type: { kind: 'lookup', to: 'Quote' }, reach: ['Name'] },
    ],
    ['a new stage in Chinese', 'wrongValue', `${stage}.name`, '验证商机'],
    ['a new lost stage in Chinese', 'wrongValue', 'closed.lost.name', '输单'],
    ['a new reason in Chinese', 'wrongValue', 'closed.lost.reasons.0.value', '价格'],
    [
      'a new value in Chinese',
      'wrongValue',
      `${brief}.fields.0.type`,
      { kind: 'picklist', values: [{ value: '是', label: { en_US: 'Yes', zh_CN: '是' } }] },
    ],
    ['too long a new value', 'tooLong', 'closed.lost.reasons.0.value', 'x'.repeat(41)],
    ['too long a label of a new value', 'tooLong', 'closed.lost.reasons.0.label.en_US', 'x'.repeat(41)],
    ['half a character in a stored stage name', 'wrongValue', 'stages.1.name', 'Initiate\ud800'],
    ['a type for a standard field', 'unknownField', `${stage}.required.4.fields.0.type`, { kind: 'currency' }],
    ['an accepted value that does not exist', 'unknownValue', 'stages.5.required.6.fields.0.accept', ['Victory']],
    [
      'an accepted value that a picklist of the package does not have',
      'unknownValue',
      `${stage}.required.3.fields.0.accept`,
      ['us'],
    ],
    [
      'a field that nobody can be reached by',
      'unknownReach',
      `${stage}.required.2.fields.0.reach`,
      ['Phone', 'Telephone'],
    ],
    [
      'a field to reach somebody by in other capitals',
      'unknownReach',
      `${stage}.required.2.fields.0.reach`,
      ['mobilephone'],
    ],
    [
      'somebody to reach through a lookup that is not followed',
      'unknownReach',
      `${brief}.fields.0`,
      { name: 'CampaignId', reach: ['Phone'] },
    ],
    ['a number test on a text', 'fieldUse', `${brief}.fields.0.positive`, true],
    ['a reason asked of open deals', 'coaching', 'coaching.questions.0.kind', 'reason'],
    ['a reason asked of open and closed deals', 'coaching', 'coaching.questions.5.stages', [7]],
    ['a second question for the reason', 'coaching', 'coaching.questions.6.kind', 'reason'],
    ['a reason without a list for won deals', 'coaching', 'coaching.won', undefined],
    ['reasons that nobody asks for', 'coaching', 'coaching.questions.5.kind', 'text'],
    ['a reason that the other list calls otherwise', 'coaching', 'coaching.won.0.label.zh_CN', '报价'],
    ['a reason that the other list writes otherwise', 'coaching', 'coaching.won.0.value', 'price'],
    ['a reason given twice', 'duplicate', 'coaching.won.1.value', 'Price'],
    ['a won reason in another script', 'wrongValue', 'coaching.won.3.value', '服务'],
    ['too long a label of a won reason', 'tooLong', 'coaching.won.3.label.en_US', 'x'.repeat(41)],
    ['a missing translation of a won reason', 'translation', 'coaching.won.3.label.zh_CN', undefined],
    ['an enforced stage over observed items', 'enforcement', `${stage}.enforcement`, 'enforce'],
    ['an action without a kind', 'missing', `${stage}.actions.0.kind`, undefined],
    ['a person with fields', 'wrongValue', `${stage}.people.0.fields`, [{ name: 'NextStep' }]],
  ])('%s', (_name, kind, path, value) => {
    const problems = problemsOf(readChanged({ [path]: value }));
    expect(problems.map(({ code }) => code)).toContain(problemCodes[kind]);
    for (const problem of problems) {
      expect(problem.line).toBeGreaterThan(0);
      expect([problem.what, problem.why, problem.fix].every((part) => /[.)]$/.test(part))).toBe(true);
    }
  });

  test('a model without a grade for deals the partner leads is refused', () => {
    const grades = (referenceData()['grades'] as unknown[]).slice(0, 4);
    expect(problemsOf(readChanged({ grades })).map(({ code }) => code)).toEqual([problemCodes.bands]);
  });

  test('a stage that no grade leads to cannot be reached', () => {
    const problems = problemsOf(
      readChanged({
        'grades.2.track': 'Full',
        'grades.3.track': 'Full',
        'stages.1.tracks': ['Fast'],
        'stages.1.required': [],
        'stages.1.actions': [],
        'stages.1.processes': [],
        'stages.1.people': [],
      }),
    );
    expect(problems.map(({ code }) => code)).toEqual([problemCodes.unreachable]);
  });

  test('all problems come at once, in the order of the file', () => {
    const problems = problemsOf(
      readChanged({ 'grades.1.from': 5_000_000, [`${brief}.slot`]: 1, [`${brief}.label.zh_CN`]: undefined }),
    );
    expect(problems.map(({ code }) => code)).toEqual([
      problemCodes.bands,
      problemCodes.translation,
      problemCodes.duplicate,
    ]);
    expect(problems.map(({ line }) => line)).toEqual(problems.map(({ line }) => line).toSorted((a, b) => a - b));
  });

  test('the position is that of the value in the text', () => {
    const text = referenceText.replace('from: 1000000', 'from: 6000000');
    const line = text.split('\n').findIndex((row) => row.includes('from: 6000000')) + 1;
    const [problem] = problemsOf(readModel(referenceFile, text));
    expect(problem && formatProblem(problem)).toMatch(
      new RegExp(
        `^test/reference/model\\.yaml:${line}:${(text.split('\n')[line - 1] ?? '').indexOf('6000000') + 1} TAS-CFG-009 Band \`B\``,
      ),
    );
  });
});

describe('the bytes of a model file', () => {
  const problemsOfBytes = (bytes: Buffer): string[] => {
    const folder = mkdtempSync(join(tmpdir(), 'tas-model-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'model.yaml'), bytes);
    return problemsOf(readModelFile(join(folder, 'model.yaml'))).map(
      ({ line, column, what }) => `${line}:${column} ${what}`,
    );
  };

  test('in another encoding than UTF-8 are refused where they begin, not read as rubbish', () => {
    const gbk = Buffer.from([0xd6, 0xd0]);
    expect(problemsOfBytes(Buffer.concat([Buffer.from('format: 1\nname: '), gbk, Buffer.from('\n')]))).toEqual([
      '2:7 The file is not UTF-8 from here on.',
    ]);
  });

  test.each([
    ['a byte order mark', `\uFEFF${referenceText}`],
    ['CRLF', referenceText.replaceAll('\n', '\r\n')],
  ])('with %s mean the same', (_name, text) => {
    expect(problemsOfBytes(Buffer.from(text))).toEqual([]);
  });
});

test('a text over several lines means the same with CRLF, to the hash', () => {
  const over = (folded: string): string => referenceText.replace(/^( +)en_US: A sales lead.*$/m, `$1en_US: ${folded}`);
  for (const folded of [
    '|\n        One\n        Two',
    '>\n        One\n        Two',
    '"One\n        Two"',
    'One\n        Two',
  ]) {
    const hashes = ['\n', '\r\n'].map((end) => {
      const read = readModel('model.yaml', over(folded).replaceAll('\n', end));
      return read.ok ? modelHash(read.model) : problemsOf(read);
    });
    expect(hashes[0]).toMatch(/^[0-9a-f]{12}$/);
    expect(hashes[1]).toBe(hashes[0]);
  }
});

describe('files that are no model', () => {
  test.each([
    ['empty', ''],
    ['a list', '- 1\n- 2\n'],
    ['a text', 'hello'],
    ['broken YAML', 'stages: [\n  - {'],
    ['a duplicate key', 'format: 1\nformat: 1\n'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map(
          (k, i) =>
            `${k}: &${k} [${Array(9)
              .fill(`*${'abcdefgh'[i] ?? 'a'}`)
              .join(',')}]`,
        )
        .join('\n')}\n`,
    ],
    ['ten megabytes', `name: "${'x'.repeat(10_000_000)}"`],
    ['control characters', '\u0000\u0001\u0002'],
  ])('%s is refused with a position and no stack trace', (_name, text) => {
    const problems = problemsOf(readModel('model.yaml', text));
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems)
      expect(formatProblem(problem)).toMatch(/^model\.yaml:\d+:\d+ TAS-CFG-\d{3} [^\n]+$/);
  });

  test('a file that does not exist is a problem like any other', () => {
    const problems = problemsOf(readModelFile('nowhere.yaml'));
    expect(problems.map(({ code }) => code)).toEqual([problemCodes.file]);
  });
});

/** A small whole model: two thousand readings of the largest would only take longer. */
const smallText = readFileSync(crmSalesFile, 'utf8');

test('1,000 random mutations of a model are each accepted or refused with positions, never a crash', () => {
  const paths = leafPaths(parse(smallText));
  const lines = smallText.split('\n').length * 4;
  let refused = 0;
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          path: fc.constantFrom(...paths),
          value: fc.oneof(
            fc.anything(),
            fc.constant(undefined),
            fc.constantFrom('', 'x'.repeat(300), -1, 14, 1e21, '<b>', null),
          ),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      (mutations) => {
        const data: unknown = parse(smallText);
        for (const { path, value } of mutations) assign(data, path, value);
        const result = readModel('model.yaml', yamlOf(data));
        if (result.ok) return;
        refused += 1;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const problem of result.problems) {
          expect(formatProblem(problem)).toMatch(/^model\.yaml:\d+:\d+ TAS-CFG-\d{3} [^\n]+$/);
          expect(problem.line).toBeLessThanOrEqual(lines);
        }
      },
    ),
    { numRuns: 1_000, seed: 20_261_123 },
  );
  expect(refused).toBeGreaterThan(500);
});

test('1,000 random cuts and pastes of its text are each accepted or refused, never a crash', () => {
  fc.assert(
    fc.property(fc.nat(smallText.length), fc.nat(60), fc.string({ maxLength: 12 }), (at, length, pasted) => {
      const text = smallText.slice(0, at) + pasted + smallText.slice(at + length);
      for (const problem of problemsOf(readModel('model.yaml', text)))
        expect(formatProblem(problem)).toMatch(/^model\.yaml:\d+:\d+ TAS-CFG-\d{3} /);
    }),
    { numRuns: 1_000, seed: 20_261_124 },
  );
});

function leafPaths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [
    ...(path.length > 0 ? [[...path]] : []),
    ...Object.entries(value).flatMap(([key, entry]) => leafPaths(entry, [...path, key])),
  ];
}

/** Sets or deletes; a path that an earlier mutation cut off is left alone. */
function assign(data: unknown, path: readonly string[], value: unknown): void {
  let node = data;
  for (const step of path.slice(0, -1)) {
    if (typeof node !== 'object' || node === null) return;
    node = Reflect.get(node, step);
  }
  if (typeof node !== 'object' || node === null) return;
  const last = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(node, last);
  else Reflect.set(node, last, value);
}

/** YAML of anything; what YAML cannot hold (symbols, functions, cycles) is written as text. */
function yamlOf(data: unknown): string {
  try {
    return stringify(data);
  } catch {
    return String(data);
  }
}
