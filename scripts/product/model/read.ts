/** Reads a model: text → positions → shape → what must be true together → lock. Every problem is found in one go. */
import type { z } from 'zod';
import { checkModel } from './check.ts';
import type { ModelLock } from './lock-schema.ts';
import { checkLock } from './lock.ts';
import { sortProblems, type Finding, type Problem } from './problem.ts';
import { fieldTypes } from './fields.ts';
import { groups, type Group } from '../vocabulary/index.ts';
import { modelSchema, type Requirement, type SalesModel, type Stage } from './schema.ts';
import { shapeWords } from './shape.ts';
import { parseSource, type ModelSource } from './source.ts';

export type ReadResult =
  | { readonly ok: true; readonly model: SalesModel; readonly source: ModelSource }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a model from the text of `file`. The lock, where there is one, keeps codes, slots and stage numbers permanent. */
export function readModel(file: string, text: string, lock?: ModelLock): ReadResult {
  const source = parseSource(file, text);
  if (source.problems.length > 0) return { ok: false, problems: sortProblems(source.problems) };
  const shaped = modelSchema.safeParse(source.data, { error: shapeWords });
  if (!shaped.success) {
    const findings = shaped.error.issues.flatMap((issue) => findingsOf(issue, source.data));
    return { ok: false, problems: sortProblems(findings.map((finding) => source.place(finding))) };
  }
  const findings = [...checkModel(shaped.data, lock), ...(lock ? checkLock(shaped.data, lock) : [])];
  if (findings.length > 0)
    return { ok: false, problems: sortProblems(findings.map((finding) => source.place(finding))) };
  return { ok: true, model: withPositiveMoney(shaped.data), source };
}

/** Money that a gate asks for counts above 0 only, unless the model says otherwise. */
function withPositiveMoney(model: SalesModel): SalesModel {
  const types = fieldTypes(model);
  const read = (requirement: Requirement): Requirement =>
    requirement.gate !== 'hard' || requirement.fields === undefined
      ? requirement
      : {
          ...requirement,
          fields: requirement.fields.map((field) =>
            field.positive === undefined && types.get(field.name) === 'currency' ? { ...field, positive: true } : field,
          ),
        };
  const group = (stage: Stage, name: Group) => stage[name].map(read);
  return {
    ...model,
    stages: model.stages.map((stage) => ({
      ...stage,
      ...Object.fromEntries(groups.map((name) => [name, group(stage, name)])),
    })),
  };
}

type Issue = z.core.$ZodIssue;

function findingsOf(issue: Issue, data: unknown): Finding[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const name = path.length === 0 ? 'The model' : `\`${nameOf(path)}\``;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        kind: 'unknownKey',
        path: [...path, key],
        atKey: true,
        what: `\`${key}\` is not a key of ${path.length === 0 ? 'a model' : `\`${nameOf(path)}\``}.`,
        why: 'A key that nothing reads would look as if it worked.',
        fix: 'Correct its spelling or delete it; the JSON Schema beside the model lists every key.',
      }));
    case 'too_big':
    case 'too_small':
      return [
        {
          kind: 'tooLong',
          path,
          what: `${name} ${sizeOf(issue)}.`,
          why: 'Salesforce, or the way gates are counted, allows no more and no less.',
          fix: 'Bring it within the limit.',
        },
      ];
    default:
      if (valueAt(data, path) === undefined)
        return [
          {
            kind: 'missing',
            path,
            atKey: true,
            what: `${name} is missing.`,
            why: 'A model without it would be incomplete.',
            fix: `Add it; it ${issue.message}.`,
          },
        ];
      return [
        {
          kind: 'wrongValue',
          path,
          what: `${name} has a value it cannot have: it ${issue.message}.`,
          why: 'The model would mean something else than it says.',
          fix: 'Give it a value of the kind that is asked for.',
        },
      ];
  }
}

function sizeOf(issue: Extract<Issue, { code: 'too_big' | 'too_small' }>): string {
  const most = issue.code === 'too_big';
  const bound = String(most ? issue.maximum : issue.minimum);
  switch (issue.origin) {
    case 'string':
      return most ? `is longer than ${bound} characters` : 'is empty';
    case 'array':
      return most ? `has more than ${bound} entries` : `has fewer than ${bound} entries`;
    default:
      return most ? `is above ${bound}` : `is below ${bound}`;
  }
}

/** A path as people write it: stages[0].required[2].slot. */
const nameOf = (path: readonly (string | number)[]): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');

function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
