/** A reason why a run cannot be read, kept, taken up or taken back, in the shape commands print. */
export class RunError extends Error {
  readonly problem: RunProblem;
  readonly actions: string[];
  readonly exitCode: 1 | 3;
  /** What the disk said, such as ENOSPC; empty where it said nothing. */
  readonly disk: string;

  constructor(
    problem: RunProblem,
    details: {
      readonly message: string;
      readonly actions?: readonly string[];
      readonly exitCode?: 1 | 3;
      readonly disk?: string;
    },
  ) {
    super(details.message);
    this.name = problem;
    this.problem = problem;
    this.actions = [...(details.actions ?? [])];
    this.exitCode = details.exitCode ?? 1;
    this.disk = details.disk ?? '';
  }
}

type RunProblem = 'NoSuchRun' | 'RunDamaged' | 'RunIncomplete' | 'RunBusy' | 'OtherOrg' | 'AnInstall' | 'RunsFolder';
