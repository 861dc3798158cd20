/** One forecast of made-up rows, as a process: `forecast-run.ts DEALS` prints its figures as JSON. */
import { forecast, orgSource, periodOf, type ForecastOrg } from '../../product/forecast/index.ts';
import { silentProgress } from '../../product/terminal/index.ts';
import { answers, answerText, dealText, historyText, model, moves, today } from './pipeline-rows.ts';

export interface ForecastRunFigures {
  readonly seconds: number;
  /** The most that lived in the heap and beside it when it was looked at, garbage collected. */
  readonly liveBytes: number;
  /** The most memory that the process ever had, with Node's own and what waits to be collected. */
  readonly peakBytes: number;
}

const deals = Number(process.argv[2]);
const pageRows = 2_000;

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
const answerFields = new Set(['Opportunity__c', 'Question__c', 'Stage__c', 'Choice__c', 'Reason__c', 'CreatedDate']);

const org: ForecastOrg = {
  instanceUrl: 'https://bench.test',
  username: 'bench@bench.test',
  orgId: '00D000000000001EAA',
  describe: async (object) => {
    const names = object === 'Opportunity' ? fields : answerFields;
    return await Promise.resolve(
      new Map([...names].map((name) => [name, { name, type: 'string', updateable: false }])),
    );
  },
  count: async () => await Promise.resolve(deals),
  read: async (_api, { text }, columns, onRows) => {
    const [rows, textAt] = text.includes('FROM OpportunityHistory')
      ? [deals * moves, historyText]
      : text.includes('FROM TAS_Coaching_Answer__c')
        ? [deals * answers, answerText]
        : [deals, dealText];
    for (let at = 0; at < rows; at += pageRows) {
      if (textAt === dealText) look(at);
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
const wins = report.learned?.choices[0]?.rows.slice(0, 3) ?? [];
if (wins.length === 0 || wins.some(({ closed, open }) => closed === 0 || open === 0))
  throw new Error('the answers of the coach were not read');
if (report.deals.read !== deals || report.expectation === null || liveBytes === 0)
  throw new Error(`${report.deals.read} of ${deals} deals were read`);
const figures: ForecastRunFigures = { seconds, liveBytes, peakBytes: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(JSON.stringify(figures));
