/** What is worked out once per model, so that a verdict only looks up. */
import {
  decidingFields,
  field,
  groups,
  isGradeField,
  platformRequiredFields,
  relationOf,
  type Group,
} from '../vocabulary/index.ts';
import type { Requirement, RequirementField, SalesModel, Stage } from '../model/index.ts';
import { nothingSaid } from './nothing.ts';
import type { Refusal } from './types.ts';

/** Rank of a deal without a grade: below every grade. */
export const noGrade = 99;

export interface PlannedField {
  readonly name: string;
  readonly positive: boolean;
  readonly notPast: boolean;
  readonly accept: ReadonlySet<string> | undefined;
  /** Dotted names, one of which must be filled. */
  readonly reach: readonly string[] | undefined;
}

export interface PlannedRequirement {
  readonly code: string;
  readonly group: Group;
  readonly stage: PlannedStage;
  /** Place among all requirements of the model. */
  readonly index: number;
  readonly hard: boolean;
  /** A hard one that the platform does not see to itself. */
  readonly isAsked: boolean;
  /** A hard one that an item can settle as not applicable or waived. */
  readonly slotted: boolean;
  /** False for what decides the track and what Salesforce itself asks. */
  readonly settleable: boolean;
  readonly evidence: boolean;
  /** Only an approver who is not the owner settles it as done. */
  readonly confirmed: boolean;
  /** A hard process, whose item keeps the deal's amount of when it was settled. */
  readonly carriesAmount: boolean;
  /** Whether it asks for a grade to be decided or given by hand, or for the tender answer. */
  readonly asksGrade: boolean;
  readonly asksTender: boolean;
  readonly asksLead: boolean;
  /** A bit per track. */
  readonly tracks: number;
  readonly fields: readonly PlannedField[] | undefined;
  /** Where people may have written a text that says nothing: free texts, and what a lookup names. */
  readonly texts: readonly string[];
  /** The free texts of at most 255 characters among them, into which a rule can look. */
  readonly shortTexts: readonly string[];
}

export interface PlannedStage {
  readonly id: number;
  readonly name: string;
  /** 1 for the first stage of the model. */
  readonly position: number;
  readonly tender: boolean;
  readonly tracks: number;
  readonly expectedDays: number;
  readonly refusal: Refusal;
  readonly requirements: readonly PlannedRequirement[];
  readonly asked: readonly PlannedRequirement[];
  /** Those of them that fields can meet. */
  readonly askedOfFields: readonly PlannedRequirement[];
}

/** Rules of movement, by the number in their codes: TAS-M1 and so on. */
export type MovementRule = 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6' | 'M7' | 'M8' | 'M9' | 'M10' | 'M11';

export interface Plan {
  readonly model: SalesModel;
  readonly stages: readonly PlannedStage[];
  readonly requirements: readonly PlannedRequirement[];
  /** The hard processes, which somebody approves. */
  readonly approved: readonly PlannedRequirement[];
  readonly byCode: ReadonlyMap<string, PlannedRequirement>;
  /** Position by stage name; Closed Won comes after the last stage, Closed Lost is 0. */
  readonly positions: ReadonlyMap<string, number>;
  readonly last: number;
  readonly won: number;
  readonly lost: string;
  readonly recordTypes: ReadonlySet<string> | undefined;
  /** Milliseconds; older deals are exempt. */
  readonly createdFrom: number | undefined;
  /** Lowest amounts of the bands, highest first; the rank of a grade is its place here. */
  readonly bands: readonly number[];
  readonly ranks: ReadonlyMap<string, number>;
  /** Rank of the partner-led grade: below the bands. `noGrade` where the model has none. */
  readonly partnerRank: number;
  readonly letters: readonly string[];
  /** Track by rank of grade; beyond the end the ungraded one. */
  readonly trackByRank: readonly number[];
  readonly ungradedTrack: number;
  /** A bit per track: those that may jump; those with tender stages. */
  readonly jumping: number;
  readonly tendering: number;
  /** Position of the last stage that asks whether there is a tender, or who leads; above every position where none does. */
  readonly askedAt: Readonly<Record<'asksTender' | 'asksLead', number>>;
  /** Whether the model asks for the tender answer, or has stages that hang on it. */
  readonly usesTender: boolean;
  readonly movement: Readonly<Record<MovementRule, Refusal>>;
  readonly item: readonly Refusal[];
  /** The rule on the contract of a deal; undefined: the model has none. */
  readonly contract: Refusal | undefined;
  /** What says nothing, in small letters. */
  readonly nothing: RegExp;
  /** Whether a rule refuses what says nothing, and in which fields of the deal. */
  readonly refusesNothing: boolean;
  readonly shortTexts: readonly string[];
}

const standardText: Readonly<Record<string, string>> = { Name: 'text', Description: 'longText', NextStep: 'text' };

const plans = new WeakMap<SalesModel, Plan>();

/** The plan of a model, made at its first use. A model that was used must not be changed afterwards. */
export function planOf(model: SalesModel): Plan {
  const known = plans.get(model);
  if (known !== undefined) return known;
  const plan = makePlan(model);
  plans.set(model, plan);
  return plan;
}

