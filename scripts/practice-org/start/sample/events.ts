/** What the people of the sample did, as values: each event is one call of the API, and can be played in any org. */

/** The id of a row that an earlier event inserted, with a text behind it where one is given, and behind that another id. */
export interface RowId {
  readonly row: string;
  readonly then?: string;
  readonly and?: string;
}

/** The id of a user. */
export interface UserId {
  readonly user: string;
}

export type SampleValue = string | number | boolean | null | RowId | UserId;

export interface SampleEvent {
  /** ISO 8601. */
  readonly at: string;
  /** Full name of who does it. */
  readonly actor: string;
  /** Number of the deal, from 1; 0 for what all deals share. */
  readonly deal: number;
  readonly operation: 'insert' | 'update';
  readonly object: string;
  /** What the row is called among the events. */
  readonly row: string;
  readonly fields: Readonly<Record<string, SampleValue>>;
}

/** The fields of an event as the API takes them, given the ids of rows and users. */
export function written(
  { fields }: SampleEvent,
  rowId: (row: string) => string,
  userId: (name: string) => string,
): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value === null || typeof value !== 'object'
        ? value
        : 'user' in value
          ? userId(value.user)
          : `${rowId(value.row)}${value.then ?? ''}${value.and === undefined ? '' : rowId(value.and)}`,
    ]),
  );
}

/** Events of many deals as one queue: by moment, at one moment in the order in which they are given. */
export const inOrder = (events: readonly SampleEvent[]): SampleEvent[] =>
  events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
