/** What a bench asks an org itself, with nobody's client: off the clock. */
import { createHash } from 'node:crypto';
import type { OrgReady } from './org-run.ts';

const data = '/services/data/v66.0';

interface DescribedField {
  readonly name: string;
  readonly updateable: boolean;
  readonly picklistValues: readonly { readonly value: string }[];
}

export class Asked {
  readonly #org: OrgReady;

  constructor(org: OrgReady) {
    this.#org = org;
  }

  /** SHA-256 of everything a user may write of every deal, as the org exports it in the order of ids. */
  async exportedHash(): Promise<string> {
    const written = (await this.#fields()).filter(({ updateable }) => updateable).map(({ name }) => name);
    const query = `SELECT ${['Id', ...written].join(', ')} FROM Opportunity ORDER BY Id`;
    const made = await this.#call('/jobs/query', { operation: 'query', query });
    const { id } = (await made.json()) as { id: string };
    for (let state = ''; state !== 'JobComplete';)
      ({ state } = (await (await this.#call(`/jobs/query/${id}`)).json()) as { state: string });
    const hash = createHash('sha256');
    for (let locator = ''; locator !== 'null';) {
      const page = await this.#call(`/jobs/query/${id}/results${locator === '' ? '' : `?locator=${locator}`}`);
      await page.body?.pipeTo(new WritableStream({ write: (chunk: Uint8Array) => void hash.update(chunk) }));
      locator = page.headers.get('sforce-locator') ?? 'null';
    }
    return hash.digest('hex');
  }

  /** Open deals whose decided grade is not the one that the org suggests. */
  async left(): Promise<number> {
    const grade = (await this.#fields()).find(({ name }) => name === 'TAS_Grade__c');
    const others = (grade?.picklistValues ?? []).map(
      ({ value }) => `(TAS_Suggested_Grade__c = '${value}' AND TAS_Grade__c != '${value}')`,
    );
    const query = `SELECT COUNT() FROM Opportunity WHERE IsClosed = false AND (${others.join(' OR ')})`;
    const answer = await this.#call(`/query?q=${encodeURIComponent(query)}`);
    return ((await answer.json()) as { totalSize: number }).totalSize;
  }

  async #fields(): Promise<readonly DescribedField[]> {
    const answer = await this.#call('/sobjects/Opportunity/describe');
    return ((await answer.json()) as { fields: DescribedField[] }).fields;
  }

  /** @throws when the org does not answer as it should. */
  async #call(path: string, body?: unknown): Promise<Response> {
    const { instanceUrl, accessToken } = this.#org;
    const response = await fetch(`${instanceUrl}${data}${path}`, {
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        'accept-encoding': 'identity',
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
