/** Everything a user may write of every deal, as the org exports it in the order of ids: read by nobody's client. */
import { createHash } from 'node:crypto';
import type { OrgReady } from './org-run.ts';

const data = '/services/data/v66.0';

/** SHA-256 of the bytes of all pages of the export. @throws when the org does not answer as it should. */
export async function exportedHash({ instanceUrl, accessToken }: OrgReady): Promise<string> {
  const call = async (path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${instanceUrl}${data}${path}`, {
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', 'accept-encoding': 'identity' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const { fields } = (await (await call('/sobjects/Opportunity/describe')).json()) as {
    fields: { name: string; updateable: boolean }[];
  };
  const written = fields.filter(({ updateable }) => updateable).map(({ name }) => name);
  const query = `SELECT ${['Id', ...written].join(', ')} FROM Opportunity ORDER BY Id`;
  const { id } = (await (await call('/jobs/query', { operation: 'query', query })).json()) as { id: string };
  while (((await (await call(`/jobs/query/${id}`)).json()) as { state: string }).state !== 'JobComplete');
  const hash = createHash('sha256');
  for (let locator = ''; locator !== 'null';) {
    const page = await call(`/jobs/query/${id}/results${locator === '' ? '' : `?locator=${locator}`}`);
    if (page.body === null) throw new Error('a page of the export has no body');
    for await (const chunk of page.body) hash.update(chunk);
    locator = page.headers.get('sforce-locator') ?? 'null';
  }
  return hash.digest('hex');
}
