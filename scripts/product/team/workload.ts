/** How many open deals each person works on, and what they are worth. */
import type { AuditOrg } from '../audit/index.ts';
import { requirementsOf } from '../model/index.ts';
import { field } from '../vocabulary/index.ts';
import { readPeople, readUsers, type ReadTeamOptions } from './read.ts';

export interface PersonLoad {
  /** Id of the user. */
  readonly user: string;
  readonly name: string;
  readonly active: boolean;
  /** Open deals that they own or are named on, each once. */
  readonly deals: number;
  readonly owned: number;
  readonly named: number;
  /** Deals by effective grade; `none`: without one. */
  readonly grades: Readonly<Record<string, number>>;
  /** Deals by StageName. */
  readonly stages: Readonly<Record<string, number>>;
  /** Deals by what they are on them, as the requirement is called. */
  readonly parts: Readonly<Record<string, number>>;
  /** Sum in the model's currency, of deals whose amount is known. */
  readonly amount: number;
}

export interface Workload {
  readonly currency: string;
  readonly deals: number;
  /** The most deals first. */
  readonly people: readonly PersonLoad[];
}

interface Growing {
  owned: number;
  named: number;
  deals: number;
  /** In hundredths. */
  cents: number;
  readonly grades: Record<string, number>;
  readonly stages: Record<string, number>;
  readonly parts: Record<string, number>;
}

const add = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** @throws {TeamError} PackageNotInstalled, {OrgError} when the org does not answer. */
export async function workloadOf(
  org: AuditOrg,
  options: ReadTeamOptions & { readonly nameOf: (code: string) => string },
): Promise<Workload> {
  const { model, nameOf } = options;
  const codes = new Set(
    requirementsOf(model).flatMap(({ group, requirement }) => (group === 'people' ? [requirement.code] : [])),
  );
  const people = new Map<string, Growing>();
  const names = new Map<string, string>();
  let deals = 0;
  const of = (user: string): Growing => {
    const known = people.get(user) ?? { owned: 0, named: 0, deals: 0, cents: 0, grades: {}, stages: {}, parts: {} };
    people.set(user, known);
    return known;
  };
  for await (const { deal, owner, ownerName, amount, grade, items } of readPeople(org, options)) {
    deals += 1;
    names.set(owner, ownerName);
    const parts = new Map<string, Set<string>>();
    for (const { code, status, person } of items)
      if (status === 'Done' && person && codes.has(code)) {
        const own = parts.get(person) ?? new Set();
        parts.set(person, own.add(nameOf(code)));
      }
    of(owner).owned += 1;
    for (const user of parts.keys()) of(user).named += 1;
    for (const user of new Set([owner, ...parts.keys()])) {
      const load = of(user);
      load.deals += 1;
      load.cents += Math.round((amount ?? 0) * 100);
      add(load.grades, grade ?? 'none');
      add(load.stages, String(deal[field.stage] ?? ''));
      for (const part of parts.get(user) ?? []) add(load.parts, part);
    }
  }
  const users = await readUsers(org, [...people.keys()]);
  return {
    currency: model.money.currency,
    deals,
    people: [...people]
      .map(([user, { cents, ...load }]) => ({
        user,
        name: users.get(user)?.name ?? names.get(user) ?? user,
        active: users.get(user)?.active ?? false,
        ...load,
        amount: cents / 100,
      }))
      .sort((a, b) => b.deals - a.deals || b.amount - a.amount || (a.name < b.name ? -1 : 1)),
  };
}
