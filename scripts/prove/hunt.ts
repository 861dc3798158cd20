/** Hunts mutants of the default model's rules: each is loaded into an org and asked until one write tells it apart. */
import fc from 'fast-check';
import { compileModel } from '../compile/index.ts';
import { print } from '../formula/ast.ts';
import type { SalesModel } from '../model/index.ts';
import { caseOf, caseSpec, proofDay } from './cases.ts';
import { mutantsOf } from './mutants.ts';
import { RuleOracle, type PreparedWrite } from './rules.ts';

export interface HuntedMutant {
  readonly formula: string;
  readonly change: string;
  /** Path and text of the file that carries the mistake. */
  readonly path: string;
  readonly text: string;
}

export interface Hunt {
  readonly killed: number;
  /** Refused by the formula compiler: type errors are kills, the platform would not save them. */
  readonly stillborn: number;
  readonly survivors: readonly HuntedMutant[];
}

/** Fields that a slip of the hand would mix up: those of the same kind. */
const alike: readonly (readonly string[])[] = [
  ['TAS_Led_By__c', 'TAS_Tender_Required__c'],
  ['TAS_Grade__c', 'TAS_Manual_Grade__c'],
  ['TAS_Suggested_Grade__c', 'TAS_Effective_Grade__c', 'TAS_Track__c'],
  [
    '$Permission.TAS_Approve',
    '$Permission.TAS_Reopen_Closed',
    '$Permission.TAS_Raise_Grade',
    '$Permission.TAS_Lower_Grade',
    '$Permission.TAS_Bypass',
  ],
  ['TAS_Done_1__c', 'TAS_Done_2__c', 'TAS_Done_3__c'],
  ['TAS_Manual_Grade_On__c', 'TAS_Manual_Grade_Valid_Until__c'],
];

/** For each field one of its own kind: alike fields first, else the next field of the model with the same type. */
function swapper(model: SalesModel): (field: string) => readonly string[] {
  const byType = new Map<string, string[]>();
  for (const stage of model.stages)
    for (const { fields = [] } of [...stage.required, ...stage.actions, ...stage.processes])
      for (const { name, type } of fields)
        if (type !== undefined) byType.set(type.kind, [...(byType.get(type.kind) ?? []), name]);
  const groups = [...alike, ...byType.values()];
  return (field) => {
    const group = groups.find((names) => names.includes(field));
    const next = group?.[(group.indexOf(field) + 1) % group.length];
    return next === undefined || next === field ? [] : [next];
  };
}

/** All mutants of the rules and formula fields on Opportunity, in the order of the files. */
export function mutantsOfModel(model: SalesModel): HuntedMutant[] {
  const { formulas, files } = compileModel(model, 'tas-plus.yaml');
  const swap = swapper(model);
  return formulas
    .filter(({ object }) => object === 'Opportunity')
    .flatMap(({ object, kind, name, tree }) => {
      const path =
        kind === 'rule'
          ? `objects/${object}/validationRules/${name}.validationRule-meta.xml`
          : `objects/${object}/fields/${name}.field-meta.xml`;
      const original = files.find((file) => file.path === path)?.text ?? '';
      return mutantsOf(tree, swap).map(({ change, tree: mutant }) => ({
        formula: name,
        change,
        path,
        text: original.replace(
          /(<(errorConditionFormula|formula)>)[^<]*/,
          (_all, open: string) => `${open}${escaped(print(mutant))}`,
        ),
      }));
    });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Writes on the default model, and what the unchanged rules answer to each. */
export class HuntingGround {
  readonly #root: string;
  readonly #model: SalesModel;
  readonly #original: RuleOracle;
  readonly #writes: readonly PreparedWrite[];
  /** Answers by the one rule that is asked; all rules under the empty name. */
  readonly #answers = new Map<string, readonly string[]>();

  constructor(root: string, model: SalesModel, cases: number, seed: number) {
    this.#root = root;
    this.#model = model;
    this.#original = new RuleOracle(root, model, proofDay);
    this.#writes = fc.sample(caseSpec, { numRuns: cases, seed }).map((spec) => {
      const { before, after, items, viewer } = caseOf(model, spec, this.#original.people);
      return this.#original.prepare(before, after, items, viewer);
    });
  }

  hunt(mutants: readonly HuntedMutant[], onProgress?: (done: number) => void): Hunt {
    let killed = 0;
    let stillborn = 0;
    const survivors: HuntedMutant[] = [];
    for (const [index, mutant] of mutants.entries()) {
      const oracle = this.#load(mutant);
      if (oracle === undefined) stillborn += 1;
      else if (this.#tellsApart(oracle, ruleOf(mutant))) killed += 1;
      else survivors.push(mutant);
      onProgress?.(index + 1);
    }
    return { killed, stillborn, survivors };
  }

  #load({ path, text }: HuntedMutant): RuleOracle | undefined {
    try {
      const oracle = new RuleOracle(this.#root, this.#model, proofDay, new Map([[path, text]]));
      oracle.adoptContacts(this.#original);
      return oracle;
    } catch {
      return undefined;
    }
  }

  #tellsApart(oracle: RuleOracle, rule: string): boolean {
    const expected = this.#answersOf(rule);
    if (rule !== '') oracle.onlyRule(rule);
    return this.#writes.some((write, index) => oracle.ask(write).join() !== expected[index]);
  }

  #answersOf(rule: string): readonly string[] {
    const known = this.#answers.get(rule);
    if (known !== undefined) return known;
    const oracle = new RuleOracle(this.#root, this.#model, proofDay);
    oracle.adoptContacts(this.#original);
    if (rule !== '') oracle.onlyRule(rule);
    const answers = this.#writes.map((write) => oracle.ask(write).join());
    this.#answers.set(rule, answers);
    return answers;
  }
}

/** A mutant of a rule shows in that rule alone; one of a formula field may show in any. */
const ruleOf = ({ formula, path }: HuntedMutant): string => (path.includes('/validationRules/') ? formula : '');
