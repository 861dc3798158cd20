/**
 * What every command of this project shares: `--json`, errors and warnings in the shape of Salesforce commands (name,
 * message, actions, exit code), and an end without a stack trace by a signal. Salesforce's own base class does as much
 * and loads 70 MB of what no command of ours uses.
 */
import { EOL } from 'node:os';
import { styleText } from 'node:util';
import { Command, Flags } from '@oclif/core';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface HelpSection {
  readonly header: string;
  readonly body: { readonly name: string; readonly description: string }[];
}

/** Exit codes with their meanings, for the help of the Salesforce CLI. */
export const toHelpSection = (header: string, ...codes: readonly Readonly<Record<string, string>>[]): HelpSection => ({
  header,
  body: codes.flatMap((some) => Object.entries(some).map(([name, description]) => ({ name, description }))),
});

/** An error as commands throw it, with what oclif and Salesforce commands put on it. */
type CommandError = Error & {
  code?: string | number;
  exitCode?: number;
  actions?: readonly string[];
  oclif?: { exit?: number };
  skipOclifErrorHandling?: boolean;
};

/** A mistake of ours, told apart from what a user can put right. */
const exitOfMistake = 10;

function exitCodeOf(error: CommandError): number {
  if (error instanceof TypeError) return exitOfMistake;
  return error.oclif?.exit ?? error.exitCode ?? 1;
}

export abstract class TasCommand<T> extends Command {
  public static override enableJsonFlag = true;
  /** For the help of the Salesforce CLI. */
  public static errorCodes?: HelpSection;
  public static override baseFlags = {
    'flags-dir': Flags.directory({ summary: 'Import flag values from a directory.', helpGroup: 'GLOBAL' }),
  };
  readonly #warnings: string[] = [];

  public abstract override run(): Promise<T>;

  public override jsonEnabled(): boolean {
    return super.jsonEnabled() || process.env['SF_CONTENT_TYPE']?.toUpperCase() === 'JSON';
  }

  /** Says on stderr what the user should know; in JSON it stands beside the result. */
  public override warn(input: string | Error): string | Error {
    const message = typeof input === 'string' ? input : input.message;
    this.#warnings.push(message);
    this.logToStderr(`${styled('yellow', 'Warning:')} ${message}`);
    return input;
  }

  protected override async init(): Promise<void> {
    await super.init();
    for (const signal of signals) process.once(signal, () => this.onSignal());
  }

  /** Ends the command: 130, as shells count an interruption. */
  protected onSignal(): void {
    void this.#sayHowToGoOn().finally(() => process.exit(130));
  }

  async #sayHowToGoOn(): Promise<void> {
    const { wordsOnInterruption } = await import('../runs/index.ts');
    for (const words of wordsOnInterruption()) process.stderr.write(`\n${words}\n`);
  }

  protected override toSuccessJson(result: unknown): unknown {
    return { status: typeof process.exitCode === 'number' ? process.exitCode : 0, result, warnings: this.#warnings };
  }

  protected override async catch(error: CommandError): Promise<never> {
    // A command that was called wrongly is an error like any other; oclif's 2 would read as "changes pending".
    if (error.oclif?.exit === 2) error.oclif.exit = 1;
    const exitCode = exitCodeOf(error);
    process.exitCode = exitCode;
    // Shown in brackets after "Error": the name says more than the exit code.
    const code = error.code ?? (error.name === 'Error' ? String(exitCode) : error.name);
    const { name, message, actions = [] } = error;
    if (this.jsonEnabled()) {
      const commandName = this.ctor.name;
      const status = exitCode;
      const told = { name, message, exitCode, ...(actions.length === 0 ? {} : { actions }), context: commandName };
      this.logJson({ ...told, warnings: this.#warnings, code, status, commandName });
    } else this.logToStderr(errorText({ code, message, actions }));
    throw await Promise.resolve(Object.assign(error, { skipOclifErrorHandling: true, oclif: { exit: exitCode } }));
  }
}

const styled = (colour: 'red' | 'yellow' | 'blue', text: string): string =>
  styleText(['bold', colour], text, { stream: process.stderr });

const errorText = ({ code, message, actions }: Required<Pick<CommandError, 'code' | 'message' | 'actions'>>): string =>
  [
    `${styled('red', `Error (${code}):`)} ${message}`,
    '',
    ...(actions.length === 0 ? [] : [styled('blue', 'Try this:'), '', ...actions]),
    '',
  ].join(EOL);
