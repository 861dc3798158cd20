/** Questions are asked somewhere, once each, and prompts belong to values that can be chosen. */
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

export function checkCoaching(model: SalesModel): Finding[] {
  if (model.coaching === undefined) return [];
  const { questions, strategies } = model.coaching;
  const stages = new Set(model.stages.map(({ id }) => id));
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [at, { code, stages: asked = [], closed }] of questions.entries()) {
    const path: Finding['path'] = ['coaching', 'questions', at];
    if (seen.has(code))
      findings.push({
        kind: 'duplicate',
        path: [...path, 'code'],
        what: `Question \`${code}\` stands twice.`,
        why: 'Answers are stored by the code.',
        fix: 'Give one of the two another code.',
      });
    seen.add(code);
    if (asked.length === 0 && !closed)
      findings.push({
        kind: 'coaching',
        path: [...path, 'code'],
        what: `Question \`${code}\` is asked nowhere.`,
        why: 'It has no stages, and is not asked at the end.',
        fix: 'Add `stages:`, or `closed: true`.',
      });
    for (const [place, id] of asked.entries())
      if (!stages.has(id))
        findings.push({
          kind: 'unknownName',
          path: [...path, 'stages', place],
          what: `There is no stage ${id}.`,
          why: 'The question would never be asked there.',
          fix: 'Use the `id` of a stage.',
        });
  }
  if (strategies !== undefined) findings.push(...checkStrategies(model, strategies));
  return findings;
}

function checkStrategies(
  model: SalesModel,
  { field, prompts }: NonNullable<NonNullable<SalesModel['coaching']>['strategies']>,
): Finding[] {
  const found = requirementsOf(model)
    .flatMap(({ requirement }) => requirement.fields ?? [])
    .find(({ name }) => name === field);
  if (found?.type?.kind !== 'picklist')
    return [
      {
        kind: 'coaching',
        path: ['coaching', 'strategies', 'field'],
        what: `\`${field}\` is no picklist of the model.`,
        why: 'The prompts go by the value that was chosen.',
        fix: 'Name a picklist that a requirement makes.',
      },
    ];
  const values = found.type.values.map(({ value }) => value);
  return prompts.flatMap(({ value }, at): Finding[] =>
    values.includes(value)
      ? []
      : [
          {
            kind: 'unknownValue',
            path: ['coaching', 'strategies', 'prompts', at, 'value'],
            what: `\`${value}\` is no value of \`${field}\`.`,
            why: 'The prompt would never be shown.',
            fix: `Use one of ${values.join(', ')}.`,
          },
        ],
  );
}
