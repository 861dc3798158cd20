/** What Salesforce answered, as the people of a map and the names of their fields. Pure. */
import { customer } from 'c/tasMapModel';

const names = /** @type {Readonly<Record<string, string>>} */ (customer?.names ?? {});
const relation = String(names.contact).replace(/c$/, 'r');

/** A number that was chosen; null: unknown, or never answered. @param {unknown} value */
const numberOf = (value) => (value && value !== customer?.unknown ? Number(value) : null);

/** Those who weigh most come first, whoever left last. @param {CustomerMap.Mapped} a @param {CustomerMap.Mapped} b */
const byWeight = (a, b) =>
  Number(a.left) - Number(b.left) || (b.influence ?? 0) - (a.influence ?? 0) || a.name.localeCompare(b.name);

/**
 * @param {any} data answer to `mapQuery`
 * @returns {CustomerMap.Read | null} null: the deal is not there for this user
 */
export function readMap(data) {
  const deal = data?.uiapi?.query?.Opportunity?.edges?.[0]?.node;
  if (!deal || !customer) return null;
  const info = data.uiapi.objectInfos?.[0];
  const fields = new Map((info?.fields ?? []).map((/** @type {any} */ one) => [one.ApiName, one]));
  const edges = deal.TAS_Stakeholders__r?.edges;
  return {
    account: deal.AccountId?.value ?? null,
    people: (edges ?? []).map((/** @type {any} */ { node }) => readPerson(node)).sort(byWeight),
    moves: (deal.TAS_Map_Snapshots__r?.edges ?? [])
      .map((/** @type {any} */ { node }) => readMove(node))
      .sort(latestFirst),
    isSeen: edges !== undefined,
    mayAdd: info?.createable === true,
    mayChange: info?.updateable === true,
    label: (name) => fields.get(name)?.label ?? name,
    options: (name) =>
      (fields.get(name)?.picklistValuesByRecordTypeIDs?.[0]?.picklistValues ?? []).map((/** @type {any} */ one) => ({
        label: one.label,
        value: one.value,
      })),
  };
}

/** @param {any} node @returns {CustomerMap.Mapped} */
function readPerson(node) {
  const { questions, approving, chosen } = /** @type {NonNullable<typeof customer>} */ (customer);
  const of = (/** @type {string} */ name) => node[name]?.value ?? null;
  const contact = node[relation];
  const role = of(names.role);
  return {
    id: node.Id,
    contact: of(names.contact) ?? '',
    name: contact?.Name?.value ?? '',
    title: contact?.Title?.value ?? '',
    reportsTo: contact?.ReportsToId?.value ?? null,
    answers: questions.map((name) => numberOf(of(name))),
    influence: numberOf(of(names.influence)),
    approves: approving.includes(role),
    left: of(names.left) === true,
    values: Object.fromEntries([...chosen, names.left, names.note].map((name) => [name, of(name)])),
    changedBy: node.LastModifiedBy?.Name?.value ?? '',
    changedOn: of('LastModifiedDate'),
  };
}

/** Of one second, the one with the higher id. @param {CustomerMap.Moved} a @param {CustomerMap.Moved} b */
const latestFirst = (a, b) => (`${a.on} ${a.id}` < `${b.on} ${b.id}` ? 1 : -1);

/** @param {any} node @returns {CustomerMap.Moved} */
function readMove(node) {
  const { stage, ...numbers } = /** @type {NonNullable<typeof customer>} */ (customer).kept;
  return {
    id: node.Id,
    stage: node[stage]?.value ?? '',
    by: node.CreatedBy?.Name?.value ?? '',
    on: String(node.CreatedDate?.value),
    .../** @type {any} */ (
      Object.fromEntries(Object.entries(numbers).map(([key, name]) => [key, node[name]?.value ?? null]))
    ),
  };
}
