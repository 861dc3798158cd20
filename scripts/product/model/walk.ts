/** Ways through a model that more than one room needs. */
import type { ModelPath } from './problem.ts';
import { groups, type Group, type Language, type Requirement, type SalesModel, type Stage } from './schema.ts';

/** The language of the labels: the first one of a model. The others are translations. */
export const baseLanguage = ({ languages }: SalesModel): Language => languages[0] ?? 'en_US';

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

/** Fields whose value decides grade or track: no item can settle them as not applicable or waived. */
export const decidingFields: ReadonlySet<string> = new Set([
  'Amount',
  'TAS_Led_By__c',
  'TAS_Tender_Required__c',
  'TAS_Grade__c',
]);

/** Fields the platform itself never lets be empty: asking for them needs no rule. */
export const platformRequiredFields: ReadonlySet<string> = new Set(['Name', 'CloseDate']);

/** Whether an item may settle the requirement; if not, a hard one has no slot. */
export const canBeSettled = (requirement: Requirement): boolean =>
  !(requirement.fields ?? []).some(({ name }) => decidingFields.has(name) || platformRequiredFields.has(name));