function makePlan(model: SalesModel): Plan {
  const trackNames = model.tracks.map(({ name }) => name);
  const bit = (names: readonly string[]): number =>
    names.reduce((bits, name) => bits | (1 << trackNames.indexOf(name)), 0);
  const requirements: PlannedRequirement[] = [];
  const stages = model.stages.map((stage, index) => planStage(stage, index, bit, requirements));
  const bands = model.grades.filter(({ partnerLed }) => !partnerLed);
  const partner = model.grades.find(({ partnerLed }) => partnerLed);
  const ranked = partner === undefined ? bands : [...bands, partner];
  const { movement, items, dealsCreatedFrom } = model.enforcement;
  const lastAsking = (what: 'asksTender' | 'asksLead'): number =>
    stages.findLast(({ asked }) => asked.some((one) => one[what]))?.position ?? Infinity;
  // Whoever says `refuse` of texts that say nothing means it.
  const rule = (n: number): Refusal => ({
    code: `TAS-M${n}`,
    observed: n > 10 ? items === 'observe' : movement === 'observe' && n < 10,
  });
  return {
    model,
    stages,
    requirements,
    approved: requirements.filter(({ carriesAmount }) => carriesAmount),
    byCode: new Map(requirements.map((requirement) => [requirement.code, requirement])),
    positions: new Map([
      ...stages.map(({ name, position }) => [name, position] as const),
      [model.closed.won.name, stages.length + 1],
      [model.closed.lost.name, 0],
    ]),
    last: stages.length,
    won: stages.length + 1,
    lost: model.closed.lost.name,
    recordTypes: model.scope.recordTypes === 'all' ? undefined : new Set(model.scope.recordTypes),
    createdFrom: dealsCreatedFrom === undefined ? undefined : Date.parse(dealsCreatedFrom),
    bands: bands.map(({ from }) => from ?? Infinity),
    ranks: new Map(ranked.map(({ letter }, rank) => [letter, rank])),
    partnerRank: partner === undefined ? noGrade : bands.length,
    letters: ranked.map(({ letter }) => letter),
    trackByRank: ranked.map(({ track }) => trackNames.indexOf(track)),
    ungradedTrack: trackNames.indexOf(model.ungradedTrack),
    jumping: bit(model.tracks.filter(({ jump }) => jump).map(({ name }) => name)),
    tendering: stages.reduce((bits, stage) => (stage.tender ? bits | stage.tracks : bits), 0),
    askedAt: { asksTender: lastAsking('asksTender'), asksLead: lastAsking('asksLead') },
    usesTender: stages.some(({ tender }) => tender) || requirements.some(({ asksTender }) => asksTender),
    movement: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`M${n + 1}`, rule(n + 1)])) as Plan['movement'],
    // Whoever says `refuse` of texts that say nothing means it.
    item: Array.from({ length: 14 }, (_, n) => ({ code: `TAS-I${n}`, observed: items === 'observe' && n < 13 })),
    contract: model.contract && { code: 'TAS-K1', observed: movement === 'observe' },
    nothing: nothingSaid(model.warnings.placeholders),
    refusesNothing: model.placeholders === 'refuse',
    shortTexts: [...new Set(requirements.flatMap((requirement) => requirement.shortTexts)), field.manualNote],
  };
}

function planStage(
  stage: Stage,
  index: number,
  bit: (names: readonly string[]) => number,
  all: PlannedRequirement[],
): PlannedStage {
  const own: PlannedRequirement[] = [];
  const planned: PlannedStage = {
    id: stage.id,
    name: stage.name,
    position: index + 1,
    tender: stage.tender,
    tracks: bit(stage.tracks),
    expectedDays: stage.expectedDays,
    refusal: { code: `TAS-G${stage.id}`, observed: stage.enforcement === 'observe' },
    requirements: own,
    asked: [],
    askedOfFields: [],
  };
  for (const group of groups)
    for (const requirement of stage[group]) {
      const made = planRequirement(requirement, group, planned, bit(requirement.tracks ?? stage.tracks), all.length);
      own.push(made);
      all.push(made);
    }
  const asked = own.filter(({ isAsked }) => isAsked);
  return Object.assign(planned, { asked, askedOfFields: asked.filter(({ fields }) => fields !== undefined) });
}

function planRequirement(
  requirement: Requirement,
  group: Group,
  stage: PlannedStage,
  tracks: number,
  index: number,
): PlannedRequirement {
  const all = requirement.fields ?? [];
  const own = all.filter(({ name }) => !platformRequiredFields.includes(name));
  const asks = (names: readonly string[]): boolean => all.some(({ name }) => names.includes(name));
  const settleable = !asks(decidingFields) && !asks(platformRequiredFields);
  const hard = requirement.gate === 'hard';
  const slotted = hard && settleable;
  const asked = own.length > 0 ? own : all;
  const fields = asked.map(planField);
  return {
    code: requirement.code,
    group,
    stage,
    index,
    hard,
    isAsked: hard && (all.length === 0 || own.length > 0),
    slotted,
    settleable,
    evidence: requirement.evidence,
    confirmed: hard && group === 'processes' && all.length === 0,
    carriesAmount: slotted && group === 'processes',
    asksGrade: all.some(({ name }) => isGradeField(name)),
    asksTender: asks([field.tender]),
    asksLead: asks([field.ledBy]),
    tracks,
    fields: requirement.fields && fields,
    texts: asked.flatMap((one, place) => (isText(one) ? [one.name] : (fields[place]?.reach ?? []))),
    shortTexts: asked.flatMap((one) => (kindOf(one) === 'text' ? [one.name] : [])),
  };
}

const kindOf = ({ name, type }: RequirementField): string | undefined => type?.kind ?? standardText[name];

const isText = (one: RequirementField): boolean => ['text', 'longText'].includes(kindOf(one) ?? '');

const planField = ({ name, positive, notPast, accept, reach }: RequirementField): PlannedField => ({
  name,
  positive: positive === true,
  notPast,
  accept: accept && new Set(accept),
  reach: reach?.map((field) => `${relationOf(name)}.${field}`),
});
