import { TakeUpCommand, takeUpArgs, takeUpCodes, takeUpFlags, type TakeUpResult } from '../../take-up-command.ts';

/** `tas resume RUN`: an interrupted run goes on. */
export default class Resume extends TakeUpCommand {
  public static override readonly summary = 'Go on with a run that was interrupted, or whose records were refused.';
  public static override readonly description =
    'Looks at the org first: records that stand as they shall be are not written again, records that somebody changed in between are left alone and listed, the others are written. Nothing is written without --apply.';
  public static override readonly examples = [
    'See what is missing:\n<%= config.bin %> <%= command.id %> 2026-11-26T115704-grade-3fa9 --target-org practice',
    'Write it:\n<%= config.bin %> <%= command.id %> 2026-11-26T115704-grade-3fa9 --target-org practice --apply',
  ];
  public static override readonly args = takeUpArgs;
  public static override readonly flags = takeUpFlags;
  public static override readonly errorCodes = takeUpCodes;

  public async run(): Promise<TakeUpResult> {
    const { args, flags } = await this.parse(Resume);
    const { isResumable, planResume, resumeRun } = await import('../../../runs/index.ts');
    return await this.takeUp({
      run: args.run,
      flags,
      label: 'Going on',
      plan: planResume,
      isPending: isResumable,
      write: async (org, run, plan, options) => {
        await resumeRun(org, run, plan, options);
        return run.head.id;
      },
    });
  }
}
