/** `tas mcp`: what agents read of deals and may write to them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { practiceIn } from '../start/practice.ts';
import { enforcedProject, served, type Persona, type Served } from './served.ts';

const project = enforcedProject();
let practice: StartedPractice;
const servers: Served[] = [];

beforeAll(async () => {
  practice = await practiceIn(project.root, { sampleDeals: 40 });
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await practice.org.stop();
  project.remove();
});

const serve = async (persona: Persona, ...flags: string[]): Promise<Served> => {
  const { instanceUrl, tokens } = practice.org;
  const server = await served(project.root, { instanceUrl, token: tokens[persona] }, ...flags);
  servers.push(server);
  return server;
};

test('try', async () => {
  const s = await serve('rep');
  console.log((await s.client.listTools()).tools.map(({ name, annotations }) => [name, annotations]));
  const w = await s.call('list_waiting', { list: 'own_deals' });
  console.log(JSON.stringify(w, null, 1).slice(0, 3000));
  const [one] = w.data['deals'] as { deal: { id: string } }[];
  for (const t of ['explain_deal', 'list_missing', 'propose_move'])
    console.log(t, JSON.stringify(await s.call(t, { deal: one?.deal.id }), null, 1).slice(0, 3500));
  console.log(await s.call('rehearse_move', { deal: one?.deal.id, to: 'Closed Lost' }));
  for (const list of ['requests', 'ending_dates'])
    console.log(JSON.stringify(await s.call('list_waiting', { list, most: 2 }), null, 1).slice(0, 3500));
  console.log(await s.call('explain_deal', { deal: 'x', foo: 1 }), s.said());
  expect(1).toBe(1);
});
