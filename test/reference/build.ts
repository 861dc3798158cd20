/**
 * Makes the project that the tests rehearse in: the hand-written metadata, the reference models where a customer has his
 * own, and what the first of them compiles to.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../scripts/product/compile/project.ts';

const models = dirname(fileURLToPath(import.meta.url));
const checkout = join(models, '..', '..');
const copies = {
  'model.yaml': 'config/tas-plus.yaml',
  'model.lock.json': 'config/tas-plus.lock.json',
  'no-tender.yaml': 'config/variants/no-tender.yaml',
  'no-tender.lock.json': 'config/variants/no-tender.lock.json',
  'crm-sales.yaml': 'config/variants/crm-sales.yaml',
  'crm-sales.lock.json': 'config/variants/crm-sales.lock.json',
};

/** A folder of this run's own: other runs, of other checkouts too, have theirs. */
export const folderOfThisRun = (): string => join(tmpdir(), `tas-reference-${process.pid}`);

/** @throws when the reference model does not compile. */
export function buildReferenceProject(folder: string): void {
  if (!basename(folder).startsWith('tas-reference-')) throw new Error(`${folder} is no folder of a test run`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [from, to] of Object.entries(copies)) cpSync(join(models, from), join(folder, to));
  for (const part of [join('force-app', 'main', 'default'), 'sfdx-project.json'])
    cpSync(join(checkout, part), join(folder, part), { recursive: true });
  const compiled = compileProject({
    root: folder,
    modelFile: join(folder, 'config', 'tas-plus.yaml'),
    output: join(folder, 'force-app', 'main', 'generated'),
    check: false,
  });
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
}
