/**
 * The gate of each stage as one validation rule (docs/rules.md, TAS-G). It fires when the stage is passed on the way
 * forward, when a deal is created beyond it, when the deal is won, and when content that a passed gate relied on is
 * emptied; never on an unrelated edit.
 */
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import { fill } from '../messages/index.ts';
import {
  requirementsOfStage,
  standardFields,
  packageFields,
  tracksOf,
  type KnownType,
  type Requirement,
  type RequirementField,
  type SalesModel,
  type Stage,
} from '../model/index.ts';
import { doneField, field, no, platformRequiredFields, relationOf } from '../vocabulary/index.ts';
import { governed, message, type Rule } from './rule.ts';

export const gateRules = (model: SalesModel): Rule[] =>
  model.stages.flatMap((stage, index) => {
    const asked = askedIn(stage, index);
    return asked.length === 0 ? [] : [gateRule(model, stage, index, asked)];
  });

function gateRule(model: SalesModel, stage: Stage, index: number, asked: readonly Asked[]): Rule {
  const code = `TAS-G${stage.id}`;
  return {
    name: `TAS_G${String(stage.id).padStart(2, '0')}`,
    code,
    description: `TAS+ gate of stage ${stage.id} ${stage.name}: every hard requirement met before the deal moves on.`,
    message: message(code, ({ rules }, language) => fill(rules.gate, stage.label[language] ?? stage.name)),
    displayField: field.stage,
    active: stage.enforcement === 'enforce',
    path: ['stages', index],
    condition: f.and(
      ...governed(model),
      f.above(f.name(field.stageNumber), f.number(index + 1)),
      ...onTheWay(stage),
      f.or(f.and(...passes(model, index, asked), f.fails(allOf(model, asked))), ...emptied(model, asked)),
    ),
  };
}

/**
 * The stage is left behind: moved past it from at or before it, created beyond it, jumped to the last stage from beyond
 * it, or won from wherever.
 */
function passes(model: SalesModel, index: number, asked: readonly Asked[]): Expr[] {
  const moved = f.or(f.isNew, f.changed(field.stage));
  const later = model.stages.slice(index + 1).map(({ name }) => name);
  // Beyond the last stage there is only the won one, and winning asks everything.
  if (later.length === 0) return [moved];
  const won = model.closed.won.name;
  const wasBeyond = f.choose(
    f.prior(field.stage),
    [...later, won].map((name) => [name, f.number(1)]),
    f.number(0),
  );
  return [
    moved,
    f.or(f.isNew, f.isValue(field.stage, won), f.equal(wasBeyond, f.number(0)), ...jumps(model, later, asked)),
  ];
}

/** To the last stage from an open one beyond, on a track that may jump and is asked something here. */
function jumps(model: SalesModel, later: readonly string[], asked: readonly Asked[]): Expr[] {
  const tracks = model.tracks.filter(({ name, jump }) => jump && asked.some((one) => one.tracks.includes(name)));
  const last = later.at(-1);
  if (tracks.length === 0 || last === undefined || later.length === 1) return [];
  return [
    f.and(
      f.isValue(field.stage, last),
      f.not(f.call('ISPICKVAL', f.prior(field.stage), f.text(model.closed.won.name))),
      f.equal(
        f.choose(
          f.name(field.track),
          tracks.map(({ name }) => [name, f.number(1)]),
          f.number(0),
        ),
        f.number(1),
      ),
    ),
  ];
}

const onTheWay = (stage: Stage): Expr[] => (stage.tender ? [f.not(f.isValue(field.tender, no))] : []);

/** A hard requirement as a gate asks it. */
interface Asked {
  readonly tracks: readonly string[];
  readonly met: Expr;
  /** True when its fields met it before and it is not met now, so never on a new deal; undefined without fields. */
  readonly lost: Expr | undefined;
}

const askedIn = (stage: Stage, index: number): Asked[] =>
  requirementsOfStage(stage, index)
    .filter(({ requirement }) => requirement.gate === 'hard')
    .flatMap(({ requirement }) => {
      const test = met(stage, requirement);
      return test === undefined
        ? []
        : [{ tracks: tracksOf(stage, requirement), met: test, lost: lost(stage, requirement, test) }];
    });

/** All that is asked on the deal's track is met. */
const allOf = (model: SalesModel, asked: readonly Asked[]): Expr =>
  onTrack(
    model,
    asked.map(({ tracks, met: test }) => ({ tracks, test })),
    f.and,
  );

/** Something asked on the deal's track was met by its fields and is not any more; nothing where there are no fields. */
function emptied(model: SalesModel, asked: readonly Asked[]): Expr[] {
  const tests = asked.flatMap(({ tracks, lost: test }) => (test === undefined ? [] : [{ tracks, test }]));
  return tests.length === 0 ? [] : [onTrack(model, tests, f.or)];
}

interface TrackTest {
  readonly tracks: readonly string[];
  readonly test: Expr;
}

