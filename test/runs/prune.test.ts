import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listRuns, newRunId, planPruning, prune, RunJournal, type RunHead } from '../../scripts/product/runs/index.ts';
import { runsFolder } from './folder.ts';

const runs = runsFolder();

function made(
  day: string,
  command: RunHead['command'],
  { of = null, ends = true }: { of?: string | null; ends?: boolean } = {},
): string {
  const started = new Date(`${day}T12:00:00Z`);
  const head: RunHead = {
    id: newRunId(command, started),
    command,
    org: { id: '00D000000000001EAA', instanceUrl: 'https://a.test', username: 'ops@a.test' },
    model: null,
    started: started.toISOString(),
    of,
    about: '',
  };
  const journal = RunJournal.start(runs, head);
  const row = { n: 0, object: 'Opportunity', key: 'Id', id: 'x', parent: '', before: { A: 1 }, after: { A: 2 } };
  if (command !== 'apply') journal.appendRows([row], []);
  if (ends) journal.append([{ ended: started.toISOString() }]);
  journal.close();
  return head.id;
}

test('runs from before a day go; those at work, interrupted, installs and what a younger run takes back stay', () => {
  const old = made('2026-01-10', 'grade');
  const undone = made('2026-01-11', 'grade');
  const undo = made('2026-01-12', 'undo', { of: undone });
  const install = made('2026-01-13', 'apply');
  const interrupted = made('2026-01-14', 'migrate', { ends: false });
  const taken = made('2026-01-15', 'grade');
  const atWork = made('2026-01-16', 'grade');
  writeFileSync(join(runs, atWork, 'lock'), String(process.pid));
  const young = made('2026-02-01', 'grade');
  const youngUndo = made('2026-02-02', 'undo', { of: taken });
  const { go, kept } = planPruning(listRuns(runs), '2026-02-01');
  expect(new Set(go.map(({ head }) => head.id))).toEqual(new Set([old, undone, undo]));
  expect(new Map(kept.map(({ run, why }) => [run.head.id, why]))).toEqual(
    new Map([
      [atWork, 'somebody is at work on it'],
      [taken, 'a run that takes it back is younger than 2026-02-01'],
      [interrupted, 'it was interrupted: resume it or take it back first'],
      [install, 'an install is taken back by it'],
    ]),
  );
  prune(go);
  for (const id of [old, undone, undo]) expect(existsSync(join(runs, id))).toBe(false);
  for (const id of [install, interrupted, taken, atWork, young, youngUndo])
    expect(existsSync(join(runs, id))).toBe(true);
});
