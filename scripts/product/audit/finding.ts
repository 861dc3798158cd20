/** What an audit finds. */

/** In the order in which the report shows them. */
export const findingKinds = [
  'blocked',
  'behind',
  'outgrown',
  'emptyText',
  'ownerSettled',
  'stageAge',
  'manualExpired',
  'registrationExpired',
  'registrationForeign',
  'registrationTwice',
  'unregistered',
  'twoPartners',
  'noContract',
  'foreignContract',
  'unreachable',
  'answerChanged',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** A deal as the report names it. */
export interface AuditedDeal {
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** Where it stands, as people read it; `won`: it is won. */
  readonly stage: string;
  readonly won: boolean;
  /** In hundredths of the corporate currency; null: blank, or without a rate. */
  readonly cents: bigint | null;
  /** ISO code of the corporate currency. */
  readonly currency: string;
}

/** One line of audit.csv. */
export interface Finding {
  readonly kind: FindingKind;
  readonly deal: AuditedDeal;
  /** The next stage of its way, as people read it; empty where the finding is about no move. */
  readonly to: string;
  /** The stage whose gate asks, as people read it. */
  readonly gate: string;
  /** Code and name of the requirement; both empty where it is about none. */
  readonly code: string;
  readonly requirement: string;
  /** In words. */
  readonly detail: string;
}
