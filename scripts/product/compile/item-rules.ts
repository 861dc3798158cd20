/**
 * Integrity of gate items on every write path: right key, right to settle, evidence, reason, own name; what was settled
 * stays as it was (docs/method.md, Items).
 */
import type { Expr } from '../formula/ast.ts';
import * as f from '../formula/build.ts';
import { canBeSettled, requirementsOf, type PlacedRequirement, type SalesModel } from '../model/index.ts';
import { governed, message, type Rule } from './rule.ts';
import { countedStages } from './opportunity-fields.ts';
import { field, itemField, permission, weightField } from './vocabulary.ts';

const settling = ['Done', 'NotApplicable', 'Waived'];
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
const excused = f.isAnyValue(itemField.status, ['NotApplicable', 'Waived']);
const deal = 'Opportunity__r.';

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
      code: 'TAS-I1',
      what: 'the key is the 18-character Opportunity Id, a colon and the code',
      en: 'The item key must be the 18-character Opportunity Id, a colon and the code.',
      zh: '唯一键须为 18 位商机 Id、冒号加代码。',
      at: itemField.key,
      condition: f.unequal(f.name(itemField.key), key),
    },
    {
      name: 'TAS_I2_Permanent',
      code: 'TAS-I2',
      what: 'code and key never change',
      en: 'Code and key of an item never change. Create an item with the other code instead.',
      zh: '代码和唯一键不可修改，请用另一代码新建。',
      at: itemField.code,
      condition: f.or(f.changed(itemField.code), f.changed(itemField.key)),
    },
    hasSome(
      all.filter(({ requirement }) => requirement.evidence),
      (some) => ({
        name: 'TAS_I3_Evidence',
        code: 'TAS-I3',
        what: 'a requirement that asks for evidence is done only with its link',
        en: 'Add the evidence link before this item is done.',
        zh: '完成前请填写证据链接。',
        at: itemField.evidence,
        condition: f.and(f.isValue(itemField.status, 'Done'), f.isBlank(itemField.evidence), codeIn(some)),
      }),
    ),
    {
      name: 'TAS_I4_Reason',
      code: 'TAS-I4',
      what: 'not applicable and waived need a reason',
      en: 'Say why before this item is not applicable or waived.',
      zh: '标为不适用或豁免前请填写理由。',
      at: itemField.reason,
      condition: f.and(excused, f.isBlank(itemField.reason)),
    },
    hasSome(
      all.filter(({ group }) => group === 'people'),
      (some) => ({
        name: 'TAS_I5_Person',
        code: 'TAS-I5',
        what: 'a person is done only when a user is named',
        en: 'Name a person before this item is done.',
        zh: '完成前请指定人员。',
        at: itemField.person,
        condition: f.and(f.isValue(itemField.status, 'Done'), f.isBlank(itemField.person), codeIn(some)),
      }),
    ),
    hasSome(
      hard.filter(({ requirement }) => requirement.slot !== undefined),
      (some) => ({
        name: 'TAS_I6_Right',
        code: 'TAS-I6',
        what: 'a hard process, and any hard excuse, takes TAS_Approve and somebody else than the owner',
        en: 'Only an approver who does not own the deal may confirm this process, or excuse this requirement.',
        zh: '只有非商机负责人的审批人才能确认该流程，或豁免该要求。',
        at: itemField.status,
        condition: f.and(
          justSettled,
          f.or(f.and(excused, f.above(weightOf(model), f.number(0))), ...processes(some)),
          f.or(f.not(f.name(permission.approve)), f.equal(f.name(`${deal}OwnerId`), f.name('$User.Id'))),
        ),
      }),
    ),
    {
      name: 'TAS_I7_Settler',
      code: 'TAS-I7',
      what: "settling writes the name of the settler, and nobody else's",
      en: 'Settled by must be yourself, and is empty while the item is open.',
      zh: '“处理人”只能是本人；未处理时须为空。',
      at: itemField.settledBy,
      condition: f.or(
        f.and(justSettled, f.unequal(f.name(itemField.settledBy), f.name('$User.Id'))),
        f.and(isSettled, f.not(f.changed(itemField.status)), f.changed(itemField.settledBy)),
        f.and(f.not(isSettled), f.not(f.isBlank(itemField.settledBy))),
      ),
    },
    {
      name: 'TAS_I8_Frozen',
      code: 'TAS-I8',
      what: 'evidence, person and reason of a settled item change only by reopening it',
      en: 'This item is settled: reopen it before you change its status, evidence, person or reason.',
      zh: '该项已处理：修改状态、证据、人员或理由前请先重新打开。',
      at: itemField.status,
      condition: f.and(
        isSettled,
        wasSettled,
        f.or(...[itemField.status, itemField.evidence, itemField.person, itemField.reason].map(f.changed)),
      ),
    },
    hasSome(hard, (some) => ({
      name: 'TAS_I9_Reopen',
      code: 'TAS-I9',
      what: 'what a passed gate relied on is reopened only by an approver',
      en: 'A gate that this deal has passed relied on this item. Ask an approver to reopen it.',
      zh: '本商机已通过的关口依赖此项，请由审批人重新打开。',
      at: itemField.status,
      condition: f.and(
        wasSettled,
        f.not(isSettled),
        f.not(f.name(permission.approve)),
        f.above(f.name(`${deal}${field.stageNumber}`), stageOfCode(some)),
      ),
    })),
    hasSome(
      all.filter(({ requirement }) => !canBeSettled(requirement)),
      (some) => ({
        name: 'TAS_I10_Deciding',
        code: 'TAS-I10',
        what: 'what decides the track, and what the platform requires, is never excused',
        en: 'This requirement decides the track of the deal, so it cannot be waived. Fill in its field.',
        zh: '该要求决定商机路径，不能豁免，请填写对应字段。',
        at: itemField.status,
        condition: f.and(excused, codeIn(some)),
      }),
    ),
  ];
  return rules.filter((rule) => rule !== undefined).map((rule) => finished(model, rule));
}

interface ItemRule {
  readonly name: string;
  readonly code: string;
  readonly what: string;
  readonly en: string;
  readonly zh: string;
  readonly at: string;
  readonly condition: Expr;
}

const finished = (model: SalesModel, rule: ItemRule): Rule => ({
  name: rule.name,
  code: rule.code,
  description: `TAS+ ${rule.what}.`,
  message: message(
    rule.code,
    `${rule.en} The Stage gate panel of the deal shows who can settle what.`,
    `${rule.zh}商机的“阶段关口”面板列明各项由谁处理。`,
  ),
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
