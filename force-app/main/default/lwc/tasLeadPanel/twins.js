/** Leads and open deals that may be the same pursuit: what is asked for, and what is shown of the answer. Pure. */
import { fill, lead, leadDealField, leadField, likenesses, likenessOf, messages } from 'c/tasLeadModel';
import { registration, registrationField as asked } from 'c/tasModel';

const { lead: texts } = messages;

/** No key holds it: letters and digits are all there is. */
const never = '-';

/**
 * Filters of the query; undefined where there is nothing to look for.
 * @param {string} id of the lead
 * @param {{ customer: string, phone: string }} keys
 */
export function twinsOf(id, { customer, phone }) {
  if (customer === '' && phone === '') return undefined;
  const sameCustomer = { eq: customer || never };
  return {
    leads: {
      and: [
        { [leadField.isConverted]: { eq: false } },
        { Id: { ne: id } },
        { or: [{ [leadField.customerKey]: sameCustomer }, { [leadField.phoneKey]: { eq: phone || never } }] },
      ],
    },
    deals: { and: [{ IsClosed: { eq: false } }, { [leadDealField.customerKey]: sameCustomer }] },
    ...(lead?.registrations
      ? {
          registrations: {
            and: [{ [asked.status]: { in: ['Submitted', 'Approved'] } }, { [asked.customerKey]: sameCustomer }],
          },
        }
      : {}),
  };
}

/** @param {any} cell */
const text = (cell) => String(cell?.value ?? '');

/** @type {(node: any) => Leads.Found} */
const leadOf = (node) => ({
  object: 'Lead',
  id: node.Id,
  customerKey: text(node[leadField.customerKey]),
  phoneKey: text(node[leadField.phoneKey]),
  project: text(node[leadField.projectName]),
  name: [text(node.Company), text(node.Name)].filter(Boolean).join(' · '),
  owner: text(node.Owner?.Name),
  status: node.Status?.label ?? text(node.Status),
});

/** @type {(node: any) => Leads.Found} */
const dealOf = (node) => ({
  object: 'Opportunity',
  id: node.Id,
  customerKey: text(node[leadDealField.customerKey]),
  phoneKey: '',
  project: text(node[leadDealField.projectName]) || text(node.Name),
  name: text(node.Name),
  owner: text(node.Owner?.Name),
  status: node.StageName?.label ?? text(node.StageName),
});

/** @type {(node: any) => Leads.Found} */
const registrationOf = (node) => ({
  object: registration,
  id: node.Id,
  customerKey: text(node[asked.customerKey]),
  phoneKey: '',
  project: text(node[asked.project]),
  name: [text(node.Name), text(node[asked.project])].filter(Boolean).join(' · '),
  owner: text(node.Partner__r?.Name),
  status: node[asked.status]?.label ?? text(node[asked.status]),
});

const kinds = { Lead: texts.ofLead, Opportunity: texts.ofDeal, [registration]: texts.ofRegistration };

/**
 * The likest first; `total` counts those that are not shown, too.
 * @param {Leads.Pursuit} own
 * @param {any} data answer to the query
 * @returns {{ rows: Leads.Twin[], total: number }}
 */
export function twinsIn(own, data) {
  const { Lead, Opportunity, [registration]: registrations } = data.uiapi.query;
  /** @type {Leads.Found[]} */
  const found = [
    ...Opportunity.edges.map((/** @type {any} */ { node }) => dealOf(node)),
    ...(registrations?.edges ?? []).map((/** @type {any} */ { node }) => registrationOf(node)),
    ...Lead.edges.map((/** @type {any} */ { node }) => leadOf(node)),
  ];
  const rows = found
    .flatMap((one) => {
      const why = likenessOf(own, one);
      return why === undefined ? [] : [{ ...one, why }];
    })
    .sort((a, b) => likenesses.indexOf(a.why) - likenesses.indexOf(b.why))
    .map(({ id, object, name, project, owner, status, why }) => ({
      id,
      object,
      name,
      isDeal: object === 'Opportunity',
      why: texts[why],
      kind: kinds[object],
      project: object === 'Lead' ? project : '',
      facts: owner === '' ? status : fill(texts.facts, owner, status),
      isSame: why === 'project',
    }));
  return { rows, total: [Lead, Opportunity, registrations].reduce((sum, some) => sum + (some?.totalCount ?? 0), 0) };
}
