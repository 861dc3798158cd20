/**
 * The two elements of a lead, filled in where they stand; what is missing; leads and open deals that may be the same
 * pursuit; and how it is converted. Keys are stored with whatever is saved, since nothing else computes them.
 */
import { customerKey, fill, lead, leadField, messages, missingOf, phoneKeyOf, twinsQuery } from 'c/tasLeadModel';
import { graphql } from 'lightning/graphql';
import { NavigationMixin } from 'lightning/navigation';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getFieldValue, getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { twinsIn, twinsOf } from './twins';

const { lead: texts, element } = messages;
const phones = lead?.phones ?? [];
const inputs = { deal: [leadField.projectName, leadField.projectBrief], reach: phones };
const stamp = 'LastModifiedDate';
const read = [
  leadField.name,
  leadField.company,
  leadField.isConverted,
  leadField.convertedDeal,
  stamp,
  ...inputs.deal,
  ...phones,
  leadField.customerKey,
  leadField.phoneKey,
];
const of = (/** @type {string} */ name) => `Lead.${name}`;

/** @param {any} error what Lightning Data Service rejects with @returns {string[]} */
const saidIn = (error) => {
  const body = Array.isArray(error?.body) ? error.body[0] : error?.body;
  const all = [...(body?.output?.errors ?? []), ...Object.values(body?.output?.fieldErrors ?? {}).flat()];
  const said = all.map((/** @type {any} */ { message }) => message).filter(Boolean);
  return [...new Set(said.length > 0 ? said : [body?.message ?? error?.message ?? ''])];
};

const isConflict = (/** @type {any} */ error) => error?.status === 409 || error?.status === 412;

export default class TasLeadPanel extends NavigationMixin(LightningElement) {
  texts = texts;
  /** Nothing is asked where the model has no leads. @type {string | undefined} */
  asked;
  optionalFields = read.map(of);
  twinsQuery = twinsQuery;
  /** @type {Record<string, any> | null} */
  values = null;
  /** @type {any} */
  info = null;
  /** What was typed and not saved. @type {Record<string, string>} */
  drafts = {};
  /** Answer to the query; null: none yet. @type {any} */
  answer = null;
  /** @type {{ title: string, lines: readonly string[] } | null} */
  problem = null;
  isSaving = false;
  spoken = '';
  #recordId = '';

  /** @returns {string} */
  @api
  get recordId() {
    return this.#recordId;
  }
  set recordId(id) {
    this.#recordId = id;
    this.asked = lead === null ? undefined : id;
  }

  @wire(getRecord, { recordId: '$asked', optionalFields: '$optionalFields' })
  wiredRecord(/** @type {any} */ { data, error }) {
    if (error) this.problem = { title: texts.notRead, lines: saidIn(error) };
    if (!data) return;
    if (this.problem?.title === texts.notRead) this.problem = null;
    this.values = Object.fromEntries(
      read.filter((name) => data.fields[name] !== undefined).map((name) => [name, getFieldValue(data, of(name))]),
    );
  }

  @wire(getObjectInfo, { objectApiName: 'Lead' })
  wiredInfo(/** @type {any} */ { data }) {
    if (data) this.info = data;
  }

