import { SfError } from '@salesforce/core/sfError';
import type { SalesModel } from '../model/index.ts';

/** The model of a file. @throws {SfError} that names every problem at once, with exit code 1. */
export async function loadModel(file: string): Promise<SalesModel> {
  const { formatProblem, readModelFile } = await import('../model/index.ts');
  const read = readModelFile(file);
  if (read.ok) return read.model;
  const problems = read.problems.map(formatProblem);
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  throw new SfError(
    [...problems, `${count}. Nothing was read from the org.`].join('\n'),
    'ModelProblems',
    ['Correct the model at the positions above, or name another one with --model.'],
    1,
  );
}
