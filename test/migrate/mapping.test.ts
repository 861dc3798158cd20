import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { proposeMapping } from '../../scripts/product/migrate/propose.ts';
import { readMapping, type OrgStages, type StageCount } from '../../scripts/product/stages/index.ts';
import { referenceModel as model } from '../reference/index.ts';
import { foreign, mappingFiles } from './org.ts';

const written = mappingFiles();
const [validate = '', , needs = '', value = '', , , sign = ''] = model.stages.map(({ name }) => name);

const org: OrgStages = {
  stages: new Map([
    ['Prospecting', 'open'],
    [foreign.quote, 'open'],
    [needs, 'open'],
    [value, 'open'],
    ['Signed', 'won'],
    [foreign.lost, 'lost'],
    ['Closed Won', 'won'],
    ['Closed Lost', 'lost'],
  ]),
  active: new Set(['Prospecting']),
  recordTypes: new Set(['Framework', 'Project']),
};

const count = (stage: string, deals: number, recordType = ''): StageCount => ({
  stage,
  deals,
  recordType,
  kind: org.stages.get(stage) ?? 'open',
});

const problemsOf = (text: string, counts: readonly StageCount[] = []): string[] => {
  const file = written(text);
  try {
    readMapping(file, model, org, counts);
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split('\n')
      .map((line) => line.replace(`${file}:`, ''));
  }
  throw new Error('the mapping was taken');
};