/**
 * The tests of the deal's track joined by AND or OR. The track is named once only: its formula is inlined at every
 * mention and counts against the compiled size.
 */
function onTrack(model: SalesModel, tests: readonly TrackTest[], joined: typeof f.and): Expr {
  const names = model.tracks.map(({ name }) => name);
  const all = tests.filter(({ tracks }) => names.every((name) => tracks.includes(name)));
  const some = tests.filter((one) => !all.includes(one));
  const common = all.map(({ test }) => test);
  if (some.length === 0) return joined(...common);
  const one = f.number(1);
  const zero = f.number(0);
  const isTrue = (test: Expr) => f.when(test, one, zero);
  const perTrack = names.flatMap((name): [string, Expr][] => {
    const own = some.filter(({ tracks }) => tracks.includes(name)).map(({ test }) => test);
    return own.length === 0 ? [] : [[name, isTrue(joined(...own))]];
  });
  const otherwise = joined === f.and ? one : zero;
  return joined(...common, f.equal(f.choose(f.name(field.track), perTrack, otherwise), one));
}

const askedFields = (requirement: Requirement): RequirementField[] =>
  (requirement.fields ?? []).filter(({ name }) => !platformRequiredFields.includes(name));

/** When a requirement is met; undefined where the platform itself sees to it. */
function met(stage: Stage, requirement: Requirement): Expr | undefined {
  const filled = askedFields(requirement).map(fieldMet);
  const settled = requirement.slot === undefined ? undefined : digit(stage.id, requirement.slot);
  if (requirement.fields === undefined) return settled;
  if (filled.length === 0) return undefined;
  return settled === undefined ? f.and(...filled) : f.or(f.and(...filled), settled);
}

/**
 * Its fields met it before and it is not met now, by fields or waiver. One plain field: it changed and is blank. Whether
 * the deal had products cannot be asked, so that alone is never lost.
 */
function lost(stage: Stage, requirement: Requirement, test: Expr): Expr | undefined {
  const fields = askedFields(requirement);
  const [only] = fields;
  if (only === undefined || fields.every(({ name }) => name === field.hasProducts)) return undefined;
  const waived = requirement.slot === undefined ? [] : [f.fails(digit(stage.id, requirement.slot))];
  if (fields.length === 1 && isPlain(only)) return f.and(f.changed(only.name), isEmpty(only), ...waived);
  return f.and(...fields.map(fieldWasMet), f.fails(test));
}

/** The tick of a slot: digit `slot` of the roll-up, read from the right, is 1. A blank roll-up is unknown, so not 1. */
export const digit = (stageId: number, slot: number): Expr => f.equal(digitOf(stageId, slot), f.number(1));

/** The digit itself. */
export function digitOf(stageId: number, slot: number): Expr {
  const done = f.name(doneField(stageId));
  return f.call('MOD', slot === 0 ? done : f.call('FLOOR', f.over(done, f.number(10 ** slot))), f.number(10));
}

const isPlain = ({ accept, positive, notPast, reach }: RequirementField): boolean =>
  accept === undefined && reach === undefined && positive !== true && !notPast;

const typeOf = (one: RequirementField): KnownType | undefined =>
  one.type?.kind ?? packageFields[one.name] ?? standardFields[one.name];

function isEmpty(one: RequirementField): Expr {
  const type = typeOf(one);
  if (type === 'checkbox') return f.not(f.name(one.name));
  return type === 'picklist' ? f.isValue(one.name, '') : f.isBlank(one.name);
}

function fieldMet(one: RequirementField): Expr {
  if (one.accept !== undefined) return f.isAnyValue(one.name, one.accept);
  if (one.positive === true) return f.above(f.name(one.name), f.number(0));
  if (one.notPast) return f.atLeast(f.name(one.name), f.call('TODAY'));
  if (one.reach === undefined) return typeOf(one) === 'checkbox' ? f.name(one.name) : f.not(isEmpty(one));
  return f.or(...one.reach.map((target) => f.not(f.isBlank(`${relationOf(one.name)}.${target}`))));
}

/** The same of the value before; a lookup that changed counts as met, because its record of before cannot be seen. */
function fieldWasMet(one: RequirementField): Expr {
  const before = f.prior(one.name);
  if (one.accept !== undefined)
    return f.equal(
      f.choose(
        before,
        one.accept.map((value) => [value, f.number(1)]),
        f.number(0),
      ),
      f.number(1),
    );
  if (one.positive === true) return f.above(before, f.number(0));
  if (one.notPast) return f.atLeast(before, f.call('TODAY'));
  if (one.reach !== undefined) return f.changed(one.name);
  if (one.name === field.hasProducts) return f.name(one.name);
  if (typeOf(one) === 'checkbox') return before;
  return f.not(typeOf(one) === 'picklist' ? f.call('ISPICKVAL', before, f.text('')) : f.call('ISBLANK', before));
}
