/**
 * The transport floor, as a process: `floor-run.ts FOLDER URL`, the session in TAS_BENCH_TOKEN. It sends again what the
 * folder holds of a run and throws away what comes back; all it looks into is the answers to what makes or asks for a job.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { Agent, request as send, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { stepsOf, type Step } from './replay.ts';
import { bodyFile, trafficFile, type SeenRequest } from './traffic.ts';

const [folder = '', url = ''] = process.argv.slice(2);
const token = process.env['TAS_BENCH_TOKEN'] ?? '';
const agent = new Agent({ keepAlive: true });
const seen = JSON.parse(readFileSync(join(folder, trafficFile), 'utf8')) as SeenRequest[];

/** What a run made → what its twin here is called. */
const twins = new Map<string, string>();
const renamed = (path: string): string => path.replaceAll(/[A-Za-z0-9]{18}/g, (id) => twins.get(id) ?? id);

async function exchange(at: number, one: SeenRequest): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    const outgoing = send(
      url + renamed(one.path),
      {
        method: one.method,
        agent,
        headers: { ...one.headers, authorization: `Bearer ${token}`, 'content-length': one.up },
      },
      resolve,
    );
    outgoing.on('error', reject);
    if (one.up === 0) outgoing.end();
    else pipeline(createReadStream(join(folder, bodyFile(at))), outgoing).catch(reject);
  });
}

const hasEnded = (answer: string): boolean => {
  const { state } = JSON.parse(answer) as { state: string };
  if (state === 'Failed' || state === 'Aborted') throw new Error(`a job has ended as ${state}`);
  return state === 'JobComplete';
};

async function run({ request, polls }: Step): Promise<void> {
  const one = seen[request];
  if (one === undefined) throw new Error('a step without a request');
  for (;;) {
    const answer = await exchange(request, one);
    if (answer.statusCode !== one.status)
      throw new Error(`${one.method} ${one.path}: ${answer.statusCode}, it was ${one.status}: ${await text(answer)}`);
    if (one.made !== null) {
      const { id } = JSON.parse(await text(answer)) as { id: string };
      twins.set(one.made, id);
      return;
    }
    if (!polls) {
      await finished(answer.resume());
      return;
    }
    if (hasEnded(await text(answer))) return;
  }
}

const running: Promise<void>[] = [];
for (const step of stepsOf(seen)) {
  const before = step.after.flatMap((at) => running[at] ?? []);
  running.push(Promise.all(before).then(() => run(step)));
}
await Promise.all(running);
agent.destroy();
