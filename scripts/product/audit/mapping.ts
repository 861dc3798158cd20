/** A mapping file: the stages of an org that is not migrated yet → stages of the model, per record type. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { formatProblem, parseSource, type ModelPath, type SalesModel } from '../model/index.ts';
import { AuditError } from './error.ts';

/** `*`: every record type that is not named. */
const anyType = '*';

const mappingSchema = z.strictObject({
  recordTypes: z.record(z.string(), z.record(z.string(), z.string())).refine((types) => Object.keys(types).length > 0),
});

export interface StageMapping {
  readonly file: string;
  /** The stage of the model that stands for a stage of the org; undefined: nobody mapped it. */
  stageFor(recordType: string, stage: string): string | undefined;
}

/** What an org has, to tell what a mapping names wrongly. */
export interface OrgStages {
  readonly stages: ReadonlySet<string>;
  readonly recordTypes: ReadonlySet<string>;
}

/**
 * Reads a mapping, YAML or JSON: `recordTypes: { '*': { Prospecting: Validate Opportunity } }`.
 * @throws {AuditError} MappingProblems, every problem with file, line and column.
 */
export function readMapping(file: string, model: SalesModel, org: OrgStages): StageMapping {
  const source = parseSource(file, textOf(file));
  const problems = source.problems.map(formatProblem);
  const say = (path: ModelPath, atKey: boolean, what: string, fix: string): void => {
    problems.push(
      formatProblem(
        source.place({ kind: 'unknownName', path, atKey, what, why: 'A mapping is judged before it is used.', fix }),
      ).replace(/ TAS-CFG-\d+/, ''),
    );
  };
  const parsed = problems.length > 0 ? undefined : mappingSchema.safeParse(source.data);
  for (const { path, message } of parsed?.error?.issues ?? [])
    say(
      path.filter((step) => typeof step !== 'symbol'),
      false,
      `This is no mapping: ${message}.`,
      'Write `recordTypes:`, below it developer names of record types or `*`, below each `old stage: stage of the model`.',
    );
  const known = [...model.stages, model.closed.won, model.closed.lost].map(({ name }) => name);
  const types = parsed?.data?.recordTypes ?? {};
  for (const [type, stages] of Object.entries(types)) {
    if (type !== anyType && !org.recordTypes.has(type))
      say(
        ['recordTypes', type],
        true,
        `Opportunity has no record type \`${type}\` in this org.`,
        `Use one of: ${[...org.recordTypes, anyType].join(', ')}.`,
      );
    for (const [from, to] of Object.entries(stages)) {
      if (!org.stages.has(from))
        say(
          ['recordTypes', type, from],
          true,
          `The org has no stage \`${from}\`.`,
          `Use one of: ${[...org.stages].join(', ')}.`,
        );
      if (!known.includes(to))
        say(
          ['recordTypes', type, from],
          false,
          `The model has no stage \`${to}\`.`,
          `Use one of: ${known.join(', ')}.`,
        );
    }
  }
  if (problems.length > 0)
    throw new AuditError('MappingProblems', {
      message: [
        ...problems,
        `${problems.length === 1 ? '1 problem' : `${problems.length} problems`}. No deal was read.`,
      ].join('\n'),
      actions: ['Correct the mapping at the positions above.'],
    });
  const byType = new Map(Object.entries(types).map(([type, stages]) => [type, new Map(Object.entries(stages))]));
  return {
    file,
    stageFor: (type, stage) => (byType.get(type) ?? byType.get(anyType))?.get(stage),
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new AuditError('MappingProblems', {
      message: `${file} cannot be read (${reason}).`,
      actions: ['Check the path and your rights to it.'],
    });
  }
}
