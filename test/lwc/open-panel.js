/** The whole panel on a deal, with what Salesforce answers given by the test. */
import { dealQuery, namesQuery } from 'c/tasModel';
import Panel from 'c/tasStagePanel';
import { graphql } from 'lightning/graphql';
import { getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import { createRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import { dealData, dealId, namesData, one, picklistData, settle, show } from './fixture';

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

const rowsOf = (panel) => [...panel.shadowRoot.querySelectorAll('c-tas-requirement-row')];

/** The row of a requirement. */
export const rowOf = (panel, code) => rowsOf(panel).find(({ row }) => row.code === code);
export const codesOf = (panel) => rowsOf(panel).map(({ row }) => row.code);

export const advance = (panel) => one(panel, '[data-id="advance"]');
/** What a chosen move asks. */
export const formOf = (panel) => one(panel, '[data-id="form"]');
export const spoken = (panel) => one(panel, '[data-id="spoken"]').textContent;

/** An answer that comes when the test says so. */
export function later() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** A move of the menu. */
export const choose = async (panel, value) => {
  one(panel, '[data-id="moves"]').dispatchEvent(new CustomEvent('select', { detail: { value } }));
  await settle();
};

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
