import { LED_BY_PARTNER, LED_BY_US } from './deal.ts';
import type { GradeRules } from './rules.ts';

/** Why a deal has no letter. */
export const ungradedResults = ['NoAmount', 'ZeroAmount', 'NegativeAmount', 'NoRate', 'LedByNotAnswered'] as const;
type UngradedResult = (typeof ungradedResults)[number];

/** What the rules look at. */
export interface GradeFacts {
  /** TAS_Led_By__c; empty: not answered. */
  ledBy: string;
  /** In the model's currency; null: blank. */
  amount: number | null | 'NoRate';
}

/** A letter, or the named reason why there is none. */
export type DealGrade =
  { letter: string; result: 'Graded'; reason: string } | { letter: null; result: UngradedResult; reason: string };

const none = (result: UngradedResult, reason: string): DealGrade => ({ letter: null, result, reason });

/**
 * The grade the rules give a deal (docs/method.md; domain §3): the partner's letter when the partner leads, whatever
 * the amount; else the band of the amount, lower bounds inclusive; else none, with its reason.
 */
export const gradeDeal = (rules: GradeRules, facts: GradeFacts): DealGrade => {
  if (facts.ledBy === LED_BY_PARTNER) {
    return { letter: rules.partnerLetter, result: 'Graded', reason: 'the partner leads' };
  }
  const weLead = facts.ledBy === LED_BY_US || (facts.ledBy === '' && rules.blankLedBy === 'us');
  if (!weLead) return none('LedByNotAnswered', 'who leads is not answered');
  const { amount } = facts;
  if (amount === null) return none('NoAmount', 'no amount');
  if (amount === 'NoRate') return none('NoRate', 'the currency of the deal has no active rate');
  if (amount === 0) return none('ZeroAmount', 'the amount is 0');
  if (amount < 0) return none('NegativeAmount', 'the amount is negative');
  const band = rules.bands.find(({ from }) => amount >= from);
  if (band === undefined) throw new Error(`No band of the model holds ${amount}.`);
  return { letter: band.letter, result: 'Graded', reason: band.words };
};
