/** The whole panel on a deal, with what Salesforce answers given by the test. */
import { dealQuery, namesQuery } from 'c/tasModel';
import Panel from 'c/tasStagePanel';
import { graphql } from 'lightning/graphql';
import { getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import { createRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import { dealData, dealId, namesData, picklistData, settle, show } from './fixture';

const isDeal = ({ query }) => query === dealQuery;
const isNames = ({ query }) => query === namesQuery;

/** Answers the deal query, now or once it is read again. */
export class Salesforce {
  reads = 0;

  constructor(values = {}, items = [], hidden = []) {
    this.answer(values, items, hidden);
  }

  /** What it answers from now on. */
  answer(values = {}, items = [], hidden = []) {
    this.data = dealData(dealQuery, values, items, hidden);
  }

  emit() {
    graphql.emit(this.data, isDeal, this.refresh);
  }

  refresh = async () => {
    this.reads += 1;
    this.emit();
  };
}

export async function openPanel(salesforce, { names = {}, properties = {}, picklists = true } = {}) {
  createRecord.mockReset().mockResolvedValue({ id: 'a0new' });
  updateRecord.mockReset().mockResolvedValue({ id: dealId, lastModifiedDate: '2026-06-15T09:00:00.000Z' });
  notifyRecordUpdateAvailable.mockReset().mockResolvedValue();
  const panel = await show('c-tas-stage-panel', Panel, { recordId: dealId, ...properties });
  salesforce.emit();
  graphql.emit(namesData(names), isNames);
  if (picklists) getPicklistValuesByRecordType.emit(picklistData);
  await settle();
  return panel;
}

/** The row of a requirement. */
export function rowOf(panel, code) {
  for (const group of panel.shadowRoot.querySelectorAll('c-tas-requirement-group'))
    for (const row of group.shadowRoot.querySelectorAll('c-tas-requirement-row')) if (row.row.code === code) return row;
  return undefined;
}

export const codesOf = (panel) =>
  [...panel.shadowRoot.querySelectorAll('c-tas-requirement-group')].flatMap((group) =>
    [...group.shadowRoot.querySelectorAll('c-tas-requirement-row')].map((row) => row.row.code),
  );

export const click = async (element) => {
  element.click();
  await settle();
};

/** As a base component tells of a change. */
export const change = async (element, detail) => {
  element.dispatchEvent(new CustomEvent('change', { detail }));
  await settle();
};

export const failure = (status, ...messages) => ({
  status,
  body: {
    statusCode: status,
    errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    message: 'An error occurred while trying to update the record. Please try again.',
    output: { errors: messages.map((message) => ({ message, errorCode: 'X' })), fieldErrors: {} },
  },
});
