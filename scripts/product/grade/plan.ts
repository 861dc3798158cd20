/** What a run does with one deal: the grade the engine gives, compared with the decided one. */
import { gradeOf, rankOfGrade, type GradeVerdict } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import { field, ledBy } from '../vocabulary/index.ts';
import type { OpenDeal } from './deal.ts';
import { reasonOf, ungradedResults, type UngradedResult } from './reason.ts';

/** Every result a deal can have, in the order they are reported. */
export const gradeResults = [
  'Graded',
  'Raised',
  'Lowered',
  'Cleared',
  'LoweringProposed',
  'Unchanged',
  ...Object.values(ungradedResults),
  'ChangedSince',
  'Failed',
] as const;

/**
 * Graded: its first letter · Raised, Lowered: another letter · Cleared: none any more · LoweringProposed: would be
 * lowered or cleared, which only --allow-lower does · ChangedSince: somebody changed it between reading and writing, so it
 * was left alone · Failed: the org refused the write · else why there is no letter.
 */
export type GradeResult = (typeof gradeResults)[number];

export interface GradePlan {
  readonly deal: OpenDeal;
  /** The letter the rules give; null: none. */
  readonly letter: string | null;
  readonly result: GradeResult;
  readonly reason: string;
  /** What is to be written to the decided grade; undefined: nothing. */
  readonly write: { readonly to: string | null } | undefined;
  /** The grade that counts once the plan is written; null: ungraded. */
  readonly effective: string | null;
  /** The grade that counts while it is not. */
  readonly effectiveBefore: string | null;
}

export interface PlanOptions {
  readonly model: SalesModel;
  /** YYYY-MM-DD */
  readonly today: string;
  readonly allowLower: boolean;
}

type Step = Pick<GradePlan, 'result' | 'reason' | 'write'>;

/** What a run does with one deal. A manual grade is never touched. */
export function planGrade(deal: OpenDeal, { model, today, allowLower }: PlanOptions): GradePlan {
  const grade = gradeOf(model, deal.fields, today);
  const step = stepOf(model, deal, grade, allowLower);
  const after = step.write === undefined ? deal.fields : { ...deal.fields, [field.grade]: step.write.to };
  return {
    deal,
    letter: grade.suggested.letter,
    ...step,
    effective: step.write === undefined ? grade.effective : gradeOf(model, after, today).effective,
    effectiveBefore: grade.effective,
  };
}

function stepOf(model: SalesModel, { fields }: OpenDeal, { suggested }: GradeVerdict, allowLower: boolean): Step {
  const reason = reasonOf(suggested, model.money.currency);
  const text = fields[field.grade];
  const decided = typeof text === 'string' ? text : '';
  // A decided partner grade counts as none once the partner no longer leads, so writing a letter over it is free.
  const isStale = decided === partnerLetter(model) && fields[field.ledBy] !== ledBy.partner;
  const counts = decided !== '' && !isStale;
  if (suggested.letter === null) {
    // What no longer counts is left: there is nothing to put in its place.
    if (!counts || decided === partnerLetter(model))
      return { result: ungradedResultOf(suggested.why), reason, write: undefined };
    return lowering(allowLower, decided, null, reason);
  }
  const to = suggested.letter;
  if (!counts) return { result: 'Graded', reason: isStale ? `${decided} → ${to}: ${reason}` : reason, write: { to } };
  if (to === decided) return { result: 'Unchanged', reason, write: undefined };
  if (rankOfGrade(model, to) < rankOfGrade(model, decided))
    return { result: 'Raised', reason: `${decided} → ${to}: ${reason}`, write: { to } };
  /*
   * The partner's letter over a letter of ours is a lowering: it would forget a decision that counts again as soon as we
   * lead; till then the effective grade is the partner's anyway.
   */
  return lowering(allowLower, decided, to, reason);
}

function lowering(allow: boolean, decided: string, to: string | null, why: string): Step {
  const reason = `${decided} → ${to ?? 'none'}: ${why}`;
  if (!allow) return { result: 'LoweringProposed', reason, write: undefined };
  return { result: to === null ? 'Cleared' : 'Lowered', reason, write: { to } };
}

const ungradedResultOf = (why: GradeVerdict['suggested']['why']): UngradedResult => {
  if (why === 'band' || why === 'partnerLed') throw new Error(`A deal without a letter was graded as ${why}.`);
  return ungradedResults[why];
};

const partnerLetter = ({ grades }: SalesModel): string | undefined =>
  grades.find(({ partnerLed }) => partnerLed)?.letter;
