import fc from 'fast-check';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  checkOrg,
  checkRows,
  newRunId,
  planResume,
  planUndo,
  readRun,
  resumeRun,
  RunJournal,
  runText,
  startRun,
  undoRun,
  type NewRun,
  type RunHead,
  type RunRow,
} from '../../scripts/product/runs/index.ts';
import { lookAt } from '../../scripts/product/runs/look.ts';
import { runsFolder } from './folder.ts';
import { MemoryOrg } from './memory.ts';

const runs = runsFolder();
let moment = Date.UTC(2026, 10, 26);
const now = (): Date => new Date((moment += 1_000));
const options = { api: 'collections' as const, runs, now, onProgress: () => undefined };

const started = (rows: readonly RunRow[]): NewRun => ({ ...options, rows: () => rows, total: rows.length });

const headOf = (org: MemoryOrg): RunHead => ({
  id: newRunId('grade', now()),
  command: 'grade',
  org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
  model: null,
  started: now().toISOString(),
  of: null,
  about: 'A test',
});

/** A deal or an item of the run, how it stands before, and what somebody else does to it in between. */
interface Case {
  readonly kind: 'update' | 'create' | 'delete';
  readonly before: number;
  readonly after: number;
  readonly between: 'nothing' | 'our field' | 'another field' | 'gone';
  readonly refused: boolean;
}

const oneCase: fc.Arbitrary<Case> = fc.record({
  kind: fc.constantFrom('update', 'create', 'delete'),
  before: fc.integer({ min: 0, max: 3 }),
  after: fc.integer({ min: 10, max: 13 }),
  between: fc.constantFrom('nothing', 'nothing', 'our field', 'another field', 'gone'),
  refused: fc.boolean(),
});

const objectOf = ({ kind }: Case): string => (kind === 'update' ? 'Opportunity' : 'Item__c');
const keyOf = (at: number): string => `K${at}`;

function filled(cases: readonly Case[]): { org: MemoryOrg; rows: RunRow[] } {
  const org = new MemoryOrg();
  for (const [at, one] of cases.entries())
    if (one.kind !== 'create') org.put(objectOf(one), { Key__c: keyOf(at), A__c: String(one.before), B__c: 'theirs' });
  const rows = cases.map((one, n): RunRow => {
    const record = [...(org.tables['Opportunity']?.values() ?? [])].find((row) => row['Key__c'] === keyOf(n));
    const isUpdate = one.kind === 'update';
    return {
      n,
      object: objectOf(one),
      key: isUpdate ? 'Id' : 'Key__c',
      id: isUpdate ? (record?.['Id'] ?? '') : keyOf(n),
      parent: `P${n % 2}`,
      before: one.kind === 'create' ? null : { A__c: one.before },
      after: one.kind === 'delete' ? null : { A__c: one.after },
    };
  });
  return { org, rows };
}

/** What somebody else does, to records that are there. */
function meddle(org: MemoryOrg, cases: readonly Case[]): Set<string> {
  const touched = new Set<string>();
  for (const [at, { between }] of cases.entries())
    for (const table of Object.values(org.tables)) {
      const row = [...table.values()].find((one) => one['Key__c'] === keyOf(at));
      if (row === undefined || between === 'nothing') continue;
      if (between === 'gone') table.delete(row['Id'] ?? '');
      else row[between === 'our field' ? 'A__c' : 'B__c'] = '99';
      if (between !== 'another field') touched.add(keyOf(at));
    }
  return touched;
}

