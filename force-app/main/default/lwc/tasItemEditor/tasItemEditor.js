/** How a requirement is settled by its item: done, excused, requested or opened again, with what goes with it. */
import { labels } from 'c/tasModel';
import { areComplete, forgive, safeLink } from 'c/tasPanelState';
import { api, LightningElement } from 'lwc';

/** @type {Panel.ItemDraft} */
const nothing = { outcome: '', evidence: '', person: null, reason: '', note: '' };

export default class TasItemEditor extends LightningElement {
  labels = labels;
  /** @type {Panel.Row} */
  @api row;
  /** The outcome to start with. @type {Panel.Outcome | ''} */
  @api outcome = '';

  /** @type {Panel.ItemDraft} */
  form = nothing;

  connectedCallback() {
    const { item, itemDraft, outcomes } = this.row;
    this.form = {
      ...nothing,
      evidence: item?.evidence ?? '',
      person: item?.person ?? null,
      reason: item?.reason ?? '',
      note: item?.note ?? '',
      ...itemDraft,
      outcome: this.outcome || itemDraft?.outcome || (outcomes.length === 1 ? outcomes[0] : ''),
    };
  }

  get options() {
    const { outcomes, asksWaiver } = this.row;
    return outcomes.map((value) => ({
      value,
      label: value === 'Requested' && asksWaiver ? labels.To_Waiver : labels[`To_${value}`],
    }));
  }

  /** The button that opened it may have said already. */
  get asksOutcome() {
    return this.outcome === '' && this.row.outcomes.length > 1;
  }

  get asksEvidence() {
    return this.form.outcome === 'Done' && this.row.needsEvidence;
  }

  get asksPerson() {
    return this.form.outcome === 'Done' && this.row.needsPerson;
  }

  get needsReason() {
    const { outcome } = this.form;
    return outcome === 'NotApplicable' || outcome === 'Waived' || (outcome === 'Requested' && this.row.asksWaiver);
  }

  get asksReason() {
    return this.needsReason || this.form.outcome === 'Requested';
  }

  get cannotSave() {
    return this.row.busy || this.form.outcome === '';
  }

  /** Puts the cursor into the first field. */
  @api
  focus() {
    /** @type {any} */ (this.template?.querySelector('[data-name]'))?.focus();
  }

  /** @param {any} event */
  handleChange(event) {
    const { name } = event.target.dataset;
    const value = name === 'person' ? (event.detail.recordId ?? null) : event.detail.value;
    this.form = { ...this.form, [name]: value };
    forgive(event.target);
    const detail = { code: this.row.code, draft: this.form };
    this.dispatchEvent(new CustomEvent('itemdraft', { detail, bubbles: true, composed: true }));
  }

  /** @param {KeyboardEvent} event */
  handleKey(event) {
    if (event.key === 'Escape') this.handleCancel();
  }

  handleSave() {
    if (this.cannotSave) return;
    const link = /** @type {any} */ (this.template?.querySelector('[data-name="evidence"]'));
    link?.setCustomValidity?.(
      this.asksEvidence && this.form.evidence !== '' && safeLink(this.form.evidence) === null ? labels.Bad_Link : '',
    );
    if (!areComplete(this.template)) return;
    const missing =
      (this.asksEvidence && safeLink(this.form.evidence) === null) ||
      (this.asksPerson && !this.form.person) ||
      (this.needsReason && this.form.reason.trim() === '');
    if (missing) return;
    const detail = { code: this.row.code, draft: this.form };
    this.dispatchEvent(new CustomEvent('saveitem', { detail, bubbles: true, composed: true }));
  }

  handleCancel() {
    const detail = { code: this.row.code, draft: null };
    this.dispatchEvent(new CustomEvent('itemdraft', { detail, bubbles: true, composed: true }));
    this.dispatchEvent(new CustomEvent('close'));
  }
}
