import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listRuns, newRunId, RunJournal } from '../../scripts/product/runs/index.ts';

test('runs are listed newest first, also those that began in the same second', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { minLength: 2, maxLength: 12 }),
      fc.infiniteStream(fc.constantFrom('apply', 'migrate', 'grade', 'undo')),
      (milliseconds, commands) => {
        const folder = mkdtempSync(join(tmpdir(), 'tas-runs-'));
        for (const ms of milliseconds) {
          const command = commands.next().value as 'apply';
          const started = new Date(Date.UTC(2026, 10, 27, 12) + ms);
          const org = { id: '00D000000000001', instanceUrl: 'http://127.0.0.1:1', username: 'ops@practice.example' };
          const model = { file: 'model.yaml', version: 1, hash: 'h' };
          const head = {
            id: newRunId(command, started),
            command,
            org,
            model,
            started: started.toISOString(),
            of: null,
            about: '',
          };
          RunJournal.start(folder, head).close();
        }
        const listed = listRuns(folder).map(({ head }) => Date.parse(head.started) - Date.UTC(2026, 10, 27, 12));
        rmSync(folder, { recursive: true });
        expect(listed).toEqual(milliseconds.toSorted((a, b) => b - a));
      },
    ),
    { numRuns: 30 },
  );
});
