/** What the commands share that hold a project against an org. */
import { SfError } from '@salesforce/core/sfError';
import { Flags } from '@oclif/core';
import type { InstallPlan, InstallProject, OrgFacts } from '../install/index.ts';
import type { OrgConnection } from '../org/index.ts';
import { WriteCommand } from './write-command.ts';

export abstract class InstallCommand<T> extends WriteCommand<T> {
  /** Tells what is going on, on the line for progress. */
  protected readonly said = (what: string): void => void process.stderr.write(`${what} …\n`);

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

  /** The project in the working folder, compiled for the org. @throws {SfError} that names every problem of the model. */
  protected async projectFor(org: OrgConnection, modelFile: string): Promise<ProjectFor> {
    const { readFacts, readProject } = await import('../install/index.ts');
    const facts = await readFacts(org);
    const read = readProject(process.cwd(), modelFile, facts.corporateCurrency);
    if (read.ok) return { facts, project: read.project };
    throw new SfError(
      [...read.problems, 'Nothing was written to the org.'].join('\n'),
      'ModelProblems',
      ['Correct what is named above and run the command again.'],
      1,
    );
  }

  /** A plan of the project for the org as it is now. */
  protected async planned(org: OrgConnection, { facts, project }: ProjectFor, asked: PlanAsked): Promise<InstallPlan> {
    const { makePlan, withoutDashboards } = await import('../install/index.ts');
    const wanted = asked['without-dashboards'] ? withoutDashboards(project) : project;
    const allowRemove = asked['allow-remove'];
    return await makePlan(org, wanted, facts, { allowRemove, now: () => new Date(), onProgress: this.said });
  }
}

/** What is asked of a plan, by its flags. */
export interface PlanAsked {
  readonly 'allow-remove': boolean;
  readonly 'without-dashboards': boolean;
}

/** A project and what the org that it is compiled for says of itself. */
export interface ProjectFor {
  readonly facts: OrgFacts;
  readonly project: InstallProject;
}

export const planFlags = {
  model: Flags.file({ char: 'm', summary: 'Sales model.', default: 'config/tas-plus.yaml' }),
  'allow-remove': Flags.boolean({
    summary: 'Also remove what an older version of TAS+ left, with its data, and switch off values the model dropped.',
  }),
  'without-dashboards': Flags.boolean({
    summary: 'Leave the three dashboards out: an edition has room for few that show each reader what he may see.',
  }),
};
