/** A move chosen from the menu, before it is made: what it skips, what stands against it, what it asks for. */
import { labels } from 'c/tasModel';
import { areComplete, forgive } from 'c/tasPanelState';
import { api, LightningElement } from 'lwc';

const needed = new Set([
  'TAS_Loss_Reason__c',
  'TAS_Manual_Grade__c',
  'TAS_Manual_Grade_Reason__c',
  'TAS_Manual_Grade_Note__c',
]);

export default class TasMoveForm extends LightningElement {
  labels = labels;
  /** @type {Panel.Choice} */
  @api choice;
  /** @type {Record<string, Panel.Value>} */
  values = {};

  get inputs() {
    return this.choice.fields.map((field) => ({
      ...field,
      value: field.name in this.values ? this.values[field.name] : field.value,
      isPicklist: field.kind === 'picklist',
      required: needed.has(field.name),
    }));
  }

  get isStopped() {
    return this.choice.busy || !this.choice.isAllowed;
  }

  get asks() {
    return this.choice.isAllowed;
  }

  /** Puts the cursor into the first field, else on the button. */
  @api
  focus() {
    /** @type {any} */ (this.template?.querySelector('[data-name], button'))?.focus();
  }

  /** @param {any} event */
  handleChange(event) {
    this.values = { ...this.values, [event.target.dataset.name]: event.detail.value || null };
    forgive(event.target);
  }

  /** @param {KeyboardEvent} event */
  handleKey(event) {
    if (event.key === 'Escape') this.handleCancel();
  }

  handleGo() {
    if (this.isStopped || !areComplete(this.template)) return;
    const values = Object.fromEntries(this.inputs.map(({ name, value }) => [name, value]));
    if (this.inputs.some(({ name, required }) => required && !values[name])) return;
    const { kind, to } = this.choice;
    this.dispatchEvent(new CustomEvent('move', { detail: { kind, to, values }, bubbles: true, composed: true }));
  }

  handleCancel() {
    this.dispatchEvent(new CustomEvent('choose', { detail: { value: null }, bubbles: true, composed: true }));
  }

  /** @param {any} event */
  handleJump(event) {
    const detail = { code: event.currentTarget.dataset.code };
    this.dispatchEvent(new CustomEvent('jump', { detail, bubbles: true, composed: true }));
  }
}
