/** What the engine takes and what the fast path answers. Values only: no clock, no I/O, no language. */

export type Value = string | number | boolean | null;

/**
 * A deal: field API names → values; absent and empty text are blank. Related values stand under dotted names
 * (`TAS_Project_Contact__r.Phone`, `RecordType.DeveloperName`). Days are YYYY-MM-DD, moments ISO 8601.
 * `TAS_Model_Amount__c`, where given, wins over `Amount`, which counts only in a model of one currency.
 */
export type Deal = Readonly<Record<string, Value | undefined>>;

export type ItemStatus = 'Open' | 'Requested' | 'Done' | 'NotApplicable' | 'Waived';

/** A gate item: what was settled for one requirement of a deal. */
export interface Item {
  readonly id?: string;
  readonly code: string;
  readonly status: ItemStatus;
  readonly key?: string;
  readonly evidence?: string | null;
  readonly person?: string | null;
  readonly reason?: string | null;
  readonly note?: string | null;
  readonly settledBy?: string | null;
  readonly settledOn?: string | null;
}

/** Who writes or looks: user id, and the custom permissions held, such as `TAS_Approve`. */
export interface Viewer {
  readonly id: string;
  readonly permissions: ReadonlySet<string>;
}

/** A rule that stands against a write. `observed`: the model only watches it, so the write goes through. */
export interface Refusal {
  readonly code: string;
  readonly observed: boolean;
}