  get variables() {
    return this.values === null || this.isConverted ? undefined : twinsOf(this.#recordId, this.keys);
  }

  get askedTwins() {
    return this.variables === undefined ? undefined : twinsQuery;
  }

  @wire(graphql, { query: '$askedTwins', variables: '$variables' })
  wiredTwins(/** @type {any} */ { data, errors }) {
    if (errors) this.problem = { title: texts.notRead, lines: errors.map((/** @type {any} */ { message }) => message) };
    if (data) this.answer = data;
  }

  get twins() {
    return this.asksNothing || this.answer === null ? null : twinsIn(this.own, this.answer);
  }

  get isShown() {
    return lead !== null;
  }

  get isReady() {
    return this.values !== null && this.info !== null;
  }

  get isLoading() {
    return !this.isReady && this.problem === null;
  }

  get isConverted() {
    return this.values?.[leadField.isConverted] === true;
  }

  /** Fields of the package are seen by whoever has one of its permission sets. */
  get isUnseen() {
    return this.values !== null && !(leadField.projectName in this.values);
  }

  get isOpen() {
    return !this.isConverted && !this.isUnseen;
  }

  /** What was saved, and over it what was typed. */
  get present() {
    return { ...this.values, ...this.drafts };
  }

  /** Keys as they shall be, of what is saved. */
  get keys() {
    return keysOf(this.values ?? {});
  }

  get own() {
    const { customer, phone } = this.keys;
    const project = String(this.values?.[leadField.projectName] ?? '');
    return { id: this.#recordId, customerKey: customer, phoneKey: phone, project };
  }

  get missing() {
    return missingOf(this.present, phones);
  }

  get progress() {
    const { deal, reach } = this.missing;
    return fill(texts.progress, [deal, reach].filter(({ length }) => length === 0).length);
  }

  get elements() {
    const { deal, reach } = this.missing;
    return [
      {
        key: 'deal',
        label: element.deal,
        help: element.dealHelp,
        note: null,
        ...this.stateOf(deal, (labels) => labels.join(', ')),
        inputs: inputs.deal.map((name) => this.inputOf(name)),
      },
      {
        key: 'reach',
        label: element.reach,
        help: element.reachHelp,
        note: fill(texts.who, String(this.values?.[leadField.name] ?? '')),
        ...this.stateOf(reach, (labels) => labels.reduce((all, label) => fill(texts.either, all, label))),
        inputs: inputs.reach.map((name) => this.inputOf(name)),
      },
    ];
  }

  /** @param {readonly string[]} missing @param {(labels: string[]) => string} named */
  stateOf(missing, named) {
    const isThere = missing.length === 0;
    return {
      isThere,
      state: isThere ? texts.there : fill(texts.missing, named(missing.map((name) => this.labelOf(name)))),
      icon: isThere ? 'utility:success' : 'utility:warning',
      variant: isThere ? 'success' : 'warning',
      className: isThere ? 'state there' : 'state',
    };
  }

  labelOf(/** @type {string} */ name) {
    return this.info?.fields?.[name]?.label ?? name;
  }

  inputOf(/** @type {string} */ name) {
    const field = this.info?.fields?.[name];
    const props = {
      label: this.labelOf(name),
      value: this.drafts[name] ?? this.values?.[name] ?? '',
      maxLength: field?.length || 255,
      disabled: field?.updateable !== true || this.isSaving,
    };
    const isLong = name === leadField.projectBrief;
    return { name, isLong, props: isLong ? props : { ...props, type: phones.includes(name) ? 'tel' : 'text' } };
  }

  get mayEdit() {
    return [...inputs.deal, ...phones].some((name) => this.info?.fields?.[name]?.updateable === true);
  }

  get isReadOnly() {
    return this.isReady && this.isOpen && !this.mayEdit;
  }

  get isDirty() {
    return Object.entries(this.drafts).some(([name, typed]) => typed.trim() !== String(this.values?.[name] ?? ''));
  }

  get showsButtons() {
    return this.isDirty;
  }

  /** Stored otherwise than they shall be, by somebody who might store them. */
  get isUnkeyed() {
    const { customer, phone } = this.keys;
    const differs = (/** @type {string} */ name, /** @type {string} */ key) => (this.values?.[name] ?? '') !== key;
    return (
      !this.isDirty &&
      this.info?.fields?.[leadField.customerKey]?.updateable === true &&
      (differs(leadField.customerKey, customer) || differs(leadField.phoneKey, phone))
    );
  }

  get asksNothing() {
    return this.variables === undefined;
  }

  get hasNone() {
    return this.twins?.rows.length === 0;
  }

  get rows() {
    return this.twins?.rows ?? [];
  }

  get more() {
    const { rows, total } = this.twins ?? { rows: [], total: 0 };
    return total > rows.length ? fill(texts.more, total) : null;
  }

  get isComplete() {
    const { deal, reach } = this.missing;
    return deal.length + reach.length === 0;
  }

  get verdict() {
    return this.isComplete ? texts.ready : lead?.enforced ? texts.refused : texts.observed;
  }

  /** How it is converted is said once it can be. */
  get how() {
    const project = String(this.values?.[leadField.projectName] ?? '');
    const isStopped = !this.isComplete && lead?.enforced;
    return isStopped || this.isDirty || project === '' ? null : fill(texts.how, project);
  }

  get joins() {
    return this.how !== null && this.rows.some(({ isDeal, isSame }) => isDeal && isSame);
  }

  get dealId() {
    return this.values?.[leadField.convertedDeal] ?? null;
  }

  handleChange(/** @type {any} */ event) {
    const { name } = event.target.dataset;
    this.drafts = { ...this.drafts, [name]: event.detail.value ?? '' };
    this.spoken = '';
  }

  handleDiscard() {
    this.drafts = {};
    this.problem = null;
  }

  async handleSave() {
    const typed = Object.fromEntries(Object.entries(this.drafts).map(([name, text]) => [name, text.trim() || null]));
    const { customer, phone } = keysOf({ ...this.values, ...typed });
    this.isSaving = true;
    this.problem = null;
    try {
      await updateRecord(
        {
          fields: {
            Id: this.#recordId,
            ...typed,
            [leadField.customerKey]: customer || null,
            [leadField.phoneKey]: phone || null,
          },
        },
        { ifUnmodifiedSince: this.values?.[stamp] },
      );
      this.drafts = {};
      this.spoken = texts.saved;
    } catch (error) {
      const conflict = isConflict(error);
      this.problem = { title: texts.notSaved, lines: conflict ? [texts.conflict] : saidIn(error) };
      if (conflict) await notifyRecordUpdateAvailable([{ recordId: this.#recordId }]);
    } finally {
      this.isSaving = false;
    }
  }
}

/** @param {Record<string, unknown>} values */
function keysOf(values) {
  return {
    customer: customerKey(String(values[leadField.company] ?? ''), lead?.placeholders),
    phone: phoneKeyOf(
      phones.map((name) => values[name]),
      lead?.callingCode ?? '',
    ),
  };
}
