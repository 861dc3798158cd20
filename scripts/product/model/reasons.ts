/** Why deals are won and lost, by the question that asks it of a closed deal. */
import type { PicklistValue, SalesModel } from './schema.ts';

export interface ReviewReasons {
  /** Code of the question. */
  readonly question: string;
  readonly won: readonly PicklistValue[];
  readonly lost: readonly PicklistValue[];
  /** Both, each value once: those of lost deals first. */
  readonly all: readonly PicklistValue[];
}

/** Undefined: no question of the model asks for a reason. */
export function reviewReasons({ coaching, closed }: SalesModel): ReviewReasons | undefined {
  const asking = coaching?.questions.find(({ kind }) => kind === 'reason');
  if (asking === undefined) return undefined;
  const { reasons: lost } = closed.lost;
  const won = coaching?.won ?? [];
  const ofLost = new Set(lost.map(({ value }) => value));
  return { question: asking.code, won, lost, all: [...lost, ...won.filter(({ value }) => !ofLost.has(value))] };
}
