/** What every command of this project shares: a signal ends it without a stack trace, and so does an error in JSON. */
import { SfCommand } from '@salesforce/sf-plugins-core';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export abstract class TasCommand<T> extends SfCommand<T> {
  /** SfCommand's own listeners throw an exit out of the event loop, which prints a stack trace and exits with 1. */
  protected override async init(): Promise<void> {
    await super.init();
    for (const signal of signals) {
      process.removeAllListeners(signal);
      process.once(signal, () => this.onSignal());
    }
  }

  /** Ends the command: 130, as shells count an interruption. */
  protected onSignal(): void {
    process.exit(130);
  }

  /** A command that was called wrongly is an error like any other; oclif's 2 would read as "changes pending". */
  protected override async catch(error: Error & { oclif?: { exit?: number }; code?: string }): Promise<never> {
    if (error.oclif?.exit === 2) error.oclif.exit = 1;
    // Shown in brackets after "Error": the name says more than the exit code.
    if (error.name !== 'Error') error.code ??= error.name;
    return await super.catch(error);
  }

  public override logJson(json: unknown): void {
    super.logJson(withoutStack(json));
  }
}

/** A stack trace tells users nothing, and names folders of the machine. */
function withoutStack(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('stack' in json)) return json;
  return Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'stack' && key !== 'cause'));
}
