/** A file of faults: YAML or JSON, checked whole before the org starts. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { formatProblem, parseSource, type ModelPath } from '../../product/model/index.ts';
import { faultKinds, faultSchema, type FaultGiven } from '../server/index.ts';

const fileSchema = z.strictObject({ faults: z.array(faultSchema).min(1) });

export type FaultFile =
  | { readonly ok: true; readonly faults: readonly FaultGiven[] }
  /** Each with file, line and column. */
  | { readonly ok: false; readonly problems: readonly string[] };

type Issue = z.core.$ZodIssue;

/** The place of a problem; of a key that is too much, that key. */
function placeOf(issue: Issue): { readonly path: ModelPath; readonly atKey: boolean } {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const [key] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return key === undefined ? { path, atKey: false } : { path: [...path, key], atKey: true };
}

const said = (issue: Issue): string =>
  issue.path.at(-1) === 'fault' || issue.code === 'invalid_union'
    ? `This is no fault; a fault is one of ${faultKinds.join(', ')}.`
    : `${issue.message}.`;

/** Reads a file of faults. */
export function readFaultFile(file: string): FaultFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return { ok: false, problems: [`${file} cannot be read (${reason}).`] };
  }
  const source = parseSource(file, text);
  if (source.problems.length > 0) return { ok: false, problems: source.problems.map(formatProblem) };
  const parsed = fileSchema.safeParse(source.data);
  if (parsed.success) return { ok: true, faults: parsed.data.faults };
  const problems = parsed.error.issues.map((issue) =>
    formatProblem(
      source.place({
        kind: 'wrongValue',
        ...placeOf(issue),
        what: said(issue),
        why: 'A fault that is not understood would strike nothing.',
        fix: 'docs/practice-org.md says what each fault takes.',
      }),
      // The codes are those of model files.
    ).replace(/ TAS-CFG-\d+/, ''),
  );
  return { ok: false, problems };
}
