/** Models proposed from the stages of orgs: always whole, in the order of the org, and asking nothing of other deals. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../../scripts/product/compile/index.ts';
import { chooseStages } from '../../scripts/product/init/chosen-stages.ts';
import type { OrgStage } from '../../scripts/product/stages/index.ts';
import { proposeModel, type Proposal } from '../../scripts/product/init/propose.ts';
import { shippedModel, variants } from '../../scripts/product/init/shipped.ts';
import {
  formatProblem,
  readModel,
  requirementsOf,
  tracksOf,
  type SalesModel,
} from '../../scripts/product/model/index.ts';

const open = (name: string, probability: number, forecast = 'Pipeline'): OrgStage => ({
  name,
  label: name,
  probability,
  forecast,
  isClosed: false,
  isWon: false,
});
const won = (name: string): OrgStage => ({ ...open(name, 100, 'Closed'), isClosed: true, isWon: true });
const lost = (name: string): OrgStage => ({ ...open(name, 0, 'Omitted'), isClosed: true });

function proposed(variant: string, stages: readonly OrgStage[], named: readonly string[] = []): Proposal {
  const choice = chooseStages(stages, named);
  if (!choice.ok) throw new Error(choice.problems.join('\n'));
  return proposeModel(shippedModel(variant), choice.chosen);
}

function modelOf(text: string): SalesModel {
  const read = readModel('model.yaml', text);
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'));
  return read.model;
}

const problemsOf = (stages: readonly OrgStage[], named: readonly string[] = []): readonly string[] => {
  const choice = chooseStages(stages, named);
  return choice.ok ? [] : choice.problems;
};

/** Codes of a stage's requirements, hard ones alone where asked. */
const codesOf = (model: SalesModel, stage: string): string[] =>
  requirementsOf(model).flatMap((one) => (one.stage.name === stage ? [one.requirement.code] : []));

const standard: readonly OrgStage[] = [
  open('Prospecting', 10),
  open('Qualification', 10),
  open('Needs Analysis', 20),
  open('Value Proposition', 50),
  open('Id. Decision Makers', 60),
  open('Perception Analysis', 70),
  open('Proposal/Price Quote', 75),
  open('Negotiation/Review', 90),
  won('Closed Won'),
  lost('Closed Lost'),
];
const chinese: readonly OrgStage[] = [
  open('验证商机', 10),
  open('需求分析', 30),
  open('招标准备', 50, 'BestCase'),
  open('谈判签约', 90, 'Forecast'),
  won('赢单'),
  lost('输单'),
];

describe('the stages of a new org', () => {
  const { text, review } = proposed('tas-plus', standard);
  const model = modelOf(text);
  const shipped = modelOf(shippedModel('tas-plus'));

  test('are the stages of the model, in their order, as the org stores them', () => {
    expect(model.stages.map(({ name, existing, probability }) => ({ name, existing, probability }))).toEqual(
      standard
        .filter(({ isClosed }) => !isClosed)
        .map(({ name, probability }) => ({ name, existing: true, probability })),
    );
    expect([model.closed.won.name, model.closed.lost.name]).toEqual(['Closed Won', 'Closed Lost']);
  });

  test('take what the method asks for under such a name, with its marks', () => {
    for (const [name, method] of [
      ['Needs Analysis', 'Needs Analysis'],
      ['Value Proposition', 'Value Presentation'],
    ] as const) {
      expect(codesOf(model, name)).toEqual(codesOf(shipped, method));
      const [ours, theirs] = [model, shipped].map(({ stages }, at) =>
        stages.find((one) => one.name === [name, method][at]),
      );
      expect(ours).toMatchObject({ start: theirs?.start, end: theirs?.end, task: theirs?.task });
    }
  });

  test('begin and end with what the method begins and ends with', () => {
    expect(codesOf(model, 'Prospecting')).toContain('VAL_BRIEF');
    expect(codesOf(model, 'Negotiation/Review')).toEqual(codesOf(shipped, 'Negotiation & Signing'));
  });

  test('are not asked for a tender where no stage has such a name, and the review says so', () => {
    expect(model.stages.some(({ tender }) => tender)).toBe(false);
    expect(review).toContain(
      'No stage of the org fits "Tender Preparation", "Bid Submission": what the method asks for there is left out.',
    );
    expect(review).toContain('Stage "Needs Analysis" takes the requirements of "Needs Analysis", by its name.');
    expect(review.some((line) => line.startsWith('Stage "Id. Decision Makers" asks for nothing yet'))).toBe(true);
  });
});

