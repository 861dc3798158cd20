/** One requirement: its mark, why it is open, who can settle it, and the fix at the right or below. */
import { labels } from 'c/tasModel';
import { api, LightningElement } from 'lwc';

/** Marks differ in shape as well as in colour. @type {Record<Panel.Tone, string>} */
const marks = {
  open: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zm0 2.2a4.3 4.3 0 1 1 0 8.6a4.3 4.3 0 1 1 0-8.6z',
  waiting: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3zm-.9 1.8v4l2.9 1.8.8-1.4-2-1.2V4.8z',
  done: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.7 4.7l1.1 1.1-5.6 5.5-3.2-3.2 1.1-1.1 2.1 2.1z',
  excused: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4 7.1h8v1.8H4z',
  advisory:
    'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zm0 1.4a5.1 5.1 0 1 1 0 10.2a5.1 5.1 0 1 1 0-10.2zM7.3 4.5h1.4v1.5H7.3zm0 2.4h1.4v4.6H7.3z',
};

const signs = {
  edit: 'M11.2 1.7l3.1 3.1-8.3 8.3-4 .9.9-4zm-7 9l-.5 1.8 1.8-.5 6.5-6.5-1.3-1.3z',
  more: 'M3 6.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3zm5 0a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3zm5 0a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3z',
};

/** @type {Record<string, string>} */
const buttons = {
  tick: labels.Tick,
  link: labels.Add_Link,
  person: labels.Assign,
  confirm: labels.Confirm,
  approve: labels.Approve,
  waive: labels.Waive,
  ask: labels.Ask,
  fill: labels.Fill,
};

export default class TasRequirementRow extends LightningElement {
  labels = labels;
  signs = signs;
  /** @type {Panel.Row} */
  shownRow;
  /** Which editor stands open below. @type {'' | 'fields' | 'item'} */
  editor = '';
  /** @type {Panel.Outcome | ''} */
  outcome = '';
  focuses = false;

  @api
  get row() {
    return this.shownRow;
  }
  set row(row) {
    const before = this.shownRow;
    this.shownRow = row;
    // What was being edited is settled: the editor has done its work.
    const isSaved = before !== undefined && (before.isOpen !== row.isOpen || before.item?.status !== row.item?.status);
    if (isSaved && row.problem === null && row.conflict === null) this.editor = '';
    else if (before?.busy && !row.busy && row.problem === null && row.conflict === null) this.editor = '';
    if (before === undefined && row.itemDraft !== null) this.editor = 'item';
    else if (before === undefined && row.draft !== null && !row.showsFields) this.editor = 'fields';
  }

  get path() {
    return marks[this.shownRow.tone];
  }

  get className() {
    const { tone, isHard, isOpen } = this.shownRow;
    return `row ${tone}${isHard ? ' hard' : ''}${isOpen ? ' unsettled' : ''}`;
  }

  get showsDetail() {
    return this.shownRow.detail !== '' || this.shownRow.link !== null;
  }

  get isSingle() {
    return this.shownRow.fields.length === 1;
  }

  get isSlim() {
    return this.shownRow.fields.length === 1 && this.shownRow.fields[0].kind !== 'longText';
  }

  get showsSlim() {
    return this.shownRow.showsFields && this.isSlim && this.editor !== 'fields';
  }

  get showsFieldsBelow() {
    return this.editor === 'fields' || (this.shownRow.showsFields && !this.isSlim);
  }

  get showsItemEditor() {
    return this.editor === 'item';
  }

  get isCloseable() {
    return this.editor === 'fields';
  }

  get showsPrimary() {
    const { primary, showsFields } = this.shownRow;
    return (
      primary !== null && !(primary === 'fill' && (showsFields || this.editor === 'fields')) && this.editor !== 'item'
    );
  }

  get primaryText() {
    return buttons[this.shownRow.primary ?? ''];
  }

  get primaryTitle() {
    return `${this.primaryText}: ${this.shownRow.name}`;
  }

  get moreTitle() {
    return `${labels.More}: ${this.shownRow.name}`;
  }

  get editTitle() {
    return `${labels.Edit}: ${this.shownRow.name}`;
  }

  get showsEdit() {
    return !this.shownRow.isOpen && this.shownRow.fields.length > 0 && this.editor !== 'fields';
  }

  /** The button at the right says all there is, where it is the only way. */
  get showsMore() {
    const { outcomes, primary } = this.shownRow;
    const isOnly = outcomes.length === 1 && primary !== null && primary !== 'fill';
    return outcomes.length > 0 && !isOnly && this.editor !== 'item';
  }

  get isDeclinable() {
    const { primary, outcomes } = this.shownRow;
    return (primary === 'approve' || primary === 'waive') && outcomes.includes('Open') && this.editor !== 'item';
  }

  /** Puts the cursor where this row is fixed. */
  @api
  focus() {
    const first = /** @type {any} */ (
      this.template?.querySelector('c-tas-item-editor, c-tas-field-editor, [data-id="primary"], [data-id="more"]')
    );
    (first ?? /** @type {any} */ (this.template?.querySelector('.row')))?.focus();
    this.template?.querySelector('.row')?.scrollIntoView?.({ block: 'nearest' });
  }

  renderedCallback() {
    if (!this.focuses) return;
    this.focuses = false;
    /** @type {any} */ (this.template?.querySelector('c-tas-item-editor, [data-id="below"]'))?.focus();
  }

  handlePrimary() {
    const { primary, item, busy } = this.shownRow;
    if (busy) return;
    if (primary === 'fill') this.open('fields');
    else if (primary === 'tick' || primary === 'confirm' || primary === 'approve') this.settle('Done');
    else if (primary === 'ask') this.settle('Requested');
    else if (primary === 'waive' && item?.reason) this.settle('Waived');
    else this.open('item', primary === 'waive' ? 'Waived' : 'Done');
  }

  handleDecline() {
    this.settle('Open');
  }

  handleMore() {
    this.open('item');
  }

  handleEdit() {
    this.open('fields');
  }

  handleClose() {
    this.editor = '';
  }

  /**
   * @param {'fields' | 'item'} editor
   * @param {Panel.Outcome | ''} [outcome]
   */
  open(editor, outcome = '') {
    this.editor = editor;
    this.outcome = outcome;
    this.focuses = true;
  }

  /** @param {Panel.Outcome} outcome */
  settle(outcome) {
    const { code, item } = this.shownRow;
    const draft = {
      outcome,
      evidence: item?.evidence ?? '',
      person: item?.person ?? null,
      reason: item?.reason ?? '',
      note: item?.note ?? '',
    };
    this.dispatchEvent(new CustomEvent('saveitem', { detail: { code, draft }, bubbles: true, composed: true }));
  }
}
