/** Ways through a model that more than one module needs. */
import { languages as messageLanguages, type Language } from '../messages/index.ts';
import { decidingFields, groups, platformRequiredFields, type Group } from '../vocabulary/index.ts';
import type { ModelPath } from './problem.ts';
import type { Requirement, SalesModel, Stage } from './schema.ts';

/** The language of the labels: the first one of a model. The others are translations. */
export const baseLanguage = ({ languages }: SalesModel): Language => languages[0] ?? messageLanguages[0];

/** The same model for an org with several currencies, of which `corporateCurrency` (ISO code) is the corporate one. */
export const inSeveralCurrencies = (model: SalesModel, corporateCurrency: string): SalesModel => ({
  ...model,
  money: { ...model.money, multiCurrency: true, corporateCurrency },
});

export interface PlacedRequirement {
  readonly stage: Stage;
  readonly stageIndex: number;
  readonly group: Group;
  readonly requirement: Requirement;
  readonly path: ModelPath;
}

/** Every requirement of one stage, in the order of the method's groups. */
export function requirementsOfStage(stage: Stage, stageIndex: number): PlacedRequirement[] {
  return groups.flatMap((group) =>
    stage[group].map((requirement, index) => ({
      stage,
      stageIndex,
      group,
      requirement,
      path: ['stages', stageIndex, group, index],
    })),
  );
}

/** Every requirement of the model, stage by stage. */
export const requirementsOf = (model: SalesModel): PlacedRequirement[] =>
  model.stages.flatMap((stage, index) => requirementsOfStage(stage, index));

/** Tracks a requirement counts for: its own mark, or those of its stage (docs/method.md, Movement and gates). */
export const tracksOf = (stage: Stage, requirement: Requirement): readonly string[] =>
  requirement.tracks ?? stage.tracks;

/** Whether an item may settle the requirement; if not, a hard one has no slot. */
export const canBeSettled = (requirement: Requirement): boolean =>
  !(requirement.fields ?? []).some(
    ({ name }) => decidingFields.includes(name) || platformRequiredFields.includes(name),
  );
