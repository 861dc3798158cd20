/** What a run counts, deal by deal, so that no deal is kept but the first few of each kind. */
import { MatrixBuilder, type GradeMatrix } from './matrix.ts';
import { isAsExpected, type Conversion } from './money.ts';
import { gradeResults, type GradePlan, type GradeResult } from './plan.ts';
import type { SalesModel } from '../model/index.ts';
import type { RowError } from '../org/index.ts';
import { meaningOf } from '../runs/index.ts';

/** A deal as an example of its group. */
export interface Example {
  id: string;
  name: string;
  stage: string;
}

interface ReasonCount {
  reason: string;
  count: number;
}

export interface ResultCount {
  result: GradeResult;
  count: number;
  reasons: ReasonCount[];
  examples: Example[];
}

export interface FailureCount {
  /** Code of the gate or rule of the model, such as TAS-G2, else that of the platform. */
  gate: string;
  code: string;
  message: string;
  fields: string[];
  /** Who can put it right. */
  fixer: string;
  count: number;
  examples: Example[];
}

/** Deals of a kind: how many, and the first of them. */
export interface Noted {
  count: number;
  examples: (Example & { effective?: string | null; suggested: string | null; inOrg?: string })[];
}

/** A deal with what became of it in the end. */
export type EndedDeal = Example & Pick<GradePlan, 'letter' | 'result' | 'reason' | 'effective'>;

const mostExamples = 3;

/** Groups of reasons that are told one by one; each further one is counted among them. */
const mostReasons = 1_000;
const otherReasons = 'other reasons';

const exampleOf = ({ deal }: GradePlan): Example => ({ id: deal.id, name: deal.name, stage: deal.stage });
const noneNoted = (): Noted => ({ count: 0, examples: [] });

function note(noted: Noted, example: Noted['examples'][number]): void {
  noted.count += 1;
  if (noted.examples.length < mostExamples) noted.examples.push(example);
}

export class GradeTally {
  read = 0;
  withGrade = 0;
  /** Deals whose effective grade is not the suggested one: a manual or an earlier decided grade stands above it. */
  readonly effective = noneNoted();
  /** Deals whose suggested grade the org's own formula sees otherwise: the org runs another model. */
  readonly formula = noneNoted();
  /** Deals whose amount is the sum of their products. */
  readonly products = noneNoted();
  /** Deals whose amount in the model's currency is not what the rates of the org make of it. */
  readonly amounts = noneNoted();
  readonly #matrix: MatrixBuilder;
  readonly #isByDay: boolean;
  readonly #conversion: Pick<Conversion, 'expected'>;
  readonly #results = new Map<
    GradeResult,
    { count: number; readonly examples: Example[]; readonly reasons: Map<string, number> }
  >();

  /** `isByDay`: amounts are those of a day's rates, which the org's own formulas do not know. */
  constructor(
    { money, grades, stages }: SalesModel,
    conversion: Pick<Conversion, 'expected'>,
    { isByDay }: { readonly isByDay: boolean },
  ) {
    this.#conversion = conversion;
    this.#isByDay = isByDay;
    this.#matrix = new MatrixBuilder(
      money.currency,
      grades.toSorted((a, b) => Number(a.partnerLed) - Number(b.partnerLed)).map(({ letter }) => letter),
      stages.map(({ name }) => name),
    );
  }

  get matrix(): GradeMatrix {
    return this.#matrix.build();
  }

  /** Every result that occurred, with its reasons and its first deals. */
  get results(): ResultCount[] {
    return gradeResults.flatMap((result): ResultCount[] => {
      const group = this.#results.get(result);
      if (group === undefined) return [];
      const reasons = [...group.reasons].map(([reason, count]) => ({ reason, count }));
      reasons.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
      return [{ result, count: group.count, reasons, examples: group.examples }];
    });
  }

  /** Counts a deal that was read. */
  add(plan: GradePlan): void {
    const { deal, letter } = plan;
    this.read += 1;
    if (letter !== null) this.withGrade += 1;
    this.#matrix.add(plan);
    const example = { ...exampleOf(plan), suggested: letter };
    if (deal.hasProducts) note(this.products, example);
    if (this.#isByDay) return;
    if (deal.suggestedInOrg !== (letter ?? '')) note(this.formula, { ...example, inOrg: deal.suggestedInOrg });
    if (!isAsExpected(this.#conversion, deal)) note(this.amounts, example);
  }

  /** Counts a deal by what became of it. */
  end({ result, reason, letter, effective, ...example }: EndedDeal): void {
    const group = this.#results.get(result) ?? { count: 0, examples: [], reasons: new Map<string, number>() };
    this.#results.set(result, group);
    group.count += 1;
    if (group.examples.length < mostExamples) group.examples.push(example);
    const told = group.reasons.has(reason) || group.reasons.size < mostReasons ? reason : otherReasons;
    group.reasons.set(told, (group.reasons.get(told) ?? 0) + 1);
    if (effective !== letter) note(this.effective, { ...example, effective, suggested: letter });
  }
}

/** The deal of a plan as it ends where nothing comes in between. */
export const endedOf = (plan: GradePlan): EndedDeal => {
  const { letter, result, reason, effective } = plan;
  return { ...exampleOf(plan), letter, result, reason, effective };
};

/** Ids of records that stand in the words of an error would make each error one of its own. */
const idPattern = /\b[a-zA-Z0-9]{5}0[a-zA-Z0-9]{9}(?:[A-Z0-5]{3})?\b/g;

/** Everything the org said against records, grouped; a record with two errors counts in both groups. */
export class FailureTally {
  readonly #groups: FailureCount[] = [];
  readonly #places = new Map<string, number>();

  /** The groups of a record's errors, by their places. */
  add(errors: readonly RowError[]): number[] {
    return errors.map(({ code, message, fields }) => {
      const words = message.replaceAll(idPattern, '…');
      const key = JSON.stringify([code, words, fields]);
      const place =
        this.#places.get(key) ??
        this.#groups.push({ ...meaningOf({ code, message }), code, message: words, fields, count: 0, examples: [] }) -
          1;
      this.#places.set(key, place);
      const group = this.#groups[place];
      if (group !== undefined) group.count += 1;
      return place;
    });
  }

  /** In words, for the row of a file. */
  text(places: readonly number[]): string {
    return places
      .flatMap((place) => this.#groups[place] ?? [])
      .map(({ code, message }) => `${code}: ${message}`)
      .join('; ');
  }

  example(places: readonly number[], example: Example): void {
    for (const place of places) {
      const group = this.#groups[place];
      if (group !== undefined && group.examples.length < mostExamples) group.examples.push(example);
    }
  }

  get groups(): FailureCount[] {
    return this.#groups.toSorted((a, b) => b.count - a.count || (a.message < b.message ? -1 : 1));
  }
}
