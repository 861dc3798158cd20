/** A practice org with open deals, as a process: `org-run.ts DEALS FOLDER`. It talks to who forked it; see org.ts. */
import { startPractice } from '../../../practice-org/start/index.ts';
import { fillOrg } from './deals.ts';
import { Traffic } from './traffic.ts';

export interface OrgReady {
  readonly instanceUrl: string;
  readonly accessToken: string;
  /** Seconds that filling took. */
  readonly filled: number;
}

/** `mark`: count from here. `figures`: what was since; with a folder, what was asked is written there. */
export type OrgQuestion =
  { readonly ask: 'mark' } | { readonly ask: 'figures'; readonly into?: string } | { readonly ask: 'stop' };

export interface OrgFigures {
  readonly requests: number;
  /** Bytes of bodies that came up, and of answers with their heads that went down. */
  readonly bytes: { readonly up: number; readonly down: number };
  /** Seconds of processor time that the org's process took, compression in the threads beside it included. */
  readonly cpu: number;
  /** The most memory it ever had, in MB of 10^6 bytes. */
  readonly rssMb: number;
}

const [deals, root] = [Number(process.argv[2]), process.argv[3] ?? ''];
const traffic = new Traffic();
const started = await startPractice({
  root,
  port: 0,
  ignoreColumns: [],
  sampleDeals: 0,
  bare: false,
  observe: false,
  announced: true,
  onProgress: () => undefined,
});
if (!started.ok) throw new Error(started.problems.join('\n'));
const { org } = started;
const begun = performance.now();
fillOrg(org, deals);
// What filling left behind is not to be cleared up on anybody's time.
globalThis.gc?.();
const filled = (performance.now() - begun) / 1000;

let before = process.cpuUsage();
const tell = (answer: OrgFigures | OrgReady | null): void => void process.send?.(answer);

process.on('message', (question: OrgQuestion) => {
  if (question.ask === 'stop') {
    void started.stop().then(() => process.disconnect());
    return;
  }
  if (question.ask === 'mark') {
    traffic.clear();
    before = process.cpuUsage();
    tell(null);
    return;
  }
  const { user, system } = process.cpuUsage(before);
  if (question.into !== undefined) traffic.write(question.into);
  tell({
    requests: traffic.requests,
    bytes: traffic.bytes,
    cpu: (user + system) / 1e6,
    rssMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
  });
});
tell({ instanceUrl: org.instanceUrl, accessToken: org.accessToken, filled });
