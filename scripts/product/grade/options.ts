import type { SalesModel } from '../model/index.ts';
import type { ApiChoice } from '../org/index.ts';
import type { Progress } from '../terminal/index.ts';
import type { GradeSheet } from './sheet.ts';
import type { Verification } from './read-back.ts';

export interface GradeOptions {
  readonly model: SalesModel;
  /** Where the model comes from, for the reader. */
  readonly modelFile: string;
  /** The user's own SOQL condition. */
  readonly where?: string;
  readonly apply: boolean;
  /** Asked before anything is written; told how many grades. What it throws ends the run. */
  readonly confirm?: (grades: number) => Promise<void>;
  readonly allowLower: boolean;
  /** How many of the written grades are read again: one of a hundred and 2,000 at the least, or all. Default: sample. */
  readonly verify?: Verification;
  readonly api: ApiChoice;
  /** Percent of the API calls left today, 0 to 100, that the run leaves to others. Default: 50. */
  readonly leave?: number;
  /** Where the deals go, one by one; default: nowhere. */
  readonly sheet?: GradeSheet;
  /** YYYY-MM-DD: convert by the dated rates of that day, for a report; nothing can be written then. */
  readonly asOf?: string;
  /** YYYY-MM-DD, the day on which manual grades must hold. */
  readonly today: string;
  readonly progress: Progress;
  /** Folder of runs, where a run that writes keeps its journal. */
  readonly runs: string;
  readonly now: () => Date;
}
