/** Why a deal gets its letter, or none, in words that many deals share, so that they can be counted. */
import type { GradeVerdict, SuggestionKind } from '../gate/index.ts';
import { languages, messagesIn } from '../messages/index.ts';

type Suggested = GradeVerdict['suggested'];

/** Why a deal has no letter, as results name it. */
export const ungradedResults = {
  noAmount: 'NoAmount',
  zero: 'ZeroAmount',
  negative: 'NegativeAmount',
  noRate: 'NoRate',
  noLead: 'LedByNotAnswered',
  noPartnerGrade: 'NoPartnerGrade',
} as const satisfies Record<Exclude<SuggestionKind, 'band' | 'partnerLed'>, string>;

export type UngradedResult = (typeof ungradedResults)[keyof typeof ungradedResults];

const amountFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** An amount with thousands separators, such as 1,000,000. */
export const amountText = (amount: number): string => amountFormat.format(amount);

/** Lines of the bands as text: there are few, and formatting takes longer than grading. */
const lines = new Map<number, string>();

function lineText(amount: number): string {
  const text = lines.get(amount) ?? amountText(amount);
  lines.set(amount, text);
  return text;
}

/** Such as "we lead, CNY 300,000 or more, below 1,000,000". Commands speak English. */
export function reasonOf({ why, from, below }: Suggested, currency: string): string {
  if (why !== 'band') return messagesIn(languages[0]).suggestion[why];
  const upper = below === null ? '' : `below ${lineText(below)}`;
  if (from === null || from <= 0) return `we lead, ${currency} ${upper === '' ? 'above 0' : upper}`;
  return `we lead, ${currency} ${lineText(from)} or more${upper === '' ? '' : `, ${upper}`}`;
}
