/** What Salesforce answered, as plain values: the deal and its items for the engine, and the names of everything. */
import { item as itemObject, itemField, relationOf } from 'c/tasModel';

const children = 'TAS_Gate_Items__r';

/**
 * The answer to `dealQuery`; null where the deal is not there for this user.
 * @param {any} data
 * @returns {Panel.DealRead | null}
 */
export function readDeal(data) {
  const node = data?.uiapi?.query?.Opportunity?.edges?.[0]?.node;
  return node ? readNode(node) : null;
}

/** A deal with its items. @param {any} node @returns {Panel.DealRead} */
export function readNode(node) {
  const edges = node[children]?.edges;
  return {
    deal: readRecord(node),
    items: (edges ?? []).map((/** @type {any} */ edge) => readItem(edge.node)),
    seesItems: edges !== undefined,
  };
}

/**
 * A record's own fields and, behind dots, those of the records it names.
 * @param {any} node
 * @returns {Panel.Deal}
 */
export function readRecord(node, before = '') {
  /** @type {any} */
  const record = {};
  for (const [name, cell] of /** @type {[string, any][]} */ (Object.entries(node))) {
    const key = before + name;
    if (name === children || (cell === null && before === '')) continue;
    if (cell === null || typeof cell !== 'object') record[key] = cell;
    else if ('value' in cell) record[key] = cell.value;
    else Object.assign(record, readRecord(cell, `${key}.`));
  }
  return record;
}

/**
 * @param {any} node
 * @returns {Panel.Item}
 */
export function readItem(node) {
  const nameOf = (/** @type {string} */ relation) => node[relation]?.Name?.value ?? null;
  const { person, settledBy, declinedBy } = itemField;
  return {
    .../** @type {any} */ (
      Object.fromEntries(Object.entries(itemField).map(([key, name]) => [key, node[name]?.value ?? null]))
    ),
    id: node.Id,
    personName: nameOf(relationOf(person)),
    settledByName: nameOf(relationOf(settledBy)),
    declinedByName: nameOf(relationOf(declinedBy)),
    changedBy: nameOf('LastModifiedBy'),
    changedOn: node.LastModifiedDate?.value ?? null,
  };
}

/**
 * The answer to `teamQuery`: active members.
 * @param {any} data
 * @returns {readonly Panel.Member[]}
 */
export const readTeam = (data) =>
  (data?.uiapi?.query?.OpportunityTeamMember?.edges ?? [])
    .map((/** @type {any} */ { node }) => ({
      id: node.UserId?.value,
      name: node.User?.Name?.value ?? node.UserId?.value,
      role: node.TeamMemberRole?.value ?? null,
      isActive: node.User?.IsActive?.value !== false,
    }))
    .filter((/** @type {any} */ { isActive }) => isActive);

/**
 * The answer to `namesQuery`.
 * @param {any} data
 * @returns {Panel.Names}
 */
export function readNames(data) {
  const [deal, item] = ['Opportunity', itemObject].map((name) =>
    data?.uiapi?.objectInfos?.find((/** @type {any} */ one) => one?.ApiName === name),
  );
  const codes = item?.fields?.find((/** @type {any} */ one) => one.ApiName === itemField.code);
  return {
    mayEditDeal: deal?.updateable === true,
    mayEditItems: item?.updateable === true,
    fields: new Map((deal?.fields ?? []).map((/** @type {any} */ one) => [one.ApiName, readField(one)])),
    requirements: labelsOf(codes?.picklistValuesByRecordTypeIDs?.[0]?.picklistValues),
  };
}

/**
 * @param {any} field
 * @returns {Panel.FieldInfo}
 */
const readField = (field) => ({
  label: field.label,
  help: field.inlineHelpText ?? '',
  type: field.dataType,
  length: field.length,
  digits: field.precision - field.scale,
  updateable: field.updateable === true,
  to: field.referenceToInfos?.[0]?.ApiName ?? null,
});

/** Value → label. @param {any} values @returns {Map<string, string>} */
const labelsOf = (values) => new Map((values ?? []).map((/** @type {any} */ one) => [one.value, one.label]));

/**
 * The answer of getPicklistValuesByRecordType: by field, value → label.
 * @param {any} data
 * @returns {Map<string, Map<string, string>>}
 */
export const readPicklists = (data) =>
  new Map(Object.entries(data?.picklistFieldValues ?? {}).map(([field, one]) => [field, labelsOf(one.values)]));
