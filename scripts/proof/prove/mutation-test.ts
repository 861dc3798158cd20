/** Mutation test of a model's formulas: each mutant takes the place of its original until one random write tells the two apart. */
import fc from 'fast-check';
import { compileModel, type EmittedFormula } from '../../product/compile/index.ts';
import { snapshot, stakeholder } from '../../product/customer/index.ts';
import { compileFormula, type CompiledFormula, type RawValue } from '../../product/formula/index.ts';
import type { RegistrationModel, SalesModel } from '../../product/model/index.ts';
import { contract, registration } from '../../product/vocabulary/index.ts';
import { type Frame, scopeOf } from '../../practice-org/server/index.ts';
import { caseSpec, proofDay } from './case-spec.ts';
import { caseOf } from './cases.ts';
import { provenEqual, type Fixture } from './equal.ts';
import { itemCaseOf, itemDealOf, itemSpec } from './item-cases.ts';
import { personCaseOf, personSpec } from './person-cases.ts';
import { contractCases, ContractOrg } from './contract-cases.ts';
import { registrationCaseOf, registrationSpec } from './registration-cases.ts';
import { leadCases, leadFrame } from './lead-cases.ts';
import { mutantsOf, type Mutant } from './mutants.ts';
import { mappedDealOf, snapshotCaseOf, snapshotSpec } from './snapshot-cases.ts';
import { RuleOracle } from './rules.ts';
import { swapper, fixtureOf } from './fixture.ts';

export interface TestedMutant extends Mutant {
  readonly formula: EmittedFormula;
}

export interface Survivor extends TestedMutant {
  /** The enclosing test that has the same value for every input: then the mutant is no mistake. */
  readonly equal: string | undefined;
}

export interface MutationResult {
  readonly killed: number;
  /** Refused by the formula compiler: type errors are kills, the platform would not save them. */
  readonly stillborn: number;
  readonly survivors: readonly Survivor[];
}

/** All mutants of the rules and formula fields of a model, in the order in which they are emitted. */
export const mutantsOfModel = (model: SalesModel): TestedMutant[] =>
  compileModel(model, 'made.yaml').formulas.flatMap((formula) =>
    mutantsOf(formula.tree, swapper(model)).map((mutant) => ({ ...mutant, formula })),
  );

/** Random writes of deals and of items on one model, and what each formula of it says to each. */
export class MutationTest {
  readonly #oracle: RuleOracle;
  readonly #model: SalesModel;
  /** By the object that is written. */
  readonly #writes: ReadonlyMap<string, readonly Frame[]>;
  readonly #answers = new Map<EmittedFormula, readonly RawValue[]>();
  readonly #fixtures = new Map<string, Fixture>();

