/** Names, numbers, codes and slots that must each be used once. */
import type { ModelLock } from '../lock-schema.ts';
import type { Finding, ModelPath } from '../problem.ts';
import type { PicklistValue, SalesModel } from '../schema.ts';
import { nextSlot, slotAdvice } from '../slots.ts';
import { requirementsOf } from '../walk.ts';

interface Named {
  readonly value: string | number;
  readonly path: ModelPath;
}

/** A finding for each entry whose value stands earlier in the list. Text is compared as Salesforce does, ignoring case. */
function duplicates(what: string, named: readonly Named[], fix = 'Rename one of them.'): Finding[] {
  const seen = new Set<string>();
  return named.flatMap(({ value, path }): Finding[] => {
    const key = String(value).toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      {
        kind: 'duplicate',
        path,
        what: `${what} \`${value}\` is used more than once.`,
        why: 'Nobody could tell the two apart.',
        fix,
      },
    ];
  });
}

const valuesOf = (values: readonly PicklistValue[], path: ModelPath): Named[] =>
  values.map(({ value }, index) => ({ value, path: [...path, index, 'value'] }));

export function checkNames(model: SalesModel, lock?: ModelLock): Finding[] {
  const requirements = requirementsOf(model);
  return [
    ...duplicates('The stage name', [
      ...model.stages.map(({ name }, index) => ({ value: name, path: ['stages', index, 'name'] })),
      { value: model.closed.won.name, path: ['closed', 'won', 'name'] },
      { value: model.closed.lost.name, path: ['closed', 'lost', 'name'] },
    ]),
    ...duplicates(
      'The stage number',
      model.stages.map(({ id }, index) => ({ value: id, path: ['stages', index, 'id'] })),
    ),
    ...duplicates(
      'The track',
      model.tracks.map(({ name }, index) => ({ value: name, path: ['tracks', index, 'name'] })),
    ),
    ...duplicates(
      'The grade',
      model.grades.map(({ letter }, index) => ({ value: letter, path: ['grades', index, 'letter'] })),
    ),
    ...duplicates(
      'The code',
      requirements.map(({ requirement, path }) => ({ value: requirement.code, path: [...path, 'code'] })),
    ),
    ...duplicates('The reason', valuesOf(model.manualGrade.reasons, ['manualGrade', 'reasons'])),
    ...duplicates('The reason', valuesOf(model.closed.lost.reasons, ['closed', 'lost', 'reasons'])),
    ...duplicates('The reason', valuesOf(model.coaching?.won ?? [], ['coaching', 'won'])),
    ...model.stages.flatMap((stage, index) =>
      duplicates(
        `In stage \`${stage.name}\` the slot`,
        requirements.flatMap(({ stageIndex, requirement, path }) =>
          stageIndex === index && requirement.slot !== undefined
            ? [{ value: requirement.slot, path: [...path, 'slot'] }]
            : [],
        ),
        slotAdvice(nextSlot(model, stage, lock)),
      ),
    ),
    ...requirements.flatMap(({ requirement, path }) =>
      (requirement.fields ?? []).flatMap((field, index) =>
        field.type?.kind === 'picklist'
          ? duplicates('The picklist value', valuesOf(field.type.values, [...path, 'fields', index, 'type', 'values']))
          : [],
      ),
    ),
  ];
}
