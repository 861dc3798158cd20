import { amountsOf, type OpenDeal } from './deal.ts';
import type { GradePlan } from './plan.ts';

/** How many deals, and what they are worth in the model's currency. */
export interface MatrixCell {
  readonly count: number;
  readonly amount: number;
}

interface MatrixRow {
  stage: string;
  /** False for a stage the model does not have. */
  inModel: boolean;
  cells: Readonly<Record<string, MatrixCell>>;
  total: MatrixCell;
}

/** Stage × grade. Amounts that are blank or not convertible count as 0. */
export interface GradeMatrix {
  currency: string;
  /** The letters of the model, then 'ungraded'. */
  columns: readonly string[];
  /** Stages of the model in their order, then others by name. */
  rows: readonly MatrixRow[];
  totals: Readonly<Record<string, MatrixCell>>;
  total: MatrixCell;
}

const ungraded = 'ungraded';

/** Money is added in hundredths, so that a long column has no drift. */
class Sum {
  count = 0;
  #hundredths = 0;

  add(amount: number): void {
    this.count++;
    this.#hundredths += Math.round(amount * 100);
  }

  get cell(): MatrixCell {
    return { count: this.count, amount: this.#hundredths / 100 };
  }
}

/** Collects deals one by one, so that a long pipeline is never held twice. */
export class MatrixBuilder {
  readonly #currency: string;
  readonly #columns: readonly string[];
  readonly #stages: readonly string[];
  readonly #sums = new Map<string, Map<string, Sum>>();
  readonly #rowTotals = new Map<string, Sum>();
  readonly #totals = new Map<string, Sum>();
  readonly #total = new Sum();

  constructor(currency: string, letters: readonly string[], stages: readonly string[]) {
    this.#currency = currency;
    this.#columns = [...letters, ungraded];
    this.#stages = stages;
    for (const stage of stages) this.#sums.set(stage, new Map());
  }

  add({ deal, letter }: Pick<GradePlan, 'letter'> & { readonly deal: Pick<OpenDeal, 'stage' | 'fields'> }): void {
    const amount = amountsOf(deal).inModel ?? 0;
    const column = letter ?? ungraded;
    const row = this.#sums.get(deal.stage) ?? new Map<string, Sum>();
    this.#sums.set(deal.stage, row);
    sumAt(row, column).add(amount);
    sumAt(this.#rowTotals, deal.stage).add(amount);
    sumAt(this.#totals, column).add(amount);
    this.#total.add(amount);
  }

  build(): GradeMatrix {
    const others = [...this.#sums.keys()].filter((stage) => !this.#stages.includes(stage)).toSorted();
    const rows = [...this.#stages, ...others].map((stage): MatrixRow => {
      const sums = this.#sums.get(stage) ?? new Map<string, Sum>();
      return {
        stage,
        inModel: this.#stages.includes(stage),
        cells: this.#cells(sums),
        total: sumAt(this.#rowTotals, stage).cell,
      };
    });
    return {
      currency: this.#currency,
      columns: this.#columns,
      rows,
      totals: this.#cells(this.#totals),
      total: this.#total.cell,
    };
  }

  #cells(sums: ReadonlyMap<string, Sum>): Record<string, MatrixCell> {
    return Object.fromEntries(
      this.#columns.map((column) => [column, sums.get(column)?.cell ?? { count: 0, amount: 0 }]),
    );
  }
}

const sumAt = (sums: Map<string, Sum>, key: string): Sum => {
  const sum = sums.get(key) ?? new Sum();
  sums.set(key, sum);
  return sum;
};
