/** One requirement: its mark, why it is open, who can settle it, and the fix at the right or below. */
import { field, messages } from 'c/tasModel';
import { isComposing, itemFieldsOf, submitted } from 'c/tasPanelState';
import { api, LightningElement } from 'lwc';

const disc = 'M8 1a7 7 0 1 0 0 14a7 7 0 0 0 0-14z';

/** Marks differ in shape as well as in colour. @type {Record<Panel.Tone, string>} */
const marks = {
  open: 'm0 2a5 5 0 1 1 0 10a5 5 0 0 1 0-10z',
  waiting: 'm0 2a5 5 0 1 1 0 10a5 5 0 0 1 0-10zM7.1 4.8v4l2.9 1.8.8-1.4-2-1.2V4.8z',
  done: 'm3.7 4.7l1.1 1.1-5.6 5.5-3.2-3.2 1.1-1.1 2.1 2.1z',
  excused: 'M4 7.1h8v1.8H4z',
  advisory: 'm0 1.4a5.6 5.6 0 1 1 0 11.2a5.6 5.6 0 0 1 0-11.2zM7.3 4.5h1.4v1.5H7.3zm0 2.4h1.4v4.6H7.3z',
};

const signs = {
  edit: 'M11.2 1.7l3.1 3.1-8.3 8.3-4 .9.9-4zm-7 9l-.5 1.8 1.8-.5 6.5-6.5-1.3-1.3z',
  undo: 'M6 2.5v2.7h3.2a4.4 4.4 0 0 1 0 8.8H5v-1.6h4.2a2.8 2.8 0 0 0 0-5.6H6v2.7L1.8 6z',
  more: 'M2 7h3v3H2zm5 0h3v3H7zm5 0h3v3h-3z',
};

/** Buttons that settle it at once. @type {Record<string, Panel.Outcome>} */
const settles = { tick: 'Done', confirm: 'Done', approve: 'Done', ask: 'Requested' };
/** What the button at the right stands for, so that the menu need not offer it. @type {Record<string, Panel.Outcome>} */
const offered = { ...settles, link: 'Done', person: 'Done', waive: 'Waived' };

export default class TasRequirementRow extends LightningElement {
  messages = messages;
  /** @type {Panel.Row} */
  shownRow;
  /** What stands open below. @type {'' | 'fields' | 'item' | 'menu'} */
  editor = '';
  /** How the item is to be settled. @type {Panel.Outcome | ''} */
  outcome = '';
  /** What was typed since it was opened. @type {Readonly<Record<string, Panel.Value>>} */
  typed = {};
  focuses = false;

  @api
  get row() {
    return this.shownRow;
  }
  set row(row) {
    const before = this.shownRow;
    this.shownRow = row;
    // What was typed before, or refused, or overtaken by somebody else's answer, is on show.
    const draft = row.drafts.item ?? (row.showsFields ? null : row.drafts.fields);
    if (draft && !row.busy && (before === undefined || before.busy || before.isOpen !== row.isOpen)) {
      this.editor = draft.of;
      this.typed = draft.values;
      this.outcome = /** @type {any} */ (draft.values.outcome ?? '');
    } else if (before !== undefined && row.notices.length === 0) {
      // What was being edited is settled: the editor has done its work.
      const isSaved = before.isOpen !== row.isOpen || before.item?.status !== row.item?.status;
      if (isSaved || (before.busy && !row.busy)) this.handleClose();
    }
  }

  get path() {
    return disc + marks[this.shownRow.tone];
  }

  get className() {
    const { tone, isHard, isOpen } = this.shownRow;
    return `row ${tone}${isHard ? ' hard' : ''}${isOpen ? ' unsettled' : ''}`;
  }

  get showsDetail() {
    return this.shownRow.detail !== '' || this.shownRow.link !== null;
  }

  /** A single short field stands beside its row. */
  get isSlim() {
    const { fields } = this.shownRow;
    return fields.length === 1 && fields[0].kind !== 'longText';
  }

  get showsSlim() {
    return this.editor === '' && this.shownRow.showsFields && this.isSlim;
  }

  get showsBelow() {
    return /fields|item/.test(this.editor) || (this.editor === '' && this.shownRow.showsFields && !this.isSlim);
  }

  /** @returns {Panel.Form} */
  get form() {
    const { fields, drafts, busy } = this.shownRow;
    const isItem = this.editor === 'item';
    return {
      // The button says what it does.
      saveText: isItem ? this.textOf(this.outcome) : undefined,
      fields: isItem ? itemFieldsOf(this.shownRow, this.outcome) : fields,
      draft: isItem ? drafts.item : drafts.fields,
      busy,
      saves: isItem ? 'always' : 'changes',
      // Its name stands beside it already.
      isSlim: !isItem && fields.length === 1,
      isDirect: !isItem,
      closes: this.editor !== '',
    };
  }

  get showsPrimary() {
    const { primary, showsFields } = this.shownRow;
    return (
      primary !== null && this.editor !== 'item' && !(primary === 'fill' && (showsFields || this.editor === 'fields'))
    );
  }

  get primaryText() {
    return messages.primary[this.shownRow.primary ?? 'fill'];
  }

  get primaryTitle() {
    return `${this.primaryText}: ${this.shownRow.name}`;
  }

