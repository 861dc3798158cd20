import { TakeUpCommand, takeUpArgs, takeUpCodes, takeUpFlags, type TakeUpResult } from '../../take-up-command.ts';

/** `tas undo RUN`: a run is taken back. */
export default class Undo extends TakeUpCommand {
  public static override readonly summary = 'Take a run back: put the records it wrote as they were before.';
  public static override readonly description =
    'Only records whose written fields still stand as the run left them are put back; others are listed and left alone. What is written is a run of its own, which can be taken back too. Nothing is written without --apply. Histories and time stamps of the platform cannot be restored.';
  public static override readonly examples = [
    'See what would be put back:\n<%= config.bin %> <%= command.id %> 2026-11-26T115704-grade-3fa9 --target-org practice',
    'Put it back:\n<%= config.bin %> <%= command.id %> 2026-11-26T115704-grade-3fa9 --target-org practice --apply',
  ];
  public static override readonly args = takeUpArgs;
  public static override readonly flags = takeUpFlags;
  public static override readonly errorCodes = takeUpCodes;

  public async run(): Promise<TakeUpResult> {
    const { args, flags } = await this.parse(Undo);
    const { planUndo, undoRun } = await import('../../../runs/index.ts');
    return await this.takeUp({
      run: args.run,
      flags,
      label: 'Taking back',
      plan: planUndo,
      isPending: ({ counts }) => counts.toWrite > 0,
      write: async (org, run, plan, options) => (await undoRun(org, run, plan, options)).head.id,
    });
  }
}
