/** Made-up deals of three years, closed and open, with their history: the same for every run. */
import { readModelFile } from '../../product/model/index.ts';

const read = readModelFile('config/tas-plus.yaml');
if (!read.ok) throw new Error('the default model has problems');
export const { model } = read;
/** YYYY-MM-DD. */
export const today = '2026-06-15';
/** Rows of history of a deal. */
export const moves = 3;
const now = Date.parse(`${today}T00:00:00Z`);
const dayBefore = (days: number): string => new Date(now - days * 86_400_000).toISOString().slice(0, 10);
const momentBefore = (days: number): string => `${dayBefore(days)}T08:00:00.000+0000`;
export const idOf = (at: number): string => `006${String(at).padStart(12, '0')}AAA`;
/** Days since it was taken up. */
const sinceOf = (at: number): number => 1 + ((at * 37) % 1_000);
/** Days from there to its end; null: it is open. */
export const endOf = (at: number): number | null => {
  const days = 10 + ((at * 13) % 170);
  return at % 5 === 0 || days >= sinceOf(at) ? null : days;
};
const stageOf = (at: number): string => model.stages[at % model.stages.length]?.name ?? '';

/** The value of a column of the deal at a place; the same for every run. */
export function dealText(column: string, at: number): string {
  const end = endOf(at);
  switch (column) {
    case 'Id':
      return idOf(at);
    case 'StageName':
      return end === null ? stageOf(at) : at % 2 === 0 ? 'Closed Won' : 'Closed Lost';
    case 'Amount':
    case 'TAS_Model_Amount__c':
      return String((at % 977) * 10_000);
    case 'TAS_Effective_Grade__c':
      return 'ABCDE'.charAt(at % 5);
    case 'IsClosed':
      return String(end !== null);
    case 'IsWon':
      return String(end !== null && at % 2 === 0);
    case 'CreatedDate':
      return momentBefore(sinceOf(at));
    case 'CloseDate':
      return dayBefore(end === null ? -60 : sinceOf(at) - end);
    case 'Probability':
      return String(10 * (at % 7));
    default:
      return '';
  }
}

/** The value of a column of the row of history at a place: {@link moves} follow each other for each deal. */
export function historyText(column: string, at: number): string {
  const deal = Math.floor(at / moves);
  if (column === 'OpportunityId') return idOf(deal);
  if (column === 'StageName') return stageOf(deal + (at % moves));
  return momentBefore(Math.max(0, sinceOf(deal) - 5 * (at % moves)));
}

/** Answers to the coach of a deal: whether it can be won, soon after it was taken up, and what decided it once it is closed. */
export const answers = 2;

/** The value of a column of the answer at a place: {@link answers} follow each other for each deal. */
export function answerText(column: string, at: number): string {
  const deal = Math.floor(at / answers);
  const isReview = at % answers === 1;
  const end = endOf(deal);
  switch (column) {
    case 'Opportunity__c':
      return idOf(deal);
    case 'Question__c':
      return isReview ? 'DECIDED' : 'WIN';
    case 'Stage__c':
      return isReview ? dealText('StageName', deal) : stageOf(deal);
    case 'Choice__c':
      return isReview ? '' : (['Yes', 'No', 'Unknown'][deal % 3] ?? '');
    case 'Reason__c':
      return isReview ? (model.closed.lost.reasons[deal % 3]?.value ?? '') : '';
    default:
      return momentBefore(isReview && end !== null ? sinceOf(deal) - end : sinceOf(deal));
  }
}
