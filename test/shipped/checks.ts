/** What must hold for any model, whatever a customer makes of it. Nothing here knows a stage, a code or an amount. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { formulaLimits } from '../../scripts/product/compile/index.ts';
import { compileModelFile } from '../../scripts/product/compile/project.ts';
import { readIfThere } from '../../scripts/product/metadata/tree.ts';
import { formatProblem, lockFileOf, readModelFile, type SalesModel } from '../../scripts/product/model/index.ts';
import { proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { deals, items, type Subject } from '../../scripts/proof/prove/subjects.ts';
import { checkFile } from '../compile/metadata-types.ts';
import { modelIn } from '../reference/index.ts';

/** The model that a project is compiled from. */
export const shippedModel = 'config/tas-plus.yaml';

const variants = 'config/variants';
/** Every model that ships, and every one a customer puts beside them. */
export const shippedModels: readonly string[] = [
  shippedModel,
  ...readdirSync(variants)
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => join(variants, file)),
];

export function readsWithoutProblems(file: string): void {
  const read = readModelFile(file);
  expect(read.ok ? [] : read.problems.map(formatProblem)).toEqual([]);
}

/** The lock beside a model knows every code and slot of it. */
export function isLocked(file: string): void {
  const project = compileModelFile(file);
  expect(project.ok && project.lockText).toBe(readIfThere(lockFileOf(file)));
}

/** An editor that checks with the committed schema finds nothing wrong with a model, and would find a key too many. */
export function isAcceptedByEditors(file: string): void {
  const data = parse(readFileSync(file, 'utf8')) as object;
  const schema = editorsSchema();
  expect(schema.safeParse(data).error?.issues).toBeUndefined();
  expect(schema.safeParse({ ...data, colour: 'red' }).success).toBe(false);
}

/** Zod reads patterns as expressions without the flag `u`, which editors give them: those that need it are left to the reader. */
const editorsSchema = (): z.ZodType =>
  z.fromJSONSchema(
    JSON.parse(readFileSync('config/tas-plus.schema.json', 'utf8'), (key, value: unknown) =>
      key === 'pattern' && typeof value === 'string' && value.includes('\\p{') ? undefined : value,
    ) as Parameters<typeof z.fromJSONSchema>[0],
  );

/** No formula, name or text over the platform's limits, and every file as the Metadata API's types have it. */
export function compilesWithinLimits(file: string): void {
  const project = compileModelFile(file);
  expect(project.ok ? [] : project.problems.map(formatProblem)).toEqual([]);
  if (!project.ok) return;
  const { files, formulas } = project.compiled;
  expect(formulas.length).toBeGreaterThan(0);
  for (const { name, size } of formulas)
    for (const unit of ['characters', 'bytes', 'compiled'] as const)
      expect([name, unit, size[unit] <= formulaLimits[unit]]).toEqual([name, unit, true]);
  const metadata = files.filter(({ path }) => path.endsWith('-meta.xml'));
  expect(metadata.length).toBeGreaterThan(50);
  expect(metadata.flatMap(({ path, text }) => checkFile(path, text))).toEqual([]);
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
}

/** A short proof: engine and compiled rules answer random writes alike, and let in some and refuse some. */
export function proofAgrees(file: string, cases = 300): void {
  const model = ofItsOwn(modelIn(file));
  const oracle = new RuleOracle('.', model, proofDay);
  agrees(deals, model, oracle, cases);
  agrees(items, model, oracle, cases);
}

function agrees<Spec>(subject: Subject<Spec>, model: SalesModel, oracle: RuleOracle, cases: number): void {
  const answers = { allowed: 0, refused: 0 };
  fc.assert(
    fc.property(subject.arbitrary, (spec) => {
      const { rules, engine } = subject.ask(model, oracle, spec);
      answers[rules.codes.length === 0 ? 'allowed' : 'refused'] += 1;
      expect(engine).toEqual(rules);
    }),
    { numRuns: cases, seed: 20_261_123 },
  );
  expect(answers.allowed).toBeGreaterThan(cases / 20);
  expect(answers.refused).toBeGreaterThan(cases / 20);
}

/** A field that the customer's org has is made like any other: the org of the proof has nothing of its own. */
const ofItsOwn = (model: SalesModel): SalesModel => ({
  ...model,
  stages: model.stages.map((stage) => ({
    ...stage,
    required: stage.required.map(made),
    actions: stage.actions.map(made),
    processes: stage.processes.map(made),
  })),
});

const made = (requirement: SalesModel['stages'][number]['required'][number]): typeof requirement => ({
  ...requirement,
  ...(requirement.fields === undefined
    ? {}
    : { fields: requirement.fields.map((field) => ({ ...field, existing: false })) }),
});
