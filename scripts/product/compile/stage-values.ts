/** The values of OpportunityStage a model needs. They are no part of the package: an org's own set is merged with them. */
import type { SalesModel } from '../model/index.ts';

export interface StageValue {
  readonly name: string;
  /** Per cent. */
  readonly probability: number;
  readonly forecastCategory: 'Pipeline' | 'BestCase' | 'Forecast' | 'Closed' | 'Omitted';
  readonly isClosed: boolean;
  readonly isWon: boolean;
}

export const stageValues = (model: SalesModel): StageValue[] => [
  ...model.stages.map(({ name, probability, forecast }): StageValue => ({
    name,
    probability,
    forecastCategory: forecast,
    isClosed: false,
    isWon: false,
  })),
  { name: model.closed.won.name, probability: 100, forecastCategory: 'Closed', isClosed: true, isWon: true },
  { name: model.closed.lost.name, probability: 0, forecastCategory: 'Omitted', isClosed: true, isWon: false },
];
