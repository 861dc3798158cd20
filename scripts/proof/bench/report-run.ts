/** One weekly report of made-up rows, as a process: `report-run.ts DEALS` prints its figures as JSON. */
import { localeOf } from '../../product/explain/index.ts';
import { periodOf } from '../../product/forecast/index.ts';
import { fieldsRead } from '../../product/gate/index.ts';
import { languages, messagesIn } from '../../product/messages/index.ts';
import { requirementsOf } from '../../product/model/index.ts';
import { reportOn, reportPage, toJson } from '../../product/report/index.ts';
import { silentProgress } from '../../product/terminal/index.ts';
import { LiveHeap } from './live-heap.ts';
import { dealText, endOf, historyText, idOf, model, moves, today } from './pipeline-rows.ts';

export interface ReportRunFigures {
  readonly seconds: number;
  readonly open: number;
  readonly items: number;
  /** Bytes of the page and of the JSON. */
  readonly pageBytes: number;
  readonly jsonBytes: number;
  /** The most that lived in the heap when it was looked at, garbage collected. */
  readonly liveBytes: number;
  /** The most memory that the process ever had, with Node's own and what waits to be collected. */
  readonly peakBytes: number;
}

const deals = Number(process.argv[2]);
const pageRows = 2_000;
/** Items of an open deal. */
const itemsEach = 4;
/** Of so many deals one was written this week. */
const writtenOneIn = 21;
const people = 500;
const requirements = requirementsOf(model);
const slotted = requirements.filter(({ requirement: { gate, fields } }) => gate === 'hard' && fields === undefined);
const asked = new Set(requirements.flatMap(({ requirement: { fields = [] } }) => fields.map(({ name }) => name)));

/** The value of a column of the deal at a place, with all that a gate asks for. */
function textOf(column: string, at: number): string {
  if (column === 'Name') return `东岭电力 ${at}, phase "${at % 3}"`;
  if (column === 'Owner.Name') return `Owner ${at % people}`;
  if (column === 'OwnerId') return `005${String(at % people).padStart(12, '0')}AAA`;
  if (column === 'TAS_Led_By__c') return at % 9 === 0 ? 'Partner' : 'Us';
  if (column === 'TAS_Grade__c') return 'ABCDE'.charAt(at % 5);
  // One field in eight is left blank.
  if (asked.has(column) && column !== 'Amount' && column !== 'CloseDate')
    return (at + column.length) % 8 === 0 ? '' : 'Said in a few words';
  return dealText(column, at);
}

function itemText(column: string, deal: number, at: number): string {
  const code = slotted[(deal + at) % slotted.length]?.requirement.code ?? '';
  const status = at % itemsEach === 0 && deal % 10 === 0 ? 'Requested' : 'Done';
  switch (column) {
    case 'Opportunity__c':
      return idOf(deal);
    case 'Id':
      return `a00${String(deal * itemsEach + at).padStart(12, '0')}AAA`;
    case 'Code__c':
      return code;
    case 'Item_Key__c':
      return `${idOf(deal)}:${code}`;
    case 'Status__c':
      return status;
    case 'Evidence_Url__c':
      return 'https://files.example/evidence';
    case 'Settled_By__c':
      return status === 'Done' ? '005000000000999AAA' : '';
    default:
      return '';
  }
}

const heap = new LiveHeap(deals);
const isOpen = (at: number): boolean => endOf(at) === null;
const isWritten = (at: number): boolean => at % writtenOneIn === 0;
const every = (): boolean => true;

/** Rows by the object and the condition that a query names: of which deals, how many each, and their texts. */
function made(query: string): {
  of: (at: number) => boolean;
  each: number;
  text: (column: string, deal: number, n: number) => string;
} {
  const history = (column: string, deal: number, n: number): string => {
    if (column === 'Amount') return String(((deal % 977) + n) * 10_000);
    if (column === 'CloseDate') return `2026-0${7 + ((deal + n) % 3)}-15`;
    const isOfThisWeek = column === 'CreatedDate' && n === moves - 1 && isWritten(deal);
    return isOfThisWeek ? '2026-06-13T08:00:00.000+0000' : historyText(column, deal * moves + n);
  };
  if (query.includes('FROM TAS_Gate_Item__c')) return { of: isOpen, each: itemsEach, text: itemText };
  if (query.includes('FROM OpportunityHistory'))
    return { of: query.includes('SystemModstamp') ? isWritten : every, each: moves, text: history };
  if (query.includes('FROM Opportunity '))
    return {
      of: query.includes('IsClosed = false') ? isOpen : query.includes('SystemModstamp') ? isWritten : every,
      each: 1,
      text: textOf,
    };
  return { of: () => false, each: 1, text: () => '' };
}

type Rows = string[][];

const org: Parameters<typeof reportOn>[0] = {
  instanceUrl: 'https://bench.test',
  username: 'bench@bench.test',
  orgId: '00D000000000001EAA',
  apiVersion: '66.0',
  describe: () => {
    const typeOf = (name: string): string => (/Amount|Probability/.test(name) ? 'currency' : 'string');
    const names = [...fieldsRead(model).deal, 'CreatedDate', 'CloseDate', 'TAS_Effective_Grade__c'];
    return Promise.resolve(new Map(names.map((name) => [name, { name, type: typeOf(name), updateable: false }])));
  },
  count: () => Promise.resolve(deals),
  read: async (_api, { text }, columns, onRows) => {
    if (text.includes('FROM OpportunityStage')) {
      const rows = model.stages.map(({ name }) =>
        columns.map((column) => (column === 'ApiName' ? name : String(column === 'IsActive'))),
      );
      await onRows(rows);
      return rows.length;
    }
    const { of, each, text: textAt } = made(text);
    let [page, total]: [Rows, number] = [[], 0];
    for (let at = 0; at < deals; at += 1) {
      if (text.includes('FROM Opportunity ')) heap.look(at);
      if (!of(at)) continue;
      for (let n = 0; n < each; n += 1) page.push(columns.map((column) => textAt(column, at, n)));
      if (page.length < pageRows) continue;
      total += page.length;
      await onRows(page);
      page = [];
    }
    if (page.length > 0) await onRows(page);
    return total + page.length;
  },
};

const [language] = languages;
const [messages, locale] = [messagesIn(language), localeOf(model, language)];
const begun = performance.now();
const report = await reportOn(org, {
  model,
  modelFile: 'config/tas-plus.yaml',
  since: '2026-06-08',
  period: periodOf({}, today),
  api: 'bulk',
  calendar: { today, dayOf: (moment) => moment.slice(0, 10) },
  runs: [],
  snapshots: 'there-is-none',
  progress: silentProgress,
  messages,
  locale,
});
const pageBytes = Buffer.byteLength(reportPage(report, { messages, locale }));
const jsonBytes = Buffer.byteLength(JSON.stringify(toJson(report)));
const seconds = (performance.now() - begun - heap.looking) / 1000;
const { pipeline, forecast, changes } = report;
if (
  forecast.deals.read !== deals ||
  forecast.expectation === null ||
  changes.deals === 0 ||
  pipeline.blocked.deals === 0
)
  throw new Error(`${forecast.deals.read} of ${deals} deals were read, ${pipeline.blocked.deals} are blocked`);
const open = pipeline.total.deals;
const figures: ReportRunFigures = {
  seconds,
  open,
  items: open * itemsEach,
  pageBytes,
  jsonBytes,
  liveBytes: heap.bytes,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(JSON.stringify(figures));
