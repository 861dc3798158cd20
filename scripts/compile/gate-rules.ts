/**
 * The gate of each stage as one validation rule. It fires when the stage is passed on the way forward, when a deal is
 * created beyond it, and when the deal is won; never on an unrelated edit (docs/method.md, Movement and gates).
 */
import type { Expr } from '../formula/ast.ts';
import * as f from '../formula/build.ts';
import {
  requirementsOfStage,
  standardFields,
  packageFields,
  platformRequiredFields,
  tracksOf,
  type Requirement,
  type RequirementField,
  type SalesModel,
  type Stage,
} from '../model/index.ts';
import { governed, message, type Rule } from './rule.ts';
import { doneField, field } from './vocabulary.ts';

export const gateRules = (model: SalesModel): Rule[] =>
  model.stages.flatMap((stage, index) => {
    const open = somethingOpen(model, stage, index);
    return open === undefined ? [] : [gateRule(model, stage, index, open)];
  });

function gateRule(model: SalesModel, stage: Stage, index: number, open: Expr): Rule {
  const code = `TAS-G${stage.id}`;
  const zh = stage.label.zh_CN ?? stage.name;
  return {
    name: `TAS_G${String(stage.id).padStart(2, '0')}`,
    code,
    description: `TAS+ gate of stage ${stage.id} ${stage.name}: every hard requirement met before the deal moves on.`,
    message: message(
      code,
      `The gate of "${stage.name}" is not clear yet. The Stage gate panel on this page lists everything that is still open, why, and who can settle it.`,
      `“${zh}”阶段尚有未完成的要求。完整清单、原因和可处理人见本页的“阶段关口”面板。`,
    ),
    displayField: field.stage,
    active: stage.enforcement === 'enforce',
    path: ['stages', index],
    condition: f.and(...governed(model), ...passes(model, index), ...onTheWay(stage), open),
  };
}

/** The stage is left behind: moved past it from at or before it, created beyond it, or won from wherever. */
function passes(model: SalesModel, index: number): Expr[] {
  const beyond = [...model.stages.slice(index + 1).map(({ name }) => name), model.closed.won.name];
  const wasBeyond = f.choose(
    f.prior(field.stage),
    beyond.map((name) => [name, f.number(1)]),
    f.number(0),
  );
  return [
    f.or(f.isNew, f.changed(field.stage)),
    f.above(f.name(field.stageNumber), f.number(index + 1)),
    f.or(f.isNew, f.isValue(field.stage, model.closed.won.name), f.equal(wasBeyond, f.number(0))),
  ];
}

const onTheWay = (stage: Stage): Expr[] => (stage.tender ? [f.not(f.isValue(field.tender, 'No'))] : []);

/** True while a hard requirement of the deal's track is open; undefined where the stage asks nothing of anybody. */
function somethingOpen(model: SalesModel, stage: Stage, index: number): Expr | undefined {
  const asked = requirementsOfStage(stage, index)
    .filter(({ requirement }) => requirement.gate === 'hard')
    .flatMap(({ requirement }) => {
      const test = met(stage, requirement);
      return test === undefined ? [] : [{ tracks: tracksOf(stage, requirement), test }];
    });
  if (asked.length === 0) return undefined;
  const names = model.tracks.map(({ name }) => name);
  const ofAll = asked.filter(({ tracks }) => names.every((name) => tracks.includes(name)));
  const ofSome = asked.filter((one) => !ofAll.includes(one));
  const common = ofAll.map(({ test }) => test);
  if (ofSome.length === 0) return f.fails(f.and(...common));
  const perTrack = names
    .map((name) => ({ name, tests: ofSome.filter(({ tracks }) => tracks.includes(name)).map(({ test }) => test) }))
    .filter(({ tests }) => tests.length > 0);
  const only = perTrack.length === 1 ? perTrack[0] : undefined;
  if (only !== undefined) {
    const onTrack = f.equal(f.name(field.track), f.text(only.name));
    return common.length === 0
      ? f.and(onTrack, f.fails(f.and(...only.tests)))
      : f.fails(f.and(...common, f.or(f.unequal(f.name(field.track), f.text(only.name)), f.and(...only.tests))));
  }
  // The track is named once only: its formula is inlined at every mention and counts against the compiled size.
  const clear = f.choose(
    f.name(field.track),
    perTrack.map(({ name, tests }) => [name, f.when(f.and(...tests), f.number(1), f.number(0))]),
    f.number(1),
  );
  return f.fails(f.and(...common, f.equal(clear, f.number(1))));
}

/** When a requirement is met; undefined where the platform itself sees to it. */
function met(stage: Stage, requirement: Requirement): Expr | undefined {
  const filled = (requirement.fields ?? []).filter(({ name }) => !platformRequiredFields.has(name)).map(fieldMet);
  const settled = requirement.slot === undefined ? undefined : digit(stage.id, requirement.slot);
  if (requirement.fields === undefined) return settled;
  if (filled.length === 0) return undefined;
  return settled === undefined ? f.and(...filled) : f.or(f.and(...filled), settled);
}

/** The tick of a slot: digit `slot` of the roll-up, read from the right, is 1. A blank roll-up is unknown, so not 1. */
function digit(stageId: number, slot: number): Expr {
  const done = f.name(doneField(stageId));
  const shifted = slot === 0 ? done : f.call('FLOOR', f.over(done, f.number(10 ** slot)));
  return f.equal(f.call('MOD', shifted, f.number(10)), f.number(1));
}

function fieldMet(one: RequirementField): Expr {
  const type = one.type?.kind ?? packageFields[one.name] ?? standardFields[one.name];
  if (one.accept !== undefined) return f.isAnyValue(one.name, one.accept);
  if (one.positive) return f.above(f.name(one.name), f.number(0));
  if (type === 'picklist') return f.not(f.isValue(one.name, ''));
  if (one.reach === undefined) return f.not(f.isBlank(one.name));
  const parent = one.name.replace(/__c$/, '__r').replace(/Id$/, '');
  return f.or(...one.reach.map((target) => f.not(f.isBlank(`${parent}.${target}`))));
}
