/** Engine against compiled rules: random models, random writes, the same answer from both, and proof that it is not hollow. */
import fc from 'fast-check';
import { refusals } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import { caseOf, caseSpec, proofDay, type Case } from './cases.ts';
import { modelOf, modelSpec } from './models.ts';
import { RuleOracle } from './rules.ts';

export interface Shares {
  readonly models: number;
  readonly cases: number;
  readonly allowed: number;
  /** Code, with gates of all stages together → in how many cases it refused, and alone. */
  readonly refused: ReadonlyMap<string, { readonly all: number; readonly alone: number }>;
}

export type Proof =
  | { readonly ok: true; readonly seed: number; readonly shares: Shares }
  | { readonly ok: false; readonly seed: number; readonly counterexample: string };

export interface ProveOptions {
  /** Folder of the project. */
  readonly root: string;
  readonly models: number;
  readonly casesPerModel: number;
  readonly seed: number;
  readonly onProgress?: (cases: number) => void;
}

/** Gates of all stages are one rule here: stage numbers of random models mean nothing. */
const family = (code: string): string => (code.startsWith('TAS-G') ? 'TAS-G' : code);

export const engineCodes = (model: SalesModel, { before, after, items, viewer }: Case): string[] =>
  refusals(model, before, after, items, viewer, proofDay)
    .map(({ code }) => code)
    .sort();

/** Compares the two; stops at the first model with a disagreement and answers the smallest one found. */
export function prove({ root, models, casesPerModel, seed, onProgress }: ProveOptions): Proof {
  const refused = new Map<string, { all: number; alone: number }>();
  let cases = 0;
  let allowed = 0;
  const count = (codes: readonly string[]): void => {
    cases += 1;
    if (codes.length === 0) allowed += 1;
    for (const code of new Set(codes.map(family))) {
      const entry = refused.get(code) ?? { all: 0, alone: 0 };
      entry.all += 1;
      if (codes.length === 1) entry.alone += 1;
      refused.set(code, entry);
    }
  };
  for (const [index, spec] of fc.sample(modelSpec, { numRuns: models, seed }).entries()) {
    const model = modelOf(spec);
    const oracle = new RuleOracle(root, model, proofDay);
    const property = fc.property(caseSpec, (choice) => {
      const one = caseOf(model, choice, oracle.people);
      const rules = oracle.codes(one.before, one.after, one.items, one.viewer);
      count(rules);
      return JSON.stringify(rules) === JSON.stringify(engineCodes(model, one));
    });
    const run = fc.check(property, { numRuns: casesPerModel, seed: seed + index, endOnFailure: false });
    if (run.failed) {
      const [choice] = run.counterexample ?? [];
      return {
        ok: false,
        seed,
        counterexample: choice === undefined ? String(run.errorInstance) : explain(model, choice, oracle),
      };
    }
    onProgress?.(cases);
  }
  return { ok: true, seed, shares: { models, cases, allowed, refused } };
}

/** The smallest disagreement as a test to be pasted. */
function explain(model: SalesModel, choice: Parameters<typeof caseOf>[1], oracle: RuleOracle): string {
  const one = caseOf(model, choice, oracle.people);
  const shown = (deal: object | undefined): string =>
    deal === undefined
      ? 'undefined'
      : JSON.stringify(Object.fromEntries(Object.entries(deal).filter(([, value]) => value !== null)));
  return [
    `test('engine and rules agree', () => {`,
    `  const model: SalesModel = ${JSON.stringify(model)};`,
    `  const before = ${shown(one.before)};`,
    `  const after = ${shown(one.after)};`,
    `  const items = ${JSON.stringify(one.items)};`,
    `  const viewer = { id: '${one.viewer.id}', permissions: new Set(${JSON.stringify([...one.viewer.permissions])}) };`,
    `  // rules: ${JSON.stringify(oracle.codes(one.before, one.after, one.items, one.viewer))}`,
    `  // engine: ${JSON.stringify(engineCodes(model, one))}`,
    `  expect(engineCodes(model, { before, after, items, viewer })).toEqual(new RuleOracle('.', model, proofDay).codes(before, after, items, viewer));`,
    `});`,
  ].join('\n');
}
