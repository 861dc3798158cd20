/** Fields edited in place: of the deal, of a gate item, or of a move. What is typed stays until it is saved or given up. */
import { messages } from 'c/tasModel';
import { areComplete, forgive, isBlank, safeLink } from 'c/tasPanelState';
import { api, LightningElement } from 'lwc';

/** One choice says it all: such a field is saved as soon as it is answered, a day when it is picked or left. */
const choices = ['picklist', 'lookup', 'date'];
/** Enter chooses in lists and calendars, and begins a line in long texts. */
const lines = ['text', 'number', 'url'];

export default class TasEditor extends LightningElement {
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
    return fields.map(({ name, kind, label, required = false, maxLength, options, to, formatter, step }) => {
      const isPicklist = kind === 'picklist';
      const isLong = kind === 'longText';
      const isLookup = kind === 'lookup';
      return {
        name,
        isPicklist,
        isLong,
        isLookup,
        props: {
          label,
          variant: isSlim ? 'label-hidden' : 'standard',
          value: this.valueOf(name) ?? (isLookup ? null : ''),
          required,
          disabled: busy,
          ...(isPicklist
            ? { options, placeholder: messages.action.choose }
            : isLookup
              ? { objectApiName: to }
              : isLong
                ? { maxLength }
                : { type: kind, maxLength, formatter, step }),
        },
      };
    });
  }

  /** What was typed, else what stands there. @param {string} name */
  valueOf(name) {
    return name in this.values ? this.values[name] : this.shown.fields.find((one) => one.name === name)?.value;
  }

  get isDirty() {
    return this.shown.fields.some(
      ({ name, value }) => name in this.values && (this.values[name] ?? '') !== (value ?? ''),
    );
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

  /** Puts the cursor into the first field, else on the first button. */
  @api
  focus() {
    const [first] = this.shown.fields;
    const button = /** @type {any} */ (this.template?.querySelector('button'));
    (first === undefined ? button : this.inputOf(first.name))?.focus();
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
    const given = (kind === 'lookup' ? event.detail.recordId : event.detail.value) ?? '';
    const value = given === '' ? null : kind === 'number' ? Number(given) : given;
    if (!(name in this.values)) this.base[name] = field.value;
    this.values = { ...this.values, [name]: value };
    forgive(event.target);
    this.tell('draft');
    if (this.shown.isDirect && choices.includes(kind) && this.shown.fields.length === 1 && this.isDirty)
      this.handleSave();
  }

  /** @param {any} event */
  handleKey(event) {
    // These keys also end the input of a Chinese word.
    if (event.isComposing) return;
    if (event.key === 'Escape') this.handleCancel();
    if (event.key !== 'Enter' || !this.isDirty) return;
    const kind = this.shown.fields.find(({ name }) => name === event.target.dataset.name)?.kind ?? '';
    if (lines.includes(kind) || (kind === 'longText' && (event.ctrlKey || event.metaKey))) this.handleSave();
  }

  handleSave() {
    if (this.isStopped || !this.canSave) return;
    const isMissing = this.shown.fields.some(({ name, kind, required }) => {
      const value = this.valueOf(name);
      const isBad = kind === 'url' && !isBlank(value) && safeLink(String(value)) === null;
      if (kind === 'url') this.inputOf(name).setCustomValidity?.(isBad ? messages.form.badLink : '');
      return isBad || (required && isBlank(value));
    });
    if (areComplete(this.template) && !isMissing) this.tell('save');
  }

  handleCancel() {
    this.values = {};
    this.base = {};
    this.tell('draft');
    this.dispatchEvent(new CustomEvent('close'));
  }

  /** @param {'draft' | 'save'} name */
  tell(name) {
    const isEmpty = Object.keys(this.values).length === 0 && name === 'draft';
    const detail = isEmpty ? null : { values: { ...this.values }, base: { ...this.base } };
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
