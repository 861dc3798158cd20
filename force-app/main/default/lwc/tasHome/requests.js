/** Requests that wait for somebody who may approve, as rows. Pure: values in, values out. */
import { messages } from 'c/tasHomeModel';
import { field, fill, itemField, itemRefusals, model, relationOf, settledAmountOf } from 'c/tasModel';
import { dot, formats, orgCurrency, readItem, readRecord, safeLink, stageText } from 'c/tasPanelState';

const { home } = messages;

/** Hard processes without fields: only an approver settles them as done, so asking means asking for that. */
const confirmed = new Set(
  model.stages.flatMap(({ processes }) =>
    processes.flatMap(({ code, gate, fields }) => (gate === 'hard' && fields === undefined ? [code] : [])),
  ),
);

/** Grade, tender answer and who leads: an approver changes the deal itself, and no item settles them. */
const decided = new Set(
  model.stages.flatMap(({ required }) =>
    required.flatMap(({ code, fields = [] }) =>
      fields.some(({ name }) => [field.ledBy, field.tender, field.grade].includes(name)) ? [code] : [],
    ),
  ),
);

/** Whether what is asked for is a change of the deal. @param {string} code */
export const asksForChange = (code) => decided.has(code);

/**
 * @param {any} data answer to `homeQuery`
 * @returns {{ requests: readonly Home.Request[], total: number }}
 */
export function readRequests(data) {
  const { edges = [], totalCount = 0 } = data?.uiapi?.query?.requests ?? {};
  const deal = relationOf(itemField.deal);
  return {
    total: totalCount,
    requests: edges.map((/** @type {any} */ { node }) => ({ item: readItem(node), deal: readRecord(node[deal]) })),
  };
}

/** @type {(deal: any) => string} */
export const moneyText = (deal) => {
  const amount = deal[field.amount];
  const currency = deal[field.currency];
  return typeof amount === 'number' ? formats.money(amount, typeof currency === 'string' ? currency : orgCurrency) : '';
};

/**
 * What the reader may do about a request is asked of the engine, as the rules will ask it.
 * @param {Home.Request} request
 * @param {Panel.Viewer} viewer
 * @param {ReadonlyMap<string, string>} names of requirements, by code
 * @returns {Panel.Row}
 */
export function rowOf({ item, deal }, viewer, names) {
  const isConfirmed = confirmed.has(item.code);
  const isChange = asksForChange(item.code);
  const granted = isConfirmed || isChange ? 'Done' : 'Waived';
  const now = new Date().toISOString();
  /** @type {(status: 'Done' | 'Waived' | 'Declined') => boolean} */
  const may = (status) => {
    const settled =
      status === 'Declined'
        ? { declinedBy: viewer.id, declinedOn: now }
        : { settledBy: viewer.id, settledOn: now, settledAmount: settledAmountOf(model, deal, item.code) };
    const after = { ...item, reason: item.reason || 'why', status, ...settled };
    return itemRefusals({ model, deal, before: item, after, viewer, now }).length === 0;
  };
  return {
    code: String(item.id),
    name: names.get(item.code) ?? item.code,
    tone: 'waiting',
    state: '',
    isOpen: true,
    isHard: true,
    blocks: true,
    detail: [
      fill(
        isChange ? home.asksChange : isConfirmed ? home.asks : home.asksWaiver,
        item.changedBy ?? '',
        formats.day(item.changedOn),
      ),
      item.reason ?? '',
    ]
      .filter(Boolean)
      .join(dot),
    warnings: [],
    link: safeLink(item.evidence),
    note: item.note ?? null,
    tag: null,
    primary: !isChange && may(granted) ? (isConfirmed ? 'approve' : 'waive') : null,
    fields: [],
    showsFields: false,
    outcomes: /** @type {const} */ ([granted, 'Declined']).filter(may),
    asksWaiver: !isConfirmed && !isChange,
    item,
    needsEvidence: false,
    needsPerson: false,
    earlier: null,
    people: [],
    busy: false,
    drafts: {},
    notices: [],
  };
}

/** @type {(deal: any) => Home.Line} */
export const lineOf = (deal) => ({
  id: deal.Id,
  name: deal[field.name],
  facts: [stageText(deal[field.stage]), moneyText(deal), deal['Owner.Name'] ?? ''].filter(Boolean).join(dot),
  badges: [],
  detail: null,
  hasRow: true,
});
