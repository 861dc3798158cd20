/** What an audit knows at its end; the findings themselves went by one deal at a time. */
import type { OrgApi } from '../org/index.ts';
import type { LeadCounts } from './leads.ts';
import type { KindSum, Sum } from './tally.ts';

export interface AuditReport {
  readonly org: {
    readonly id: string;
    readonly username: string;
    readonly instanceUrl: string;
    readonly apiVersion: string;
  };
  readonly model: { readonly file: string; readonly version: number };
  /** YYYY-MM-DD. */
  readonly today: string;
  /** The user's own condition, and the mapping file; null: none. */
  readonly where: string | null;
  readonly mapping: string | null;
  readonly api: OrgApi;
  /** ISO code of the corporate currency, in which every sum is. */
  readonly currency: string;
  /** Governed deals that were judged. */
  readonly open: number;
  readonly won: number;
  /** Open ones among them whose amount is blank or has no rate: in no sum. */
  readonly unconverted: number;
  /** Deals that the model does not govern, by why. */
  readonly recordType: number;
  readonly cohort: number;
  /** Governed open deals. */
  readonly total: Sum;
  readonly withFindings: Sum;
  readonly findings: number;
  readonly kinds: readonly KindSum[];
  /** Stages that the mapping leaves out, largest first. */
  readonly unmapped: readonly { readonly stage: string; readonly deals: number }[];
  /** Fields of the model that the user does not see: they counted as blank. */
  readonly unseen: readonly string[];
  /** null: the model has no leads. */
  readonly leads: LeadCounts | null;
  readonly seesItems: boolean;
  readonly seesHistory: boolean;
  /** Whether partners, and whether registrations, could be looked at. */
  readonly partnersLooked: boolean;
  readonly registrationLooked: boolean;
}
