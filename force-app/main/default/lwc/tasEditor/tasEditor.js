/** Fields edited in place: of the deal, of a gate item, or of a move. What is typed stays until it is saved or given up. */
import { messages } from 'c/tasModel';
import {
  areComplete,
  forgive,
  isBlank,
  isComposing,
  numberIn,
  numberText,
  ofAccount,
  problemIn,
} from 'c/tasPanelState';
import { api, LightningElement } from 'lwc';

/** One choice says it all: such a field is saved as soon as it is answered, a day when it is picked or left. */
const choices = ['picklist', 'lookup', 'date', 'checkbox'];
/** Enter chooses in lists and calendars, and begins a line in long texts. */
const lines = ['text', 'number', 'url'];

export default class TasEditor extends LightningElement {
  /** How often it was put on the page. */
  life = 0;
  isWanted = false;
  /** Contacts of every account are searched. */
  isWide = false;
  messages = messages;
  /** @type {Panel.Form} */
  shown = { fields: [], saves: 'changes' };
  /** @type {Record<string, Panel.Value>} */
  values = {};
  /** What stood there when typing began. @type {Record<string, Panel.Value>} */
  base = {};

  @api
  get form() {
    return this.shown;
  }
  set form(form) {
    const before = new Map(this.shown.fields.map(({ name, value }) => [name, value]));
    const { draft } = form;
    // Another form begins with its own draft; and a draft that was saved or given up is none any more.
    if (!form.fields.some(({ name }) => before.has(name)) || (this.shown.draft && !draft)) {
      this.values = { ...draft?.values };
      this.base = { ...draft?.base };
    }
    // A value that came from Salesforce replaces one that nobody touched, and never a draft.
    for (const { name, value } of form.fields)
      if (draft && name in draft.values) continue;
      else if (before.has(name) && this.values[name] === before.get(name)) {
        delete this.values[name];
        delete this.base[name];
      } else if (this.values[name] === value) delete this.base[name];
    this.shown = form;
    this.values = { ...this.values };
  }

  get inputs() {
    const { fields, isSlim, busy } = this.shown;
    return fields.map(({ name, kind, label, required = false, maxLength, options, to, account }) => {
      const isPicklist = kind === 'picklist';
      const isLong = kind === 'longText';
      const isLookup = kind === 'lookup';
      return {
        name,
        key: `${this.life}${name}`,
        isPicklist,
        isLong,
        isLookup,
        isNarrow: this.isNarrow(account),
        props: {
          label,
          variant: isSlim ? 'label-hidden' : 'standard',
          value: this.textOf(name, kind) ?? (isLookup ? null : ''),
          required,
          disabled: busy,
          ...(isPicklist
            ? { options, placeholder: messages.action.choose }
            : isLookup
              ? this.lookupOf(to, account)
              : isLong
                ? { maxLength }
                : kind === 'checkbox'
                  ? { type: kind, checked: this.valueOf(name) === true }
                  : // Amounts are typed as they are written, which an input for numbers refuses.
                    { type: kind === 'number' ? 'text' : kind, maxLength }),
        },
      };
    });
  }

  /** Contacts of the deal's account come first: the others once they are asked for. @param {string | null | undefined} account */
  isNarrow(account) {
    return Boolean(account) && !this.isWide;
  }

  /** @param {string | null} to @param {string | null | undefined} account */
  lookupOf(to, account) {
    if (account === undefined) return { objectApiName: to };
    const [fieldPath, beside] = ofAccount[to ?? ''];
    const criteria = this.isNarrow(account) ? [{ fieldPath, operator: 'eq', value: account }] : [];
    return { objectApiName: to, filter: { criteria }, displayInfo: { additionalFields: [beside] } };
  }

  handleWiden() {
    this.isWide = true;
  }

  /** What was typed, else what stands there. @param {string} name */
  valueOf(name) {
    return name in this.values ? this.values[name] : this.shown.fields.find((one) => one.name === name)?.value;
  }

  /** A number that was not typed as it is written. @param {string} name @param {string} kind */
  textOf(name, kind) {
    const value = this.valueOf(name);
    return kind === 'number' && typeof value === 'number' ? numberText(value) : value;
  }

