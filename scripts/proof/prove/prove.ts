/** Engine against compiled rules: random models, random writes, the same answer from both, and proof that it is not hollow. */
import fc from 'fast-check';
import type { SalesModel } from '../../product/model/index.ts';
import { proofDay } from './case-spec.ts';
import { modelOf, modelSpec } from './models.ts';
import { RuleOracle, type Answer } from './rules.ts';
import type { Answers, Subject } from './subjects.ts';

export interface Shares {
  readonly subject: string;
  readonly models: number;
  readonly cases: number;
  readonly allowed: number;
  /** Rule, in order → in how many cases it refused, and as the only one. */
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

/** Compares the two; stops at the first model with a disagreement and answers the smallest one found. */
export function prove<Spec>(subject: Subject<Spec>, options: ProveOptions): Proof {
  const { root, models, casesPerModel, seed, onProgress } = options;
  const tally = new Tally(subject);
  for (const [index, spec] of fc.sample(modelSpec, { numRuns: models, seed }).entries()) {
    const model = modelOf(spec);
    const oracle = new RuleOracle(root, model, proofDay);
    const property = fc.property(subject.arbitrary, (choice) => {
      const { rules, engine } = subject.ask(model, oracle, choice);
      tally.add(rules.codes);
      return answerText(rules) === answerText(engine);
    });
    const run = fc.check(property, { numRuns: casesPerModel, seed: seed + index });
    if (run.failed) {
      const [choice] = run.counterexample ?? [];
      const told =
        choice === undefined
          ? String(run.errorInstance)
          : asTest(subject, model, subject.ask(model, oracle, choice), choice);
      return { ok: false, seed, counterexample: told };
    }
    onProgress?.(tally.shares(index + 1).cases);
  }
  return { ok: true, seed, shares: tally.shares(models) };
}

const answerText = ({ codes, facts }: Answer): string => `${codes.join(', ') || 'none'} (${facts.join(', ')})`;

/** Counts what was refused by which rule. */
export class Tally {
  readonly #subject: string;
  readonly #refused: Map<string, { all: number; alone: number }>;
  #cases = 0;
  #allowed = 0;

  constructor({ name, rules }: { readonly name: string; readonly rules: readonly string[] }) {
    this.#subject = name;
    this.#refused = new Map(rules.map((rule) => [rule, { all: 0, alone: 0 }]));
  }

  add(codes: readonly string[]): void {
    this.#cases += 1;
    if (codes.length === 0) this.#allowed += 1;
    // Gates of all stages are one rule here: stage numbers of random models mean nothing.
    for (const code of new Set(codes.map((one) => (one.startsWith('TAS-G') ? 'TAS-G' : one)))) {
      const entry = this.#refused.get(code) ?? { all: 0, alone: 0 };
      entry.all += 1;
      if (codes.length === 1) entry.alone += 1;
      this.#refused.set(code, entry);
    }
  }

  shares(models: number): Shares {
    return { subject: this.#subject, models, cases: this.#cases, allowed: this.#allowed, refused: this.#refused };
  }
}

/** A value as a literal of TypeScript; sets as lists. */
export const shown = (value: unknown): string =>
  JSON.stringify(value, (_key, entry: unknown) => (entry instanceof Set ? [...(entry as Set<unknown>)] : entry));

/** The smallest disagreement as a test to be pasted into test/prove. */
function asTest(
  subject: Pick<Subject<unknown>, 'name'>,
  model: SalesModel,
  { rules, engine, write }: Answers,
  choice: unknown,
): string {
  return [
    `test('engine and rules agree on this write', () => {`,
    `  const model: SalesModel = ${JSON.stringify(model)};`,
    `  // ${shown(write)}`,
    `  const { rules, engine } = ${subject.name}.ask(model, new RuleOracle('.', model, proofDay), ${JSON.stringify(choice)});`,
    `  // rules: ${answerText(rules)}; engine: ${answerText(engine)}`,
    `  expect(engine).toEqual(rules);`,
    `});`,
  ].join('\n');
}
