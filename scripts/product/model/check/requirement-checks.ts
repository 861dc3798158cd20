/** Requirements: what each group may hold, and who has a slot. */
import type { ModelLock } from '../lock-schema.ts';
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';
import { nextSlot, slotAdvice } from '../slots.ts';
import { canBeSettled, requirementsOf, type PlacedRequirement } from '../walk.ts';

export const checkRequirements = (model: SalesModel, lock?: ModelLock): Finding[] =>
  requirementsOf(model).flatMap((placed) => [
    ...checkSlot(placed, nextSlot(model, placed.stage, lock)),
    ...checkGroup(placed),
  ]);

function checkSlot({ requirement, path }: PlacedRequirement, next: number | undefined): Finding[] {
  const settled = canBeSettled(requirement);
  if (requirement.gate === 'hard' && settled && requirement.slot === undefined)
    return [
      {
        kind: 'slot',
        path,
        what: `Hard requirement \`${requirement.code}\` has no slot.`,
        why: 'Its tick is counted in a digit of its own.',
        fix: `Add \`slot:\`. ${slotAdvice(next)}`,
      },
    ];
  if (requirement.slot !== undefined && (requirement.gate === 'advisory' || !settled))
    return [
      {
        kind: 'slot',
        path: [...path, 'slot'],
        what: `\`${requirement.code}\` has a slot it cannot use.`,
        why: settled
          ? 'Advisory requirements are not counted.'
          : 'What decides the track, and what Salesforce itself requires, cannot be waived.',
        fix: 'Delete `slot`.',
      },
    ];
  return [];
}

function checkGroup({ group, requirement, path }: PlacedRequirement): Finding[] {
  const findings: Finding[] = [];
  const wrong = (key: string, what: string, why: string, fix: string) =>
    findings.push({ kind: 'wrongValue', path: [...path, key], what: `\`${requirement.code}\` ${what}`, why, fix });
  if (group === 'required' && requirement.fields === undefined)
    findings.push({
      kind: 'missing',
      path,
      what: `Required content \`${requirement.code}\` names no field.`,
      why: 'Required content is what people fill in.',
      fix: 'Add `fields:`, or move it to `actions`.',
    });
  if (group === 'people' && requirement.fields !== undefined)
    wrong('fields', 'is a person and has fields.', 'People are named on their item.', 'Delete `fields`.');
  if (group !== 'actions' && requirement.kind !== undefined)
    wrong('kind', 'has a `kind`.', 'Only actions are company rules or winning moves.', 'Delete `kind`.');
  if (group === 'actions' && requirement.kind === undefined)
    findings.push({
      kind: 'missing',
      path,
      what: `Action \`${requirement.code}\` has no \`kind\`.`,
      why: 'People want to know whether it is a company rule or a winning move.',
      fix: 'Add `kind: company` or `kind: winning`.',
    });
  if (requirement.approval !== undefined && (group !== 'processes' || requirement.fields !== undefined))
    wrong(
      'approval',
      'follows an approval.',
      'Approvals are followed by processes that an item settles.',
      'Delete `approval`, or move it to `processes` without fields.',
    );
  if (requirement.evidence && (requirement.fields !== undefined || group === 'people'))
    wrong(
      'evidence',
      'asks for evidence.',
      'Only actions and processes that are ticked carry it.',
      'Delete `evidence`.',
    );
  return findings;
}
