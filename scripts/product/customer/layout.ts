/** Where the people of a map stand: whoever reports to somebody below them, those of one person side by side. */
import type { Person } from './score.ts';

export interface MapNode {
  readonly person: Person;
  /** In widths of a person, from 0. */
  readonly x: number;
  /** In rows, from 0. */
  readonly row: number;
}

/** From a person to whoever reports to them; places among the nodes. */
export interface MapEdge {
  readonly from: number;
  readonly to: number;
}

export interface MapLayout {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** In widths of a person. */
  readonly width: number;
  readonly rows: number;
}

/** By place: the place of the person whom somebody reports to; -1: none on the map. */
function bossesOf(people: readonly Person[]): number[] {
  const places = new Map(people.map(({ contact }, place) => [contact, place]));
  return people.map(({ reportsTo }, place) => {
    const boss = reportsTo === null || reportsTo === '' ? -1 : (places.get(reportsTo) ?? -1);
    return boss === place ? -1 : boss;
  });
}

/** People who report to each other in a circle; each circle once, by places. */
export function circlesIn(people: readonly Person[]): number[][] {
  const bosses = bossesOf(people);
  const seen = new Set<number>();
  const circles: number[][] = [];
  for (const start of people.keys()) {
    const way: number[] = [];
    for (let at = start; at >= 0 && !seen.has(at); at = bosses[at] ?? -1) {
      seen.add(at);
      way.push(at);
    }
    const last = way.at(-1);
    const from = last === undefined ? -1 : way.indexOf(bosses[last] ?? -1);
    if (from >= 0) circles.push(way.slice(from));
  }
  return circles;
}

/** Nobody stands on anybody; a circle is cut above the first of its people. */
export function mapLayout(people: readonly Person[]): MapLayout {
  const bosses = bossesOf(people);
  for (const [first] of circlesIn(people)) if (first !== undefined) bosses[first] = -1;
  const reports = people.map((_, boss) => [...people.keys()].filter((place) => bosses[place] === boss));
  const nodes = new Map<number, MapNode>();
  let width = 0;
  let rows = 0;
  const place = (at: number, row: number): number => {
    rows = Math.max(rows, row + 1);
    const below = (reports[at] ?? []).map((one) => place(one, row + 1));
    const [first, last] = [below[0], below.at(-1)];
    const x = first === undefined || last === undefined ? width++ : (first + last) / 2;
    const person = people[at];
    if (person !== undefined) nodes.set(at, { person, x, row });
    return x;
  };
  for (const [at, boss] of bosses.entries()) if (boss < 0) place(at, 0);
  return {
    nodes: people.flatMap((_, at) => nodes.get(at) ?? []),
    edges: bosses.flatMap((from, to) => (from < 0 ? [] : [{ from, to }])),
    width,
    rows,
  };
}