  get tools() {
    const { outcomes, isOpen, fields, name } = this.shownRow;
    /** @type {('edit' | 'undo' | 'more')[]} */
    const shown = [];
    if (!isOpen && fields.length > 0 && this.editor !== 'fields') shown.push('edit');
    if (!isOpen && outcomes.includes('Open')) shown.push('undo');
    if (this.menu.length > 0 && this.editor !== 'item') shown.push('more');
    return shown.map((id) => {
      const text = messages.action[id];
      return { id, text, title: `${text}: ${name}`, path: signs[id] };
    });
  }

  /** How it may be settled beside what the buttons offer. */
  get menu() {
    const { outcomes, primary, isOpen } = this.shownRow;
    return outcomes.filter(
      (one) =>
        one !== offered[primary ?? ''] && !(one === 'Open' && !isOpen) && !(one === 'Declined' && this.isDeclinable),
    );
  }

  /** What is one click away: the menu, or people who may be meant. @returns {readonly Panel.Option[]} */
  get choices() {
    const { needsPerson, people } = this.shownRow;
    if (this.editor === 'menu') return this.menu.map((value) => ({ value, label: this.textOf(value) }));
    return this.editor === 'item' && this.outcome === 'Done' && needsPerson ? people : [];
  }

  /** @param {Panel.Outcome | ''} outcome */
  textOf(outcome) {
    const isWaiver = outcome === 'Requested' && this.shownRow.asksWaiver;
    return messages.outcome[isWaiver ? 'Waiver' : /** @type {Panel.Outcome} */ (outcome)];
  }

  get showsDecline() {
    return this.isDeclinable && this.showsPrimary;
  }

  get isDeclinable() {
    const { primary, outcomes } = this.shownRow;
    return /approve|waive/.test(primary ?? '') && outcomes.includes('Declined');
  }

  /** Puts the cursor where this row is fixed: into its field, which a blocker opens for it, else on its button. */
  @api
  focus() {
    const find = (/** @type {string} */ selector) => /** @type {any} */ (this.template?.querySelector(selector));
    const row = find('.row');
    const { blocks, primary } = this.shownRow;
    if (blocks && primary === 'fill' && this.editor === '' && !this.shownRow.showsFields) this.open('fields', '');
    else (find('c-tas-editor') ?? find('[data-id="primary"]') ?? row)?.focus();
    row?.scrollIntoView?.({ block: 'nearest' });
  }

  /** What was typed, to be saved with what was typed elsewhere; undefined where it says what is wrong. @returns {Panel.Draft | undefined} */
  @api
  collect() {
    const typed = /** @type {any} */ (this.template?.querySelector('c-tas-editor'))?.collect();
    return typed && this.draftOf(typed);
  }

  renderedCallback() {
    if (!this.focuses) return;
    this.focuses = false;
    /** @type {any} */ (this.template?.querySelector('[data-id="below"], [data-choice]'))?.focus();
  }

  handlePrimary() {
    const { primary, item, busy } = this.shownRow;
    const outcome = primary === 'waive' && item?.reason ? 'Waived' : settles[primary ?? ''];
    if (busy) return;
    if (primary === 'register')
      this.tell('rowsave', { of: 'fields', values: { [field.registration]: submitted }, base: {} });
    else if (outcome) this.settle(outcome);
    else if (primary === 'fill') this.open('fields', '');
    else this.open('item', primary === 'waive' ? 'Waived' : 'Done');
  }

  handleDecline() {
    this.open('item', 'Declined');
  }

  /** @param {any} event */
  handleOpen(event) {
    const { id } = event.currentTarget.dataset;
    if (id === 'undo') this.settle('Open');
    else if (id === 'more' && this.editor === 'menu') this.handleClose();
    else this.open(id === 'edit' ? 'fields' : 'menu', '');
  }

  /** An entry of the menu, or one of the people. @param {any} event */
  handleChoice({ currentTarget }) {
    const { choice } = currentTarget.dataset;
    if (this.editor === 'item')
      this.tell('rowsave', this.draftOf({ values: { ...this.typed, person: choice }, base: {} }));
    else if (choice === 'Open') this.settle('Open');
    else this.open('item', choice);
  }

  /** @param {any} event */
  handleMenuKey(event) {
    if (event.key !== 'Escape' || isComposing(event)) return;
    this.handleClose();
    /** @type {any} */ (this.template?.querySelector('[data-id="more"]'))?.focus();
  }

  handleClose() {
    this.editor = '';
    this.outcome = '';
    this.typed = {};
  }

  /** @param {any} event */
  handleDraft({ detail }) {
    this.typed = detail?.values ?? {};
    this.tell('rowdraft', detail && this.draftOf(detail));
  }

  /** @param {any} event */
  handleSave({ detail }) {
    this.tell('rowsave', this.draftOf(detail));
  }

  /**
   * @param {'fields' | 'item' | 'menu'} editor
   * @param {Panel.Outcome | ''} outcome
   */
  open(editor, outcome) {
    this.editor = editor;
    this.outcome = outcome;
    this.focuses = true;
  }

  /** @param {Panel.Outcome} outcome */
  settle(outcome) {
    this.handleClose();
    this.tell('rowsave', { of: 'item', values: { outcome }, base: {} });
  }

  /** @param {Pick<Panel.Draft, 'values' | 'base'>} typed @returns {Panel.Draft} */
  draftOf({ values, base }) {
    if (this.editor !== 'item') return { of: 'fields', values, base };
    return { of: 'item', values: { ...values, outcome: this.outcome }, base: {} };
  }

  /**
   * @param {'rowdraft' | 'rowsave'} name
   * @param {Panel.Draft | null} draft
   */
  tell(name, draft) {
    const detail = { code: this.shownRow.code, of: this.editor === 'item' ? 'item' : 'fields', draft };
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
