/** The fields that meet a requirement, edited in place. What is typed stays until it is saved or given up. */
import { labels } from 'c/tasModel';
import { areComplete, forgive } from 'c/tasPanelState';
import { api, LightningElement } from 'lwc';

/** One choice says it all: such a field is saved as soon as it is answered, a day when it is picked or left. */
const isChoice = (/** @type {Panel.Field} */ { kind }) => kind === 'picklist' || kind === 'lookup' || kind === 'date';

export default class TasFieldEditor extends LightningElement {
  labels = labels;
  /** Code of the requirement. @type {string} */
  @api code;
  /** What was typed before. @type {Panel.Draft | null} */
  @api draft = null;
  /** While it is being saved. */
  @api busy = false;
  /** Whether giving up closes the editor. */
  @api closes = false;
  /** One narrow field, beside its row: its name stands there already. */
  @api slim = false;

  /** @type {readonly Panel.Field[]} */
  shownFields = [];
  /** @type {Record<string, Panel.Value>} */
  values = {};
  /** @type {Record<string, Panel.Value>} */
  base = {};

  @api
  get fields() {
    return this.shownFields;
  }
  set fields(fields) {
    const before = new Map(this.shownFields.map(({ name, value }) => [name, value]));
    // A value that came from Salesforce replaces one that nobody touched, and never a draft.
    for (const { name, value } of fields)
      if (before.has(name) && this.values[name] === before.get(name)) {
        delete this.values[name];
        delete this.base[name];
      } else if (this.values[name] === value) delete this.base[name];
    this.shownFields = fields;
    this.values = { ...this.values };
  }

  connectedCallback() {
    if (this.draft === null) return;
    this.values = { ...this.draft.values };
    this.base = { ...this.draft.base };
  }

  get inputs() {
    return this.shownFields.map((field) => {
      const { kind, name, value } = field;
      return {
        ...field,
        value: (name in this.values ? this.values[name] : value) ?? (kind === 'lookup' ? null : ''),
        isLong: kind === 'longText',
        isPicklist: kind === 'picklist',
        isLookup: kind === 'lookup',
        type: kind,
      };
    });
  }

  get variant() {
    return this.slim ? 'label-hidden' : 'standard';
  }

  get isDirty() {
    return this.shownFields.some(
      ({ name, value }) => name in this.values && (this.values[name] ?? '') !== (value ?? ''),
    );
  }

  get showsButtons() {
    return this.closes || this.isDirty;
  }

  get cannotSave() {
    return this.busy || !this.isDirty;
  }

  /** Puts the cursor into the first field. */
  @api
  focus() {
    /** @type {any} */ (this.template?.querySelector('[data-name]'))?.focus();
  }

  /** @param {any} event */
  handleChange(event) {
    const { name } = event.target.dataset;
    const field = this.shownFields.find((one) => one.name === name);
    if (field === undefined) return;
    const given = field.kind === 'lookup' ? event.detail.recordId : event.detail.value;
    const value =
      given === '' || given === undefined || given === null ? null : field.kind === 'number' ? Number(given) : given;
    if (!(name in this.values)) this.base[name] = field.value;
    this.values = { ...this.values, [name]: value };
    forgive(event.target);
    this.tell('draft');
    if (isChoice(field) && this.shownFields.length === 1 && this.isDirty) this.handleSave();
  }

  /** @param {KeyboardEvent} event */
  handleKey(event) {
    if (event.key === 'Escape') this.handleCancel();
    if (event.key !== 'Enter' || !this.isDirty) return;
    const { kind } = /** @type {HTMLElement} */ (event.target).dataset;
    // Enter chooses in lists and calendars, and begins a line in long texts.
    if (kind === 'text' || kind === 'number' || (kind === 'longText' && (event.ctrlKey || event.metaKey)))
      this.handleSave();
  }

  handleSave() {
    if (this.busy || !this.isDirty) return;
    if (!areComplete(this.template)) return;
    this.tell('savefields');
  }

  handleCancel() {
    this.values = {};
    this.base = {};
    this.tell('draft');
    this.dispatchEvent(new CustomEvent('close'));
  }

  /** @param {'draft' | 'savefields'} name */
  tell(name) {
    const isEmpty = Object.keys(this.values).length === 0;
    const draft = isEmpty ? null : { values: { ...this.values }, base: { ...this.base } };
    this.dispatchEvent(new CustomEvent(name, { detail: { code: this.code, draft }, bubbles: true, composed: true }));
  }
}
