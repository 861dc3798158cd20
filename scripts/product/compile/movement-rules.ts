/** Rules about moving: the stage belongs to the model, one step of the way at a time, a lost deal says why. */
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import { fill } from '../messages/index.ts';
import type { SalesModel, Track } from '../model/index.ts';
import { stageNumber } from './computed-fields.ts';
import { field, no } from '../vocabulary/index.ts';
import { governed, message, type Rule } from './rule.ts';

const moved = f.or(f.isNew, f.changed(field.stage));

export const movementRules = (model: SalesModel): Rule[] => {
  const active = model.enforcement.movement === 'enforce';
  const lost = model.closed.lost;
  return [
    {
      name: 'TAS_M1_Known_Stage',
      code: 'TAS-M1',
      description: 'TAS+ the stage belongs to the model. Writers through the API could set any other.',
      message: message('TAS-M1', ({ rules }) => rules.M1),
      displayField: field.stage,
      active,
      path: ['stages'],
      condition: f.and(...governed(model), moved, f.equal(isKnown(model, f.name(field.stage)), f.number(0))),
    },
    {
      name: 'TAS_M2_Way',
      code: 'TAS-M2',
      description:
        'TAS+ forward one stage of the way at a time; fast and partner tracks may jump to the last; won only from the last.',
      message: message('TAS-M2', ({ rules }) => rules.M2),
      displayField: field.stage,
      active,
      path: ['stages'],
      condition: f.and(...governed(model), strays(model)),
    },
    {
      name: 'TAS_M3_Loss_Reason',
      code: 'TAS-M3',
      description: 'TAS+ a lost deal names its reason.',
      message: message('TAS-M3', ({ rules }, language) => fill(rules.M3, lost.label[language] ?? lost.name)),
      displayField: field.lossReason,
      active,
      path: ['closed', 'lost', 'reasons'],
      condition: f.and(...governed(model), f.isValue(field.stage, lost.name), moved, f.isValue(field.lossReason, '')),
    },
  ];
};

/** 1 for a stage of the model, open or closed; else 0. */
const isKnown = (model: SalesModel, stage: Expr): Expr =>
  f.choose(
    stage,
    [...model.stages.map(({ name }) => name), model.closed.won.name, model.closed.lost.name].map((name) => [
      name,
      f.number(1),
    ]),
    f.number(0),
  );

/** Won from elsewhere than the last stage; into a later stage from one the model does not know; over a stage of the way. */
function strays(model: SalesModel): Expr {
  const number = f.name(field.stageNumber);
  const last = model.stages.at(-1)?.name ?? '';
  const won = f.isValue(field.stage, model.closed.won.name);
  const wonTooSoon = f.and(
    won,
    f.or(f.isNew, f.equal(f.choose(f.prior(field.stage), [[last, f.number(1)]], f.number(0)), f.number(0))),
  );
  const fromNowhere = f.and(
    f.not(f.isNew),
    f.not(won),
    f.above(number, f.number(1)),
    f.equal(isKnown(model, f.prior(field.stage)), f.number(0)),
  );
  return f.and(moved, f.or(wonTooSoon, fromNowhere, f.and(f.not(f.isNew), f.not(won), tooFar(model))));
}

/** More than one stage of the way between before and after, counted along the way of the deal's track and tender answer. */
function tooFar(model: SalesModel): Expr {
  const forward = f.above(f.name(field.stageNumber), stageNumber(model, f.prior(field.stage)));
  const wasOpen = f.above(stageNumber(model, f.prior(field.stage)), f.number(0));
  const ways = model.tracks.flatMap((track) => [
    { key: track.name, track, tender: true },
    ...(model.stages.some(({ tender }) => tender) ? [{ key: `${track.name}-`, track, tender: false }] : []),
  ]);
  const steps = ways.flatMap(({ key, track, tender }): [string, Expr][] => {
    const positions = wayPositions(model, track, tender);
    return positions.every(({ position }) => position <= 1) ? [] : [[key, distance(positions)]];
  });
  if (steps.length === 0) return { kind: 'boolean', value: false };
  const noTender = f.when(f.isValue(field.tender, no), f.text('-'), f.text(''));
  const way = ways.length > model.tracks.length ? f.join(f.name(field.track), noTender) : f.name(field.track);
  return f.and(wasOpen, forward, f.above(f.choose(way, steps, f.number(0)), f.number(1)));
}

interface Position {
  readonly name: string;
  readonly position: number;
}

/**
 * How many stages of the way lie at or before each stage. A stage off the way counts as the one before it, so stepping
 * through it is free; the last stage of a track that may jump counts as 0, so going there never is too far.
 */
function wayPositions(model: SalesModel, track: Track, tender: boolean): Position[] {
  let position = 0;
  return model.stages.map((stage, index) => {
    if (stage.tracks.includes(track.name) && (tender || !stage.tender)) position += 1;
    const jumpedTo = track.jump && index === model.stages.length - 1;
    return { name: stage.name, position: jumpedTo ? 0 : position };
  });
}

function distance(positions: readonly Position[]): Expr {
  const along = (stage: Expr) =>
    f.choose(
      stage,
      positions.map(({ name, position }) => [name, f.number(position)]),
      f.number(0),
    );
  return f.minus(along(f.name(field.stage)), along(f.prior(field.stage)));
}
