import { isAsExpected, type Conversion } from './money.ts';
import { gradeResults, type GradePlan, type GradeResult } from './plan.ts';
import type { RowOutcome } from './org.ts';

/** A deal as an example of its group. */
export interface Example {
  id: string;
  name: string;
  stage: string;
}

interface ReasonCount {
  reason: string;
  count: number;
}

export interface ResultCount {
  result: GradeResult;
  count: number;
  reasons: ReasonCount[];
  examples: Example[];
}

export interface FailureCount {
  code: string;
  message: string;
  fields: string[];
  count: number;
  examples: Example[];
}

const mostExamples = 3;

const exampleOf = ({ deal }: GradePlan): Example => ({ id: deal.id, name: deal.name, stage: deal.stage });

/** The plans grouped by result and reason, each group with its first examples; results that did not occur are left out. */
export const tallyResults = (plans: readonly GradePlan[]): ResultCount[] => {
  const groups = new Map<GradeResult, { plans: GradePlan[]; count: number; reasons: Map<string, number> }>();
  for (const plan of plans) {
    const group = groups.get(plan.result) ?? { plans: [], count: 0, reasons: new Map<string, number>() };
    groups.set(plan.result, group);
    group.count++;
    if (group.plans.length < mostExamples) group.plans.push(plan);
    group.reasons.set(plan.reason, (group.reasons.get(plan.reason) ?? 0) + 1);
  }
  return gradeResults.flatMap((result): ResultCount[] => {
    const group = groups.get(result);
    if (group === undefined) return [];
    const reasons = [...group.reasons].map(([reason, count]) => ({ reason, count }));
    reasons.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
    return [{ result, count: group.count, reasons, examples: group.plans.map(exampleOf) }];
  });
};

/** Everything the org said against records, grouped; a record with two errors counts in both groups. */
export const tallyFailures = (plans: readonly GradePlan[], outcomes: readonly RowOutcome[]): FailureCount[] => {
  const byId = new Map(plans.map((plan) => [plan.deal.id, plan]));
  const groups = new Map<string, FailureCount>();
  for (const { id, errors } of outcomes) {
    for (const { code, message, fields } of errors) {
      const key = JSON.stringify([code, message, fields]);
      const group = groups.get(key) ?? { code, message, fields, count: 0, examples: [] };
      groups.set(key, group);
      group.count++;
      const plan = byId.get(id);
      if (plan !== undefined && group.examples.length < mostExamples) group.examples.push(exampleOf(plan));
    }
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count || (a.message < b.message ? -1 : 1));
};

/** Deals of a kind: how many, and the first of them. */
export interface Noted {
  count: number;
  examples: (Example & { effective?: string | null; suggested: string | null; inOrg?: string })[];
}

/** Deals whose effective grade is not the suggested one: a manual or an earlier decided grade stands above it. */
export const notedEffective = (plans: readonly GradePlan[]): Noted => {
  const differ = plans.filter((plan) => plan.effective !== plan.letter);
  return {
    count: differ.length,
    examples: differ
      .slice(0, mostExamples)
      .map((plan) => ({ ...exampleOf(plan), effective: plan.effective, suggested: plan.letter })),
  };
};

/** Deals whose suggested grade the org's own formula sees otherwise: the org runs another model. */
export const notedFormula = (plans: readonly GradePlan[]): Noted => {
  const differ = plans.filter((plan) => plan.deal.suggestedInOrg !== (plan.letter ?? ''));
  return {
    count: differ.length,
    examples: differ
      .slice(0, mostExamples)
      .map((plan) => ({ ...exampleOf(plan), suggested: plan.letter, inOrg: plan.deal.suggestedInOrg })),
  };
};

/** Deals whose amount is the sum of their products. */
export const notedProducts = (plans: readonly GradePlan[]): Noted => {
  const own = plans.filter(({ deal }) => deal.hasProducts);
  return {
    count: own.length,
    examples: own.slice(0, mostExamples).map((plan) => ({ ...exampleOf(plan), suggested: plan.letter })),
  };
};

/** Deals whose amount in the model's currency is not what the rates of the org make of it. */
export const notedAmounts = (plans: readonly GradePlan[], conversion: Pick<Conversion, 'expected'>): Noted => {
  const differ = plans.filter(({ deal }) => !isAsExpected(conversion, deal));
  return {
    count: differ.length,
    examples: differ.slice(0, mostExamples).map((plan) => ({ ...exampleOf(plan), suggested: plan.letter })),
  };
};
