import { Flags } from '@oclif/core';
import { SfError } from '@salesforce/core/sfError';
import { corporateCurrency } from '../../../corporate-currency.ts';
import { TasCommand } from '../../../tas-command.ts';
import type { StartedPractice } from '../../../../../practice-org/start/index.ts';

/** What `--json` prints when the org is ready. The tokens are good for this run of this local server only. */
export interface PracticeReady {
  readonly instanceUrl: string;
  /** The web page, with the key that lets one in. */
  readonly pageUrl: string;
  readonly accessToken: string;
  readonly username: string;
  readonly orgId: string;
  readonly tokens: { readonly rep: string; readonly manager: string; readonly ops: string; readonly admin: string };
}

/** `tas practice start`: a local org that enforces the package. */
export default class PracticeStart extends TasCommand<PracticeReady> {
  public static override readonly summary = 'Start a local org that enforces the package behind the Salesforce API.';
  public static override readonly description =
    'Listens on 127.0.0.1 only, keeps everything in memory and stays up until Ctrl+C or SIGTERM. Other commands reach it with --target-org practice. All rules are active unless --observe is given. Your own Salesforce CLI state is never touched.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --sample',
    'Rehearse with your own model and pipeline:\n<%= config.bin %> <%= command.id %> --model config/variants/crm-sales.yaml --data deals.csv --ignore-columns Legacy_Id',
    "Your own org's metadata, with your deals:\n<%= config.bin %> <%= command.id %> --source ../my-org --data deals.csv",
    'For scripts: any free port, one line of JSON when ready:\n<%= config.bin %> <%= command.id %> --port 0 --json',
  ];
  public static override readonly flags = {
    port: Flags.integer({
      char: 'p',
      summary: 'Port on 127.0.0.1; 0 takes any free one.',
      default: 8066,
      min: 0,
      max: 65_535,
    }),
    model: Flags.file({
      char: 'm',
      summary: 'Sales model to load. Default: the package that is committed in force-app.',
    }),
    data: Flags.file({
      char: 'd',
      summary: 'CSV file of opportunities; its header is field API names.',
      description:
        'Account.Name, Owner.Name and RecordType.DeveloperName find or make the parent; a blank RecordType.DeveloperName means no record type. Of an export with ids of another org, a record stands in for each one. Rows that are refused are listed with line and reason; the others load.',
      exclusive: ['sample'],
    }),
    'ignore-columns': Flags.string({
      summary:
        'Columns of the CSV file that are no fields, separated by commas; in double quotes where a name has one.',
      dependsOn: ['data'],
    }),
    sample: Flags.boolean({ summary: 'Fill it with 300 sample deals.', exclusive: ['bare'] }),
    bare: Flags.boolean({ summary: 'Standard objects alone, without the package.', exclusive: ['model'] }),
    source: Flags.directory({
      char: 's',
      summary: "Somebody's sfdx project or folder of metadata: the org's own, instead of the package.",
      description:
        'Its rules run where they are active. What this org cannot execute is counted by type, listed with its cause, and comes back unchanged when it is retrieved.',
      exclusive: ['model', 'bare', 'sample', 'observe'],
    }),
    faults: Flags.file({
      summary: 'File of what goes wrong between clients and this org: resets, refusals, locked rows and the like.',
    }),
    'multi-currency': corporateCurrency(),
    'pipeline-inspection': Flags.boolean({
      summary: 'Deals have AgeInDays and LastStageChangeInDays, as in an org with Pipeline Inspection.',
    }),
    'team-selling': Flags.boolean({
      summary: 'Deals have teams; --no-team-selling: as where Salesforce has no object for them.',
      default: true,
      allowNo: true,
    }),
    observe: Flags.boolean({ summary: 'Activate only the rules that the model enforces.' }),
  };

  #told = false;
  #stop: () => void = () => undefined;
  readonly #stopped = new Promise<void>((resolve) => (this.#stop = resolve));

  public async run(): Promise<PracticeReady> {
    const { flags } = await this.parse(PracticeStart);
    const { ignoredColumns, startPractice } = await import('../../../../../practice-org/start/index.ts');
    const started = await startPractice({
      root: process.cwd(),
      port: flags.port,
      ...(flags.model === undefined ? {} : { modelFile: flags.model }),
      ...(flags.data === undefined ? {} : { dataFile: flags.data }),
      ignoreColumns: ignoredColumns(flags['ignore-columns'] ?? ''),
      sampleDeals: flags.sample ? 300 : 0,
      bare: flags.bare,
      ...(flags.faults === undefined ? {} : { faultFile: flags.faults }),
      ...(flags.source === undefined ? {} : { sourceFolder: flags.source }),
      observe: flags.observe,
      pipelineInspection: flags['pipeline-inspection'],
      teamSelling: flags['team-selling'],
      ...(flags['multi-currency'] === undefined ? {} : { corporateCurrency: flags['multi-currency'] }),
      announced: true,
      onProgress: progressOn(process.stderr),
    });
    if (!started.ok)
      throw new SfError(
        started.problems.join('\n'),
        'PracticeOrgNotStarted',
        ['Correct what is named above and start again.'],
        1,
      );
    const { org } = started;
    const ready: PracticeReady = {
      instanceUrl: org.instanceUrl,
      pageUrl: org.pageUrl,
      accessToken: org.accessToken,
      username: org.username,
      orgId: org.orgId,
      tokens: org.tokens,
    };
    // Not `this.warn`: with --json that is kept for the end, and this command ends when the org does.
    for (const warning of started.warnings) process.stderr.write(`Warning: ${warning}\n`);
    for (const note of started.notes) process.stderr.write(`${note}\n`);
    report(started, process.stderr);
    this.#told = true;
    if (this.jsonEnabled()) process.stdout.write(`${JSON.stringify(ready)}\n`);
    else
      for (const line of [
        `Practice org at ${org.instanceUrl}, as ${org.username}.`,
        `Its deals in a browser: ${org.pageUrl}`,
        'Next, in another terminal: npx tas grade --target-org practice',
        'Stop it with Ctrl+C.',
      ])
        this.log(line);
    await this.#stopped;
    await started.stop();
    return ready;
  }

  /** A server that is asked to stop is done, not interrupted. */
  protected override onSignal(): void {
    this.#stop();
  }

  /** Once the org was ready its one line has been printed; before that, errors are told as JSON like everywhere. */
  public override logJson(json: unknown): void {
    if (!this.#told) super.logJson(json);
  }
}

/** Rows that were refused, each with line and reason, and the closing count. */
function report({ loaded }: StartedPractice, stream: NodeJS.WriteStream): void {
  if (loaded === undefined) return;
  for (const { line, name, reason } of loaded.refused) stream.write(`line ${line}: ${name}: ${reason}\n`);
  stream.write(`${loaded.loaded} loaded, ${loaded.refused.length} refused.\n`);
}

/** One line that is written over on a terminal, and nothing elsewhere: the closing count says it all. */
function progressOn(stream: NodeJS.WriteStream): (what: string, rows: number) => void {
  if (!stream.isTTY) return () => undefined;
  return (what, rows) => stream.write(`\r${what}: ${rows} rows`);
}
