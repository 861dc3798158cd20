import { resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { SfError } from '@salesforce/core/sfError';
import { TasCommand, toHelpSection } from '../../tas-command.ts';
import type { InitResult } from '../../../init/index.ts';

/** `tas init`: a customer's own project. */
export default class Init extends TasCommand<InitResult> {
  public static override readonly summary = 'Make a project of your own: model, metadata, package and CI example.';
  public static override readonly description =
    'Writes a sales model, the metadata compiled from it, and what a Salesforce project needs, into a new or empty folder. With --from-org the model has the stages of that org, with what the method asks for in stages of such a name or place; README.md says what to look at. The org is only read.';
  public static override readonly examples = [
    'In a new folder:\n<%= config.bin %> <%= command.id %> sales',
    'Without tender stages:\n<%= config.bin %> <%= command.id %> sales --variant no-tender',
    'With the stages of an org:\n<%= config.bin %> <%= command.id %> sales --from-org my-org',
    'With some of its stages:\n<%= config.bin %> <%= command.id %> sales --from-org my-org --stage Qualification --stage "Needs Analysis"',
  ];
  public static override readonly args = {
    dir: Args.string({ default: '.', description: 'Folder of the project, new or empty.' }),
  };
  public static override readonly flags = {
    variant: Flags.string({
      default: 'tas-plus',
      summary: 'Shipped model to begin with: tas-plus, no-tender or crm-sales.',
      description: 'With --from-org, the one whose requirements are taken.',
    }),
    'from-org': Flags.string({
      summary:
        'Alias, username or access token of an org whose stages the model takes; `practice` for the practice org.',
    }),
    stage: Flags.string({
      summary: 'Only this stage of the org, by the value that deals store; give it once for each stage.',
      multiple: true,
      dependsOn: ['from-org'],
    }),
    package: Flags.file({
      summary: 'Tarball of TAS+ (.tgz) to copy into the project, for npm to install from there.',
      description: 'Without it, npm fetches the version that is running from its registry.',
    }),
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done.' },
    { 1: 'Error; nothing was written.' },
    { 3: 'Refused for safety: the folder is not empty.' },
  );

  public async run(): Promise<InitResult> {
    const { args, flags } = await this.parse(Init);
    const { initProject } = await import('../../../init/index.ts');
    const fromOrg = flags['from-org'];
    const made = await initProject({
      folder: resolve(args.dir),
      shown: args.dir,
      variant: flags.variant,
      ...(flags.package === undefined ? {} : { tarball: flags.package }),
      ...(fromOrg === undefined
        ? {}
        : { fromOrg: { named: flags.stage ?? [], read: async () => await readFrom(fromOrg) } }),
    });
    if (!made.ok)
      throw new SfError(
        [...made.problems, 'Nothing was written.'].join('\n'),
        made.exitCode === 3 ? 'RefusedForSafety' : 'ProjectNotMade',
        ['Correct what is named above and run the command again.'],
        made.exitCode,
      );
    for (const line of told(made.result, args.dir)) this.log(line);
    return made.result;
  }
}

async function readFrom(name: string) {
  const { connectOrg } = await import('../../../org/index.ts');
  const { readOrgStages } = await import('../../../stages/index.ts');
  const org = await connectOrg(name, { projectDir: process.cwd() });
  try {
    return { host: new URL(org.instanceUrl).host, stages: await readOrgStages(org) };
  } finally {
    org.close();
  }
}

const told = ({ stages, files, review }: InitResult, dir: string): string[] => [
  `Stages: ${stages.join(' → ')}`,
  `${files.length} files in ${dir}.`,
  ...(review.length === 0 ? [] : ['', 'To look at, also in README.md:', ...review.map((line) => `  - ${line}`)]),
  '',
  'Next:',
  ...(dir === '.' ? [] : [`  cd ${dir}`]),
  '  npm install',
  '  npx tas practice start --sample',
];