  /** What was typed, as values; a number that cannot be read stays as it is. */
  get typed() {
    const kinds = new Map(this.shown.fields.map(({ name, kind }) => [name, kind]));
    return Object.fromEntries(
      Object.entries(this.values).map(([name, value]) => [
        name,
        kinds.get(name) === 'number' && typeof value === 'string' ? (numberIn(value) ?? value) : value,
      ]),
    );
  }

  get isDirty() {
    const { typed } = this;
    return this.shown.fields.some(({ name, value }) => name in typed && (typed[name] ?? '') !== (value ?? ''));
  }

  get showsButtons() {
    return this.shown.saves !== 'changes' || this.shown.closes || this.isDirty;
  }

  get canSave() {
    return this.shown.saves !== 'never';
  }

  get isStopped() {
    return this.shown.busy || (this.shown.saves === 'changes' && !this.isDirty);
  }

  get saveText() {
    return this.shown.saveText ?? messages.action.save;
  }

  /** A base input that was moved on the page takes no focus any more: each place has inputs of its own. */
  connectedCallback() {
    this.life += 1;
  }

  renderedCallback() {
    if (this.isWanted) this.focus();
    this.isWanted = false;
  }

  /** Puts the cursor into the first field, one that is blank where there is one; else on the first button. */
  @api
  focus() {
    const { fields } = this.shown;
    const first = fields.find(({ name }) => isBlank(this.valueOf(name))) ?? fields[0];
    const button = /** @type {any} */ (this.template?.querySelector('button'));
    (first === undefined ? button : this.inputOf(first.name))?.focus();
    // Inputs of the new place may still be to come.
    this.isWanted = !this.template?.activeElement;
  }

  /** @param {string} name @returns {any} */
  inputOf(name) {
    return this.template?.querySelector(`[data-name="${name}"]`);
  }

  /** @param {any} event */
  handleChange(event) {
    const { name } = event.target.dataset;
    const field = this.shown.fields.find((one) => one.name === name);
    if (field === undefined) return;
    const { kind } = field;
    const { recordId, value: text, checked } = event.detail;
    const given = (kind === 'lookup' ? recordId : kind === 'checkbox' ? checked : text) ?? '';
    const value = given === '' ? null : given;
    if (!(name in this.values)) this.base[name] = field.value;
    this.values = { ...this.values, [name]: value };
    forgive(event.target);
    this.tellDraft();
    if (this.shown.isDirect && choices.includes(kind) && this.shown.fields.length === 1 && this.isDirty)
      this.handleSave();
  }

  /** @param {any} event */
  handleKey(event) {
    if (isComposing(event)) return;
    if (event.key === 'Escape') this.handleCancel();
    if (event.key !== 'Enter' || !this.isDirty) return;
    const kind = this.shown.fields.find(({ name }) => name === event.target.dataset.name)?.kind ?? '';
    if (lines.includes(kind) || (kind === 'longText' && (event.ctrlKey || event.metaKey))) this.handleSave();
  }

  handleSave() {
    const detail = this.isStopped || !this.canSave ? undefined : this.collect();
    if (detail) this.dispatchEvent(new CustomEvent('save', { detail }));
  }

  /** What was typed; undefined where something is missing or wrong, which its input then says. */
  @api
  collect() {
    const isMissing = this.shown.fields.some((field) => {
      const { name, required } = field;
      const value = this.typed[name] ?? this.valueOf(name) ?? null;
      const problem = isBlank(value) ? '' : problemIn(field, value);
      this.inputOf(name).setCustomValidity?.(problem);
      return problem !== '' || (required && isBlank(value));
    });
    return areComplete(this.template) && !isMissing ? { values: this.typed, base: { ...this.base } } : undefined;
  }

  handleCancel() {
    this.values = {};
    this.base = {};
    this.tellDraft();
    this.dispatchEvent(new CustomEvent('close'));
  }

  tellDraft() {
    const isEmpty = Object.keys(this.values).length === 0;
    const detail = isEmpty ? null : { values: { ...this.values }, base: { ...this.base } };
    this.dispatchEvent(new CustomEvent('draft', { detail }));
  }
}
