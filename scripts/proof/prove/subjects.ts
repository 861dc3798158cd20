/** What is proved: writes on deals, and writes on gate items. Each asks engine and compiled rules about one random write. */
import type fc from 'fast-check';
import {
  itemRefusals,
  itemVerdict,
  refusals,
  verdict,
  type Item,
  type Refusal,
  type Verdict,
} from '../../product/gate/index.ts';
import { requirementsOf, type SalesModel } from '../../product/model/index.ts';
import { caseSpec, proofDay, type CaseSpec } from './case-spec.ts';
import { caseOf } from './cases.ts';
import { itemCaseOf, itemDealOf, itemSpec, type ItemSpec } from './item-cases.ts';
import type { Answer, RuleOracle } from './rules.ts';

export interface Answers {
  readonly rules: Answer;
  readonly engine: Answer;
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

/** Position, suggested and effective grade, and track. */
const factsOf = ({ position, grade, track }: Verdict): string[] => [
  String(position),
  String(grade.suggested.letter),
  String(grade.effective),
  track.name,
];

/** The digit that an item which counts ticks, with the stage of its roll-up; nothing where it has no slot. */
const tickOf = (model: SalesModel, { code }: Item): string[] =>
  requirementsOf(model).flatMap(({ stage, requirement }) =>
    requirement.code === code && requirement.slot !== undefined ? [`${stage.id}: ${10 ** requirement.slot}`] : [],
  );

export const deals: Subject<CaseSpec> = {
  name: 'deals',
  arbitrary: caseSpec,
  rules: ['TAS-G', ...numbered('TAS-M', 11)],
  ask: (model, oracle, spec) => {
    const write = caseOf(model, spec, oracle.people);
    const { before, after, items, viewer } = write;
    return {
      rules: oracle.askDeal(before, after, items, viewer),
      engine: {
        codes: codes(refusals({ model, before, after, items, viewer, today: proofDay })),
        facts: factsOf(verdict({ model, before: after, after, items, viewer, today: proofDay })),
      },
      write,
    };
  },
};

export const items: Subject<ItemSpec> = {
  name: 'items',
  arbitrary: itemSpec,
  rules: numbered('TAS-I', 13),
  ask: (model, oracle, spec) => {
    const dealId = oracle.putDeal(itemDealOf(model, spec, oracle.people));
    const write = itemCaseOf(model, spec, oracle.people, dealId);
    const { deal, before, after, viewer, now } = write;
    return {
      rules: oracle.askItem(dealId, before, after, viewer),
      engine: {
        codes: codes(itemRefusals({ model, deal: { ...deal, Id: dealId }, before, after, viewer, now })),
        facts: itemVerdict({ model, deal: { ...deal, Id: dealId }, before, after, viewer, now }).counts
          ? tickOf(model, after)
          : [],
      },
      write,
    };
  },
};
