/** Which stage of an org takes the requirements of which stage of the method: by name, and between those by order. */
import { likeness } from './likeness.ts';

interface StageToPlace {
  /** In every language. */
  readonly names: readonly string[];
  /** Per cent. */
  readonly probability: number;
  readonly tender: boolean;
}

interface StageOffered {
  readonly names: readonly string[];
  readonly probability: number;
}

export interface Placed {
  /** Index of the org's stage; undefined: none fits, and the requirements stay out. */
  readonly at: number | undefined;
  readonly by: 'name' | 'order';
}

/** From here on two names mean the same stage: `Value Proposition` and `Value Presentation` do. */
const sameStage = 0.6;
/** Per cent of probability that a stage may be farther away to spare one that has requirements already. */
const sparing = 15;

/**
 * A place for every stage of the method. The order is kept: a later stage never stands before an earlier one. Two stages
 * may share a place. Stages for tenders go by name alone, and share with none: elsewhere they would be asked of every deal.
 */
export function placeStages(method: readonly StageToPlace[], org: readonly StageOffered[]): Placed[] {
  const anchors = anchorsOf(method, org);
  const tenderPlaces = new Set(anchors.filter((_, index) => method[index]?.tender === true));
  const taken = new Set(anchors.filter((at) => at !== undefined));
  let last = 0;
  return method.map((stage, index): Placed => {
    const anchor = anchors[index];
    if (anchor !== undefined) {
      last = anchor;
      return { at: anchor, by: 'name' };
    }
    if (stage.tender) return { at: undefined, by: 'order' };
    const end = anchors.slice(index + 1).find((at) => at !== undefined) ?? org.length - 1;
    const places = org.map((_, at) => at).filter((at) => at >= last && at <= end && !tenderPlaces.has(at));
    const cost = (at: number): number =>
      Math.abs((org[at]?.probability ?? 0) - stage.probability) + (taken.has(at) ? sparing : 0);
    const nearest = places.toSorted((a, b) => cost(a) - cost(b) || a - b)[0];
    const at = index === 0 ? places[0] : index === method.length - 1 ? places.at(-1) : nearest;
    if (at !== undefined) {
      taken.add(at);
      last = at;
    }
    return { at, by: 'order' };
  });
}

/** Pairs of the same name that keep the order on both sides, the most alike in sum; one place for one stage. */
export function anchorsOf(method: readonly StageToPlace[], org: readonly StageOffered[]): (number | undefined)[] {
  const alike = (one: StageToPlace, other: StageOffered): number =>
    Math.max(...one.names.flatMap((name) => other.names.map((theirs) => likeness(name, theirs))));
  // A way to lead to the first and the last stage must be open without a tender.
  const isOpenTo = (one: StageToPlace, at: number): boolean => !one.tender || (at > 0 && at < org.length - 1);
  const gains = method.map((one) =>
    org.map((other, at) => {
      const gain = isOpenTo(one, at) ? alike(one, other) : 0;
      return gain >= sameStage ? gain : 0;
    }),
  );
  // best[i][j]: the most that stages from i and places from j on can gain.
  const best = Array.from({ length: method.length + 1 }, () => Array<number>(org.length + 1).fill(0));
  const bestAt = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const gainAt = (i: number, j: number): number => gains[i]?.[j] ?? 0;
  const paired = (i: number, j: number): number => (gainAt(i, j) === 0 ? 0 : gainAt(i, j) + bestAt(i + 1, j + 1));
  for (let i = method.length - 1; i >= 0; i--)
    for (let j = org.length - 1; j >= 0; j--)
      best[i]?.splice(j, 1, Math.max(paired(i, j), bestAt(i + 1, j), bestAt(i, j + 1)));
  const anchors = Array<number | undefined>(method.length).fill(undefined);
  for (let i = 0, j = 0; i < method.length && j < org.length;)
    if (gainAt(i, j) > 0 && paired(i, j) === bestAt(i, j)) anchors[i++] = j++;
    else if (bestAt(i + 1, j) === bestAt(i, j)) i++;
    else j++;
  return anchors;
}
