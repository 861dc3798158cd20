import type { GradeOrg } from '../grade/index.ts';
import type { Messages } from '../messages/index.ts';
import type { SalesModel } from '../model/index.ts';
import type { ApiChoice, Calendar } from '../org/index.ts';
import type { OrgStages, StageMapping } from '../stages/index.ts';
import type { Progress } from '../terminal/index.ts';

/** What a migration needs of an org; a test passes its own. */
export type MigrateOrg = GradeOrg;

export interface MigrateOptions {
  readonly model: SalesModel;
  /** Where the model comes from, for the reader. */
  readonly modelFile: string;
  readonly mapping: StageMapping;
  readonly stages: OrgStages;
  /** The user's own SOQL condition. */
  readonly where?: string;
  readonly apply: boolean;
  /** Asked before anything is written; told what is written, in a sentence. What it throws ends the run. */
  readonly confirm?: (what: string) => Promise<void>;
  readonly api: ApiChoice;
  readonly calendar: Calendar;
  /** In whose language the items are written. */
  readonly messages: Messages;
  readonly progress: Progress;
  /** Folder of runs, where a run that writes keeps its journal. */
  readonly runs: string;
  readonly now: () => Date;
}
