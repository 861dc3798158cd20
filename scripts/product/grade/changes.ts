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
  /** Places among the texts that many share. */
  stage: number,
  result: number,
  reason: number,
  effective: string | null,
  effectiveBefore: string | null,
];

export interface Change extends RunRow {
  /** The deal as it ends where the org takes the row. */
  readonly deal: EndedDeal;
  /** The grade that counts where it does not. */
  readonly effectiveBefore: string | null;
}

export class GradeChanges {
  readonly #lines = new SortedSpool();
  readonly #shared: string[] = [];
  readonly #places = new Map<string, number>();

  get count(): number {
    return this.#lines.count;
  }

  /** @param to The grade to be written; null: none. */
  add(plan: GradePlan, to: string | null): void {
    const { deal, effective, effectiveBefore } = plan;
    const { name, stage, result, reason } = endedOf(plan);
    const before = deal.fields[field.grade];
    const decided = typeof before === 'string' && before !== '' ? before : null;
    const [stageAt, resultAt, reasonAt] = [this.#place(stage), this.#place(result), this.#place(reason)];
    const ends = [effective, effectiveBefore] as const;
    const line: Line = [deal.id, deal.accountId, decided, to, name, stageAt, resultAt, reasonAt, ...ends];
    this.#lines.add(deal.id, JSON.stringify(line));
  }

  /** Every change, or those at the places that are wanted, by the ids of the deals; may be asked for again. */
  *rows(isWanted: (n: number) => boolean = () => true): Generator<Change> {
    const valuesOf = sharedValues([field.grade]);
    let n = -1;
    let last = '';
    for (const [key, text] of this.#lines.read()) {
      if (key === last)
        throw new OrgError('CountsDisagree', {
          message: `The org gave deal ${key} twice; nothing was written.`,
          actions: ['Run the command again.'],
        });
      last = key;
      n += 1;
      if (!isWanted(n)) continue;
      const [id, parent, before, to, name, stage, result, reason, effective, effectiveBefore] = JSON.parse(
        text,
      ) as Line;
      yield {
        n,
        object: 'Opportunity',
        key: 'Id',
        id,
        parent,
        before: valuesOf([before]),
        after: valuesOf([to]),
        deal: {
          id,
          name,
          stage: this.#shared[stage] ?? '',
          // What is written is what the rules suggest.
          letter: to,
          result: this.#shared[result] as GradeResult,
          reason: this.#shared[reason] ?? '',
          effective,
        },
        effectiveBefore,
      };
    }
  }

  #place(text: string): number {
    const place = this.#places.get(text) ?? this.#shared.push(text) - 1;
    this.#places.set(text, place);
    return place;
  }

  /** Lets go of the disk. */
  close(): void {
    this.#lines.close();
  }
}
