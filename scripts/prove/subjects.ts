/** What is proved: writes on deals, and writes on gate items. Each asks engine and compiled rules about one random write. */
import type fc from 'fast-check';
import { itemRefusals, refusals, type Refusal } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import { caseOf, caseSpec, proofDay, type CaseSpec } from './cases.ts';
import { itemCaseOf, itemSpec, type ItemSpec } from './item-cases.ts';
import type { RuleOracle } from './rules.ts';

export interface Answers {
  /** Codes, sorted. */
  readonly rules: readonly string[];
  readonly engine: readonly string[];
  /** The write, for whoever has to look into a disagreement. */
  readonly write: unknown;
}

export interface Subject<Spec> {
  readonly name: 'deals' | 'items';
  readonly arbitrary: fc.Arbitrary<Spec>;
  /** Rules that must each be the only refuser in some of the writes; gates of all stages count as one. */
  readonly rules: readonly string[];
  ask(model: SalesModel, oracle: RuleOracle, spec: Spec): Answers;
}

const codes = (found: readonly Refusal[]): string[] => found.map(({ code }) => code).sort();
const numbered = (head: string, most: number): string[] =>
  Array.from({ length: most }, (_, index) => `${head}${index + 1}`);

export const deals: Subject<CaseSpec> = {
  name: 'deals',
  arbitrary: caseSpec,
  rules: ['TAS-G', ...numbered('TAS-M', 8)],
  ask: (model, oracle, spec) => {
    const write = caseOf(model, spec, oracle.people);
    const { before, after, items, viewer } = write;
    return {
      rules: oracle.codes(before, after, items, viewer),
      engine: codes(refusals(model, before, after, items, viewer, proofDay)),
      write,
    };
  },
};

export const items: Subject<ItemSpec> = {
  name: 'items',
  arbitrary: itemSpec,
  rules: numbered('TAS-I', 10),
  ask: (model, oracle, spec) => {
    const dealId = oracle.putDeal(caseOf(model, spec.deal, oracle.people).after);
    const write = itemCaseOf(model, spec, oracle.people, dealId);
    const { deal, before, after, viewer } = write;
    return {
      rules: oracle.itemCodes(dealId, before, after, viewer),
      engine: codes(itemRefusals(model, { ...deal, Id: dealId }, before, after, viewer)),
      write,
    };
  },
};
