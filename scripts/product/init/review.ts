/** What the owner of a proposed model should look at, in sentences. */
import type { ChosenStages } from './chosen-stages.ts';
import type { OrgStage } from '../stages/index.ts';
import type { CarriedRequirements } from './requirements.ts';
import type { TemplateStage } from './template.ts';

export interface StageProposal {
  readonly stage: OrgStage;
  /** Stages of the method whose requirements it takes. */
  readonly from: readonly TemplateStage[];
  /** The one of them that has its name. */
  readonly named: TemplateStage | undefined;
  readonly tracks: readonly string[];
  readonly carried: CarriedRequirements;
}

const names = (some: readonly { readonly name: string }[]): string => some.map(({ name }) => `"${name}"`).join(', ');

export function reviewOf(
  stages: readonly StageProposal[],
  left: readonly TemplateStage[],
  { won, lost, otherClosed }: ChosenStages,
): string[] {
  return [
    ...stages.map(stageReview),
    ...stages.flatMap(({ stage, carried: { softened } }) =>
      softened.length === 0
        ? []
        : [`Stage "${stage.name}" has no room for more hard requirements; now advisory: ${softened.join(', ')}.`],
    ),
    ...(left.length === 0
      ? []
      : [`No stage of the org fits ${names(left)}: what the method asks for there is left out.`]),
    ...closedReview('won', won),
    ...closedReview('lost', lost),
    ...(otherClosed.length === 0
      ? []
      : [`The model knows one won and one lost stage; it does not govern ${names(otherClosed)}.`]),
    ...stages.flatMap(({ stage }) => numbersReview(stage)),
    'The currency, the lines between the grades and the reasons of lost deals are those of the template.',
  ];
}

function stageReview({ stage, from, named }: StageProposal): string {
  const whole = from.length === 1 && from[0] === named;
  if (from.length === 0) return `Stage "${stage.name}" asks for nothing yet: write its marks, task and requirements.`;
  return `Stage "${stage.name}" takes the requirements of ${names(from)}, by ${whole ? 'its name' : named === undefined ? 'order and probability' : `its name ("${named.name}") and order`}.`;
}

const closedReview = (end: 'won' | 'lost', stage: OrgStage | undefined): string[] =>
  stage === undefined ? [`The org has no active stage for ${end} deals: the one of the template is new there.`] : [];

function numbersReview({ name, probability, forecast }: OrgStage): string[] {
  const isWhole = Number.isInteger(probability) && probability <= 99;
  return [
    ...(isWhole ? [] : [`Stage "${name}" has ${probability}% in the org; a model has whole per cent, 99 at most.`]),
    ...(['Pipeline', 'BestCase', 'Forecast', 'Omitted'].includes(forecast)
      ? []
      : [`Stage "${name}" has the forecast category ${forecast} in the org, which a model does not have.`]),
  ];
}
