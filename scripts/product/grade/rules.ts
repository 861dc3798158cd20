import type { SalesModel } from '../model/index.ts';

/** One band of amounts: the letter of every deal we lead with at least `from`. */
interface GradeBand {
  letter: string;
  /** Lowest amount, inclusive, in the model's currency. */
  from: number;
  /** The band in words, such as "we lead, CNY 300,000 or more, below 1,000,000". */
  words: string;
}

/** What grading needs of a sales model. */
export interface GradeRules {
  /** From the highest amount to the lowest. */
  bands: readonly GradeBand[];
  /** The letter of every deal the partner leads. */
  partnerLetter: string;
  /** ISO code of the amounts in `bands`. */
  currency: string;
  /** What an unanswered "led by" counts as. */
  blankLedBy: 'us' | 'ungraded';
  /** True: a manual grade also wins downwards. */
  manualMayLower: boolean;
  /** Every letter, the best first, the partner's last. */
  letters: readonly string[];
}

const amountFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** An amount with thousands separators, such as 1,000,000. */
export const amountText = (amount: number): string => amountFormat.format(amount);

const bandWords = (currency: string, from: number, below: number | undefined): string => {
  const upper = below === undefined ? '' : `below ${amountText(below)}`;
  if (from <= 0) return `we lead, ${currency} ${upper === '' ? 'above 0' : upper}`;
  return `we lead, ${currency} ${amountText(from)} or more${upper === '' ? '' : `, ${upper}`}`;
};

/** The grading rules of a model that has passed its checks. */
export const gradeRules = (model: Pick<SalesModel, 'grades' | 'money' | 'manualGrade'>): GradeRules => {
  const partner = model.grades.find((grade) => grade.partnerLed);
  if (partner === undefined) throw new Error('The model has no grade for deals the partner leads.');
  const bands = model.grades
    .filter((grade) => !grade.partnerLed)
    .map((grade) => ({ letter: grade.letter, from: grade.from ?? 0 }))
    .toSorted((a, b) => b.from - a.from);
  const { currency, blankLedBy } = model.money;
  return {
    bands: bands.map((band, at) => ({ ...band, words: bandWords(currency, band.from, bands[at - 1]?.from) })),
    partnerLetter: partner.letter,
    currency,
    blankLedBy,
    manualMayLower: model.manualGrade.mayLower,
    letters: [...bands.map((band) => band.letter), partner.letter],
  };
};
