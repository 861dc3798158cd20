/** The grade with its reasons, and what another amount would make of it. */
import type { SalesModel } from '../model/index.ts';
import { field } from '../vocabulary/index.ts';
import { isBlank } from './blank.ts';
import {
  amountOf,
  bandOf,
  bandRankOf,
  combinedRank,
  leadOf,
  manualRank,
  rankOf,
  suggestedRank,
  trackOfRank,
} from './grade.ts';
import { noGrade, planOf, type Plan } from './plan.ts';
import type { Deal } from './types.ts';
import type { GradeAndTrack, GradeVerdict, SuggestionKind, WhatIf } from './verdict-types.ts';

const letterOf = (plan: Plan, rank: number): string | null => plan.letters[rank] ?? null;

const trackName = (plan: Plan, track: number): string => plan.model.tracks[track]?.name ?? '';

/** The grade of a deal with its reasons. `today` is YYYY-MM-DD, the day on which a manual grade must hold. */
export const gradeOf = (model: SalesModel, deal: Deal, today: string): GradeVerdict =>
  gradeVerdict(planOf(model), deal, today);

/** Place of a grade from the highest on, the partner-led one last; a letter that the model does not have comes after all. */
export const rankOfGrade = (model: SalesModel, letter: string | null): number => rankOf(planOf(model), letter);

export function gradeVerdict(plan: Plan, deal: Deal, today: string): GradeVerdict {
  const manual = manualRank(plan, deal, today);
  const decided = bandRankOf(plan, deal[field.grade]);
  const suggested = suggestedRank(plan, deal);
  const effective = combinedRank(plan, manual, decided, suggested);
  const amount = amountOf(plan, deal);
  const why = suggestionKind(plan, deal, amount);
  const isBand = why === 'band';
  const until = deal[field.manualUntil];
  const given = bandRankOf(plan, deal[field.manualGrade]);
  return {
    effective: letterOf(plan, effective),
    why:
      effective === noGrade
        ? 'none'
        : effective === plan.partnerRank
          ? 'partnerLed'
          : // A tie is told by the plainest reason: the amount says so itself.
            effective === suggested
            ? 'suggested'
            : effective === decided
              ? 'decided'
              : 'manual',
    suggested: {
      letter: letterOf(plan, suggested),
      why,
      amount: amount ?? null,
      from: isBand ? (plan.bands[suggested] ?? null) : null,
      below: isBand ? (plan.bands[suggested - 1] ?? null) : null,
    },
    decided: letterOf(plan, rankOf(plan, deal[field.grade])),
    manual: {
      letter: letterOf(plan, given),
      state: given === noGrade ? 'none' : manual === noGrade ? 'expired' : 'valid',
      until: typeof until === 'string' && until !== '' ? until : null,
    },
  };
}

function suggestionKind(plan: Plan, deal: Deal, amount: number | undefined): SuggestionKind {
  const lead = leadOf(plan, deal);
  if (lead === undefined) return 'noLead';
  if (lead === 'partner') return plan.partnerRank === noGrade ? 'noPartnerGrade' : 'partnerLed';
  if (amount === undefined) return isBlank(deal[field.amount]) ? 'noAmount' : 'noRate';
  return amount > 0 ? 'band' : amount === 0 ? 'zero' : 'negative';
}

/** What the next line up and down would change. Nothing where the amount does not count. */
export function whatIf(plan: Plan, deal: Deal, today: string): WhatIf {
  if (leadOf(plan, deal) !== 'us') return { up: null, down: null };
  const manual = manualRank(plan, deal, today);
  const decided = bandRankOf(plan, deal[field.grade]);
  const result = (decidedThen: number, suggested: number): GradeAndTrack => {
    const rank = combinedRank(plan, manual, decidedThen, suggested);
    return { grade: letterOf(plan, rank), track: trackName(plan, trackOfRank(plan, rank)) };
  };
  const band = bandOf(plan, amountOf(plan, deal));
  const above = band === noGrade ? plan.bands.length - 1 : band - 1;
  const up = plan.bands[above];
  const below = plan.bands[band];
  const lower = band + 1;
  return {
    up: up === undefined ? null : { from: up, ...result(decided, above) },
    down:
      below === undefined || lower >= plan.bands.length
        ? null
        : // A run that may lower brings the decided grade down to the suggestion.
          { below, atOnce: result(decided, lower), afterRun: result(Math.max(decided, lower), lower) },
  };
}