describe('a bad mapping', () => {
  test('has everything told at once: unknown names, closed stages that differ, circles, each with line and column', () => {
    const text = [
      'recordTypes:',
      '  Projekt:',
      `    Prospecting: ${validate}`,
      "  '*':",
      `    Signed: ${sign}`,
      `    ${foreign.quote}: Closed Lost`,
      `    '${foreign.lost}': Closed Won`,
      '    Prospecting: Nowhere',
      `    Gone: ${value}`,
      '  Framework:',
      `    ${needs}: ${value}`,
      `    ${value}: ${needs}`,
      'changeRecordTypes:',
      '  Framework: Projects',
    ].join('\n');
    expect(problemsOf(text).map((line) => line.split(' Use one of')[0])).toEqual([
      '2:3 Opportunity has no record type `Projekt` in this org.',
      `5:13 \`Signed\` is closed and won, and \`${sign}\` is open. A migration opens, closes and wins no deal.`,
      `6:27 \`${foreign.quote}\` is open, and \`Closed Lost\` is closed and lost. A migration opens, closes and wins no deal.`,
      `7:28 \`${foreign.lost}\` is closed and lost, and \`Closed Won\` is closed and won. A migration opens, closes and wins no deal.`,
      '8:18 The model has no stage `Nowhere`.',
      '9:5 The org has no stage `Gone`.',
      expect.stringContaining(
        `11:5 The lines go round in a circle: ${needs} → ${value} → ${needs}. Nobody could tell moved deals`,
      ),
      '14:14 Opportunity has no record type `Projects` in this org.',
      '8 problems. No deal was read.',
    ]);
  });

  test.each([
    [
      'two lines for one stage',
      `recordTypes:\n  '*':\n    Prospecting: ${validate}\n    Prospecting: ${needs}`,
      /^4:5 /,
    ],
    ['no record type', 'recordTypes: {}', /^1:14 This is no mapping/],
    ['a key of no meaning', `recordTypes: { '*': {} }\nstages: {}`, /^1:1 This is no mapping: .*stages/],
    ['a number as a stage', `recordTypes:\n  '*': { Prospecting: 7 }`, /^2:23 This is no mapping/],
  ])('is told where it has %s', (_what, text, expected) => {
    expect(problemsOf(text)[0]).toMatch(expected);
  });

  test('with CRLF and a byte order mark has the same positions as without', () => {
    const text = `recordTypes:\n  '*':\n    Prospecting: Nowhere\n`;
    expect(problemsOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(problemsOf(text));
  });
});

describe('a good mapping', () => {
  test('notes lines without deals and deals without a line, and stops nothing', () => {
    const file = written(
      `recordTypes:\n  '*':\n    Prospecting: ${validate}\n  Framework:\n    ${foreign.quote}: ${value}\n`,
    );
    const mapping = readMapping(file, model, org, [
      count('Prospecting', 3, 'Project'),
      count(needs, 2),
      count('Prospecting', 1_200, 'Framework'),
      count(foreign.lost, 1),
    ]);
    expect(mapping.notes.map((note) => note.replace(`${file}:`, ''))).toEqual([
      `2:3 1 deal stands in \`${foreign.lost}\`, and no line maps it. It stays where it is. Write \`${foreign.lost}: …\` here to move them.`,
      '4:3 1,200 deals stand in `Prospecting` with record type Framework, and no line maps it. They stay where they are. Write `Prospecting: …` here to move them.',
      `5:5 No deal stands in \`${foreign.quote}\`. The line does nothing.`,
    ]);
    expect(mapping.stageFor('Project', 'Prospecting')).toBe(validate);
    expect(mapping.stageFor('Framework', 'Prospecting')).toBeUndefined();
  });

  test('takes a stage that only deals still have, and lines one after the other', () => {
    const text = `recordTypes: { '*': { Retired: ${needs}, ${needs}: ${value}, ${value}: ${value} } }`;
    const mapping = readMapping(written(text), model, org, [count('Retired', 1)]);
    expect(mapping.stageFor('', 'Retired')).toBe(needs);
  });
});

describe('a proposal', () => {
  const stage = (name: string, probability: number, label = name) => ({
    name,
    label,
    probability,
    forecast: 'Pipeline',
    isClosed: false,
    isWon: false,
  });
  const stages = [
    stage('Prospecting', 10),
    stage('Discovery', 28, '需求分析'),
    stage('Value presented', 45),
    stage(foreign.apostrophe, 50),
    stage(foreign.ampersand, 88),
    { ...stage('Signed', 100), isClosed: true, isWon: true },
    { ...stage(foreign.lost, 0), isClosed: true },
    { ...stage('Closed Lost', 0), isClosed: true },
  ];

  test('goes by name in either language, then by order and probability, then by won and lost, and says so of every line', () => {
    const { lines } = proposeMapping({ model, stages, counts: [] });
    expect(lines.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ['Prospecting', validate, 'by order and probability: 10 % here, 10 % there'],
      ['Discovery', needs, 'the same name'],
      ['Value presented', value, 'a name that is alike'],
      [foreign.apostrophe, value, 'by order and probability: 50 % here, 40 % there'],
      [foreign.ampersand, sign, 'by order and probability: 88 % here, 90 % there'],
      ['Signed', 'Closed Won', 'won'],
      [foreign.lost, 'Closed Lost', 'closed, not won'],
    ]);
  });

  test('has a section for each record type with deals, marks what fits nothing, and is read back as it is meant', () => {
    const counts = [
      count('Prospecting', 4, 'Project'),
      count(foreign.ampersand, 1, 'Framework'),
      count('Retired', 2, 'Framework'),
      count(foreign.apostrophe, 7),
      count('Closed Won', 99, 'Project'),
    ];
    const { text, lines } = proposeMapping({ model, stages, counts });
    expect(lines.filter(({ to }) => to === null)).toEqual([
      {
        recordType: 'Framework',
        from: 'Retired',
        to: null,
        reason: 'the org does not list this stage any more',
        deals: 2,
      },
    ]);
    expect(text).toContain('    # Retired: "?"  # UNMAPPED, the org does not list this stage any more; 2 deals\n');
    expect(parse(text)).toEqual({
      recordTypes: {
        Project: { Prospecting: validate },
        Framework: { [foreign.ampersand]: sign },
        '*': { [foreign.apostrophe]: value },
      },
    });
    const known = { ...org, stages: new Map([...org.stages, ...stages.map(({ name }) => [name, 'open'] as const)]) };
    expect(readMapping(written(text), model, known).stageFor('Framework', foreign.ampersand)).toBe(sign);
  });
});
