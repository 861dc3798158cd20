/**
 * Integrity of gate items on every write path: right key, right to settle, evidence, reason, own name; what was settled
 * stays as it was (docs/method.md, Items).
 */
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import { canBeSettled, requirementsOf, type PlacedRequirement, type SalesModel } from '../model/index.ts';
import { excusing, field, itemField, permission, relationOf, settling, weightField } from '../vocabulary/index.ts';
import { countedStages } from './opportunity-fields.ts';
import { governed, holds, message, type Rule } from './rule.ts';

const isSettled = f.isAnyValue(itemField.status, settling);
const wasSettled = f.equal(
  f.choose(
    f.prior(itemField.status),
    settling.map((status) => [status, f.number(1)]),
    f.number(0),
  ),
  f.number(1),
);
const justSettled = f.and(isSettled, f.or(f.isNew, f.changed(itemField.status)));
const excused = f.isAnyValue(itemField.status, excusing);
const deal = `${relationOf(itemField.deal)}.`;

/** 1 where the code of the item is one of these. */
const codeIn = (placed: readonly PlacedRequirement[]): Expr =>
  f.equal(
    f.choose(
      f.name(itemField.code),
      placed.map(({ requirement }) => [requirement.code, f.number(1)]),
      f.number(0),
    ),
    f.number(1),
  );

export function itemRules(model: SalesModel): Rule[] {
  const all = requirementsOf(model);
  const hard = all.filter(({ requirement }) => requirement.gate === 'hard');
  const key = f.join(
    f.join(f.call('CASESAFEID', f.name(itemField.deal)), f.text(':')),
    f.call('TEXT', f.name(itemField.code)),
  );
  const rules: (ItemRule | undefined)[] = [
    {
      name: 'TAS_I1_Key',
      code: 'I1',
      what: 'the key is the 18-character Opportunity Id, a colon and the code',
      at: itemField.key,
      condition: f.unequal(f.name(itemField.key), key),
    },
    {
      name: 'TAS_I2_Permanent',
      code: 'I2',
      what: 'code and key never change',
      at: itemField.code,
      condition: f.or(f.changed(itemField.code), f.changed(itemField.key)),
    },
    hasSome(
      all.filter(({ requirement }) => requirement.evidence),
      (some) => ({
        name: 'TAS_I3_Evidence',
        code: 'I3',
        what: 'a requirement that asks for evidence is done only with its link',
        at: itemField.evidence,
        condition: f.and(f.isValue(itemField.status, 'Done'), f.isBlank(itemField.evidence), codeIn(some)),
      }),
    ),
    {
      name: 'TAS_I4_Reason',
      code: 'I4',
      what: 'not applicable and waived need a reason',
      at: itemField.reason,
      condition: f.and(excused, f.isBlank(itemField.reason)),
    },
    hasSome(
      all.filter(({ group }) => group === 'people'),
      (some) => ({
        name: 'TAS_I5_Person',
        code: 'I5',
        what: 'a person is done only when a user is named',
        at: itemField.person,
        condition: f.and(f.isValue(itemField.status, 'Done'), f.isBlank(itemField.person), codeIn(some)),
      }),
    ),
    hasSome(
      hard.filter(({ requirement }) => requirement.slot !== undefined),
      (some) => ({
        name: 'TAS_I6_Right',
        code: 'I6',
        what: 'a hard process, and any hard excuse, takes TAS_Approve and somebody else than the owner',
        at: itemField.status,
        condition: f.and(
          justSettled,
          f.or(f.and(excused, f.above(weightOf(model), f.number(0))), ...processes(some)),
          f.or(f.not(holds(permission.approve)), f.equal(f.name(`${deal}${field.owner}`), f.name('$User.Id'))),
        ),
      }),
    ),
    {
      name: 'TAS_I7_Settler',
      code: 'I7',
      what: "settling writes the name of the settler, and nobody else's",
      at: itemField.settledBy,
      condition: f.or(
        f.and(justSettled, f.unequal(f.name(itemField.settledBy), f.name('$User.Id'))),
        f.and(isSettled, f.not(f.changed(itemField.status)), f.changed(itemField.settledBy)),
        f.and(f.not(isSettled), f.not(f.isBlank(itemField.settledBy))),
      ),
    },
    {
      name: 'TAS_I8_Frozen',
      code: 'I8',
      what: 'evidence, person and reason of a settled item change only by reopening it',
      at: itemField.status,
      condition: f.and(
        isSettled,
        wasSettled,
        f.or(...[itemField.status, itemField.evidence, itemField.person, itemField.reason].map(f.changed)),
      ),
    },
    hasSome(hard, (some) => ({
      name: 'TAS_I9_Reopen',
      code: 'I9',
      what: 'what a passed gate relied on is reopened only by an approver',
      at: itemField.status,
      condition: f.and(
        wasSettled,
        f.not(isSettled),
        f.not(holds(permission.approve)),
        f.above(f.name(`${deal}${field.stageNumber}`), stageOfCode(some)),
      ),
    })),
    hasSome(
      all.filter(({ requirement }) => !canBeSettled(requirement)),
      (some) => ({
        name: 'TAS_I10_Deciding',
        code: 'I10',
        what: 'what decides the track, and what the platform requires, is never excused',
        at: itemField.status,
        condition: f.and(excused, codeIn(some)),
      }),
    ),
  ];
  return rules.filter((rule) => rule !== undefined).map((rule) => finished(model, rule));
}

interface ItemRule {
  readonly name: string;
  readonly code: keyof Messages['rules'] & `I${number}`;
  readonly what: string;
  readonly at: string;
  readonly condition: Expr;
}

const finished = (model: SalesModel, rule: ItemRule): Rule => ({
  name: rule.name,
  code: `TAS-${rule.code}`,
  description: `TAS+ ${rule.what}.`,
  message: message(`TAS-${rule.code}`, ({ rules }) => fill(rules.itemPanel, rules[rule.code])),
  displayField: rule.at,
  active: model.enforcement.items === 'enforce',
  path: ['enforcement', 'items'],
  condition: f.and(...governed(model, deal), rule.condition),
});

/** A rule over some requirements, left out where the model has none of them. */
const hasSome = (
  some: readonly PlacedRequirement[],
  rule: (some: readonly PlacedRequirement[]) => ItemRule,
): ItemRule | undefined => (some.length === 0 ? undefined : rule(some));

/** What a settled item adds to any roll-up: above 0 exactly for hard requirements that an item can settle. */
const weightOf = (model: SalesModel): Expr =>
  countedStages(model)
    .map(({ id }) => f.name(weightField(id)))
    .reduce((sum, one) => f.plus(sum, one));

function processes(hard: readonly PlacedRequirement[]): Expr[] {
  const some = hard.filter(({ group, requirement }) => group === 'processes' && requirement.fields === undefined);
  return some.length === 0 ? [] : [codeIn(some)];
}

/** Position of the stage a hard code belongs to; a position no deal is beyond for any other code. */
function stageOfCode(hard: readonly PlacedRequirement[]): Expr {
  return f.choose(
    f.name(itemField.code),
    hard.map(({ requirement, stageIndex }) => [requirement.code, f.number(stageIndex + 1)]),
    f.number(99),
  );
}
