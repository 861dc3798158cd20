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

/** What became of a record: written when `errors` is empty, else everything the org said. */
export interface RowOutcome {
  readonly id: string;
  readonly errors: RowError[];
}

/** New values for one existing record. */
export interface RecordUpdate {
  readonly id: string;
  /** Records of one parent stay together, so that two jobs never wait for the same lock. */
  readonly parentId: string;
  /** By field; null empties it. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

export const isLocked = (outcome: RowOutcome): boolean =>
  outcome.errors.some((error) => error.code === 'UNABLE_TO_LOCK_ROW');
