import type { DealEnd, GradeSheet } from '../../scripts/product/grade/sheet.ts';
import type { GradePlan } from '../../scripts/product/grade/plan.ts';

/** Keeps every deal with what became of it. */
export class MemorySheet implements GradeSheet {
  plans: GradePlan[] = [];

  add(plan: GradePlan): void {
    this.plans.push(plan);
  }

  correct(id: string, { result, reason }: DealEnd): void {
    this.plans = this.plans.map((plan) => (plan.deal.id === id ? { ...plan, result, reason } : plan));
  }
}