test('interrupted anywhere and taken up, a run ends as it was meant, writes nothing twice, and leaves what others changed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(oneCase, { minLength: 1, maxLength: 8 }), fc.nat(8), async (cases, dies) => {
      const { org, rows } = filled(cases);
      const head = headOf(org);
      org.diesAfter = dies;
      await startRun(org, head, started(rows)).catch((error: unknown) => {
        expect(String(error)).toContain('gone');
      });
      const half = org.state();
      const touched = meddle(org, cases);
      const theirs = org.state();
      const run = readRun(runs, head.id);
      await resumeRun(org, run, await planResume(org, run), options);

      const ended = org.state();
      for (const [at, one] of cases.entries()) {
        const key = keyOf(at);
        if (touched.has(key)) {
          // A record that is gone is what a delete wants; one that was to be made is made again, if nobody knows that it was.
          if (!(one.between === 'gone' && one.kind === 'create')) expect(ended[key]).toEqual(theirs[key]);
        } else if (one.kind === 'delete') expect(ended[key]).toBeUndefined();
        else expect(ended[key]?.['A__c']).toBe(String(one.after));
        if (one.between === 'another field' && key in ended && key in half) expect(ended[key]?.['B__c']).toBe('99');
      }
      const madeAgain = cases.flatMap((one, at) =>
        one.kind === 'create' && one.between === 'gone' ? [keyOf(at)] : [],
      );
      const twice = org.writes.filter((write, at) => org.writes.indexOf(write) < at);
      expect(twice.filter((write) => !madeAgain.some((key) => write.includes(` ${key} `)))).toEqual([]);
      const again = readRun(runs, head.id);
      expect(again.ended).not.toBeNull();
      const { rows: all, written, found, refused, changed, unknown } = again.counts;
      expect(written + found + refused + changed).toBe(all);
      expect(unknown).toBe(0);
    }),
  );
});

test('taken back, every record that nobody touched stands as before; taken back again, as after; the rest is listed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(oneCase, { minLength: 1, maxLength: 8 }), async (cases) => {
      const { org, rows } = filled(cases);
      const before = org.state();
      const refused = new Set(cases.flatMap((one, at) => (one.refused ? [rows[at]?.id] : [])));
      org.refuses = (id) => refused.has(id);
      const head = headOf(org);
      await startRun(org, head, started(rows));
      org.refuses = () => false;
      const after = org.state();
      const touched = meddle(org, cases);
      const theirs = org.state();

      const run = readRun(runs, head.id);
      const plan = await planUndo(org, run);
      const undone = await undoRun(org, run, plan, options);
      const left = [...plan.left()];
      const back = org.state();
      for (const [at, one] of cases.entries()) {
        const key = keyOf(at);
        // A delete that was refused, or a record that is gone, leaves nothing to put back.
        if (touched.has(key)) {
          const isListed = left.some(({ id }) => id === rows[at]?.id);
          const isAsBefore = one.kind === 'create' && one.between === 'gone';
          if (!refused.has(rows[at]?.id)) expect([isListed, isAsBefore]).toContain(true);
          expect(back[key]).toEqual(theirs[key]);
        } else expect(back[key]?.['A__c']).toBe(before[key]?.['A__c']);
      }

      const second = readRun(runs, undone.head.id);
      expect(second.head.of).toBe(head.id);
      expect([...second.left()]).toEqual(left);
      await undoRun(org, second, await planUndo(org, second), options);
      const again = org.state();
      for (const at of cases.keys())
        if (!touched.has(keyOf(at))) expect(again[keyOf(at)]?.['A__c']).toBe(after[keyOf(at)]?.['A__c']);
    }),
  );
});

async function someRun(): Promise<{ org: MemoryOrg; head: RunHead }> {
  const one = { kind: 'update', before: 1, after: 11, between: 'nothing', refused: false } as const;
  const { org, rows } = filled([one, one]);
  const head = headOf(org);
  await startRun(org, head, started(rows));
  return { org, head };
}

test('a run whose journal is not whole wrote nothing, and is neither taken up nor back', async () => {
  const { head } = await someRun();
  const path = join(runs, head.id, 'journal.log');
  const lines = readFileSync(path, 'utf8').split(/(?<=\n)/);
  expect(lines[2]).toContain('{"all":2}');
  for (const kept of [1, 2]) {
    writeFileSync(path, lines.slice(0, kept).join(''));
    expect(() => checkRows(readRun(runs, head.id))).toThrow('A run sends nothing before that list is whole.');
    expect(runText(readRun(runs, head.id))).toContain(
      'It sent nothing: the list of its records is not whole. Run the command again: npx tas grade',
    );
  }
  writeFileSync(path, lines.slice(0, 3).join(''));
  expect(() => checkRows(readRun(runs, head.id))).not.toThrow();
});

test('a journal of rows line by line, as they were kept before there were blocks, is read as well', () => {
  const { org, rows } = filled([{ kind: 'update', before: 1, after: 11, between: 'nothing', refused: false }]);
  const head = headOf(org);
  const journal = RunJournal.start(runs, head);
  journal.append([...rows.map((row) => ({ row })), { result: { n: 0, state: 'written', errors: [] } }]);
  journal.append([{ ended: now().toISOString() }]);
  journal.close();
  const run = readRun(runs, head.id);
  expect([run.isWhole, run.counts.written, [...run.rows()]]).toEqual([true, 1, rows]);
  checkRows(run);
});

