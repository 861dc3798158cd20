/** A row as text, in the order of the columns that were asked for; an empty text is null. */
export type TextRow = readonly string[];

/** Takes rows as they come; what it answers is waited for, so a slow reader holds the org back. */
export type OnRows = (rows: TextRow[]) => void | Promise<void>;

/** One thing the org said against a record. */
export interface RowError {
  /** Such as FIELD_CUSTOM_VALIDATION_EXCEPTION. */
  readonly code: string;
  readonly message: string;
  readonly fields: string[];
}

/** Of records that were written: one for all, for there are many. */
export const noErrors: RowError[] = [];

/** What became of a record: written when `errors` is empty, else everything the org said. */
export interface RowOutcome {
  readonly id: string;
  readonly errors: RowError[];
}

/**
 * update: the record of an id · upsert: the record of an external id, made where there is none · delete: into the bin ·
 * insert: a record of which the org keeps one for its lookups, so that making it again changes it; collections alone.
 */
export type WriteOperation = 'update' | 'upsert' | 'delete' | 'insert';

/** New values for one record; a delete has none. */
export interface RecordUpdate {
  /** The record's id; of an upsert the value of its external id. */
  readonly id: string;
  /** Records of one parent stay together, so that two jobs never wait for the same lock. */
  readonly parentId: string;
  /** By field; null empties it. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** By which API rows are read or written. */
export type OrgApi = 'bulk' | 'collections';

/** Records of one object that are written alike. */
export interface WriteRequest {
  readonly object: string;
  readonly operation: WriteOperation;
  /** `Id`; of an upsert the field that is the external id; an insert has none. */
  readonly key: string;
  /** The fields to write, without the key. */
  readonly columns: readonly string[];
  /** Each id once. */
  readonly updates: readonly RecordUpdate[];
  /** Told how many more records have an outcome. */
  readonly onProgress?: (more: number) => void;
  /** Told when the org has records of a job and works on them: time for work of one's own. */
  readonly onSent?: () => void;
}

export const isLocked = (outcome: RowOutcome): boolean =>
  outcome.errors.some((error) => error.code === 'UNABLE_TO_LOCK_ROW');
