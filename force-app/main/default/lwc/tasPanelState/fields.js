/** Fields of the deal: how they are shown and how they are edited. */
import { messages, registration, registrationField, relationOf } from 'c/tasModel';
import { formats, orgCurrency } from './locale';

/** @type {Record<string, Panel.Field['kind']>} */
const kinds = {
  TextArea: 'longText',
  Currency: 'number',
  Double: 'number',
  Percent: 'number',
  Int: 'number',
  Date: 'date',
  DateTime: 'datetime',
  Boolean: 'checkbox',
  Picklist: 'picklist',
  Reference: 'lookup',
};

/**
 * Objects of which those of the deal's account are offered first: the field that names it, and what is shown beside.
 * @type {Record<string, readonly [string, string]>}
 */
export const ofAccount = {
  Contact: ['AccountId', 'Account.Name'],
  [registration]: [registrationField.customer, registrationField.project],
};

/** Stands for a registration that is to be submitted. */
export const submitted = 'new';

/** @param {unknown} value */
export const isBlank = (value) => value === undefined || value === null || String(value).trim() === '';

/**
 * How a field is edited.
 * @param {string} name
 * @param {Pick<Panel.Context, 'deal' | 'names' | 'picklists'>} context
 * @returns {Panel.Field}
 */
export function editorOf(name, { deal, names, picklists }) {
  const info = names.fields.get(name);
  const type = info?.type ?? 'String';
  const kind = kinds[type] ?? 'text';
  return {
    name,
    label: info?.label ?? name,
    kind,
    value: deal[name] ?? null,
    maxLength: info?.length || undefined,
    digits: info?.digits ?? 18,
    options: [...(picklists.get(name) ?? [])].map(([value, label]) => ({ label, value })),
    to: info?.to ?? null,
    account: ofAccount[info?.to ?? ''] ? /** @type {any} */ (deal.AccountId ?? null) : undefined,
  };
}

/**
 * A value as people read it.
 * @param {string} name
 * @param {Panel.Value | undefined} value
 * @param {Pick<Panel.Context, 'deal' | 'names' | 'locale' | 'currency'>} context
 * @returns {string}
 */
export function show(name, value, { deal, names, locale, currency }) {
  if (isBlank(value)) return '';
  const type = names.fields.get(name)?.type;
  const text = String(value);
  if (type === 'Boolean') return messages.form[value === true ? 'yes' : 'no'];
  if (type === 'Picklist') return locale.value(name, text);
  if (type === 'Date' || type === 'DateTime') return formats.day(value);
  if (type === 'Currency' && typeof value === 'number') return formats.money(value, currency ?? orgCurrency);
  if (typeof value === 'number') return formats.number(value, type === 'Percent');
  if (type !== 'Reference' || value !== deal[name]) return text;
  // A contract is called by its number.
  const record = relationOf(name);
  return String(deal[`${record}.Name`] ?? deal[`${record}.ContractNumber`] ?? text);
}
