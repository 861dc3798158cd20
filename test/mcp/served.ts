/** The server as an agent meets it: a process of its own, spoken to by the SDK's client, on a practice org. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { referenceProject, referenceText } from '../reference/index.ts';

/** The reference model with every gate enforced, as the rules of the practice org are active. */
const enforced = referenceText
  .replace('movement: observe', 'movement: enforce')
  .replace('items: observe', 'items: enforce')
  .replaceAll(/^( +)(expectedDays: \d+)$/gm, '$1$2\n$1enforcement: enforce');

const command = resolve('scripts/product/cli/tas.ts');

/** A project with the enforced model. */
export function enforcedProject(): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'tas-mcp-'));
  cpSync(referenceProject, root, { recursive: true });
  writeFileSync(join(root, 'enforced.yaml'), enforced);
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

export type Persona = keyof PracticeOrg['tokens'];

export interface Connection {
  readonly instanceUrl: string;
  readonly token: string;
}

/** Flags of the server beside its org and model. */
export async function served(root: string, { instanceUrl, token }: Connection, ...flags: string[]): Promise<Served> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [command, 'mcp', '--target-org', token, '--model', 'enforced.yaml', ...flags],
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
