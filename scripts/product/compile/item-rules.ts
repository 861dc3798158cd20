/**
 * Integrity of gate items on every write path: right key, right to settle, evidence, reason, own name; what was settled
 * stays as it was (docs/method.md, Items).
 */
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import { canBeSettled, requirementsOf, type PlacedRequirement, type SalesModel } from '../model/index.ts';
import {
  excusing,
  field,
  itemField,
  permission,
  relationOf,
  settling,
  weightField,
  type ItemStatus,
} from '../vocabulary/index.ts';
import { countedStages } from './opportunity-fields.ts';
import { governed, holds, message, type Rule } from './rule.ts';

const isSettled = f.isAnyValue(itemField.status, settling);
const was = (statuses: readonly ItemStatus[]): Expr =>
  f.equal(
    f.choose(
      f.prior(itemField.status),
      statuses.map((status) => [status, f.number(1)]),
      f.number(0),
    ),
    f.number(1),
  );
const wasSettled = was(settling);
const newStatus = f.or(f.isNew, f.changed(itemField.status));
const justSettled = f.and(isSettled, newStatus);
const excused = f.isAnyValue(itemField.status, excusing);
const declined = f.isValue(itemField.status, 'Declined');
/** Within a day of the write: the platform has no day of a moment that is the writer's own for certain. Blank is not. */
const isToday = (name: string): Expr => f.atLeast(f.number(1), f.call('ABS', f.minus(f.name(name), f.call('NOW'))));
const isMine = (name: string): Expr => f.equal(f.name(name), f.name('$User.Id'));
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
      what: 'not applicable, waived and declined need a reason',
      at: itemField.reason,
      condition: f.and(f.or(excused, declined), f.isBlank(itemField.reason)),
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
      what: "settling writes the settler's own name and today's date",
      at: itemField.settledBy,
      condition: f.or(
        f.and(justSettled, f.fails(f.and(isMine(itemField.settledBy), isToday(itemField.settledOn)))),
        f.and(
          isSettled,
          f.not(f.changed(itemField.status)),
          f.or(f.changed(itemField.settledBy), f.changed(itemField.settledOn)),
        ),
        f.and(f.not(isSettled), f.or(f.not(f.isBlank(itemField.settledBy)), f.not(f.isBlank(itemField.settledOn)))),
      ),
    },
    {
      name: 'TAS_I8_Frozen',
      code: 'I8',
      what: 'evidence, person, reason, note and amount of a settled item change only by reopening it',
      at: itemField.status,
      condition: f.and(
        isSettled,
        wasSettled,
        f.or(
          ...[
            itemField.status,
            itemField.evidence,
            itemField.person,
            itemField.reason,
            itemField.note,
            itemField.settledAmount,
          ].map(f.changed),
        ),
      ),
    },
    hasSome(hard, (some) => ({
      name: 'TAS_I9_Reopen',
      code: 'I9',
      what: 'what a passed gate relied on, and what only an approver settles, is reopened only by an approver',
      at: itemField.status,
      condition: f.and(
        wasSettled,
        f.not(isSettled),
        f.not(holds(permission.approve)),
        f.atLeast(standing(model), reliedFrom(some)),
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
    {
      name: 'TAS_I11_Declined',
      code: 'I11',
      what: "declining takes TAS_Approve and writes the decliner's own name and today's date",
      at: itemField.status,
      condition: f.or(
        f.and(
          declined,
          newStatus,
          f.fails(f.and(holds(permission.approve), isMine(itemField.declinedBy), isToday(itemField.declinedOn))),
        ),
        f.and(
          declined,
          f.not(f.changed(itemField.status)),
          f.or(...[itemField.declinedBy, itemField.declinedOn, itemField.reason].map(f.changed)),
        ),
        f.and(f.not(declined), f.or(...[itemField.declinedBy, itemField.declinedOn].map(given))),
      ),
    },
    {
      name: 'TAS_I12_Amount',
      code: 'I12',
      what: 'a settled hard process carries the amount of the deal, and nothing else carries one',
      at: itemField.settledAmount,
      condition: f.and(f.or(newStatus, f.changed(itemField.settledAmount)), amountWrong(hardProcesses(hard))),
    },
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

/** Given anew, or changed to something else than blank. */
const given = (name: string): Expr => f.and(f.or(f.isNew, f.changed(name)), f.not(f.isBlank(name)));

const modelAmount = `${deal}${field.modelAmount}`;
const sameAmount = f.or(
  f.equal(f.name(itemField.settledAmount), f.name(modelAmount)),
  f.and(f.isBlank(itemField.settledAmount), f.isBlank(modelAmount)),
);

/** Not that of the deal on a settled hard process; any on anything else. */
function amountWrong(some: readonly PlacedRequirement[]): Expr {
  const notBlank = f.not(f.isBlank(itemField.settledAmount));
  if (some.length === 0) return notBlank;
  return f.when(f.and(isSettled, codeIn(some)), f.fails(sameAmount), notBlank);
}

const hardProcesses = (hard: readonly PlacedRequirement[]): PlacedRequirement[] =>
  hard.filter(({ group, requirement }) => group === 'processes' && requirement.slot !== undefined);

/** Hard processes that are confirmed: fields settle the others. */
const isConfirmed = ({ group, requirement }: PlacedRequirement): boolean =>
  group === 'processes' && requirement.fields === undefined;

function processes(hard: readonly PlacedRequirement[]): Expr[] {
  const some = hard.filter(isConfirmed);
  return some.length === 0 ? [] : [codeIn(some)];
}

/** Where the deal stands for reopening: past every stage when it is lost, or when an excuse is taken back. */
const standing = (model: SalesModel): Expr =>
  f.when(
    f.or(was(excusing), f.isValue(`${deal}${field.stage}`, model.closed.lost.name)),
    f.number(beyondAll),
    f.name(`${deal}${field.stageNumber}`),
  );

/** Beyond every stage, and still not beyond what is not hard. */
const beyondAll = 98;

/**
 * From which position of the deal on a hard code is relied on: beyond its stage; anywhere, where only an approver
 * settles it; nowhere for any other code.
 */
const reliedFrom = (hard: readonly PlacedRequirement[]): Expr =>
  f.choose(
    f.name(itemField.code),
    hard.map((one) => [one.requirement.code, f.number(isConfirmed(one) ? 0 : one.stageIndex + 2)]),
    f.number(99),
  );
