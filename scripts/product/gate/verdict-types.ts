/** What a verdict says. Codes and numbers only: whoever shows it has the words. */
import type { Group } from '../vocabulary/index.ts';
import type { Item, Refusal, Value } from './types.ts';

/** Why a suggestion is what it is; all but the first two mean that there is none. */
export type SuggestionKind =
  'partnerLed' | 'band' | 'noLead' | 'noAmount' | 'zero' | 'negative' | 'noRate' | 'noPartnerGrade';

export interface GradeVerdict {
  /** The grade that counts, null for none. */
  readonly effective: string | null;
  readonly why: 'partnerLed' | 'manual' | 'decided' | 'suggested' | 'none';
  readonly suggested: {
    readonly letter: string | null;
    readonly why: SuggestionKind;
    /** In the model's currency, null where it is not known. */
    readonly amount: number | null;
    /** The band: lowest amount, inclusive, and where the next band begins. */
    readonly from: number | null;
    readonly below: number | null;
  };
  readonly decided: string | null;
  readonly manual: {
    readonly letter: string | null;
    readonly state: 'none' | 'valid' | 'expired';
    readonly until: string | null;
  };
}

export interface GradeAndTrack {
  readonly grade: string | null;
  readonly track: string;
}

export interface WhatIf {
  /** What the amount would do on reaching the next line; at 0: any amount above it. */
  readonly up: ({ readonly from: number } & GradeAndTrack) | null;
  /** What it would do below the line of its band: at once, and after a run that may lower the decided grade. */
  readonly down: { readonly below: number; readonly atOnce: GradeAndTrack; readonly afterRun: GradeAndTrack } | null;
}

export type RequirementState = 'open' | 'done' | 'notApplicable' | 'waived' | 'skipped';

export type OpenReason =
  | { readonly kind: 'blank' | 'unchecked' | 'notPositive'; readonly field: string }
  | {
      readonly kind: 'notAccepted';
      readonly field: string;
      readonly value: Value;
      readonly accept: readonly string[];
    }
  | { readonly kind: 'unreachable'; readonly field: string; readonly reach: readonly string[] }
  /** The registration that the deal names protects it not. `value`: the day that goes with it; `text`: why it was rejected. */
  | {
      readonly kind: `registration${'Submitted' | 'Rejected' | 'Lapsed' | 'Ended'}`;
      readonly field: string;
      readonly value: Value;
      readonly text: Value;
    }
  /** A date before today. */
  | { readonly kind: 'past'; readonly field: string; readonly value: Value }
  | {
      readonly kind: 'itemMissing' | 'itemOpen' | 'itemRequested' | 'itemDeclined' | 'itemTwice' | 'evidenceMissing';
    };

/** Who can put it right: anyone who may edit the deal; an approver who is not its owner; who decides grades. */
export type Fixer = 'editor' | 'approver' | 'grader';

export interface RequirementVerdict {
  readonly code: string;
  readonly stage: number;
  readonly group: Group;
  readonly gate: 'hard' | 'advisory';
  readonly state: RequirementState;
  /** It stands in the way of the requested move. */
  readonly blocks: boolean;
  /** Open although the deal has passed its gate: left behind by another track or model, it comes due at Closed Won. */
  readonly behind: boolean;
  /** Why it is open; empty in every other state. */
  readonly why: readonly OpenReason[];
  readonly fixer: Fixer;
  /** Whether this viewer is such a person, given that he may edit the deal. */
  readonly canFix: boolean;
}

export interface Share {
  readonly done: number;
  readonly of: number;
}

/** Hard requirements on the deal's way. */
export interface StageProgress extends Share {
  readonly stage: number;
  readonly groups: Readonly<Record<Group, Share>>;
}

export type Warning =
  | { readonly kind: 'bidDeadline' | 'awardNotice'; readonly days: number; readonly limit: number }
  /** The amount is the sum of the deal's products; what is written there is passed over without a word. */
  | { readonly kind: 'amountOfProducts' }
  | { readonly kind: 'noOpponent' | 'settledByOwner' | 'doneWithoutEvidence'; readonly code: string }
  /**
   * A text that says nothing: a placeholder, or nothing to be seen. `field` is of the deal, of a record it names
   * (`X__r.Phone`), or `evidence`, `reason` or `note` of the item.
   */
  | {
      readonly kind: 'placeholder' | 'unseen';
      readonly code: string;
      readonly field: string;
      readonly value: string;
    }
  /** A hard process was settled for a smaller amount than the deal has now, or for none. */
  | {
      readonly kind: 'approvedForLess' | 'approvedWithout';
      readonly code: string;
      readonly amount: number;
      readonly now: number;
    }
  /** Per cent, and what the stage says. */
  | { readonly kind: 'probability' | 'forecast'; readonly value: string | number; readonly expected: string | number };

export interface StageAge {
  readonly days: number;
  readonly expected: number;
  readonly level: 'green' | 'amber' | 'red';
}

export interface Verdict {
  /** Version of the model that all of this is due under. */
  readonly version: number;
  /** No enforced rule stands against the write. */
  readonly allowed: boolean;
  readonly refusals: readonly Refusal[];
  /** Whether the rules hold for this deal and viewer; if not, why. */
  readonly governed: 'yes' | 'bypass' | 'cohort' | 'recordType';
  /** Where the deal stands, before the write; a new one where it would stand. 0 for Closed Lost and unknown stages. */
  readonly position: number;
  /** Where a lost deal stood, by its own record; 0 for every other deal, and where nobody wrote it. */
  readonly lostAt: number;
  /** Id null for a closed or unknown stage; `known`: it belongs to the model, open or closed. */
  readonly stage: { readonly id: number | null; readonly name: string; readonly known: boolean };
  /** The next stage of the way; null when the deal is won. */
  readonly next: string | null;
  /** `way`: the numbers of its stages. */
  readonly track: {
    readonly name: string;
    readonly why: 'grade' | 'ungraded';
    readonly way: readonly number[];
    readonly noTender: boolean;
    readonly jump: boolean;
  };
  readonly grade: GradeVerdict;
  readonly whatIf: WhatIf;
  /** Every requirement of the model, stage by stage. */
  readonly requirements: readonly RequirementVerdict[];
  readonly progress: readonly StageProgress[];
  readonly warnings: readonly Warning[];
  /** Days in the present stage; null outside of the stages of the model or where no date is known. */
  readonly age: StageAge | null;
  /** Items of codes that the model does not have (any more): they never count. */
  readonly unknownItems: readonly Item[];
}

export interface ItemVerdict {
  /** Version of the model that it is judged under. */
  readonly version: number;
  readonly allowed: boolean;
  readonly refusals: readonly Refusal[];
  /** False for a code that the model does not have (any more). It never counts; the picklist refuses it anew. */
  readonly known: boolean;
  /** Whether the item, once saved, stands for its requirement at a gate. */
  readonly counts: boolean;
  /** What settling it as it is takes. */
  readonly needs: {
    readonly evidence: boolean;
    readonly person: boolean;
    readonly reason: boolean;
    readonly approver: boolean;
  };
}
