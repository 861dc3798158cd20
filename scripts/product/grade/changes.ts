/** The grades that a run is to write, kept on the disk in the order of the deals' ids. */
import { OrgError } from '../org/index.ts';
import { field } from '../vocabulary/index.ts';
import { sharedValues, SortedSpool, type RunRow } from '../runs/index.ts';
import type { GradePlan, GradeResult } from './plan.ts';
import { endedOf, type EndedDeal } from './tally.ts';

/** A change as one line of a file. */
type Line = readonly [
  /** Once more: cut out of a line it would keep the whole piece that was read alive. */
  id: string,
  account: string,
  before: string | null,
  to: string | null,
  name: string,
  stage: string,
  result: GradeResult,
  /** Its place among the reasons. */
  reason: number,
  effective: string | null,
  effectiveBefore: string | null,
];

export interface Change {
  readonly row: RunRow;
  /** The deal as it ends where the org takes the row. */
  readonly deal: EndedDeal;
  /** The grade that counts where it does not. */
  readonly effectiveBefore: string | null;
}

export class GradeChanges {
  readonly #lines = new SortedSpool();
  readonly #reasons: string[] = [];
  readonly #places = new Map<string, number>();

  get count(): number {
    return this.#lines.count;
  }

  /** @param to The grade to be written; null: none. */
  add(plan: GradePlan, to: string | null): void {
    const { deal, effective, effectiveBefore } = plan;
    const { name, stage, result, reason } = endedOf(plan);
    const place = this.#places.get(reason) ?? this.#reasons.push(reason) - 1;
    this.#places.set(reason, place);
    const before = deal.fields[field.grade];
    const decided = typeof before === 'string' && before !== '' ? before : null;
    const line: Line = [deal.id, deal.accountId, decided, to, name, stage, result, place, effective, effectiveBefore];
    this.#lines.add(deal.id, JSON.stringify(line));
  }

  /** Every change, by the ids of the deals; may be asked for again. */
  *all(): Generator<Change> {
    const valuesOf = sharedValues([field.grade]);
    let n = 0;
    let last = '';
    for (const [, text] of this.#lines.read()) {
      const [id, parent, before, to, name, stage, result, place, effective, effectiveBefore] = JSON.parse(text) as Line;
      if (id === last)
        throw new OrgError('CountsDisagree', {
          message: `The org gave deal ${id} twice; nothing was written.`,
          actions: ['Run the command again.'],
        });
      last = id;
      const reason = this.#reasons[place] ?? '';
      yield {
        row: {
          n,
          object: 'Opportunity',
          key: 'Id',
          id,
          parent,
          before: valuesOf([before]),
          after: valuesOf([to]),
        },
        // What is written is what the rules suggest.
        deal: { id, name, stage, letter: to, result, reason, effective },
        effectiveBefore,
      };
      n += 1;
    }
  }

  *rows(): Generator<RunRow> {
    for (const { row } of this.all()) yield row;
  }

  /** Lets go of the disk. */
  close(): void {
    this.#lines.close();
  }
}
