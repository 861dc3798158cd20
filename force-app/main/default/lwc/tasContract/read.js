/** What Salesforce answered, as the contract of a deal and what delivery gets of it. Pure. */
import { contract, messages } from 'c/tasContractModel';
import { field, itemField } from 'c/tasModel';

const texts = messages.contract;
const names = /** @type {Readonly<Record<string, string>>} */ (contract?.names ?? {});

/** What settles a requirement. */
const settling = ['Done', 'NotApplicable', 'Waived'];

/** @param {any} node @param {string | null} name */
const valueOf = (node, name) => (name === null ? null : (node?.[name]?.value ?? null));

/** As people read it. @param {any} node @param {string} name @returns {string} */
function textOf(node, name) {
  const record = node?.[name.endsWith('__c') ? name.replace(/c$/, 'r') : name.replace(/Id$/, '')];
  const value = valueOf(node, name);
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  return String(record?.Name?.value ?? node[name].displayValue ?? value);
}

/** @param {any} node @returns {Contracts.Contract} */
const readContract = (node) => ({
  id: node.Id,
  number: valueOf(node, names.number) ?? '',
  status: textOf(node, names.status),
  term: valueOf(node, names.term),
  start: valueOf(node, names.start),
  amount: valueOf(node, names.amount),
  account: valueOf(node, names.account),
  deal: valueOf(node, names.deal),
});

/** What delivery gets: what this deal was asked. @param {any} deal @returns {Contracts.HandedOver[]} */
function readHandover(deal) {
  const items = new Map(
    (deal.TAS_Gate_Items__r?.edges ?? []).map((/** @type {any} */ { node }) => [valueOf(node, itemField.code), node]),
  );
  const track = valueOf(deal, field.track);
  const isWithout = valueOf(deal, field.tender) === contract?.noTender;
  return (contract?.handover ?? [])
    .filter(({ tracks, tender }) => (tracks === null || tracks.includes(track)) && !(tender && isWithout))
    .map(({ code, fields, isPerson }) => {
      const item = items.get(code);
      const told = (fields ?? []).map((name) => textOf(deal, name)).filter(Boolean);
      const isSettled = settling.includes(valueOf(item, itemField.status));
      const ofItem = isSettled
        ? [
            isPerson ? '' : textOf(item, itemField.status),
            textOf(item, itemField.person),
            textOf(item, itemField.reason),
            textOf(item, itemField.note),
          ].filter(Boolean)
        : [];
      return {
        code,
        label: messages.handover?.[code] ?? code,
        isPerson,
        answer: (told.length > 0 ? told : ofItem).join(' · '),
        link: isSettled ? (valueOf(item, itemField.evidence) ?? null) : null,
      };
    });
}

/**
 * @param {any} data answer to `contractQuery`
 * @returns {Contracts.Read | null} null: the deal is not there for this user
 */
export function readDeal(data) {
  const deal = data?.uiapi?.query?.Opportunity?.edges?.[0]?.node;
  if (!deal || !contract) return null;
  const infoOf = (/** @type {string} */ name) =>
    data.uiapi.objectInfos?.find((/** @type {any} */ one) => one?.ApiName === name);
  const [ofDeal, ofContract] = ['Opportunity', names.object].map(infoOf);
  const labels = new Map((ofContract?.fields ?? []).map((/** @type {any} */ one) => [one.ApiName, one.label]));
  const edges = deal.TAS_Contracts__r?.edges;
  const link = (ofDeal?.fields ?? []).find((/** @type {any} */ one) => one.ApiName === field.contract);
  return {
    id: deal.Id,
    name: valueOf(deal, field.name) ?? '',
    stage: valueOf(deal, field.stage) ?? '',
    account: valueOf(deal, field.account),
    amount: valueOf(deal, field.amount),
    currency: valueOf(deal, field.currency),
    number: valueOf(deal, contract.number),
    date: valueOf(deal, contract.date),
    contractId: valueOf(deal, field.contract),
    contract: deal.Contract ? readContract(deal.Contract) : null,
    own: (edges ?? []).map((/** @type {any} */ { node }) => readContract(node)),
    isSeen: edges !== undefined && edges !== null,
    mayMake: ofContract?.createable === true,
    mayLink: ofDeal?.updateable === true && link?.updateable === true,
    handover: readHandover(deal),
    label: (name) => labels.get(name) ?? name,
  };
}

/** Of this deal, as 15 or 18 characters. @param {string | null} one @param {string | null} other */
export const isSameId = (one, other) => (one ?? '').slice(0, 15) === (other ?? '').slice(0, 15);
