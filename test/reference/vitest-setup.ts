/** Before the first test of a Vitest run: its reference project. */
import { rmSync } from 'node:fs';
import { buildReferenceProject, folderOfThisRun } from './build.ts';

export default function setup(): () => void {
  const folder = folderOfThisRun();
  buildReferenceProject(folder);
  process.env['TAS_REFERENCE_PROJECT'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