describe('stages with Chinese names', () => {
  const { text } = proposed('tas-plus', chinese);
  const model = modelOf(text);
  const shipped = modelOf(shippedModel('tas-plus'));

  test('are known by the names the method has in Chinese, and take its English ones as labels', () => {
    expect(model.stages.map(({ name, label, tender }) => ({ name, label, tender }))).toEqual([
      { name: '验证商机', label: { en_US: 'Validate Opportunity', zh_CN: '验证商机' }, tender: false },
      { name: '需求分析', label: { en_US: 'Needs Analysis', zh_CN: '需求分析' }, tender: false },
      { name: '招标准备', label: { en_US: 'Tender Preparation', zh_CN: '招标准备' }, tender: true },
      { name: '谈判签约', label: { en_US: 'Negotiation & Signing', zh_CN: '谈判签约' }, tender: false },
    ]);
    expect(model.closed).toMatchObject({
      won: { name: '赢单', existing: true, label: { en_US: 'Closed Won', zh_CN: '赢单' } },
      lost: { name: '输单', existing: true },
    });
    expect(codesOf(model, '招标准备')).toEqual(codesOf(shipped, 'Tender Preparation'));
  });

  test('are asked by the coach what the stages in whose place they stand were asked', () => {
    // Of the shipped stages 3 to 7 the org has places for 3, 5 and 7, and of what lies between for some.
    const asked = Object.fromEntries((model.coaching?.questions ?? []).map(({ code, stages }) => [code, stages]));
    const ids = new Set(model.stages.map(({ id }) => id));
    expect(asked['WIN']).toEqual([2, 3, 4]);
    expect(asked['DECIDED']).toBeUndefined();
    for (const stages of Object.values(asked)) for (const id of stages ?? []) expect(ids).toContain(id);
    expect(model.coaching?.strategies?.field).toBe('TAS_Competitive_Strategy__c');
  });

  test('hand over to delivery what they still ask for', () => {
    const codes = new Set(requirementsOf(model).map(({ requirement }) => requirement.code));
    const handover = model.contract?.handover ?? [];
    expect(handover).toContain('VAL_BRIEF');
    for (const code of handover) expect(codes).toContain(code);
    expect(model.contract?.number).toBe('TAS_Contract_Number__c');
  });
});

describe('what no model can hold is told at once', () => {
  test('more than ten open stages, with the way out', () => {
    const many = Array.from({ length: 12 }, (_, at) => open(`Stage ${at}`, at));
    expect(problemsOf(many).join()).toMatch(
      /The org has 12 open stages, and a model holds 10 at most.*--stage: "Stage 0"/,
    );
    expect(modelOf(proposed('no-tender', many, ['Stage 1', 'Stage 11']).text).stages.map(({ name }) => name)).toEqual([
      'Stage 1',
      'Stage 11',
    ]);
  });

  test('too few stages, unknown names, and names that are too long or begin with a blank', () => {
    const long = 'x'.repeat(41);
    const problems = problemsOf(
      [open('One', 1), open(long, 2), open(' Two', 3), won('Won')],
      ['One', 'Nix', long, ' Two'],
    );
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).toMatch(/no active stage "Nix"[^]*41 characters[^]*begins or ends with a blank/);
    expect(problemsOf([open('One', 1)])).toEqual(['A model needs two open stages or more, and there is one.']);
  });

  test('of several won stages the named one is taken, and the others are told', () => {
    const stages = [...chinese, won('续约'), lost('取消')];
    const { text, review } = proposed('no-tender', stages, [...chinese.slice(0, 2).map(({ name }) => name), '续约']);
    expect(modelOf(text).closed).toMatchObject({ won: { name: '续约' }, lost: { name: '输单' } });
    expect(review).toContain('The model knows one won and one lost stage; it does not govern "赢单", "取消".');
  });
});

