import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { csvRowExact } from '../../scripts/product/csv/index.ts';
import { openOrg, type OrgConnection, type OrgSession } from '../../scripts/product/org/index.ts';

/** Answers in place of the normal one; used up once it has answered `times` requests. */
export interface Fault {
  on: RegExp;
  times: number;
  answer: (response: ServerResponse, request: IncomingMessage) => void;
}

/** What one row of an upload meets: 'written', 'unprocessed', or the text of its error. */
export type RowVerdict = string;

export const accessToken = '00D000000000001!AQEAQFakeTokenOfATest.0123456789';

export const status =
  (code: number, body: unknown = [{ errorCode: 'SERVER_UNAVAILABLE', message: 'try later' }], headers = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

export const reset = (response: ServerResponse): void => {
  response.socket?.resetAndDestroy();
};

/** A small org: Bulk query pages, ingest jobs and collections, with faults put in front of them. */
export class FakeOrg {
  readonly requests: string[] = [];
  readonly waits: number[] = [];
  readonly uploads: string[] = [];
  readonly faults: Fault[] = [];
  /** Requests that are carried out but whose answer is lost, once each. */
  readonly losses: RegExp[] = [];
  readonly #waiting: { on: RegExp; done: () => void }[] = [];
  /** Rows of the bulk query, by page. */
  pages: string[][][] = [[]];
  columns: string[] = ['Id', 'Name'];
  jobState = 'JobComplete';
  /** What becomes of a row, by its id and how often it was sent. */
  verdict: (id: string, sent: number) => RowVerdict = () => 'written';
  readonly #sent = new Map<string, number>();
  readonly #jobs = new Map<string, { state: string; ids: string[]; result: Map<string, RowVerdict> }>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  static async start(): Promise<FakeOrg> {
    const org = new FakeOrg();
    await new Promise<void>((done) => org.#server.listen(0, '127.0.0.1', done));
    return org;
  }

  get instanceUrl(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${(address as AddressInfo).port}`;
  }

  get session(): OrgSession {
    return { instanceUrl: this.instanceUrl, accessToken, username: 'a@b.test', orgId: '00D000000000001' };
  }

  /** A connection that waits for nothing and writes down what it would have waited. */
  connect(session: Partial<OrgSession> = {}): OrgConnection {
    const sleep = async (ms: number): Promise<void> => {
      this.waits.push(ms);
      await Promise.resolve();
    };
    return openOrg({ ...this.session, ...session }, { sleep });
  }

  fault(on: RegExp, answer: Fault['answer'], times = 1): void {
    this.faults.push({ on, answer, times });
  }

  /** Settles when such a request has come. */
  async seen(on: RegExp): Promise<void> {
    if (this.requests.some((line) => on.test(line))) return;
    await new Promise<void>((done) => this.#waiting.push({ on, done }));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method ?? ''} ${(request.url ?? '').replace('/services/data/v66.0', '')}`;
    this.requests.push(line);
    for (const { on, done } of this.#waiting) if (on.test(line)) done();
    const fault = this.faults.find(({ on, times }) => times > 0 && on.test(line));
    if (fault !== undefined) {
      fault.times--;
      fault.answer(response, request);
      return;
    }
    const body = await text(request);
    this.#loseAnswer(line, response);
    if (/^POST \/jobs\/query/.test(line)) status(200, { id: '750000000000001', state: 'UploadComplete' })(response);
    else if (/^GET \/jobs\/query\/\w+$/.test(line)) this.#queryJob(response);
    else if (/^GET \/jobs\/query\/\w+\/results/.test(line)) this.#page(line, response);
    else if (/jobs\/ingest/.test(line)) this.#ingest(line, body, response);
    else if (/^PATCH \/composite\/sobjects/.test(line)) this.#collections(body, response);
    else status(404, [{ errorCode: 'NOT_FOUND', message: line }])(response);
  }

  #loseAnswer(line: string, response: ServerResponse): void {
    const at = this.losses.findIndex((on) => on.test(line));
    if (at < 0) return;
    this.losses.splice(at, 1);
    response.end = () => {
      reset(response);
      return response;
    };
  }

  #queryJob(response: ServerResponse): void {
    const numberRecordsProcessed = this.pages.reduce((sum, page) => sum + page.length, 0);
    status(200, { id: '750000000000001', state: this.jobState, errorMessage: 'no', numberRecordsProcessed })(response);
  }

  #page(line: string, response: ServerResponse): void {
    const at = Number(/locator=(\d+)/.exec(line)?.[1] ?? 0);
    const rows = this.pages[at] ?? [];
    response.writeHead(200, {
      'content-type': 'text/csv',
      'sforce-numberofrecords': rows.length,
      'sforce-locator': at + 1 < this.pages.length ? at + 1 : 'null',
    });
    response.end(this.pageText(at));
  }

  pageText(at: number): string {
    return [this.columns, ...(this.pages[at] ?? [])].map(csvRowExact).join('');
  }

  #ingest(line: string, body: string, response: ServerResponse): void {
    const id = /ingest\/(\w+)/.exec(line)?.[1] ?? `7500000000001${String(this.#jobs.size).padStart(2, '0')}`;
    const job = this.#jobs.get(id) ?? { state: 'Open', ids: [], result: new Map<string, RowVerdict>() };
    this.#jobs.set(id, job);
    if (line.startsWith('PUT') && job.ids.length > 0) {
      status(400, [{ errorCode: 'INVALIDJOBSTATE', message: 'already uploaded' }])(response);
    } else if (line.startsWith('PUT')) {
      this.uploads.push(body);
      job.ids = body
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.slice(0, row.indexOf(',')));
      response.writeHead(201).end();
    } else if (line.startsWith('PATCH')) {
      job.state = this.jobState;
      for (const row of job.ids) {
        const sent = (this.#sent.get(row) ?? 0) + 1;
        this.#sent.set(row, sent);
        job.result.set(row, this.verdict(row, sent));
      }
      status(200, { id, state: 'UploadComplete' })(response);
    } else if (line.endsWith('Results') || line.endsWith('records')) this.#results(line, job.result, response);
    else status(200, { id, state: job.state, errorMessage: 'stopped' })(response);
  }

  /** In another order than they were sent, as the real one does. */
  #results(line: string, result: ReadonlyMap<string, RowVerdict>, response: ServerResponse): void {
    const rows = [...result].reverse();
    const kind = line.slice(line.lastIndexOf('/') + 1);
    const texts =
      kind === 'successfulResults'
        ? [['sf__Id', 'sf__Created', 'Id'], ...rows.filter(([, v]) => v === 'written').map(([id]) => [id, 'false', id])]
        : kind === 'unprocessedrecords'
          ? [['Id'], ...rows.filter(([, v]) => v === 'unprocessed').map(([id]) => [id])]
          : [
              ['sf__Id', 'sf__Error', 'Id'],
              ...rows.filter(([, v]) => v !== 'written' && v !== 'unprocessed').map(([id, v]) => [id, v, id]),
            ];
    response.writeHead(200, { 'content-type': 'text/csv' }).end(texts.map(csvRowExact).join(''));
  }

  #collections(body: string, response: ServerResponse): void {
    const { records } = JSON.parse(body) as { records: { id: string }[] };
    const answers = records.map(({ id }) => {
      const sent = (this.#sent.get(id) ?? 0) + 1;
      this.#sent.set(id, sent);
      const verdict = this.verdict(id, sent);
      const errors = verdict.split('|').map((code) => ({ statusCode: code, message: `said ${code}`, fields: ['F'] }));
      return verdict === 'written' ? { id, success: true, errors: [] } : { success: false, errors };
    });
    status(200, answers)(response);
  }
}
