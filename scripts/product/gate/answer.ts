/** Answers that decide the way of a deal: who leads, and whether there is a tender. */
import { field } from '../vocabulary/index.ts';
import { isBlank } from './blank.ts';
import { countOf, type Write } from './write.ts';

/**
 * Whether only an approver who does not own the deal may change the answer: it is given, and the stage that asks it is
 * left, or the deal was lost, or something was approved (the digit of any hard process is set).
 */
export function isAnswerFixed(write: Write, asked: 'asksTender' | 'asksLead', name: string): boolean {
  const { plan, before, after, from } = write;
  const deal = before ?? after;
  if (isBlank(deal[name])) return false;
  if (from > plan.askedAt[asked] || deal[field.stage] === plan.lost) return true;
  return plan.approved.some((requirement) => countOf(write, requirement) > 0);
}
