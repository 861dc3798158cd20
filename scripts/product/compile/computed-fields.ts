/** Fields on Opportunity that the platform computes: amount in the model's currency, grades, track, stage number, roll-ups. */
import type { CustomField } from '@salesforce/types/metadata';
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import type { Partially } from '../metadata/index.ts';
import { fill, said } from '../messages/index.ts';
import { tracksOf, type Grade, type SalesModel, type Stage } from '../model/index.ts';
import { doneField, field, groups, item, itemField, ledBy, no, weightField } from '../vocabulary/index.ts';
import { digit } from './gate-rules.ts';
import { checkFormula, measureFormula } from './measure.ts';
import { countedStages, textsOf, type FieldSpec } from './opportunity-fields.ts';

/** A formula field: its spec and its tree. */
export interface FormulaField extends Omit<FieldSpec, 'shape' | 'writer'> {
  readonly formula: Expr;
  readonly returns: 'Text' | 'Number';
  readonly scale?: number;
}

/** Formula fields of Opportunity, in the order in which they build on each other. */
export function formulaFields(model: SalesModel): FormulaField[] {
  const needed = neededFields(model);
  const known = new Map(needed.map(({ name, formula }) => [name, formula]));
  const counting = [openItems(model), behind(model)].filter((one) => one !== undefined);
  // A list view stands on each and no rule: a model too large for one formula does without.
  return [
    ...needed,
    ...counting.filter(({ formula }) => checkFormula('', measureFormula(formula, known), []).length === 0),
  ];
}

const neededFields = (model: SalesModel): FormulaField[] => [
  {
    name: field.modelAmount,
    ...textsOf('modelAmount', model.money.currency),
    description:
      'TAS+ amount in the currency of the model. Panel, rules and scripts read it instead of converting again.',
    returns: 'Number',
    scale: 2,
    formula: modelAmount(model),
  },
  {
    name: field.suggested,
    ...textsOf('suggested'),
    description: 'TAS+ grade by rule: partner-led first, then the amount against inclusive lower bounds.',
    returns: 'Text',
    formula: suggestedGrade(model),
  },
  {
    name: field.effective,
    ...textsOf('effective'),
    description: 'TAS+ grade that counts. Blank means ungraded.',
    returns: 'Text',
    formula: effectiveGrade(model),
  },
  {
    name: field.track,
    ...textsOf('track'),
    description: 'TAS+ track of the effective grade. Ungraded deals walk the full way.',
    returns: 'Text',
    formula: f.choose(
      f.name(field.effective),
      model.grades
        .filter(({ track }) => track !== model.ungradedTrack)
        .map(({ letter, track }) => [letter, f.text(track)]),
      f.text(model.ungradedTrack),
    ),
  },
  {
    name: field.stageNumber,
    ...textsOf('stageNumber'),
    description: 'TAS+ position of StageName in the model.',
    returns: 'Number',
    scale: 0,
    formula: stageNumber(model, f.name(field.stage)),
  },
];

/**
 * Hard actions, processes and people of the present stage, on the deal's track, that no item settles yet. Required
 * content is not counted: a formula field cannot read long text.
 */
const openItems = (model: SalesModel): FormulaField | undefined =>
  counted(model, {
    name: field.openItems,
    ...textsOf('openItems'),
    description:
      'TAS+ count of open hard items of the present stage. Fields are not counted; the panel shows them too.',
    of: (stages) =>
      f.choose(
        f.name(field.stage),
        stages.map(({ stage, open }) => [stage.name, open]),
        f.number(0),
      ),
  });

/** The same of the stages that the deal has passed: what comes due when it is won. */
const behind = (model: SalesModel): FormulaField | undefined =>
  counted(model, {
    name: field.behind,
    ...textsOf('behind'),
    description:
      'TAS+ count of open hard items of passed stages, due at Closed Won. Fields are not counted; the panel shows them too.',
    of: (stages) =>
      stages
        .map(({ stage, open }) =>
          f.when(f.above(f.name(field.stageNumber), f.number(model.stages.indexOf(stage) + 1)), open, f.number(0)),
        )
        .reduce((left, right) => f.plus(left, right)),
  });

/** A stage with hard items that a track asks for: how many of them no item settles. */
interface OpenStage {
  readonly stage: Stage;
  readonly open: Expr;
}

type Counting = Pick<FormulaField, 'name' | 'label' | 'help' | 'description'> & {
  readonly of: (stages: readonly OpenStage[]) => Expr;
};

function counted(model: SalesModel, { of, ...spec }: Counting): FormulaField | undefined {
  const perTrack = model.tracks.flatMap(({ name }): [string, Expr][] => {
    const stages = model.stages.flatMap((stage) => openOn(stage, name));
    return stages.length === 0 ? [] : [[name, of(stages)]];
  });
  const last = perTrack.at(-1);
  if (last === undefined) return undefined;
  // A deal is always on one of the tracks: where all of them count, the last one needs no name.
  const isEvery = perTrack.length === model.tracks.length;
  return {
    ...spec,
    returns: 'Number',
    scale: 0,
    formula: isEvery
      ? f.choose(f.name(field.track), perTrack.slice(0, -1), last[1])
      : f.choose(f.name(field.track), perTrack, f.number(0)),
  };
}