test('a row is told what stands there, whether it is looked up by its key or the whole object is read', async () => {
  const many = 16_000;
  const org = new MemoryOrg();
  for (let at = 0; at < many; at += 1) org.put('Opportunity', { Key__c: `K${at}`, A__c: String(at) });
  const ids = [...(org.tables['Opportunity']?.keys() ?? [])];
  const rows = ids.map((id, n): RunRow => {
    // Some are gone, some are asked for by 18 letters.
    const asked = n % 7 === 0 ? `00600000X${String(n).padStart(6, '0')}` : n % 2 === 0 ? `${id}AAA` : id;
    return { n, object: 'Opportunity', key: 'Id', id: asked, parent: '', before: { A__c: n }, after: { A__c: 1 } };
  });
  const told = async (asked: readonly RunRow[]): Promise<Map<number, string | undefined>> => {
    const found = new Map<number, string | undefined>();
    await lookAt(
      org,
      () => asked,
      (row, current) => found.set(row.n, current?.values['A__c']),
    );
    return found;
  };
  const queries: string[] = [];
  const { read } = org;
  org.read = async (...asked) => {
    queries.push(asked[1].text);
    return await read(...asked);
  };
  const shuffled = rows.map((row, at) => rows[(at * 7_919) % many] ?? row);
  const whole = await told(shuffled);
  expect(queries.map((query) => query.includes('WHERE'))).toEqual([false]);
  const few = new Map([...(await told(rows.slice(0, 9_000))), ...(await told(rows.slice(9_000)))]);
  expect(queries.length).toBeGreaterThan(10);
  expect(whole.size).toBe(many);
  for (const n of rows.keys()) expect(whole.get(n)).toBe(n % 7 === 0 ? undefined : String(n));
  expect(few).toEqual(new Map([...whole].toSorted(([a], [b]) => a - b)));
});

test('a run of another org is refused', async () => {
  const { org, head } = await someRun();
  const other = Object.assign(new MemoryOrg(), { orgId: '00D000000000002EAA' });
  expect(() => checkOrg(readRun(runs, head.id), org)).not.toThrow();
  expect(() => checkOrg(readRun(runs, head.id), other)).toThrow('was made on org 00D000000000001EAA');
});

test('a journal that was edited by hand is refused, and its line named', async () => {
  const { head } = await someRun();
  const path = join(runs, head.id, 'journal.log');
  writeFileSync(path, readFileSync(path, 'utf8').replace('[11]', '[12]'));
  expect(() => readRun(runs, head.id)).toThrow('Line 2 of');
  writeFileSync(path, readFileSync(path, 'utf8').replace('[12]', '[11]'));
  expect([...readRun(runs, head.id).rows()]).toHaveLength(2);
});

test('a line that a crash cut off is dropped, and the run goes on behind it', async () => {
  const { org, head } = await someRun();
  appendFileSync(join(runs, head.id, 'journal.log'), 'a5f3 {"resul');
  const run = readRun(runs, head.id);
  await resumeRun(org, run, await planResume(org, run), options);
  expect(readRun(runs, head.id).ended).not.toBeNull();
});

test('two at once on one run: the second is told who is at work; a lock of a process that is gone holds nobody', async () => {
  const { org, head } = await someRun();
  const run = readRun(runs, head.id);
  const plan = await planResume(org, run);
  writeFileSync(join(run.folder, 'lock'), String(process.ppid));
  await expect(resumeRun(org, run, plan, options)).rejects.toThrow(`Process ${process.ppid} is at work`);
  writeFileSync(join(run.folder, 'lock'), '4194303');
  await resumeRun(org, run, plan, options);
});

test('where no journal can be kept nothing is written', async () => {
  const { org, rows } = filled([{ kind: 'update', before: 1, after: 11, between: 'nothing', refused: false }]);
  const blocked = join(runs, 'a-file');
  writeFileSync(blocked, '');
  await expect(startRun(org, headOf(org), { ...started(rows), runs: blocked })).rejects.toThrow(
    'Nothing was written to the org',
  );
  expect(org.writes).toEqual([]);
});

test('an id that leads out of the folder is no run', () => {
  for (const id of ['..', '../x', '', 'a/b', '.']) expect(() => readRun(runs, id)).toThrow('There is no run');
});