const methodNames = variants().flatMap((variant) =>
  modelOf(shippedModel(variant)).stages.flatMap(({ name, label }) => [name, ...Object.values(label)]),
);
const name = fc.oneof(
  fc.constantFrom(...methodNames, ...standard.map((stage) => stage.name)),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((text) => /^[^\p{Cc}\p{Cs}]+$/u.test(text) && text === text.trim()),
  fc.constantFrom(
    'R&D "quote"',
    "O'Neill: yes",
    '# no comment',
    '- dash',
    'null',
    '1.0',
    '{x}',
    '*a',
    'a: b',
    '=SUM(A1)',
    '<b>',
  ),
);
const stage = fc.record({
  name,
  label: name,
  probability: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })),
  forecast: fc.constantFrom('Pipeline', 'BestCase', 'MostLikely', 'Forecast', 'Omitted', 'Closed'),
});
const unique = { selector: (one: { readonly name: string }) => one.name.toLowerCase() };
const org = fc
  .uniqueArray(stage, { ...unique, minLength: 4, maxLength: 12 })
  .map((stages) =>
    stages.map((one, at): OrgStage => ({ ...one, isClosed: at >= stages.length - 2, isWon: at === stages.length - 2 })),
  );

test('of any stages an org may have comes a model that compiles, keeps the order and loses no track of a requirement', () => {
  fc.assert(
    fc.property(fc.constantFrom(...variants()), org, (variant, stages) => {
      const { text, review } = proposed(variant, stages);
      const model = modelOf(text);
      expect(model.stages.map((one) => one.name)).toEqual(stages.filter((one) => !one.isClosed).map((one) => one.name));
      // Names of many stages that are long in bytes may be more than a formula holds, which the command tells.
      const { findings } = compileModel(model, 'model.yaml');
      expect(findings.filter(({ kind }) => kind !== 'formulaSize')).toEqual([]);
      const shipped = requirementsOf(modelOf(shippedModel(variant)));
      const before = new Map(shipped.map((one) => [one.requirement.code, one]));
      const after = requirementsOf(model);
      let last = 0;
      for (const { requirement, stage: there } of after.toSorted((a, b) => a.stageIndex - b.stageIndex)) {
        const origin = before.get(requirement.code);
        if (origin === undefined) throw new Error(`${requirement.code} is nobody's`);
        // Asked on the same tracks, of tenders or of everybody as before, in an order as before.
        expect([...tracksOf(there, requirement)].sort()).toEqual(
          [...tracksOf(origin.stage, origin.requirement)].sort(),
        );
        expect(there.tender).toBe(origin.stage.tender);
        if (origin.requirement.gate === 'hard' && requirement.gate !== 'hard')
          expect(review.join('\n')).toContain(requirement.code);
      }
      for (const one of model.stages) {
        const origins = [
          ...new Set(
            after
              .filter((each) => each.stage === one)
              .map((each) => before.get(each.requirement.code)?.stageIndex ?? -1),
          ),
        ];
        for (const origin of origins) expect(origin).toBeGreaterThanOrEqual(last);
        last = Math.max(last, ...origins);
      }
      // Every stage of the method is carried whole or left out whole, and then the review names it.
      const kept = new Set(after.map(({ requirement }) => requirement.code));
      for (const method of new Set(shipped.map((each) => each.stage))) {
        const codes = shipped.filter((each) => each.stage === method).map((each) => each.requirement.code);
        const carried = codes.filter((code) => kept.has(code));
        expect([0, codes.length]).toContain(carried.length);
        if (carried.length === 0) expect(review.join('\n')).toContain(`"${method.name}"`);
      }
    }),
    { numRuns: 60 },
  );
});
