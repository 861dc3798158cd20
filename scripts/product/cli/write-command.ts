/** What commands that write to an org share: the name that production needs, and a word on where they write. */
import { SfError } from '@salesforce/core/sfError';
import { Flags } from '@oclif/core';
import type { Organization } from '../install/index.ts';
import type { OrgConnection } from '../org/index.ts';
import { TasCommand } from './tas-command.ts';

export const confirmOrgFlag = Flags.string({
  summary: 'Name of the org, as Setup shows it under Company Information. A production org needs it.',
});

/** The name, or names, that whoever runs the command has given. */
type Given = string | readonly string[] | undefined;

export abstract class WriteCommand<T> extends TasCommand<T> {
  /**
   * Says to which org what is written, before anything is. @throws {SfError} unless whoever runs it has named the
   * production org.
   */
  protected async confirmWrite(
    org: Pick<OrgConnection, 'read' | 'instanceUrl' | 'username'>,
    given: Given,
    what: string,
    { isQuiet = false }: { readonly isQuiet?: boolean } = {},
  ): Promise<void> {
    const { readOrganization } = await import('../install/index.ts');
    const organization = await readOrganization(org);
    const { name, edition, isProduction } = organization;
    const where = `${name} (${edition}${isProduction ? ', production' : ''}), ${org.instanceUrl}, as ${org.username}`;
    if (!isQuiet) process.stderr.write(`To be written to ${where}: ${what}\n`);
    await this.confirmOrg(organization, given);
  }

  /** @throws {SfError} unless whoever runs it has named the production org. */
  protected async confirmOrg(facts: Pick<Organization, 'name' | 'isProduction'>, given: Given): Promise<void> {
    const names = [given ?? []].flat();
    if (names.length > 0 && !names.includes(facts.name))
      throw notConfirmed(`--confirm-org says "${names.join('", "')}", and the org is "${facts.name}".`);
    if (!facts.isProduction || names.length > 0) return;
    const asked = process.stdin.isTTY && !this.jsonEnabled();
    const typed = asked ? await this.typed(`This is a production org. Type its name to go on (${facts.name}):`) : '';
    if (typed !== facts.name) throw notConfirmed(`"${facts.name}" is a production org.`);
  }

  protected async typed(question: string): Promise<string> {
    const { createInterface } = await import('node:readline/promises');
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return (await lines.question(`${question} `)).trim();
    } finally {
      lines.close();
    }
  }
}

const notConfirmed = (why: string): SfError =>
  new SfError(`Nothing was written: ${why}`, 'NotConfirmed', ['Name the org with --confirm-org NAME.'], 3);