function openOn(stage: Stage, track: string): OpenStage[] {
  const open = groups
    .flatMap((group) => stage[group])
    .flatMap((requirement) =>
      requirement.slot !== undefined && requirement.fields === undefined && tracksOf(stage, requirement).includes(track)
        ? [f.when(digit(stage.id, requirement.slot), f.number(0), f.number(1))]
        : [],
    );
  if (open.length === 0) return [];
  const sum = open.reduce((left, right) => f.plus(left, right));
  return [{ stage, open: stage.tender ? f.when(f.isValue(field.tender, no), f.number(0), sum) : sum }];
}

/** Position of a stage picklist from 1; won is one more than the last; lost and unknown are 0. */
export const stageNumber = (model: SalesModel, stage: Expr): Expr =>
  f.choose(
    stage,
    [...model.stages.map(({ name }) => name), model.closed.won.name].map((name, index) => [name, f.number(index + 1)]),
    f.number(0),
  );

/**
 * Amount, converted by the rates of the org where it has several currencies. Salesforce answers a rate of 1 for a
 * currency that is unknown or not active, so 1 is believed of the corporate currency alone: what has no rate stays
 * blank, and asks for the full track. Multiplied first and rounded to cents, so that an amount on a line stays on it.
 */
function modelAmount({ money }: SalesModel): Expr {
  const amount = f.name(field.amount);
  if (!money.multiCurrency) return amount;
  const { currency, corporateCurrency = currency } = money;
  const own = f.call('TEXT', f.name(field.currency));
  const isOne = (rate: Expr) => f.equal(rate, f.number(1));
  const rate = (code: Expr) => f.call('CURRENCYRATE', code);
  const ours = rate(f.text(currency));
  const noRate = f.and(f.unequal(own, f.text(corporateCurrency)), isOne(rate(own)));
  const isCorporate = currency === corporateCurrency;
  return f.when(
    isCorporate ? noRate : f.or(isOne(ours), noRate),
    { kind: 'null' },
    f.call('ROUND', f.over(isCorporate ? amount : f.times(amount, ours), rate(own)), f.number(2)),
  );
}

const bands = (model: SalesModel): Grade[] => model.grades.filter(({ partnerLed }) => !partnerLed);
const partnerGrade = (model: SalesModel): Grade | undefined => model.grades.find(({ partnerLed }) => partnerLed);

/** By who leads and by the amount; blank where neither gives a letter (docs/method.md, Grades). */
function suggestedGrade(model: SalesModel): Expr {
  const amount = f.name(field.modelAmount);
  const ladder = bands(model).reduceRight<Expr>(
    (below, { letter, from = 0 }) =>
      f.when(from === 0 ? f.above(amount, f.number(0)) : f.atLeast(amount, f.number(from)), f.text(letter), below),
    f.text(''),
  );
  const weLead =
    model.money.blankLedBy === 'us'
      ? f.or(f.isValue(field.ledBy, ledBy.us), f.isValue(field.ledBy, ''))
      : f.isValue(field.ledBy, ledBy.us);
  const ours = f.when(weLead, ladder, f.text(''));
  const partner = partnerGrade(model);
  return partner === undefined ? ours : f.when(f.isValue(field.ledBy, ledBy.partner), f.text(partner.letter), ours);
}

/** Highest of manual while valid, decided and suggested; only where lowering is allowed does a valid manual one win outright. */
function effectiveGrade(model: SalesModel): Expr {
  const letters = bands(model).map(({ letter }) => letter);
  const none = f.number(letters.length + 1);
  const rank = (grade: Expr) =>
    f.choose(
      grade,
      letters.map((letter, index) => [letter, f.number(index + 1)]),
      none,
    );
  const valid = f.or(f.isBlank(field.manualUntil), f.atLeast(f.name(field.manualUntil), f.call('TODAY')));
  const automatic = [rank(f.name(field.grade)), rank(f.name(field.suggested))];
  const manual = f.when(valid, rank(f.name(field.manualGrade)), none);
  const highest = model.manualGrade.mayLower
    ? f.when(
        f.and(valid, f.not(f.isValue(field.manualGrade, ''))),
        rank(f.name(field.manualGrade)),
        f.call('MIN', ...automatic),
      )
    : f.call('MIN', manual, ...automatic);
  const letter = f.call(
    'CASE',
    highest,
    ...letters.flatMap((name, index) => [f.number(index + 1), f.text(name)]),
    f.text(''),
  );
  const partner = partnerGrade(model);
  return partner === undefined ? letter : f.when(f.isValue(field.ledBy, ledBy.partner), f.text(partner.letter), letter);
}

/** The roll-ups: one per stage with hard items, a decimal digit for each. */
export const rollUps = (model: SalesModel): FieldSpec[] =>
  countedStages(model).map(({ id, name, label }) => ({
    name: doneField(id),
    label: said(({ fields }) => fill(fields.done.label, id)),
    help: said(({ fields }, language) => fill(fields.done.help, label[language] ?? name)),
    description: `TAS+ sum of the settled hard items of stage ${id} ${name}. Computed; the slots are in the lock file of the model.`,
    shape: {
      type: 'Summary',
      summarizedField: `${item}.${weightField(id)}`,
      summaryForeignKey: `${item}.${itemField.deal}`,
      summaryOperation: 'sum',
    },
    writer: 'nobody',
  }));

/** The metadata of a formula field, its formula printed. */
export const formulaShape = (spec: FormulaField, source: string): Partially<CustomField> => ({
  type: spec.returns,
  ...(spec.returns === 'Number' ? { precision: 18, scale: spec.scale ?? 0 } : {}),
  formula: source,
  formulaTreatBlanksAs: 'BlankAsBlank',
});
