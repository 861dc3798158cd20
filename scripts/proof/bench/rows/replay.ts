/** In which order the requests of a run can be sent again, as close together as they were. */
import type { SeenRequest } from './traffic.ts';

const ofJob = /\/jobs\/(?:ingest|query)\/([^/?]+)/;
const poll = /\/jobs\/(?:ingest|query)\/[^/?]+$/;

export interface Step {
  /** Its place in the list of what was seen. */
  readonly request: number;
  /** Places of the steps that have to be over before. */
  readonly after: readonly number[];
  /** Asks for a job until it has ended. */
  readonly polls: boolean;
}

/**
 * The requests as steps, in the order they began: a request waits for all that had been answered when it was sent, and
 * for nothing else, so what went side by side goes side by side again. A job is asked for until it has ended and not
 * again; what makes an ingest job wait for another of its requests is kept.
 */
export function stepsOf(seen: readonly SeenRequest[]): Step[] {
  const order = seen.map((one, at) => ({ one, at })).toSorted((a, b) => a.one.began - b.one.began);
  const steps: Step[] = [];
  const ended: number[] = [];
  const lastOfJob = new Map<string, number>();
  const polled = new Set<string>();
  for (const { one, at } of order) {
    const job = ofJob.exec(one.path)?.[1];
    const polls = one.method === 'GET' && poll.test(one.path);
    if (polls && job !== undefined) {
      if (polled.has(job)) continue;
      polled.add(job);
    }
    const after = new Set(ended.flatMap((end, step) => (end < one.began ? [step] : [])));
    const before = job === undefined ? undefined : lastOfJob.get(job);
    if (before !== undefined) after.add(before);
    const step = steps.length;
    steps.push({ request: at, after: [...after], polls });
    ended.push(one.ended);
    // Pages of a query do not wait for each other.
    const gates = !/\/results\b/.test(one.path);
    if (one.made !== null) lastOfJob.set(one.made, step);
    else if (job !== undefined && gates) lastOfJob.set(job, step);
  }
  return steps;
}