  /** @param cases how many writes of deals, how many of items, and of leads where the model has them. */
  constructor(root: string, model: SalesModel, cases: number, seed: number) {
    this.#model = model;
    const oracle = new RuleOracle(root, model, proofDay);
    this.#oracle = oracle;
    const links = model.contract === undefined ? [] : fc.sample(contractCases, { numRuns: cases, seed });
    const org = links.length === 0 ? undefined : new ContractOrg(oracle, model);
    this.#writes = new Map([
      [
        'Opportunity',
        [
          ...fc.sample(caseSpec, { numRuns: cases, seed }).map((spec) => {
            const { before, after, items, viewer } = caseOf(model, spec, oracle.people);
            return oracle.dealWrite(before, after, items, viewer);
          }),
          ...links.flatMap((link) => org?.dealFrame(link) ?? []),
        ],
      ],
      [contract, links.flatMap((link) => org?.contractFrame(link) ?? [])],
      [
        'TAS_Gate_Item__c',
        fc.sample(itemSpec, { numRuns: cases, seed }).map((spec) => {
          const dealId = oracle.putDeal(itemDealOf(model, spec, oracle.people));
          const { before, after, viewer } = itemCaseOf(model, spec, oracle.people, dealId);
          return oracle.itemWrite(dealId, before, after, viewer);
        }),
      ],
      ...(model.customer === undefined
        ? []
        : [[stakeholder, this.#people(cases, seed)] as const, [snapshot, this.#snapshots(cases, seed)] as const]),
      ...(model.registration === undefined
        ? []
        : [[registration, this.#registrations(cases, seed, model.registration)] as const]),
      ...(model.lead === undefined
        ? []
        : [['Lead', fc.sample(leadCases, { numRuns: cases, seed }).map((write) => leadFrame(oracle, write))] as const]),
    ]);
  }

  #people(cases: number, seed: number): Frame[] {
    const writes = fc.sample(fc.tuple(personSpec, caseSpec), { numRuns: cases, seed });
    return writes.map(([spec, deal]) => {
      const made = caseOf(this.#model, deal, this.#oracle.people);
      const { before, after } = personCaseOf(this.#model, spec, this.#oracle.putDeal(made.after));
      return this.#oracle.childWrite(stakeholder, before, after, made.viewer);
    });
  }

  #snapshots(cases: number, seed: number): Frame[] {
    const writes = fc.sample(fc.tuple(snapshotSpec, caseSpec), { numRuns: cases, seed });
    return writes.map(([spec, deal]) => {
      const { viewer } = caseOf(this.#model, deal, this.#oracle.people);
      const dealId = this.#oracle.put('Opportunity', mappedDealOf(this.#model, spec));
      const { before, after } = snapshotCaseOf(this.#model, spec, dealId);
      return this.#oracle.childWrite(snapshot, before, after, viewer);
    });
  }

  #registrations(cases: number, seed: number, { protection }: RegistrationModel): Frame[] {
    return fc.sample(registrationSpec, { numRuns: cases, seed }).map((spec) => {
      const { before, after, viewer } = registrationCaseOf(spec, this.#oracle.people, protection);
      return this.#oracle.childWrite(registration, before, after, viewer);
    });
  }

  run(mutants: readonly TestedMutant[], onProgress?: (done: number) => void): MutationResult {
    let killed = 0;
    let stillborn = 0;
    const survivors: Survivor[] = [];
    for (const [index, mutant] of mutants.entries()) {
      const { formula, tree } = mutant;
      const compiled = this.#compile(formula, tree);
      if (compiled === undefined) stillborn += 1;
      else if (this.#tellsApart(formula, compiled)) killed += 1;
      else survivors.push({ ...mutant, equal: provenEqual(formula.tree, tree, this.#fixtureOf(formula)) });
      onProgress?.(index + 1);
    }
    return { killed, stillborn, survivors };
  }

  #compile(formula: EmittedFormula, tree: EmittedFormula['tree']): CompiledFormula<Frame> | undefined {
    const { object, kind } = formula;
    const scope = scopeOf(this.#oracle.object(object), this.#oracle.globals);
    const compiled = compileFormula(tree, scope, { treatBlanksAs: 'blank', use: kind });
    // A formula field that names itself is refused too.
    const isRound = compiled.ok && kind === 'field' && compiled.formula.references.includes(formula.name);
    return compiled.ok && !isRound ? compiled.formula : undefined;
  }

  #tellsApart(original: EmittedFormula, mutant: CompiledFormula<Frame>): boolean {
    const expected = this.#answersOf(original);
    return this.#framesOf(original).some((frame, index) => answer(mutant, frame) !== expected[index]);
  }

  #answersOf(formula: EmittedFormula): readonly RawValue[] {
    const known = this.#answers.get(formula);
    if (known !== undefined) return known;
    const compiled = this.#compile(formula, formula.tree);
    if (compiled === undefined) throw new Error(`${formula.name} does not compile`);
    const answers = this.#framesOf(formula).map((frame) => answer(compiled, frame));
    this.#answers.set(formula, answers);
    return answers;
  }

  #framesOf({ object }: EmittedFormula): readonly Frame[] {
    const frames = this.#writes.get(object);
    if (frames === undefined) throw new Error(`no writes of ${object}`);
    return frames;
  }

  #fixtureOf({ object }: EmittedFormula): Fixture {
    const known = this.#fixtures.get(object);
    if (known !== undefined) return known;
    const fixture = fixtureOf(this.#model, scopeOf(this.#oracle.object(object), this.#oracle.globals), proofDay);
    this.#fixtures.set(object, fixture);
    return fixture;
  }
}

/** A rule says whether it refuses: blank is no. A field says its value. What cannot be worked out is an answer too. */
function answer(formula: CompiledFormula<Frame>, frame: Frame): RawValue {
  try {
    return formula.returns === 'boolean' ? formula.test(frame) : formula.evaluate(frame);
  } catch (error) {
    return String(error);
  }
}
