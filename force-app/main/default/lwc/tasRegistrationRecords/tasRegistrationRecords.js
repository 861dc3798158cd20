/** What Salesforce answered, as registrations. Pure. */
import { registration } from 'c/tasRegistrationModel';

const names = /** @type {Readonly<Record<string, string>>} */ (registration?.names ?? {});
const relation = (/** @type {string} */ name) => String(name).replace(/c$/, 'r');

/** @param {any} node @returns {Registrations.Registration} */
export function readRegistration(node) {
  const of = (/** @type {string} */ name) => node[name]?.value ?? null;
  const nameOf = (/** @type {string} */ name) => node[relation(name)]?.Name?.value ?? '';
  return {
    id: node.Id,
    name: of('Name') ?? '',
    status: of(names.status),
    partner: nameOf(names.partner),
    customer: nameOf(names.customer),
    customerId: of(names.customer),
    project: of(names.project) ?? '',
    submittedBy: of(names.submittedBy),
    submittedByName: nameOf(names.submittedBy),
    submittedOn: of(names.submittedOn),
    until: of(names.until),
    reason: of(names.reason) ?? '',
    key: of(names.key),
    projectKey: of(names.projectKey),
    owner: of('OwnerId'),
    creator: of('CreatedById'),
    changedOn: of('LastModifiedDate'),
    deals: (node.TAS_Deals__r?.edges ?? []).map((/** @type {any} */ { node: deal }) => ({
      id: deal.Id,
      name: deal.Name?.value ?? '',
      stage: deal.StageName?.label ?? deal.StageName?.value ?? '',
    })),
  };
}

/** Of an answer that lists registrations under a name. @param {any} data @param {string} [alias] */
export const readAll = (data, alias = names.object) =>
  (data?.uiapi?.query?.[alias]?.edges ?? []).map((/** @type {any} */ { node }) => readRegistration(node));

/** The last day on which an approval of today may protect. @param {string} today */
export const latest = (today) => {
  const [year, month, day] = today.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1, day + (registration?.protection ?? 1)));
  return last.toISOString().slice(0, 10);
};

/** It is approved, holds its key, and its last day is over. @param {Registrations.Registration} one @param {string} today */
export const hasLapsed = ({ status, until }, today) => status === 'Approved' && until !== null && until < today;

/** What ends a registration: its key is free again. */
export const ending = { [names.status]: 'Expired', [names.key]: null };
