/** Tools on an org that fails or does not tell everything, and what the desk makes of it. */
import { expect, test } from 'vitest';
import { readModelFile } from '../../scripts/product/model/index.ts';
import { Desk, toolsOf } from '../../scripts/product/mcp/index.ts';
import { openOrg, OrgError, type OrgConnection } from '../../scripts/product/org/index.ts';
import { enforcedModel, Station } from './served.ts';

const station = new Station();

/** A desk of the rep, on an org that is changed by `change`. */
function deskWith(change: (org: OrgConnection) => Partial<OrgConnection>) {
  const read = readModelFile(enforcedModel(station.root));
  if (!read.ok) throw new Error(read.problems.map(({ what }) => what).join('\n'));
  const { instanceUrl, tokens, orgId } = station.org;
  const session = { instanceUrl, accessToken: tokens.rep, username: 'rep@practice.example', orgId };
  const lines: string[] = [];
  let opened = 0;
  const desk = new Desk({
    open: async () => {
      opened += 1;
      const org = openOrg(session);
      return await Promise.resolve({ org: { ...org, ...change(org) }, model: read.model });
    },
    log: (line) => lines.push(line),
  });
  const run = async (name: string, args: Readonly<Record<string, unknown>>) => {
    const found = toolsOf(true).find((one) => one.name === name);
    if (found === undefined) throw new Error(name);
    return await found.run(args, desk);
  };
  const stamp = async (deal: string): Promise<string> =>
    ((await run('list_missing', { deal })).data['deal'] as { lastModified: string }).lastModified;
  return { run, stamp, lines, opened: () => opened };
}

test('what was written and could not be read again is told as written: nobody writes it twice', async () => {
  let describes = 0;
  const { run, stamp, lines } = deskWith((org) => ({
    describe: async (object) => {
      describes += 1;
      // The look, the look of the write; the look after it fails.
      if (describes > 2) throw new OrgError('BrokenAnswer', { message: 'The org answered nonsense.' });
      return await org.describe(object);
    },
  }));
  const deal = station.newDeal();
  const lastModified = await stamp(deal);
  const write = run('fill_fields', { deal, lastModified, fields: { TAS_Project_Brief__c: 'A brief' } });
  await expect(write).rejects.toThrow('Written, but the deal could not be read again.');
  expect(lines).toEqual([`fill_fields TAS_Project_Brief__c of ${deal} as rep@practice.example: written`]);
  const stored = await station.stored('Opportunity', deal, 'TAS_Project_Brief__c');
  expect(stored).toMatchObject({ TAS_Project_Brief__c: 'A brief' });
});

test('where the org does not tell rights, none are claimed, and a move that the gates refuse is not sent', async () => {
  let writes = 0;
  const { run, stamp } = deskWith((org) => ({
    read: async (api, query, columns, onRows) => {
      if (query.text.includes('SetupEntityAccess'))
        throw new OrgError('OrgRefused', { message: 'no such object', errorCode: 'INVALID_TYPE' });
      return await org.read(api, query, columns, onRows);
    },
    write: async (api, request) => {
      writes += 1;
      return await org.write(api, request);
    },
  }));
  const deal = station.newDeal({ StageName: 'Initiate Pursuit' });
  const { data, text } = await run('list_missing', { deal });
  expect(data['rightsKnown']).toBe(false);
  const missing = data['missing'] as { code: string; youCan: boolean | null }[];
  expect(missing.find(({ code }) => code === 'INI_APPROVAL')?.youCan).toBe(null);
  expect(missing.find(({ code }) => code === 'INI_TEAM')?.youCan).toBe(true);
  expect(text).toContain('whether you can is unknown');
  const { steps } = (await run('propose_move', { deal })).data as { steps: { kind: string; by: string }[] };
  expect(steps).toContainEqual(expect.objectContaining({ kind: 'settle_item', by: 'unknown' }));

  const refused = await run('move_deal', { deal, to: 'Needs Analysis', lastModified: await stamp(deal) });
  expect(refused.failed).toBe(true);
  expect(refused.data).toMatchObject({ done: false, refusedBy: 'tas', refusals: [{ gate: 'TAS-G2' }] });
  expect(writes).toBe(0);
  const back = { deal, to: 'Validate Opportunity', lastModified: await stamp(deal) };
  expect((await run('move_deal', back)).data).toMatchObject({ done: true });
  // Four eyes are the org's to judge.
  const approve = { deal, code: 'INI_APPROVAL', outcome: 'Done', lastModified: await stamp(deal) };
  expect((await run('settle_item', approve)).data).toMatchObject({ refusedBy: 'org', refusals: [{ gate: 'TAS-I6' }] });
  expect(writes).toBe(2);
});

test('a login that ends is let go of, and another error is not', async () => {
  let fails: 'ExpiredSession' | 'BrokenAnswer' | undefined;
  const { run, opened } = deskWith((org) => ({
    describe: async (object) => {
      if (fails !== undefined) throw new OrgError(fails, { message: fails });
      return await org.describe(object);
    },
  }));
  const deal = station.newDeal();
  const look = async () => await run('explain_deal', { deal });
  await look();
  fails = 'BrokenAnswer';
  await expect(look()).rejects.toThrow('BrokenAnswer');
  fails = undefined;
  await look();
  expect(opened()).toBe(1);
  fails = 'ExpiredSession';
  await expect(look()).rejects.toThrow('ExpiredSession');
  fails = undefined;
  await look();
  expect(opened()).toBe(2);
});
