import type { Deal } from '../../scripts/product/grade/deal.ts';
import { planGrade, type GradePlan } from '../../scripts/product/grade/plan.ts';
import { gradeRules, type GradeRules } from '../../scripts/product/grade/rules.ts';

/** Rules with the default lines, made by hand so that a change of the model cannot hide a mistake. */
export const rulesWith = (change: { blankLedBy?: 'us' | 'ungraded'; mayLower?: boolean } = {}): GradeRules =>
  gradeRules({
    money: { currency: 'CNY', blankLedBy: change.blankLedBy ?? 'ungraded', multiCurrency: false },
    manualGrade: { mayLower: change.mayLower ?? false, reasons: [] },
    // Not in order: the rules sort them.
    grades: [
      { letter: 'C', label: {}, track: 'Fast', from: 300_000, partnerLed: false },
      { letter: 'E', label: {}, track: 'Partner', partnerLed: true },
      { letter: 'A', label: {}, track: 'Full', from: 5_000_000, partnerLed: false },
      { letter: 'D', label: {}, track: 'Fast', from: 0, partnerLed: false },
      { letter: 'B', label: {}, track: 'Full', from: 1_000_000, partnerLed: false },
    ],
  });

/** A deal we lead, of 2,000,000 in the currency of the model, without any grade. */
export const deal = (change: Partial<Deal> = {}): Deal => ({
  id: '006000000000001AAA',
  name: 'A deal',
  stage: 'Needs Analysis',
  accountId: '001000000000001AAA',
  amount: 2_000_000,
  modelAmount: change.amount === undefined ? 2_000_000 : change.amount,
  currency: '',
  ledBy: 'Us',
  decided: '',
  manual: '',
  manualUntil: '',
  suggestedInOrg: '',
  ...change,
});

export const TODAY = '2026-06-30';

export const plan = (change: Partial<Deal>, options: { allowLower?: boolean; rules?: GradeRules } = {}): GradePlan =>
  planGrade(options.rules ?? rulesWith(), deal(change), {
    today: TODAY,
    allowLower: options.allowLower ?? false,
  });
