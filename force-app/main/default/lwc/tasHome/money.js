/** Money of open deals that is blocked, by stage and by owner. Pure: values in, values out. */
import { field, model } from 'c/tasModel';

/** As many owners as are shown by name. */
const mostOwners = 8;

const none = { count: 0, amount: 0 };

/** @type {(some: readonly Home.Sum[]) => Home.Sum} */
const total = (some) =>
  some.reduce((sum, one) => ({ count: sum.count + one.count, amount: sum.amount + one.amount }), none);

/** @type {(data: any, alias: string, by: string) => ReadonlyMap<string, Home.Sum>} */
const groupsOf = (data, alias, by) =>
  new Map(
    (data?.uiapi?.aggregate?.[alias]?.edges ?? []).map((/** @type {any} */ { node: { aggregate: one } }) => [
      String(one[by].value),
      { count: one.Id.count.value ?? 0, amount: one[field.modelAmount]?.sum?.value ?? 0 },
    ]),
  );

/**
 * Stages in the order of the model, those that it does not know as one; owners with the most money first.
 * @param {any} data answer to `ownQuery`
 * @returns {Home.Money}
 */
export function moneyOf(data) {
  const [all, blocked, behind] = ['all', 'blocked', 'behind'].map((alias) => groupsOf(data, alias, field.stage));
  const owners = [...groupsOf(data, 'owners', field.owner)]
    .map(([id, sum]) => ({ id, ...sum }))
    .sort((a, b) => b.amount - a.amount || b.count - a.count || (a.id < b.id ? -1 : 1));
  const known = model.stages.map(({ name }) => name);
  const others = total([...blocked].flatMap(([name, sum]) => (known.includes(name) ? [] : [sum])));
  const shown = owners.slice(0, mostOwners);
  const rest = owners.slice(mostOwners);
  return {
    all: total([...all.values()]),
    blocked: total([...blocked.values()]),
    behind: total([...behind.values()]),
    stages: [
      ...known.map((name) => ({ name, ...(blocked.get(name) ?? none) })),
      ...(others.count === 0 ? [] : [{ name: null, ...others }]),
    ],
    owners: shown,
    otherOwners: rest.length === 0 ? null : { people: rest.length, ...total(rest) },
  };
}
