/** Fields of the deal: how they are shown and how they are edited. */
import { day, list, money, number } from './words';

/** @type {Record<string, Panel.Field['kind']>} */
const kinds = {
  TextArea: 'longText',
  Currency: 'number',
  Double: 'number',
  Percent: 'number',
  Int: 'number',
  Date: 'date',
  Picklist: 'picklist',
  Reference: 'lookup',
};

/** @type {Record<string, Panel.Field['formatter']>} */
const formatters = { Currency: 'currency', Percent: 'percent-fixed', Double: 'decimal', Int: 'decimal' };

/** @param {unknown} value */
export const isBlank = (value) => value === undefined || value === null || String(value).trim() === '';

/**
 * How a field is edited.
 * @param {string} name
 * @param {Panel.Value | undefined} value
 * @param {Panel.FieldInfo | undefined} info
 * @param {Panel.Picklists} picklists
 * @returns {Panel.Field}
 */
export function editorOf(name, value, info, picklists) {
  const type = info?.type ?? 'String';
  const kind = kinds[type] ?? 'text';
  return {
    name,
    label: info?.label ?? name,
    help: info?.help ?? '',
    kind,
    formatter: formatters[type],
    step: kind === 'number' ? String(10 ** -(info?.scale ?? 0)) : undefined,
    value: value ?? null,
    maxLength: info?.length || undefined,
    options: [...(picklists.get(name) ?? [])].map(([option, label]) => ({ label, value: option })),
    to: info?.to ?? null,
  };
}

/**
 * A value as people read it.
 * @param {string} name
 * @param {Panel.Value | undefined} value
 * @param {{ deal: Panel.Deal, names: Panel.Names, picklists: Panel.Picklists, currency?: string }} context
 * @returns {string}
 */
export function show(name, value, { deal, names, picklists, currency }) {
  if (isBlank(value)) return '';
  const type = names.fields.get(name)?.type;
  if (type === 'Picklist') return picklists.get(name)?.get(String(value)) ?? String(value);
  if (type === 'Date' || type === 'DateTime') return day(value);
  if (type === 'Currency' && typeof value === 'number') return money(value, currency);
  if (typeof value === 'number') return number(value, type === 'Percent');
  const relation = name.endsWith('__c') ? `${name.slice(0, -1)}r` : name.replace(/Id$/, '');
  if (type === 'Reference') return value === deal[name] ? String(deal[`${relation}.Name`] ?? value) : String(value);
  return String(value);
}

/**
 * @param {string} field
 * @param {readonly string[]} values
 * @param {Panel.Picklists} picklists
 */
export const showAny = (field, values, picklists) =>
  list(
    values.map((value) => picklists.get(field)?.get(value) ?? value),
    'disjunction',
  );
