/** One forecast of made-up rows, as a process: `forecast-run.ts DEALS` prints its figures as JSON. */
import { forecast, orgSource, periodOf, type ForecastOrg } from '../../product/forecast/index.ts';
import { readModelFile } from '../../product/model/index.ts';
import { silentProgress } from '../../product/terminal/index.ts';

export interface ForecastRunFigures {
  readonly seconds: number;
  /** The most that lived in the heap and beside it when it was looked at, garbage collected. */
  readonly liveBytes: number;
  /** The most memory that the process ever had, with Node's own and what waits to be collected. */
  readonly peakBytes: number;
}

const read = readModelFile('config/tas-plus.yaml');
if (!read.ok) throw new Error('the default model has problems');
const { model } = read;
const deals = Number(process.argv[2]);
const pageRows = 2_000;
const today = '2026-06-15';
/** Rows of history of a deal. */
const moves = 3;
const now = Date.parse(`${today}T00:00:00Z`);
const dayBefore = (days: number): string => new Date(now - days * 86_400_000).toISOString().slice(0, 10);
const momentBefore = (days: number): string => `${dayBefore(days)}T08:00:00.000+0000`;
const idOf = (at: number): string => `006${String(at).padStart(12, '0')}AAA`;
/** Days since it was taken up. */
const sinceOf = (at: number): number => 1 + ((at * 37) % 1_000);
/** Days from there to its end; null: it is open. */
const endOf = (at: number): number | null => {
  const days = 10 + ((at * 13) % 170);
  return at % 5 === 0 || days >= sinceOf(at) ? null : days;
};
const stageOf = (at: number): string => model.stages[at % model.stages.length]?.name ?? '';

/** The value of a column of the deal at a place; the same for every run. */
function dealText(column: string, at: number): string {
  const end = endOf(at);
  switch (column) {
    case 'Id':
      return idOf(at);
    case 'StageName':
      return end === null ? stageOf(at) : at % 2 === 0 ? 'Closed Won' : 'Closed Lost';
    case 'Amount':
    case 'TAS_Model_Amount__c':
      return String((at % 977) * 10_000);
    case 'TAS_Effective_Grade__c':
      return 'ABCDE'.charAt(at % 5);
    case 'IsClosed':
      return String(end !== null);
    case 'IsWon':
      return String(end !== null && at % 2 === 0);
    case 'CreatedDate':
      return momentBefore(sinceOf(at));
    case 'CloseDate':
      return dayBefore(end === null ? -60 : sinceOf(at) - end);
    case 'Probability':
      return String(10 * (at % 7));
    default:
      return '';
  }
}

function historyText(column: string, at: number): string {
  const deal = Math.floor(at / moves);
  if (column === 'OpportunityId') return idOf(deal);
  if (column === 'StageName') return stageOf(deal + (at % moves));
  return momentBefore(Math.max(0, sinceOf(deal) - 5 * (at % moves)));
}

let liveBytes = 0;
let lookedAt = 0;
/** Some ten times a run; the time that looking takes is taken off. */
let looking = 0;
function look(done: number): void {
  if (done - lookedAt < deals / 10) return;
  lookedAt = done;
  const started = performance.now();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  liveBytes = Math.max(liveBytes, heapUsed + external);
  looking += performance.now() - started;
}

const names = ['Id', 'StageName', 'Amount', 'CreatedDate', 'CloseDate', 'Probability'];
const fields = new Set([...names, 'TAS_Model_Amount__c', 'TAS_Effective_Grade__c']);

const org: ForecastOrg = {
  instanceUrl: 'https://bench.test',
  username: 'bench@bench.test',
  orgId: '00D000000000001EAA',
  describe: async () =>
    await Promise.resolve(new Map([...fields].map((name) => [name, { name, type: 'string', updateable: false }]))),
  count: async () => await Promise.resolve(deals),
  read: async (_api, { text }, columns, onRows) => {
    const ofHistory = text.includes('FROM OpportunityHistory');
    const rows = ofHistory ? deals * moves : deals;
    const textAt = ofHistory ? historyText : dealText;
    for (let at = 0; at < rows; at += pageRows) {
      if (!ofHistory) look(at);
      const page = Array.from({ length: Math.min(pageRows, rows - at) }, (_, index) =>
        columns.map((column) => textAt(column, at + index)),
      );
      await onRows(page);
    }
    return rows;
  },
};

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
// What the connection to an org does with Salesforce's +0000.
const dayOf = (moment: string): string => day.format(new Date(moment.replace('+0000', '+00:00')));
const begun = performance.now();
const source = await orgSource(org, {
  model,
  sinceField: 'CreatedDate',
  api: 'bulk',
  calendar: { today, dayOf },
  progress: silentProgress,
});
const report = await forecast(source, { ...periodOf({}, today), probabilityOf: () => null });
const seconds = (performance.now() - begun - looking) / 1000;
if (report.deals.read !== deals || report.expectation === null || liveBytes === 0)
  throw new Error(`${report.deals.read} of ${deals} deals were read`);
const figures: ForecastRunFigures = { seconds, liveBytes, peakBytes: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(JSON.stringify(figures));
