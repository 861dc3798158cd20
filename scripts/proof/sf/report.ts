/** What a run of commands prints: a line for each, and a closing line that counts all of them. */
export class Report {
  readonly #print: (line: string) => void;
  #good = 0;
  #failed = 0;
  #notRun = 0;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  section(title: string): void {
    this.#print(`\n${title}\n`);
  }

  /** `problem`: what was wrong; undefined: the command did as it should. */
  ran(command: string, problem: string | undefined): void {
    if (problem === undefined) this.#good += 1;
    else this.#failed += 1;
    this.#print(problem === undefined ? `ok      ${command}` : `FAILED  ${command}\n        ${problem}`);
  }

  /** `commands`: how many it stands for. */
  notRun(command: string, why: string, commands = 1): void {
    this.#notRun += commands;
    this.#print(`not run ${command}: ${why}`);
  }

  /** Prints the closing line. Answers the exit code: 1 where a command failed; what was not run is no failure. */
  close(): number {
    const ran = this.#good + this.#failed;
    this.#print(
      `\n${this.#good} of ${ran} commands as they should be, ${this.#failed} failed, ${this.#notRun} not run.`,
    );
    return this.#failed === 0 ? 0 : 1;
  }
}
