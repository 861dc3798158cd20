/** The bytes that ours moved, moved again by a process that does nothing with them. */
import { fileURLToPath } from 'node:url';
import { endOf, figuresOf, maxSeconds, withOrg, type Bench, type Done, type Figures } from './contender.ts';
import { measureScript } from './measured.ts';

/** `traffic`: where what ours asked is kept, with how many rows it read and wrote. */
export async function floor(
  bench: Bench,
  traffic: string,
  { read, written }: Pick<Figures, 'read' | 'written'>,
): Promise<Figures> {
  const script = fileURLToPath(new URL('floor-run.ts', import.meta.url));
  return await withOrg(bench, 'floor', async (org) => {
    const { instanceUrl, accessToken } = org.ready;
    const work = async (): Promise<Done> => {
      const measured = await measureScript(script, [traffic, instanceUrl], {
        cwd: org.folder,
        env: { ...process.env, TAS_BENCH_TOKEN: accessToken },
        maxSeconds,
      });
      return { measured, read, written, problem: measured.code === 0 ? null : endOf(measured) };
    };
    return await figuresOf(bench, org, work);
  });
}
