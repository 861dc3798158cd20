/** Guards against ways round the gates: record type, what decides the track after winning, who leads, the tender answer. */
import { build as f, type Expr } from '../formula/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { formulaFields, stageNumber } from './computed-fields.ts';
import { digitOf } from './gate-rules.ts';
import { field, no, permission } from '../vocabulary/index.ts';
import { boundWhateverType, governed, holds, inScope, message, type Rule } from './rule.ts';

/** docs/rules.md, TAS-M4 to TAS-M6 and TAS-M9; those that a model has no use for are left out. */
export const guardRules = (model: SalesModel): Rule[] =>
  [recordTypeRule(model), afterWonRule(model), tenderRule(model), leadRule(model)].flatMap((rule) =>
    rule === undefined ? [] : [{ ...rule, active: model.enforcement.movement === 'enforce' }],
  );

type Guard = Omit<Rule, 'active'>;

const numberBefore = (model: SalesModel): Expr => stageNumber(model, f.prior(field.stage));

function recordTypeRule(model: SalesModel): Guard | undefined {
  const governedType = inScope(model, '');
  if (governedType.length === 0) return undefined;
  return {
    name: 'TAS_M4_Record_Type',
    code: 'TAS-M4',
    description: 'TAS+ a deal enters or leaves the record types of the model only in its first stage.',
    message: message('TAS-M4', ({ rules }) => rules.M4),
    displayField: field.stage,
    path: ['scope', 'recordTypes'],
    condition: f.and(
      ...boundWhateverType(model),
      f.changed(field.recordType),
      f.or(
        f.above(numberBefore(model), f.number(1)),
        f.and(...governedType, f.equal(numberBefore(model), f.number(0))),
      ),
    ),
  };
}

function afterWonRule(model: SalesModel): Guard {
  const won = model.closed.won.name;
  const wasWon = f.equal(f.choose(f.prior(field.stage), [[won, f.number(1)]], f.number(0)), f.number(1));
  return {
    name: 'TAS_M5_After_Won',
    code: 'TAS-M5',
    description: 'TAS+ a won deal is neither reopened nor moved to a stricter track.',
    message: message('TAS-M5', ({ rules }) => rules.M5),
    displayField: field.stage,
    path: ['closed', 'won'],
    condition: f.and(
      ...governed(model),
      wasWon,
      f.not(holds(permission.reopenClosed)),
      f.or(f.changed(field.stage), f.unequal(trackBefore(model), f.name(field.track)), ...tenderChanged(model)),
    ),
  };
}

/** The formula of the track with every formula field put in place and every stored field as it was before. */
function trackBefore(model: SalesModel): Expr {
  const trees = new Map(formulaFields(model).map(({ name, formula }) => [name, formula]));
  const before = (path: string): Expr => {
    const tree = trees.get(path);
    return tree === undefined ? f.prior(path) : f.replaceNames(tree, before);
  };
  return before(field.track);
}

/** The tender answer takes the tender stages off the way of the deal, or puts them back. */
function tenderChanged(model: SalesModel): Expr[] {
  const tracks = model.tracks.filter(({ name }) =>
    model.stages.some((stage) => stage.tender && stage.tracks.includes(name)),
  );
  if (tracks.length === 0) return [];
  const isNo = (test: Expr): Expr => f.when(test, f.number(1), f.number(0));
  return [
    f.and(
      f.unequal(isNo(f.call('ISPICKVAL', f.prior(field.tender), f.text(no))), isNo(f.isValue(field.tender, no))),
      ...(tracks.length === model.tracks.length
        ? []
        : [f.or(...tracks.map(({ name }) => f.equal(f.name(field.track), f.text(name))))]),
    ),
  ];
}

interface Answer {
  readonly name: string;
  readonly code: 'M6' | 'M9';
  readonly what: string;
  readonly at: string;
}

/**
 * A given answer that decides the way changes only by an approver who owned the deal neither before nor after, once its
 * stage is left, the deal was lost, or somebody else has approved anything: docs/rules.md, TAS-M6 and TAS-M9.
 */
function answerRule(model: SalesModel, { name, code, what, at }: Answer): Guard {
  const asking = requirementsOf(model).filter(
    ({ requirement }) => requirement.gate === 'hard' && (requirement.fields ?? []).some((one) => one.name === at),
  );
  const last = asking.at(-1);
  const isUser = (owner: Expr): Expr => f.equal(owner, f.name('$User.Id'));
  return {
    name,
    code: `TAS-${code}`,
    description: `TAS+ ${what}, once given, changes later only by an approver who is not the owner.`,
    message: message(`TAS-${code}`, ({ rules }) => rules[code]),
    displayField: at,
    path: last?.path ?? ['tracks'],
    condition: f.and(
      ...governed(model),
      f.changed(at),
      f.not(f.call('ISPICKVAL', f.prior(at), f.text(''))),
      f.or(
        ...(last === undefined ? [] : [f.above(numberBefore(model), f.number(last.stageIndex + 1))]),
        f.call('ISPICKVAL', f.prior(field.stage), f.text(model.closed.lost.name)),
        ...approvedSomething(model),
      ),
      f.or(f.not(holds(permission.approve)), isUser(f.name(field.owner)), isUser(f.prior(field.owner))),
    ),
  };
}

/** The digit of any hard process is set: stage by stage their sum, so that each test reads one field. */
const approvedSomething = (model: SalesModel): Expr[] =>
  model.stages.flatMap((stage) => {
    const slots = stage.processes.flatMap(({ gate, slot }) => (gate === 'hard' && slot !== undefined ? [slot] : []));
    if (slots.length === 0) return [];
    const digits = slots.map((slot) => digitOf(stage.id, slot)).reduce((left, right) => f.plus(left, right));
    return [f.above(digits, f.number(0))];
  });

function tenderRule(model: SalesModel): Guard | undefined {
  const isAsked = requirementsOf(model).some(({ requirement }) =>
    (requirement.fields ?? []).some(({ name }) => name === field.tender),
  );
  if (!isAsked && !model.stages.some(({ tender }) => tender)) return undefined;
  return answerRule(model, { name: 'TAS_M6_Tender_Answer', code: 'M6', what: 'the tender answer', at: field.tender });
}

const leadRule = (model: SalesModel): Guard =>
  answerRule(model, { name: 'TAS_M9_Led_By', code: 'M9', what: 'who leads the deal', at: field.ledBy });
