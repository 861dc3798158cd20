import { Flags } from '@oclif/core';
import { SfError } from '@salesforce/core/sfError';
import { modelFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { toHelpSection } from '../../tas-command.ts';
import { confirmOrgFlag, WriteCommand } from '../../write-command.ts';
import type { Opened } from '../../../mcp/index.ts';
import { languages } from '../../../messages/index.ts';

/** What the server offers: with `--tools` alone. */
export interface McpResult {
  readonly tools: readonly Readonly<Record<string, unknown>>[];
}

/** `tas mcp`: the verdict on deals as tools for agents, over standard input and output. */
export default class Mcp extends WriteCommand<McpResult> {
  public static override readonly summary = 'Serve agents: explain deals, rehearse moves, list what waits (MCP).';
  public static override readonly description =
    'A server of the Model Context Protocol over standard input and output, which an agent starts: it explains a deal, lists what is missing and who can settle it, proposes and rehearses a move, and lists what waits. It only reads. With --allow-write it also fills fields, settles requirements, requests approvals and moves deals, one record at a time, always as the user who is logged in and through the rules of the org; a user who holds the bypass may not write. docs/mcp.md tells how an agent is told of it.';
  public static override readonly examples = [
    'See what it offers:\n<%= config.bin %> <%= command.id %> --target-org practice --tools',
    'As the command of an agent, reading only:\n<%= config.bin %> <%= command.id %> --target-org my-org',
    'Writing, too, in a production org:\n<%= config.bin %> <%= command.id %> --target-org my-org --allow-write --confirm-org Nordwind',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    'allow-write': Flags.boolean({ summary: 'Offer the tools that write, too.' }),
    'confirm-org': confirmOrgFlag,
    language: Flags.option({
      options: languages,
      summary: 'Language of the texts. Default: the first one of the model.',
    })(),
    tools: Flags.boolean({
      summary: 'Say what tools there are, and end. With --json: with the schemas of what they take and answer.',
    }),
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'The client has gone; or the tools were listed.' },
    { 1: 'Error.' },
    { 3: 'Refused for safety: a production org was not named.' },
  );

  /** While it serves, standard output is the protocol's. */
  public override jsonEnabled(): boolean {
    return this.argv.includes('--tools') && super.jsonEnabled();
  }

  /** Standard input is the protocol's, too: nobody types there. */
  protected override async typed(): Promise<string> {
    return await Promise.resolve('');
  }

  public async run(): Promise<McpResult> {
    const { flags } = await this.parse(Mcp);
    const mayWrite = flags['allow-write'];
    const { describedTool, Desk, isOfLogin, serve, toolsOf } = await import('../../../mcp/index.ts');
    const tools = toolsOf(mayWrite);
    if (flags.tools) {
      const { tableLines } = await import('../../../terminal/index.ts');
      const heads = ['tool', 'access', 'what it does'].map((head) => ({ head, align: 'left' }) as const);
      const rows = tools.map(({ name, title, writes }) => [name, writes === null ? 'reads' : 'writes', title]);
      this.log(tableLines(heads, rows, { ruled: false }).join('\n'));
      return { tools: tools.map(describedTool) };
    }
    if (flags.json)
      throw new SfError("Standard output is the protocol's.", 'NoJson', ['For the tools as JSON: --tools --json'], 1);
    const { connectOrg } = await import('../../../org/index.ts');
    const log = (line: string): void => void process.stderr.write(`${line}\n`);
    const open = async (): Promise<Opened> => {
      const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
      try {
        if (mayWrite)
          await this.confirmWrite(org, flags['confirm-org'], 'what an agent asks for, one record at a time');
        return { org, model: await loadModel(flags.model ?? org.modelPath ?? 'config/tas-plus.yaml') };
      } catch (error) {
        org.close();
        throw error;
      }
    };
    const desk = new Desk({ open, log, ...(flags.language === undefined ? {} : { language: flags.language }) });
    try {
      await desk.use(async ({ org }) => {
        log(`Serving ${org.instanceUrl} as ${org.username}: ${tools.map(({ name }) => name).join(', ')}`);
        await Promise.resolve();
      });
    } catch (error) {
      // Whoever logs in meanwhile need not start the agent anew: each call tries again, and says what is to be done.
      if (!isOfLogin(error)) throw error;
      this.warn(error instanceof Error ? error.message : String(error));
    }
    const { stdin: input, stdout: output } = process;
    await serve({ desk, mayWrite, version: this.config.version, input, output });
    return { tools: [] };
  }
}
