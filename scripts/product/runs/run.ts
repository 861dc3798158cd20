/** What a run is: which records a command wrote, what stood there before, what it put there, and what came of it. */
import type { runCommands } from '../run-record/index.ts';
import type { RowError } from '../org/index.ts';
import type { RowState, RowStates, RunCounts } from './states.ts';

export type RunValue = string | number | boolean | null;
export type RunValues = Readonly<Record<string, RunValue>>;

/** What a run does with one record. */
export interface RunRow {
  /** Its place in the run, from 0. */
  readonly n: number;
  readonly object: string;
  /** `Id`, the external id by which the record is known, or its two lookups joined by `+`. */
  readonly key: string;
  /** The value of `key`; of two lookups both values, joined by `+`. */
  readonly id: string;
  /** Rows of one parent are written together. */
  readonly parent: string;
  /** The fields that are written, as they were; null: there was no such record, the run makes it. */
  readonly before: RunValues | null;
  /** The same fields as they shall be; null: the record is deleted. */
  readonly after: RunValues | null;
  /** The place of an earlier row that this one makes no sense without: where that is not written, neither is this. */
  readonly needs?: number | undefined;
}

export interface RowResult {
  readonly n: number;
  readonly state: RowState;
  readonly errors: readonly RowError[];
}

export type RunCommand = (typeof runCommands)[number];

/** Something that a run did beside writing records, such as a deployment. */
export interface RunStep {
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  readonly said: string;
}

export interface RunHead {
  readonly id: string;
  readonly command: RunCommand;
  readonly org: { readonly id: string; readonly instanceUrl: string; readonly username: string };
  /** The sales model that decided it; null where none did. */
  readonly model: { readonly file: string; readonly version: number; readonly hash: string } | null;
  /** ISO 8601. */
  readonly started: string;
  /** The run that this one takes back. */
  readonly of: string | null;
  /** What it does, in a sentence. */
  readonly about: string;
}

/** A row that an undo did not touch, and why. */
export interface LeftRow {
  /** Its place in the run that is taken back. */
  readonly n: number;
  readonly object: string;
  readonly id: string;
  readonly why: string;
}

/** A run as its journal tells it: what is a row long stays on the disk and is read as it is asked for. */
export interface Run {
  readonly folder: string;
  readonly head: RunHead;
  /** False: it ended before all its rows stood in the journal, hence before it wrote anything. */
  readonly isWhole: boolean;
  readonly counts: RunCounts;
  /** The objects of its rows. */
  readonly objects: ReadonlySet<string>;
  /** What came of the row at a place; undefined: nobody knows. */
  readonly states: RowStates;
  /** The rows in their order. */
  rows(): Iterable<RunRow>;
  /** The rows from the last to the first. */
  rowsBackwards(): Iterable<RunRow>;
  /** The last results of rows that the org refused, or that were left alone, by their places. */
  refusals(): ReadonlyMap<number, RowResult>;
  /** How many rows an undo did not touch. */
  readonly leftAlone: number;
  left(): Iterable<LeftRow>;
  readonly steps: readonly RunStep[];
  /** When it ended (ISO 8601); null: it is under way, or was interrupted. */
  readonly ended: string | null;
}

/** The row that takes another back. Its own place is that of the other; what it needed is nothing to it. */
export const inverse = ({ n, object, key, id, parent, before, after }: RunRow): RunRow => ({
  n,
  object,
  key,
  id,
  parent,
  before: after,
  after: before,
});
