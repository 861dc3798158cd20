import { LED_BY_PARTNER, type Deal } from './deal.ts';
import { gradeDeal, ungradedResults } from './grade-deal.ts';
import type { GradeRules } from './rules.ts';

/** Every result a deal can have, in the order they are reported. */
export const gradeResults = [
  'Graded',
  'Raised',
  'Lowered',
  'Cleared',
  'LoweringProposed',
  'Unchanged',
  ...ungradedResults,
  'Failed',
] as const;

/**
 * Graded: its first letter · Raised, Lowered: another letter · Cleared: none any more · LoweringProposed: would be
 * lowered or cleared, which only --allow-lower does · Failed: the org refused the write · else why there is no letter.
 */
export type GradeResult = (typeof gradeResults)[number];

export interface GradePlan {
  deal: Deal;
  /** The letter the rules give; null: none. */
  letter: string | null;
  result: GradeResult;
  reason: string;
  /** What is to be written to the decided grade; undefined: nothing. */
  write: { to: string | null } | undefined;
  /** The grade that counts once the plan is written; null: ungraded. */
  effective: string | null;
  /** In the model's currency; null: blank or not convertible. */
  modelAmount: number | null;
}

export interface PlanOptions {
  /** YYYY-MM-DD */
  today: string;
  allowLower: boolean;
}

type Verdict = Pick<GradePlan, 'result' | 'reason' | 'write'>;

const rankOf = (rules: GradeRules, letter: string): number => {
  const at = rules.letters.indexOf(letter);
  // A letter the model does not know weighs less than any it knows.
  return at < 0 ? -1 : rules.letters.length - at;
};

const lowering = (allow: boolean, decided: string, to: string | null, why: string): Verdict => {
  const step = `${decided} → ${to ?? 'none'}: ${why}`;
  if (!allow) return { result: 'LoweringProposed', reason: step, write: undefined };
  return { result: to === null ? 'Cleared' : 'Lowered', reason: step, write: { to } };
};

/**
 * Compares the decided grade with what the rules say. A decided partner grade counts as none once the partner no
 * longer leads, so writing a letter over it is free. The other way round, the partner's letter over a letter of ours
 * is a lowering: it would forget a decision that counts again as soon as we lead; till then the effective grade is
 * the partner's anyway.
 */
const compare = (rules: GradeRules, deal: Deal, letter: string, reason: string, allowLower: boolean): Verdict => {
  const { decided } = deal;
  const partnerLeads = deal.ledBy === LED_BY_PARTNER;
  const stale = decided === rules.partnerLetter && !partnerLeads;
  if (decided === '' || stale) {
    const step = stale ? `${decided} → ${letter}: ${reason}` : reason;
    return { result: 'Graded', reason: step, write: { to: letter } };
  }
  if (letter === decided) return { result: 'Unchanged', reason, write: undefined };
  if (rankOf(rules, letter) > rankOf(rules, decided)) {
    return { result: 'Raised', reason: `${decided} → ${letter}: ${reason}`, write: { to: letter } };
  }
  return lowering(allowLower, decided, letter, reason);
};

const verdict = (rules: GradeRules, deal: Deal, grade: ReturnType<typeof gradeDeal>, allowLower: boolean): Verdict => {
  if (grade.letter !== null) return compare(rules, deal, grade.letter, grade.reason, allowLower);
  const counts = deal.decided !== '' && deal.decided !== rules.partnerLetter;
  // A partner grade that no longer counts is left: there is nothing to put in its place.
  if (!counts) return { result: grade.result, reason: grade.reason, write: undefined };
  return lowering(allowLower, deal.decided, null, grade.reason);
};

/** The manual grade while it holds; a manual grade never sets the partner's letter. */
const validManual = (rules: GradeRules, deal: Deal, today: string): string | null => {
  const holds = deal.manualUntil === '' || today <= deal.manualUntil;
  return holds && rules.bands.some((band) => band.letter === deal.manual) ? deal.manual : null;
};

/**
 * The grade that counts: the partner's when the partner leads, else the best of manual (while it holds), decided and
 * suggested; where the model lets a manual grade lower, a manual grade that holds wins either way.
 */
export const effectiveGrade = (
  rules: GradeRules,
  deal: Deal,
  suggested: string | null,
  today: string,
): string | null => {
  if (deal.ledBy === LED_BY_PARTNER) return rules.partnerLetter;
  const manual = validManual(rules, deal, today);
  if (manual !== null && rules.manualMayLower) return manual;
  const best = rules.bands.find(({ letter }) => letter === manual || letter === deal.decided || letter === suggested);
  return best?.letter ?? null;
};

/** What a run does with one deal. A manual grade is never touched. */
export const planGrade = (rules: GradeRules, deal: Deal, options: PlanOptions): GradePlan => {
  // The org could not convert an amount that is there: its currency has no rate.
  const amount = deal.modelAmount === null && deal.amount !== null ? 'NoRate' : deal.modelAmount;
  const grade = gradeDeal(rules, { ledBy: deal.ledBy, amount });
  const planned = verdict(rules, deal, grade, options.allowLower);
  const after = planned.write === undefined ? deal : { ...deal, decided: planned.write.to ?? '' };
  return {
    deal,
    letter: grade.letter,
    ...planned,
    effective: effectiveGrade(rules, after, grade.letter, options.today),
    modelAmount: deal.modelAmount,
  };
};
