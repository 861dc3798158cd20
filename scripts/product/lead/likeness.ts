/** Whether two leads, or a lead and a deal, may be one pursuit (撞单): the same customer and a similar project, or one phone. */
import { projectKey } from './key.ts';

/** A lead or a deal, its keys as they are stored. */
export interface Pursuit {
  readonly id: string;
  /** Empty: not known. */
  readonly customerKey: string;
  /** Empty: none, or a deal. */
  readonly phoneKey: string;
  readonly project: string;
}

/** From the strongest to the weakest. */
export const likenesses = ['project', 'phone', 'customer'] as const;
/** `project`: same customer, similar project. `phone`: one phone, another customer. `customer`: the customer alone. */
export type Likeness = (typeof likenesses)[number];

/** Share of pairs of neighbouring characters that two names have in common, from which on they are similar. */
const leastShare = 0.6;

/** Letters of the project's name without those of its customer, which deals often begin with. */
export function projectPart(project: string, customer: string): string {
  const key = projectKey(project);
  const own = customer === '' ? key : key.replaceAll(customer, '');
  return own === '' ? key : own;
}

const pairsOf = (text: string): string[] => {
  const letters = Array.from(text);
  return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
};

/**
 * Whether two parts of {@link projectPart} are alike in every letter, one within the other, or with most pairs of letters
 * in common. A blank one is like none.
 */
export function areSimilar(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  if (a.includes(b) || b.includes(a)) return true;
  const rest = [...pairsOf(b)];
  const all = pairsOf(a).length + rest.length;
  let common = 0;
  for (const pair of pairsOf(a)) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    common += 1;
  }
  return (2 * common) / all >= leastShare;
}

/** How one is like another; undefined: not at all, or the same record. */
export function likenessOf(one: Pursuit, other: Pursuit): Likeness | undefined {
  if (one.id === other.id) return undefined;
  const sameCustomer = one.customerKey !== '' && one.customerKey === other.customerKey;
  const part = ({ project }: Pursuit): string => projectPart(project, one.customerKey);
  if (sameCustomer && areSimilar(part(one), part(other))) return 'project';
  if (one.phoneKey !== '' && one.phoneKey === other.phoneKey) return 'phone';
  return sameCustomer ? 'customer' : undefined;
}
