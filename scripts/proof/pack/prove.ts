/** The packed product in empty folders: packed, installed on each Node, and as a plugin. */
import { join } from 'node:path';
import { noCli, type Report } from '../sf/index.ts';
import { tryInstalled } from './installed.ts';
import { nodeFromNpm, npmPack } from './pack.ts';
import { tryPlugin } from './plugin.ts';

const majors = [22, 24] as const;

export interface Proof {
  readonly root: string;
  /** Empty, and outside of the repository. */
  readonly folder: string;
  /** Path of the CLI; undefined: there is none. */
  readonly sf: string | undefined;
}

export async function provePackage(report: Report, { root, folder, sf }: Proof): Promise<void> {
  report.section('Packed');
  const { packed, problem } = npmPack(root, join(folder, 'packed'));
  report.ran('npm pack', problem);
  const unpacked = problem === undefined ? undefined : '"npm pack" failed';
  const nodes = majors.map((major) => ({ major, ...nodeFromNpm(major, join(folder, `node-${major}`)) }));
  for (const { major, nodeFolder, version, missing } of nodes) {
    report.section(`Installed from its tarball, on Node ${major}`);
    const own = { home: join(folder, `home-${major}`), folder: join(folder, `on-${major}`) };
    await tryInstalled(report, packed, { root, nodeFolder, version, ...own }, unpacked ?? missing);
  }
  report.section('As a plugin of the Salesforce CLI');
  const node = nodes.findLast(({ missing }) => missing === undefined);
  const why = unpacked ?? (sf === undefined ? noCli : node === undefined ? 'npm brought no Node' : undefined);
  const own = { home: join(folder, 'home-sf'), folder: join(folder, 'plugin') };
  await tryPlugin(report, packed, { root, nodeFolder: node?.nodeFolder ?? '', sf: sf ?? 'sf', ...own }, why);
}
