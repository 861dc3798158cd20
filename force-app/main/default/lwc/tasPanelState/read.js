/** What Salesforce answered, as plain values: the deal and its items for the engine, and the names of everything. */

const children = 'TAS_Gate_Items__r';

/**
 * The answer to `dealQuery`; null where the deal is not there for this user.
 * @param {any} data
 * @returns {Panel.DealRead | null}
 */
export function readDeal(data) {
  const node = data?.uiapi?.query?.Opportunity?.edges?.[0]?.node;
  if (!node) return null;
  /** @type {Record<string, any>} */
  const deal = {};
  for (const [name, cell] of Object.entries(node)) {
    if (name === children || cell === null) continue;
    if (typeof cell !== 'object') deal[name] = cell;
    else if ('value' in cell) deal[name] = cell.value;
    else for (const [inner, one] of Object.entries(cell)) deal[`${name}.${inner}`] = one?.value ?? null;
  }
  const edges = node[children]?.edges;
  return {
    deal: /** @type {any} */ (deal),
    items: (edges ?? []).map((/** @type {any} */ edge) => readItem(edge.node)),
    seesItems: edges !== undefined,
  };
}

/**
 * @param {any} node
 * @returns {Panel.Item}
 */
const readItem = (node) => ({
  id: node.Id,
  code: node.Code__c?.value ?? '',
  status: node.Status__c?.value ?? 'Open',
  key: node.Item_Key__c?.value ?? '',
  evidence: node.Evidence_Url__c?.value ?? null,
  person: node.Person__c?.value ?? null,
  personName: node.Person__r?.Name?.value ?? null,
  reason: node.Reason__c?.value ?? null,
  note: node.Note__c?.value ?? null,
  settledBy: node.Settled_By__c?.value ?? null,
  settledByName: node.Settled_By__r?.Name?.value ?? null,
  settledOn: node.Settled_On__c?.value ?? null,
  changedBy: node.LastModifiedBy?.Name?.value ?? null,
  changedOn: node.LastModifiedDate?.value ?? null,
});

/**
 * The answer to `namesQuery`.
 * @param {any} data
 * @returns {Panel.Names}
 */
export function readNames(data) {
  const [deal, item] = ['Opportunity', 'TAS_Gate_Item__c'].map((name) =>
    data?.uiapi?.objectInfos?.find((/** @type {any} */ one) => one?.ApiName === name),
  );
  const codes = item?.fields?.find((/** @type {any} */ one) => one.ApiName === 'Code__c');
  return {
    mayEditDeal: deal?.updateable === true,
    mayEditItems: item?.updateable === true,
    fields: new Map((deal?.fields ?? []).map((/** @type {any} */ one) => [one.ApiName, readField(one)])),
    requirements: new Map(
      (codes?.picklistValuesByRecordTypeIDs?.[0]?.picklistValues ?? []).map((/** @type {any} */ one) => [
        one.value,
        one.label,
      ]),
    ),
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
  scale: field.scale,
  updateable: field.updateable === true,
  to: field.referenceToInfos?.[0]?.ApiName ?? null,
});

/**
 * The answer of getPicklistValuesByRecordType: by field, value → label.
 * @param {any} data
 * @returns {Map<string, Map<string, string>>}
 */
export const readPicklists = (data) =>
  new Map(
    Object.entries(data?.picklistFieldValues ?? {}).map(([field, one]) => [
      field,
      new Map(one.values.map((/** @type {any} */ value) => [value.value, value.label])),
    ]),
  );
