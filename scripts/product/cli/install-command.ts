/** What the commands that change an org's metadata share: the org, the project, and the name that production needs. */
import { SfError } from '@salesforce/core/sfError';
import { Flags } from '@salesforce/sf-plugins-core';
import type { InstallOrg, OrgFacts } from '../install/index.ts';
import { TasCommand } from './tas-command.ts';

export const confirmOrgFlag = Flags.string({
  summary: 'Name of the org, as Setup shows it under Company Information. A production org needs it.',
});

export abstract class InstallCommand<T> extends TasCommand<T> {
  /** Tells what is going on, on the line for progress. */
  protected readonly said = (what: string): void => void process.stderr.write(`${what} …\n`);

  /** @throws {SfError} unless whoever runs it has named the production org. */
  protected async confirmOrg(facts: OrgFacts, given: string | undefined): Promise<void> {
    if (given !== undefined && given !== facts.name)
      throw notConfirmed(`--confirm-org says "${given}", and the org is "${facts.name}".`);
    if (!facts.isProduction || given !== undefined) return;
    const asked = process.stdin.isTTY && !this.jsonEnabled();
    const typed = asked ? await this.typed(`This is a production org. Type its name to go on (${facts.name}):`) : '';
    if (typed !== facts.name) throw notConfirmed(`"${facts.name}" is a production org.`);
  }

  /** @throws {SfError} unless whoever runs it says yes. */
  protected async confirmed(yes: boolean): Promise<void> {
    if (yes) return;
    const asked = process.stdin.isTTY && !this.jsonEnabled();
    if (asked && (await this.typed('Carry this out? Only "yes" does:')) === 'yes') return;
    throw new SfError(
      'Nothing was written: nobody said yes.',
      'NotConfirmed',
      ['Say it with --yes, or save the plan (tas plan --out FILE) and apply the file.'],
      3,
    );
  }

  private async typed(question: string): Promise<string> {
    const { createInterface } = await import('node:readline/promises');
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return (await lines.question(`${question} `)).trim();
    } finally {
      lines.close();
    }
  }

  /** A plan of the project in the working folder for the org as it is now. */
  protected async planned(org: InstallOrg & { readonly modelPath?: string }, flags: PlanFlags) {
    const { makePlan, readFacts, readProject } = await import('../install/index.ts');
    const facts = await readFacts(org);
    const modelFile = flags.model ?? 'config/tas-plus.yaml';
    const read = readProject(process.cwd(), modelFile, facts.corporateCurrency);
    if (!read.ok)
      throw new SfError(
        [...read.problems, 'Nothing was written to the org.'].join('\n'),
        'ModelProblems',
        ['Correct what is named above and run the command again.'],
        1,
      );
    // Whoever plans with a model that is not the project's asks nothing of the project's folders.
    const project = flags.isCopy === true ? { ...read.project, isStale: false } : read.project;
    const planned = await makePlan(org, project, facts, {
      allowRemove: flags['allow-remove'],
      now: () => new Date(),
      onProgress: this.said,
    });
    return { ...planned, facts };
  }
}

export interface PlanFlags {
  readonly model?: string | undefined;
  readonly 'allow-remove': boolean;
  readonly isCopy?: boolean;
}

export const planFlags = {
  model: Flags.file({ char: 'm', summary: 'Sales model.', default: 'config/tas-plus.yaml' }),
  'allow-remove': Flags.boolean({
    summary: 'Also remove what an older version of TAS+ left, with its data, and switch off values the model dropped.',
  }),
};

const notConfirmed = (why: string): SfError =>
  new SfError(`Nothing was written: ${why}`, 'NotConfirmed', ['Name the org with --confirm-org NAME.'], 3);
