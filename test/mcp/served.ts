/** The server as an agent meets it: a process of its own, spoken to by the SDK's client, on a practice org. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { practiceIn } from '../start/practice.ts';
import { referenceProject, referenceText } from '../reference/index.ts';

/** The reference model with every gate enforced, as the rules of the practice org are active. */
const enforced = referenceText
  .replace('movement: observe', 'movement: enforce')
  .replace('items: observe', 'items: enforce')
  .replace(/^customer:/m, 'approvals: { notify: task }\ncustomer:')
  .replaceAll(/^( +)(expectedDays: \d+)$/gm, '$1$2\n$1enforcement: enforce');

const command = resolve('scripts/product/cli/tas.ts');

/** The file of the enforced model in a project. */
export const enforcedModel = (root: string): string => join(root, 'enforced.yaml');

/** A project with the enforced model. */
function enforcedProject(): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'tas-mcp-'));
  cpSync(referenceProject, root, { recursive: true });
  writeFileSync(enforcedModel(root), enforced);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

export interface Result {
  readonly isError: boolean;
  /** The text for the reader, and the same data as JSON. */
  readonly texts: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Served {
  readonly client: Client;
  call(name: string, args?: Readonly<Record<string, unknown>>): Promise<Result>;
  /** What the server said on stderr until now. */
  said(): string;
  close(): Promise<void>;
}

type Persona = keyof PracticeOrg['tokens'];

interface Connection {
  readonly instanceUrl: string;
  /** What --target-org says. */
  readonly target: string;
}

/** Flags of the server beside its org and model. */
async function served(root: string, { instanceUrl, target }: Connection, ...flags: string[]): Promise<Served> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [command, 'mcp', '--target-org', target, '--model', 'enforced.yaml', ...flags],
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOME: root, NO_COLOR: '1', SF_ORG_INSTANCE_URL: instanceUrl },
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  return {
    client,
    call: async (name, args = {}) => {
      const { content, structuredContent, isError } = await client.callTool({ name, arguments: { ...args } });
      const texts = (content as { text: string }[]).map(({ text }) => text);
      return { isError: isError === true, texts, data: (structuredContent ?? {}) as Result['data'] };
    },
    said: () => stderr,
    close: () => client.close(),
  };
}

/** A practice org for the tests of a file, and servers on it. */
export class Station {
  readonly root: string;
  readonly #project = enforcedProject();
  readonly #servers: Served[] = [];
  #org: PracticeOrg | undefined;

  constructor(sampleDeals = 0) {
    this.root = this.#project.root;
    beforeAll(async () => {
      this.#org = (await practiceIn(this.root, { sampleDeals })).org;
    });
    afterAll(async () => {
      for (const server of this.#servers) await server.close();
      await this.#org?.stop();
      this.#project.remove();
    });
  }

  get org(): PracticeOrg {
    if (this.#org === undefined) throw new Error('the practice org does not run yet');
    return this.#org;
  }

  /** A server for somebody's session. */
  async serve(persona: Persona, ...flags: string[]): Promise<Served> {
    return await this.serveTarget(this.org.tokens[persona], ...flags);
  }

  async serveTarget(target: string, ...flags: string[]): Promise<Served> {
    const server = await served(this.root, { instanceUrl: this.org.instanceUrl, target }, ...flags);
    this.#servers.push(server);
    return server;
  }

  load(object: string, row: Readonly<Record<string, unknown>>): string {
    const [result] = this.org.load(object, [row]);
    if (result?.ok !== true) throw new Error(JSON.stringify(result));
    return result.id;
  }

  /** A deal in the first stage that lacks much of what its gate asks. */
  newDeal(fields: Readonly<Record<string, unknown>> = {}): string {
    return this.load('Opportunity', {
      Name: '东岭电力 · 调度自动化',
      StageName: 'Validate Opportunity',
      CloseDate: '2030-12-31',
      Amount: 2_000_000,
      TAS_Led_By__c: 'Us',
      OwnerId: this.org.userNamed('Rita Rep'),
      ...fields,
    });
  }

  /** Some fields of a record, as the org has them. */
  async stored(object: string, id: string, ...fields: string[]): Promise<Record<string, unknown>> {
    const { instanceUrl, tokens } = this.org;
    const path = `/services/data/v66.0/sobjects/${object}/${id}?fields=${fields.join(',')}`;
    const answer = await fetch(`${instanceUrl}${path}`, { headers: { authorization: `Bearer ${tokens.admin}` } });
    return (await answer.json()) as Record<string, unknown>;
  }
}

/** The lastModified of a deal as a reading tool tells it. */
export async function stampOf(server: Served, deal: string): Promise<string> {
  const { data } = await server.call('list_missing', { deal });
  return (data['deal'] as { lastModified: string }).lastModified;
}
