/** A plan as a file: what is carried out is what was read, so a plan that somebody edited is none. */
import { readFileSync } from 'node:fs';
import { writeWhole } from '../metadata/index.ts';
import { InstallError } from './error.ts';
import { planShape, type InstallPlan } from './plan-types.ts';
import { sumOf } from './state.ts';

const checksum = (plan: InstallPlan): string => sumOf(JSON.stringify(plan));

/** @throws {Error} where it cannot be written. */
export const savePlan = (file: string, plan: InstallPlan): void =>
  writeWhole(file, `${JSON.stringify({ checksum: checksum(plan), plan }, null, 1)}\n`);

/** @throws {InstallError} for what is no plan, or is not as it was saved. */
export function readPlan(file: string): InstallPlan {
  let saved: unknown;
  try {
    saved = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refused(file, error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read');
  }
  const { checksum: sum, plan } = (typeof saved === 'object' && saved !== null ? saved : {}) as Record<string, unknown>;
  const parsed = planShape.safeParse(plan);
  if (!parsed.success) throw refused(file, 'it is no plan, or one of another version of TAS+');
  if (sum !== checksum(parsed.data)) throw refused(file, 'it was changed after tas plan wrote it');
  return parsed.data;
}

const refused = (file: string, why: string): InstallError =>
  new InstallError('PlanFile', {
    message: `${file} cannot be applied: ${why}. Nothing was written to the org.`,
    actions: ['Make a plan: npx tas plan --target-org ORG --out FILE'],
    exitCode: 3,
  });
