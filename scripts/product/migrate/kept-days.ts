/**
 * Days that are lost in the org: taking a migration back writes the old stage anew, so the platform says that the deal
 * came into it that very day. The run that was taken back still knows better.
 */
import type { OrgDeal } from '../explain/index.ts';
import type { Run } from '../runs/index.ts';
import { field } from '../vocabulary/index.ts';

/** Clocks of this machine and of the org may differ by so much, in milliseconds. */
const skew = 600_000;
/** How long a run that nobody ended may have gone on, in milliseconds. */
const longest = 86_400_000;

interface Kept {
  readonly stage: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly from: number;
  readonly until: number;
}

/**
 * The day on which a deal came into the stage that an undo put it back in; undefined where no undo did so, or the deal
 * has moved since. `undone`: runs that took others back, the newest first.
 */
export function keptDays(undone: readonly Run[], orgId: string): (deal: OrgDeal) => string | undefined {
  const byDeal = new Map<string, Kept[]>();
  for (const run of undone) {
    const { head, states, ended } = run;
    if (head.org.id.slice(0, 15) !== orgId.slice(0, 15)) continue;
    const from = Date.parse(head.started) - skew;
    const until = ended === null ? from + longest : Date.parse(ended) + skew;
    for (const { n, id, before, after } of run.rows()) {
      const [day, stage] = [before?.[field.stageSince], after?.[field.stage]];
      if (typeof day !== 'string' || typeof stage !== 'string') continue;
      if (!states.isTaken(n)) continue;
      byDeal.set(id, [...(byDeal.get(id) ?? []), { stage, day, from, until }]);
    }
  }
  return (deal) => {
    const changed = Date.parse(String(deal[field.stageChanged]).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    return byDeal
      .get(deal.Id)
      ?.find(({ stage, from, until }) => stage === deal[field.stage] && from <= changed && changed <= until)?.day;
  };
}
