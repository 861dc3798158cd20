/**
 * How the people of a customer stand to us (docs/customer.md). Each answers three questions by 1 to 5: how near they are
 * to us, how they take our solution, how they take our price. What nobody knows is no number, and counts in no mean.
 */

export interface Person {
  /** Id of the contact; empty: it was deleted. */
  readonly contact: string;
  readonly name: string;
  /** Id of the contact that this one reports to; null: none is known. */
  readonly reportsTo: string | null;
  /** 1 to 5; null: unknown, or never answered. */
  readonly answers: readonly (number | null)[];
  /** 1 to 3; null: unknown, which counts as the least. */
  readonly influence: number | null;
  /** Whether the role can say yes. */
  readonly approves: boolean;
  /** No longer there: shown, and counted in nothing. */
  readonly left: boolean;
}

/** unknown: no answer is known. */
export type Stance = 'supporter' | 'neutral' | 'opponent' | 'unknown';

export interface Lines {
  /** Means from here on support us. */
  readonly supporter: number;
  /** Means up to here are against us. */
  readonly opponent: number;
}

const known = ({ answers }: Person): number[] => answers.filter((answer) => answer !== null);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Mean of what is known of a person, 1 to 5; null: nothing is. */
export function standingOf(person: Person): number | null {
  const numbers = known(person);
  return numbers.length === 0 ? null : sum(numbers) / numbers.length;
}

/** By which side of the lines the standing lies; both lines are inclusive. */
export function stanceOf(person: Person, { supporter, opponent }: Lines): Stance {
  const standing = standingOf(person);
  if (standing === null) return 'unknown';
  if (standing >= supporter) return 'supporter';
  return standing <= opponent ? 'opponent' : 'neutral';
}

export interface MapScore {
  /** People who are still there. */
  readonly people: number;
  /** Mean of the standings, each as heavy as the influence; 1 to 5. Null: nothing is known. */
  readonly score: number | null;
  /** Per cent of all answers that nobody knows, rounded; null: nobody is mapped. */
  readonly unknownShare: number | null;
}

export function mapScore(people: readonly Person[], leastInfluence: number): MapScore {
  const there = people.filter(({ left }) => !left);
  const answers = sum(there.map((person) => person.answers.length));
  const weighed = there.flatMap((person) => {
    const standing = standingOf(person);
    const weight = person.influence ?? leastInfluence;
    return standing === null ? [] : [{ weight, points: weight * standing }];
  });
  const weight = sum(weighed.map((one) => one.weight));
  return {
    people: there.length,
    score: weight === 0 ? null : sum(weighed.map(({ points }) => points)) / weight,
    unknownShare:
      answers === 0 ? null : Math.round((100 * (answers - sum(there.map((one) => known(one).length)))) / answers),
  };
}

/** Of what a map should have, what nobody on it is; in the order of their weight. Empty maps lack all of it. */
export function missingIn(people: readonly Person[], lines: Lines): ('approver' | 'supporter' | 'opponent')[] {
  const there = people.filter(({ left }) => !left);
  const stances = new Set(there.map((person) => stanceOf(person, lines)));
  return [
    ...(there.some(({ approves }) => approves) ? [] : (['approver'] as const)),
    ...(stances.has('supporter') ? [] : (['supporter'] as const)),
    ...(stances.has('opponent') ? [] : (['opponent'] as const)),
  ];
}
