/** A signal to a command at some moment of its life. */
import type { Kill } from './org-talk.ts';
import type { Random } from './random.ts';
import type { Life, Station } from './station.ts';
import type { Ended, Running } from './tas.ts';

export interface Moment {
  /** By its time alone, as a request reaches the org, as its answer has left, or between a request and the next one. */
  readonly by: 'time' | 'asked' | 'answered' | 'between';
  /** Where in the life of the command, at least 0, below 1. */
  readonly share: number;
  /** Where between two requests, at least 0, below 1. */
  readonly later: number;
}

/** Moments fall evenly on time and on requests: most of the time passes between few of these. */
export const randomMoment = (random: Random): Moment => ({
  by: random.of(['time', 'asked', 'answered', 'between']),
  share: random.next(),
  later: random.next(),
});

/** Runs a command and sends it a signal, unless it ends before. The log of requests begins with it. */
export async function signalled(
  station: Station,
  start: () => Running,
  signal: Kill['signal'],
  { life: { milliseconds, requests }, moment: { by, share, later } }: { readonly life: Life; readonly moment: Moment },
): Promise<Ended> {
  await station.use([]);
  const { child, ended } = start();
  const at = Math.floor(share * requests.length);
  const gap = (requests[at + 1]?.at ?? milliseconds) - (requests[at]?.at ?? 0);
  if (by !== 'time' && child.pid !== undefined)
    await station.use([], {
      pid: child.pid,
      signal,
      request: at + 1,
      when: by === 'answered' ? 'answered' : 'asked',
      ...(by === 'between' ? { later: later * gap } : {}),
    });
  const timer = by === 'time' ? setTimeout(() => child.kill(signal), share * milliseconds) : undefined;
  const end = await ended;
  clearTimeout(timer);
  return end;
}
