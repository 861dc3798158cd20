/** One audit of made-up rows, as a process: `audit-run.ts DEALS ITEMS_EACH` prints its figures as JSON. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditFiles, auditOrg, type AuditOptions } from '../../product/audit/index.ts';
import { publishFiles } from '../../product/csv/index.ts';
import { localeOf } from '../../product/explain/index.ts';
import { fieldsRead } from '../../product/gate/index.ts';
import { silentProgress } from '../../product/terminal/index.ts';
import { messagesIn } from '../../product/messages/index.ts';
import { readModelFile, requirementsOf } from '../../product/model/index.ts';
import { LiveHeap } from './live-heap.ts';

export interface AuditRunFigures {
  readonly seconds: number;
  /** Lines of audit.csv. */
  readonly findings: number;
  /** The most that lived in the heap when it was looked at, garbage collected. */
  readonly liveBytes: number;
}

const read = readModelFile('config/tas-plus.yaml');
if (!read.ok) throw new Error('the default model has problems');
const { model } = read;
const deals = Number(process.argv[2]);
const itemsEach = Number(process.argv[3]);
const pageRows = 2_000;
const today = '2026-06-15';
const requirements = requirementsOf(model);
/** As a panel writes them: roles have a person, hard processes the amount of their deal. */
const placed = new Map(requirements.map((one) => [one.requirement.code, one]));
/** What only an item settles, stage by stage: a deal has the last ten of those up to its own stage. */
const slotted = requirements.filter(({ requirement: { gate, fields } }) => gate === 'hard' && fields === undefined);
const upTo = model.stages.map((_, index) =>
  slotted.flatMap(({ stageIndex, requirement }) => (stageIndex <= index ? [requirement.code] : [])),
);
const optional = requirements.flatMap(({ requirement: { gate, code } }) => (gate === 'hard' ? [] : [code]));
const codeOf = (deal: number, at: number): string => {
  const own = upTo[deal % model.stages.length] ?? [];
  return own[own.length - 1 - at] ?? optional[at] ?? '';
};
/** What is filled in the fields that the model asks for. */
const asked = new Map(
  requirements.flatMap(({ requirement: { fields = [] } }) =>
    fields.map(({ name, accept, type }): [string, string] => [
      name,
      accept?.[0] ??
        (type?.kind === 'date' ? '2026-12-01' : type?.kind === 'currency' ? '100000' : 'Said in a few words'),
    ]),
  ),
);
const idOf = (prefix: string, at: number): string => `${prefix}${String(at).padStart(12, '0')}AAA`;

/** The value of a column of the deal at a place; the same for every run. */
function dealText(column: string, at: number): string {
  switch (column) {
    case 'Id':
      return idOf('006', at);
    case 'Name':
      return `东岭电力 ${at}, phase "${at % 3}"`;
    case 'StageName':
      return model.stages[at % model.stages.length]?.name ?? '';
    case 'Amount':
    case 'TAS_Model_Amount__c':
      return String((at % 977) * 10_000);
    case 'TAS_Led_By__c':
      return at % 9 === 0 ? 'Partner' : 'Us';
    case 'OwnerId':
      return idOf('005', at % 200);
    case 'Owner.Name':
      return `Owner ${at % 200}`;
    case 'IsClosed':
    case 'IsWon':
      return 'false';
    case 'CreatedDate':
    case 'LastStageChangeDate':
      return '2026-03-01T08:00:00.000+0000';
    case 'CloseDate':
      return '2026-12-31';
    default:
      // One field in eight is left blank.
      return (at + column.length) % 8 === 0 ? '' : (asked.get(column) ?? '');
  }
}

function itemText(column: string, at: number): string {
  const deal = Math.floor(at / itemsEach);
  const code = codeOf(deal, at % itemsEach);
  const [done, manager] = [at % 6 !== 0, idOf('005', 999)];
  switch (column) {
    case 'Opportunity__c':
      return idOf('006', deal);
    case 'Id':
      return idOf('a00', at);
    case 'Code__c':
      return code;
    case 'Item_Key__c':
      return `${idOf('006', deal)}:${code}`;
    case 'Status__c':
      return done ? 'Done' : 'Open';
    case 'Evidence_Url__c':
      return done ? 'https://files.example/evidence' : '';
    case 'Settled_By__c':
      return done ? manager : '';
    case 'Settled_On__c':
      return done ? '2026-05-01T08:00:00.000+0000' : '';
    case 'Person__c':
      return done && placed.get(code)?.group === 'people' ? manager : '';
    case 'Settled_Amount__c': {
      const one = placed.get(code);
      const carries = one?.group === 'processes' && one.requirement.gate === 'hard' && !one.requirement.fields;
      return done && carries ? dealText('Amount', deal) : '';
    }
    default:
      return '';
  }
}

const heap = new LiveHeap(deals);

const org: Parameters<typeof auditOrg>[0] = {
  instanceUrl: 'https://bench.test',
  username: 'bench@bench.test',
  orgId: '00D000000000001EAA',
  apiVersion: '66.0',
  describe: async () => {
    const typeOf = (name: string): string => (/Amount/.test(name) ? 'currency' : 'string');
    const names = fieldsRead(model).deal;
    return await Promise.resolve(new Map(names.map((name) => [name, { name, type: typeOf(name), updateable: false }])));
  },
  count: async () => await Promise.resolve(deals),
  read: async (_api, { text }, columns, onRows) => {
    const ofItems = text.includes('FROM TAS_Gate_Item__c');
    const rows = ofItems ? deals * itemsEach : text.includes('ORDER BY Id') ? deals : 0;
    const textAt = ofItems ? itemText : dealText;
    for (let at = 0; at < rows; at += pageRows) {
      if (!ofItems) heap.look(at);
      const page = Array.from({ length: Math.min(pageRows, rows - at) }, (_, index) =>
        columns.map((column) => textAt(column, at + index)),
      );
      await onRows(page);
    }
    return rows;
  },
};

const messages = messagesIn('en_US');
const locale = localeOf(model, 'en_US');
const options: AuditOptions = {
  model,
  modelFile: 'config/tas-plus.yaml',
  recordTypes: [],
  api: 'bulk',
  calendar: { today, dayOf: (moment) => moment.slice(0, 10) },
  progress: silentProgress,
  messages,
  locale,
};
const folder = mkdtempSync(join(tmpdir(), 'tas-bench-audit-'));
try {
  const begun = performance.now();
  let judged = 0;
  let findings = 0;
  await publishFiles(
    folder,
    auditFiles(auditOrg(org, options), { messages, locale }, (report) => {
      judged = report.total.deals;
      findings = report.findings;
    }),
  );
  const seconds = (performance.now() - begun - heap.looking) / 1000;
  const liveBytes = heap.bytes;
  if (judged !== deals || liveBytes === 0) throw new Error(`${judged} of ${deals} deals were audited`);
  const figures: AuditRunFigures = { seconds, findings, liveBytes };
  process.stdout.write(JSON.stringify(figures));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
