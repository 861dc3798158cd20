/** The changes of made-up deals, as a process: `changes-run.ts DEALS ROWS_EACH` prints its figures as JSON. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changesSince, tellChanges } from '../../product/changes/index.ts';
import { readModelFile } from '../../product/model/index.ts';
import { silentProgress } from '../../product/terminal/index.ts';
import { LiveHeap } from './live-heap.ts';

export interface ChangesRunFigures {
  readonly seconds: number;
  /** Deals that have changed. */
  readonly changed: number;
  /** The most that lived in the heap when it was looked at, garbage collected. */
  readonly liveBytes: number;
}

const read = readModelFile('config/tas-plus.yaml');
if (!read.ok) throw new Error('the default model has problems');
const { model } = read;
const deals = Number(process.argv[2]);
const rowsEach = Number(process.argv[3]);
const pageRows = 2_000;
const idOf = (prefix: string, at: number): string => `${prefix}${String(at).padStart(12, '0')}AAA`;

/** Each row of a history is a week after the one before; the last three are of November. */
const dayOfRow = (at: number): string =>
  `2026-${at < rowsEach - 3 ? '10' : '11'}-${String(1 + (at % 4) * 7).padStart(2, '0')}`;

function historyText(column: string, at: number): string {
  const [deal, place] = [Math.floor(at / rowsEach), at % rowsEach];
  switch (column) {
    case 'OpportunityId':
      return idOf('006', deal);
    case 'StageName':
      return model.stages[(deal + place) % model.stages.length]?.name ?? '';
    case 'Amount':
      return String((deal % 977) * 1000 + (place % 3) * 10);
    case 'CloseDate':
      return `2027-0${1 + ((deal + place) % 9)}-15`;
    case 'CreatedById':
      return idOf('005', deal % 200);
    default:
      return `${dayOfRow(place)}T08:00:00.000+0000`;
  }
}

function dealText(column: string, at: number): string {
  switch (column) {
    case 'Id':
      return idOf('006', at);
    case 'Name':
      return `东岭电力 ${at}, phase "${at % 3}"`;
    case 'Owner.Name':
      return `Owner ${at % 200}`;
    case 'CreatedDate':
      return '2026-03-01T08:00:00.000+0000';
    default:
      return historyText(column, at * rowsEach + rowsEach - 1);
  }
}

const heap = new LiveHeap(deals);
type Texts = (column: string, at: number) => string;

/** What is read, by the object that a query names: how many rows, and their texts. */
function made(query: string): readonly [rows: number, text: Texts] {
  if (query.includes('FROM OpportunityHistory')) return [deals * rowsEach, historyText];
  if (query.includes('FROM Opportunity ')) return [deals, dealText];
  const stage: Texts = (column, at) =>
    column === 'ApiName' ? (model.stages[at]?.name ?? '') : String(column === 'IsActive');
  return query.includes('FROM OpportunityStage') ? [model.stages.length, stage] : [0, () => ''];
}

const org: Parameters<typeof changesSince>[0] = {
  instanceUrl: 'https://bench.test',
  username: 'bench@bench.test',
  orgId: '00D000000000001EAA',
  apiVersion: '66.0',
  describe: () => Promise.resolve(new Map()),
  count: () => Promise.resolve(deals),
  read: async (_api, { text }, columns, onRows) => {
    const [rows, textAt] = made(text);
    for (let at = 0; at < rows; at += pageRows) {
      if (textAt === dealText) heap.look(at);
      const page = Array.from({ length: Math.min(pageRows, rows - at) }, (_, index) =>
        columns.map((column) => textAt(column, at + index)),
      );
      await onRows(page);
    }
    return rows;
  },
};

const folder = mkdtempSync(join(tmpdir(), 'tas-bench-changes-'));
try {
  const begun = performance.now();
  const run = changesSince(org, {
    model,
    modelFile: 'config/tas-plus.yaml',
    since: '2026-11-01',
    calendar: { today: '2026-11-30', dayOf: (moment) => moment.slice(0, 10) },
    api: 'bulk',
    runs: [],
    by: 'owner',
    progress: silentProgress,
  });
  const { report } = await tellChanges(run, { list: false, csv: join(folder, 'changes.csv') });
  const seconds = (performance.now() - begun - heap.looking) / 1000;
  if (report.deals === 0 || heap.bytes === 0) throw new Error('no deal has changed');
  const figures: ChangesRunFigures = { seconds, changed: report.deals, liveBytes: heap.bytes };
  process.stdout.write(JSON.stringify(figures));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
