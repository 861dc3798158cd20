import { resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { SfError } from '@salesforce/core/sfError';
import { corporateCurrency } from '../../corporate-currency.ts';
import { TasCommand, toHelpSection } from '../../tas-command.ts';
import type { ProjectCompile } from '../../../compile/index.ts';

/** `tas compile`: the model becomes metadata. */
export default class Compile extends TasCommand<ProjectCompile> {
  public static override readonly summary = 'Compile the sales model into Salesforce metadata.';
  public static override readonly description =
    'Reads the model, shows every problem at once, and writes fields, rules, roll-ups, permission sets, labels, translations and the panel module. Files whose source is gone are removed.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    'For an org with several currencies, the dollar being its corporate one:\n<%= config.bin %> <%= command.id %> --multi-currency USD',
    'Fail when the committed metadata is not what the model says (exit code 2):\n<%= config.bin %> <%= command.id %> --check',
  ];
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, or nothing to do.' },
    { 1: 'Error; nothing was written.' },
    { 2: 'With --check: something would change.' },
    { 3: 'Refused for safety: the folder holds files that were not compiled.' },
  );
  public static override readonly flags = {
    model: Flags.file({ char: 'm', summary: 'Sales model to compile.', default: 'config/tas-plus.yaml' }),
    'output-dir': Flags.directory({ summary: 'Folder for the metadata.', default: 'force-app/main/generated' }),
    'multi-currency': corporateCurrency(),
    check: Flags.boolean({ summary: 'Write nothing; exit with code 2 when something would change.' }),
  };

  public async run(): Promise<ProjectCompile> {
    const { flags } = await this.parse(Compile);
    const { compileProject } = await import('../../../compile/index.ts');
    const root = process.cwd();
    const compiled = compileProject({
      root,
      modelFile: flags.model,
      output: resolve(root, flags['output-dir']),
      check: flags.check,
      ...(flags['multi-currency'] === undefined ? {} : { corporateCurrency: flags['multi-currency'] }),
    });
    if (!compiled.ok)
      throw new SfError(
        [...compiled.problems, `${count(compiled.problems.length, 'problem')}. Nothing was written.`].join('\n'),
        compiled.exitCode === 3 ? 'RefusedForSafety' : 'ModelProblems',
        ['Correct what is named above and run the command again.'],
        compiled.exitCode,
      );
    const { result } = compiled;
    for (const warning of result.warnings) this.warn(warning);
    for (const line of describe(result)) this.log(line);
    if (result.state === 'stale') process.exitCode = 2;
    return result;
  }
}

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;

function describe(result: ProjectCompile): string[] {
  const { files, state } = result;
  const changes = [
    ...files.created.map((path) => `  + ${path}`),
    ...files.changed.map((path) => `  ~ ${path}`),
    ...files.removed.map((path) => `  - ${path}`),
    ...result.beside.map((path) => `  ~ ${path}`),
  ];
  const counts = `${files.created.length} added, ${files.changed.length} changed, ${files.removed.length} removed, ${files.unchanged} unchanged`;
  const most = 20;
  return [
    `Model ${result.model} (${result.hash}) → ${result.output}`,
    ...changes.slice(0, most),
    ...(changes.length > most ? [`  … and ${changes.length - most} more`] : []),
    `Largest formula: ${result.largestFormula.name}, ${result.largestFormula.characters} characters, ${result.largestFormula.compiled} when compiled.`,
    state === 'stale'
      ? `Stale: ${counts}. Run \`npx tas compile\` and commit the result.`
      : state === 'fresh'
        ? `Up to date: ${counts}.`
        : `${counts}.`,
  ];
}
