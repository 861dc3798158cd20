/**
 * The fitted table of a forecast, in a file beside the model: how often deals of a stage, grade and age were won by a day.
 * It is written by `tas forecast --into` and compiled for the record page; it decides nothing.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { problemCodes, type Problem } from './problem.ts';

const day = z.iso.date();
const share = z.number().min(0).max(1);

const schema = z.strictObject({
  format: z.literal(1),
  /** The day it was made, YYYY-MM-DD. */
  day,
  /** The last day that is asked of, YYYY-MM-DD. */
  until: day,
  /** API name of the field that says when a deal was taken up. */
  since: z.string().regex(/^\w+$/),
  rows: z.array(
    z.strictObject({
      /** StageName. */
      stage: z.string(),
      /** A letter; null: without a grade. */
      grade: z.string().nullable(),
      /** First and last day of age; null: no end. */
      from: z.int().nonnegative(),
      to: z.int().nonnegative().nullable(),
      /** Won by the day, 0 to 1. */
      won: share,
      plusMinus: share,
      /** Deals of earlier quarters that stood so. */
      seen: z.int().nonnegative(),
    }),
  ),
});

export type Chances = z.output<typeof schema>;

/** `config/tas-plus.yaml` → `config/tas-plus.chances.json`. */
export const chancesFileOf = (modelFile: string): string =>
  join(dirname(modelFile), `${basename(modelFile).replace(/\.ya?ml$/i, '')}.chances.json`);

/** The table beside a model; null: there is none. */
export function readChances(modelFile: string): { readonly chances: Chances | null } | { readonly problem: Problem } {
  const file = chancesFileOf(modelFile);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { chances: null };
    throw error;
  }
  try {
    return { chances: schema.parse(JSON.parse(text)) };
  } catch {
    return {
      problem: {
        code: problemCodes.file,
        kind: 'file',
        path: [],
        file,
        line: 1,
        column: 1,
        what: 'The table of the forecast is damaged.',
        why: 'What it says stands on the record page.',
        fix: 'Make it anew (npx tas forecast --into MODEL), or delete it.',
      },
    };
  }
}
