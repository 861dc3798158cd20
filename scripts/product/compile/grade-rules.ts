/** Rules about grades written by people: a manual grade is explained and signed, a decided one is not quietly lowered. */
import { build as f, type Expr } from '../formula/index.ts';
import type { SalesModel } from '../model/index.ts';
import { field, permission } from '../vocabulary/index.ts';
import { governed, holds, message, type Rule } from './rule.ts';

const picklists = [field.manualGrade, field.manualReason];
const others = [field.manualNote, field.manualBy, field.manualOn, field.manualUntil];
const stands = f.not(f.isValue(field.manualGrade, ''));

/** docs/rules.md, TAS-M7 and TAS-M8. */
export const gradeRules = (model: SalesModel): Rule[] => [
  {
    name: 'TAS_M7_Manual_Grade',
    code: 'TAS-M7',
    description: 'TAS+ a manual grade takes the right to it, a reason, a note, a day and the name of whoever gives it.',
    message: message('TAS-M7', ({ rules }) => rules.M7),
    displayField: field.manualGrade,
    active: model.enforcement.movement === 'enforce',
    path: ['manualGrade'],
    condition: f.and(
      ...governed(model),
      f.or(
        ...[...picklists, ...others].map(f.changed),
        f.and(
          f.isNew,
          f.or(...picklists.map((name) => f.not(f.isValue(name, ''))), ...others.map((name) => f.not(f.isBlank(name)))),
        ),
      ),
      f.or(f.not(holds(permission.raiseGrade)), f.and(stands, unsigned), ...lowers(model)),
    ),
  },
  {
    name: 'TAS_M8_Lowered_Grade',
    code: 'TAS-M8',
    description: 'TAS+ a decided grade is lowered or cleared only with the right to it.',
    message: message('TAS-M8', ({ rules }) => rules.M8),
    displayField: field.grade,
    active: model.enforcement.movement === 'enforce',
    path: ['grades'],
    condition: f.and(
      ...governed(model),
      f.changed(field.grade),
      f.not(holds(permission.lowerGrade)),
      f.above(rank(model, f.name(field.grade)), rank(model, f.prior(field.grade))),
    ),
  },
];

const unsigned = f.or(
  f.isValue(field.manualReason, ''),
  f.isBlank(field.manualNote),
  f.isBlank(field.manualOn),
  f.unequal(f.name(field.manualOn), f.call('TODAY')),
  f.unequal(f.name(field.manualBy), f.name('$User.Id')),
);

/** Rank of a letter, 1 the highest; the partner-led letter after the bands, none last of all. */
function rank(model: SalesModel, grade: Expr): Expr {
  const ordered = [...model.grades].sort((a, b) => Number(a.partnerLed) - Number(b.partnerLed));
  return f.choose(
    grade,
    ordered.map(({ letter }, index) => [letter, f.number(index + 1)]),
    f.number(ordered.length + 1),
  );
}

/** Where the model lets manual grades lower: one below the higher of decided and suggested takes the right to lower. */
function lowers(model: SalesModel): Expr[] {
  if (!model.manualGrade.mayLower) return [];
  const automatic = f.call('MIN', rank(model, f.name(field.grade)), rank(model, f.name(field.suggested)));
  return [
    f.and(stands, f.not(holds(permission.lowerGrade)), f.above(rank(model, f.name(field.manualGrade)), automatic)),
  ];
}
