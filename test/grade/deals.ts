/** Deals as the tests of grading speak of them, and what a run would do with them. */
import type { OpenDeal } from '../../scripts/product/grade/deal.ts';
import { planGrade, type GradePlan } from '../../scripts/product/grade/plan.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import { referenceModel } from '../reference/index.ts';

/** A model with the default lines, made by hand so that a change of the model cannot hide a mistake. */
export const modelWith = (change: { blankLedBy?: 'us' | 'ungraded'; mayLower?: boolean } = {}): SalesModel => ({
  ...referenceModel,
  money: { currency: 'CNY', blankLedBy: change.blankLedBy ?? 'ungraded', multiCurrency: false },
  manualGrade: { mayLower: change.mayLower ?? false, reasons: [] },
  grades: [
    { letter: 'A', label: {}, track: 'Full', from: 5_000_000, partnerLed: false },
    { letter: 'B', label: {}, track: 'Full', from: 1_000_000, partnerLed: false },
    // Anywhere among the bands, whose order the reader of models sees to.
    { letter: 'E', label: {}, track: 'Partner', partnerLed: true },
    { letter: 'C', label: {}, track: 'Fast', from: 300_000, partnerLed: false },
    { letter: 'D', label: {}, track: 'Fast', from: 0, partnerLed: false },
  ],
});

/** A deal in an org. Empty texts are blank. */
export interface DealRow {
  id: string;
  name: string;
  stage: string;
  accountId: string;
  amount: number | null;
  /** What the org makes of the amount. */
  modelAmount: number | null;
  currency: string;
  ledBy: string;
  decided: string;
  manual: string;
  manualUntil: string;
  suggestedInOrg: string;
  hasProducts: boolean;
  isClosed?: boolean;
}

/** A deal we lead, of 2,000,000 in the currency of the model, without any grade. */
export const deal = (change: Partial<DealRow> = {}): DealRow => ({
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
  hasProducts: false,
  ...change,
});

/** The same as grading reads it. */
export function openDeal(change: Partial<DealRow>): OpenDeal {
  const { id, name, stage, accountId, currency, suggestedInOrg, hasProducts, ...facts } = deal(change);
  const orNull = (text: string): string | null => (text === '' ? null : text);
  return {
    id,
    name,
    stage,
    accountId,
    currency,
    suggestedInOrg,
    hasProducts,
    fields: {
      Amount: facts.amount,
      TAS_Model_Amount__c: facts.modelAmount,
      TAS_Led_By__c: orNull(facts.ledBy),
      TAS_Grade__c: orNull(facts.decided),
      TAS_Manual_Grade__c: orNull(facts.manual),
      TAS_Manual_Grade_Valid_Until__c: orNull(facts.manualUntil),
    },
  };
}

export const TODAY = '2026-06-30';

export const plan = (change: Partial<DealRow>, options: { allowLower?: boolean; model?: SalesModel } = {}): GradePlan =>
  planGrade(openDeal(change), {
    model: options.model ?? modelWith(),
    today: TODAY,
    allowLower: options.allowLower ?? false,
  });
