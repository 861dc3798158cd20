/** Deals of every kind that a grading run meets, the same for the same seed. */
import type { SalesModel } from '../../product/model/index.ts';
import { field, ledBy } from '../../product/vocabulary/index.ts';
import { Random } from './random.ts';

type Row = Readonly<Record<string, string | number | null>>;

const dealsOfAccount = 7;

export const accountRows = (deals: number): Row[] =>
  Array.from({ length: Math.ceil(deals / dealsOfAccount) }, (_none, at) => ({ Name: `Account ${at}` }));

/**
 * Open deals: most without a grade, some with one that rises or would be lowered, some graded by hand, some led by a
 * partner or by nobody, some without an amount.
 */
export function dealRows(model: SalesModel, accountIds: readonly string[], count: number, seed: number): Row[] {
  const random = new Random(seed);
  const letters = model.grades.filter(({ partnerLed }) => !partnerLed).map(({ letter }) => letter);
  return Array.from({ length: count }, (_none, at): Row => {
    const letter = letters[random.below(letters.length)] ?? null;
    return {
      Name: `Deal ${at}, "${at % 5}"`,
      AccountId: accountIds[Math.floor(at / dealsOfAccount)] ?? null,
      [field.stage]: model.stages[random.below(model.stages.length)]?.name ?? null,
      [field.closeDate]: `2031-0${1 + random.below(9)}-15`,
      [field.amount]: random.below(12) === 0 ? null : (1 + random.below(900)) * 25_000,
      [field.ledBy]: random.of([ledBy.us, ledBy.us, ledBy.us, ledBy.us, ledBy.partner, null]),
      [field.grade]: random.below(6) === 0 ? letter : null,
      [field.manualGrade]: random.below(25) === 0 ? letter : null,
    };
  });
}
