/** What the engine takes and what the fast path answers. Values only: no clock, no I/O, no language. */

import type { SalesModel } from '../model/index.ts';
import type { ItemStatus } from '../vocabulary/index.ts';

export type { ItemStatus };

export type Value = string | number | boolean | null;

/**
 * A deal: field API names → values; absent and empty text are blank. Related values stand under dotted names
 * (`TAS_Project_Contact__r.Phone`, `RecordType.DeveloperName`). Days are YYYY-MM-DD, moments ISO 8601.
 * `TAS_Model_Amount__c`, where given, wins over `Amount`, which counts only in a model of one currency.
 */
export type Deal = Readonly<Record<string, Value | undefined>>;

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
  /** ISO 8601. */
  readonly settledOn?: string | null;
  /** The deal's amount in the model's currency when a hard process was settled. */
  readonly settledAmount?: number | null;
  readonly declinedBy?: string | null;
  /** ISO 8601. */
  readonly declinedOn?: string | null;
}

/** Who writes or looks: user id, and the custom permissions held, such as `TAS_Approve`. */
export interface Viewer {
  readonly id: string;
  readonly permissions: ReadonlySet<string>;
}

/** A write of a deal: `after` over `before`, which is undefined for a new one. */
export interface DealWrite {
  readonly model: SalesModel;
  readonly before: Deal | undefined;
  readonly after: Deal;
  readonly items: readonly Item[];
  readonly viewer: Viewer;
  /** YYYY-MM-DD, the day of whoever writes or looks. */
  readonly today: string;
  /** The day of a moment where they are; left out, that of GMT. */
  readonly dayOf?: ((moment: string) => string) | undefined;
}

/** A deal as an item needs it: with its id of 18 characters. */
export type ItemDeal = Deal & { readonly Id: string };

/** A write of a gate item: `after` over `before`, which is undefined for a new one. */
export interface ItemWrite {
  readonly model: SalesModel;
  readonly deal: ItemDeal;
  readonly before: Item | undefined;
  readonly after: Item;
  readonly viewer: Viewer;
  /** ISO 8601, the moment of the write. */
  readonly now: string;
}

/** A rule that stands against a write. `observed`: the model only watches it, so the write goes through. */
export interface Refusal {
  readonly code: string;
  readonly observed: boolean;
}
