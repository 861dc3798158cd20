/** What an experiment is, and what it finds. */
import type { InstallProject } from '../install/index.ts';
import type { Lab } from './lab.ts';

/** Where Salesforce's behaviour matters to TAS+. */
export const subjects = ['Stages', 'Rules and formulas', 'Saving', 'Panel', 'API'] as const;
export type Subject = (typeof subjects)[number];

/** assumed: the org does as TAS+ assumes · otherwise: it does not · untold: it could not be seen here · failed: the experiment itself did not come to an end. */
export type Outcome = 'assumed' | 'otherwise' | 'untold' | 'failed';

export interface Seen {
  readonly outcome: 'assumed' | 'otherwise' | 'untold';
  /** What the org did, in a sentence; of `untold` why it could not be seen. */
  readonly saw: string;
}

export interface Experiment {
  /** Stable for ever. */
  readonly id: string;
  readonly subject: Subject;
  readonly question: string;
  /** What TAS+ takes for granted. */
  readonly assumed: string;
  /** What follows where the org does otherwise. */
  readonly otherwise: string;
  /** Leaves nothing behind that `Lab.sweep` does not find. @throws {LabError} where it cannot be carried out. */
  readonly run: (lab: Lab, project: InstallProject) => Promise<Seen>;
}

export interface Verdict extends Omit<Experiment, 'run'> {
  readonly outcome: Outcome;
  readonly saw: string;
}

export const assumed = (saw: string): Seen => ({ outcome: 'assumed', saw });
export const otherwise = (saw: string): Seen => ({ outcome: 'otherwise', saw });
export const untold = (saw: string): Seen => ({ outcome: 'untold', saw });
export const seen = (asAssumed: boolean, saw: string): Seen => (asAssumed ? assumed(saw) : otherwise(saw));
