/** What a verdict looks like to a reader: texts in his language, and no decision that the verdict does not hold. */
import type { RequirementVerdict, RequirementState, StageAge, Warning } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import type { Formats } from './formats.ts';

/** How the reader's language names what a verdict speaks of, and how his locale writes. */
export interface Locale extends Formats {
  readonly model: SalesModel;
  /** By StageName, open or closed; an unknown one is its own name. */
  stage(name: string): string;
  track(name: string): string;
  grade(letter: string): string;
  /** By code. */
  requirement(code: string): string;
  /** By API name. */
  field(name: string): string;
  /** A stored picklist value as people read it. */
  value(field: string, value: string): string;
  /** Names of people who may grant what waits on the deal; left out or empty: nobody is known. */
  readonly approvers?: readonly string[];
}

export interface PresentedRequirement {
  readonly verdict: RequirementVerdict;
  readonly name: string;
  /** Its state in a word; an open advisory one is called that. */
  readonly state: string;
  /** Why it is open, each reason with the field it is about where that is not named like the requirement. */
  readonly why: readonly string[];
  /** Who can settle it. */
  readonly who: string;
  /** That it was left behind; null where it was not. */
  readonly behind: string | null;
  readonly warnings: readonly string[];
}

export interface PresentedStep {
  /** Number of the stage. */
  readonly id: number;
  readonly name: string;
  /** `optional`: still to come, and off the way. */
  readonly state: 'done' | 'here' | 'later' | 'optional' | 'skipped' | 'behind' | 'lost';
  /** Its name and its state. */
  readonly title: string;
}

export interface Presentation {
  /** The path of the deal. */
  readonly steps: readonly PresentedStep[];
  readonly stage: {
    readonly name: string;
    /** Such as "Stage 2 of 7", or that it is won, lost or unknown. */
    readonly position: string;
    /** Days in the stage; null where it stands in none. */
    readonly age: string | null;
    readonly level: StageAge['level'];
  };
  readonly track: {
    readonly name: string;
    /** What is special about it. */
    readonly notes: readonly string[];
  };
  readonly grade: {
    readonly name: string;
    /** By hand, automatic, or empty. */
    readonly origin: string;
    readonly title: string;
    readonly reason: string;
    readonly notes: readonly string[];
    /** What another amount would change; what would change nothing is left out. */
    readonly whatIf: readonly string[];
  };
  /** Why the rules do not hold for this deal or reader; null where they do. */
  readonly governed: string | null;
  /** The move that the verdict is about. */
  readonly move: {
    /** Stages it leaves out; null where it leaves out none. */
    readonly skips: string | null;
    /** What rules of movement say against it, with their codes. */
    readonly rules: readonly string[];
    readonly blocking: readonly PresentedRequirement[];
    /** Its headline: what is missing, what it is against, or that nothing is missing. */
    readonly title: string;
    /** `bypassed`: something is missing, and the bypass lets it through. */
    readonly tone: 'clear' | 'bypassed' | 'observed' | 'blocked';
  };
  /** Every requirement of the model, by code. */
  readonly requirements: ReadonlyMap<string, PresentedRequirement>;
  /** What was passed without; null where nothing was, or where the move asks for it itself. */
  readonly behind: { readonly title: string; readonly requirements: readonly PresentedRequirement[] } | null;
  /** Warnings of the deal as a whole, and items that belong to nothing. */
  readonly notes: readonly string[];
}

/** Warnings that belong to one requirement; the others are the deal's. */
export type RequirementWarning = Extract<Warning, { readonly code: string }>;

export type ShownState = RequirementState | 'waiting' | 'advisory';
