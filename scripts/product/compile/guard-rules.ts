/** Guards against ways round the gates: record type, what decides the track after winning, the tender answer. */
import { build as f, type Expr } from '../formula/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { formulaFields, stageNumber } from './computed-fields.ts';
import { field, no, permission } from '../vocabulary/index.ts';
import { boundWhateverType, governed, holds, inScope, message, type Rule } from './rule.ts';

/** docs/rules.md, TAS-M4 to TAS-M6; those that a model has no use for are left out. */
export const guardRules = (model: SalesModel): Rule[] =>
  [recordTypeRule(model), afterWonRule(model), tenderRule(model)].flatMap((rule) =>
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
      f.or(f.changed(field.stage), stricter(model), ...tenderAgain(model)),
    ),
  };
}

/** Tracks of the model from strictest to loosest: the track after stands before the track of the values before. */
function stricter(model: SalesModel): Expr {
  const rank = (track: Expr): Expr =>
    f.choose(
      track,
      model.tracks.map(({ name }, index) => [name, f.number(index + 1)]),
      f.number(0),
    );
  return f.above(rank(trackBefore(model)), rank(f.name(field.track)));
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

function tenderAgain(model: SalesModel): Expr[] {
  const tracks = model.tracks.filter(({ name }) =>
    model.stages.some((stage) => stage.tender && stage.tracks.includes(name)),
  );
  if (tracks.length === 0) return [];
  return [
    f.and(
      f.call('ISPICKVAL', f.prior(field.tender), f.text(no)),
      f.not(f.isValue(field.tender, no)),
      f.or(...tracks.map(({ name }) => f.equal(f.name(field.track), f.text(name)))),
    ),
  ];
}

function tenderRule(model: SalesModel): Guard | undefined {
  const asking = requirementsOf(model).filter(
    ({ requirement }) =>
      requirement.gate === 'hard' && (requirement.fields ?? []).some(({ name }) => name === field.tender),
  );
  const last = asking.at(-1);
  if (last === undefined) return undefined;
  return {
    name: 'TAS_M6_Tender_Answer',
    code: 'TAS-M6',
    description:
      'TAS+ once the stage that asks it is left, the tender answer changes only by an approver who is not the owner.',
    message: message('TAS-M6', ({ rules }) => rules.M6),
    displayField: field.tender,
    path: last.path,
    condition: f.and(
      ...governed(model),
      f.changed(field.tender),
      f.above(numberBefore(model), f.number(last.stageIndex + 1)),
      f.or(f.not(holds(permission.approve)), f.equal(f.name(field.owner), f.name('$User.Id'))),
    ),
  };
}
