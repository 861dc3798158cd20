/**
 * One deal while it is on show: what was read, typed, saved and not read back yet, and where the reader looks. Another
 * deal is another session; what an older one still waits for reaches nobody.
 */
import { field, fill, messages, model, requirements } from 'c/tasModel';
import { alertOf, choiceOf, contextOf, panelView, today } from 'c/tasPanelState';
import { draftsOf } from './drafts';
import { memoizeRows } from './memoize';
import { moveDeal, raiseGrade } from './move-deal';
import { resolveConflict, saveRows } from './save-rows';
import { viewer } from 'c/tasRecords';
import { DealWriter } from './writer';

/**
 * What a session asks of the component that shows it.
 * @typedef {object} Host
 * @property {Panel.Names | null} names
 * @property {Panel.Picklists | null} picklists
 * @property {readonly Panel.Member[]} team none where nobody knows
 * @property {() => Promise<unknown>} refresh reads the deal again
 * @property {(after?: string) => string | undefined} nextRow the first row on show that still stands in the way
 * @property {() => void} celebrate the last thing that was missing is settled
 * @property {(session: DealSession) => void} changed
 */

export class DealSession {
  /** @type {Panel.DealRead | null} */
  read = null;
  /** @type {Panel.Shown | null} */
  shown = null;
  /** Above everything, such as a move that was refused. @type {Panel.Notice | null} */
  problem = null;
  isMoving = false;
  /** Said to those who do not see what changed. */
  spoken = '';
  /** A code, `form` or `top`: where the cursor is to go once that is rendered. */
  focusOn = '';
  /** @type {number | null} */
  viewed = null;
  /** @type {string | null} */
  moved = null;
  /** @type {string | null} */
  chosen = null;
  /** What was typed in the form of that move. @type {Readonly<Record<string, Panel.Value>>} */
  typed = {};
  /** What was saved or is being saved and is not in what was read yet. @type {Map<string, { fields?: any, item?: any }>} */
  optimistic = new Map();
  /** @type {Set<string>} */
  saving = new Set();
  /** How often the deal was read, and what was saved since and is not in it. */
  reads = 0;
  /** @type {Set<string>} */
  unread = new Set();
  rendered = new Map();
  /** A move that was chosen and not made yet. @type {Panel.Choice | null} */
  choice = null;
  writer = new DealWriter(this);

  /**
   * @param {string} dealId
   * @param {Host} host
   */
  constructor(dealId, host) {
    this.dealId = dealId;
    this.host = host;
    this.local = draftsOf(dealId);
  }

  /** The deal was read. @param {Panel.DealRead} read */
  receive(read) {
    this.reads += 1;
    for (const code of this.unread) this.optimistic.delete(code);
    this.unread.clear();
    if (this.problem?.title === messages.saved.notRefreshed) this.problem = null;
    this.read = read;
    this.writer.stamp = String(read.deal[field.modified]);
    this.paint();
  }

  paint() {
    const { names } = this.host;
    if (this.read === null || names === null) return;
    const { chosen, problem, isMoving } = this;
    const input = this.input();
    const view = panelView(input);
    const choice = chosen === null ? null : choiceOf(input, chosen, this.typed);
    this.choice = choice;
    this.shown = {
      ...view,
      groups: memoizeRows(this.rendered, view.groups),
      notices: [...view.banners, ...(problem === null ? [] : [problem]), ...(choice === null ? [] : [choice.notice])],
      form: choice && { ...choice.form, busy: isMoving },
      isMoving,
      spoken: this.spoken,
    };
    this.host.changed(this);
  }

  /** @returns {Panel.Input} */
  input() {
    const read = /** @type {Panel.DealRead} */ (this.read);
    /** @type {any} */
    let { deal } = read;
    let items = read.items;
    for (const [code, { fields, item }] of this.optimistic) {
      if (fields) deal = { ...deal, ...fields };
      if (item) items = [...items.filter((one) => one.code !== code), item];
    }
    return {
      read: { ...read, deal, items },
      names: /** @type {Panel.Names} */ (this.host.names),
      picklists: this.host.picklists,
      team: this.host.team,
      viewer,
      today: today(),
      viewed: this.viewed,
      busy: this.saving,
      local: this.local,
      moved: this.moved,
    };
  }

  // What the parts of the panel tell, by the name of the event

  /** @param {{ stage: number | null }} detail */
  look({ stage }) {
    this.viewed = stage;
    this.paint();
  }

  /** @param {{ value: string | null }} detail */
  choose({ value }) {
    this.chosen = value;
    this.typed = {};
    this.focusOn = value === null ? '' : 'form';
    this.paint();
  }

  /** To a row, wherever it stands. @param {{ code: string }} detail */
  jump({ code }) {
    const isHere = this.rows().some((row) => row.code === code);
    const known = requirements.find((one) => one.code === code);
    if (!isHere && known !== undefined) this.viewed = known.stage;
    this.focusOn = code;
    this.chosen = null;
    this.paint();
  }

  /** What a notice offers: a grade by hand, or one of two values. @param {{ value: string, code?: string }} detail */
  act({ value, code }) {
    if (code === undefined) this.choose({ value });
    else resolveConflict(this, code, value === 'keep');
  }

  /** What is typed in a row. @param {{ code: string, of: Panel.Draft['of'], draft: Panel.Draft | null }} detail */
  rowdraft({ code, of, draft }) {
    this.keep(code, { [of]: draft });
    // Only giving up changes what is on show.
    if (draft === null) this.paint();
  }

  /** @param {{ code: string, draft: Panel.Draft }} detail */
  rowsave({ code, draft }) {
    this.save([[code, draft]]);
  }

  /** What is meant at once, by code. @param {readonly (readonly [string, Panel.Draft])[]} drafts */
  save(drafts) {
    saveRows(this, drafts);
  }

  /** Whoever had the same part before, in one transaction. @param {{ people: readonly { code: string, person: string }[] }} detail */
  carry({ people }) {
    this.save(people.map(({ code, person }) => [code, { of: 'item', values: { outcome: 'Done', person }, base: {} }]));
  }

  /** What is typed in the form of a move. @param {Readonly<Record<string, Panel.Value>>} typed */
  type(typed) {
    this.typed = typed;
    this.paint();
  }

  /** What a move asked was answered. @param {Readonly<Record<string, Panel.Value>>} typed */
  go(typed) {
    if (this.choice === null) return;
    const { kind, to, form } = this.choice;
    const values = Object.fromEntries(
      form.fields.map(({ name, value }) => [name, name in typed ? typed[name] : value]),
    );
    const now = this.now(Object.keys(values));
    const changed = Object.entries(values).filter(([name, value]) => (value ?? '') !== (now[name] ?? ''));
    if (kind === 'raise') raiseGrade(this, values);
    else moveDeal(this, to, Object.fromEntries(changed));
  }

  advance() {
    const { verdict, shown } = contextOf(this.input());
    const { leftOne, leftMany } = messages.action;
    const { blocking } = shown.move;
    if (verdict.next === null || this.isMoving) return;
    if (verdict.allowed) {
      // Winning is for good: what the contract says is looked at first.
      if (verdict.next === model.closed.won.name) this.choose({ value: `won:${verdict.next}` });
      else moveDeal(this, verdict.next, {});
      return;
    }
    if (blocking.length > 0) {
      this.spoken = blocking.length === 1 ? leftOne : fill(leftMany, blocking.length);
      this.jump({ code: this.rows().find(({ blocks }) => blocks)?.code ?? blocking[0].verdict.code });
    } else {
      this.focusOn = 'top';
      this.paint();
    }
  }

  /** The cursor goes to the next open row, wherever it stands, or to what moves the deal. @param {boolean} isNext @param {string} [code] the row it stands in */
  walk(isNext, code) {
    const [other] = contextOf(this.input()).shown.move.blocking;
    const next = isNext ? (this.host.nextRow(code) ?? other?.verdict.code) : undefined;
    if (next !== undefined) this.jump({ code: next });
    else {
      this.focusOn = 'advance';
      this.paint();
    }
  }

  /** Nothing is missing any more. */
  get isClear() {
    return this.shown?.head.advance?.isReady === true;
  }

  rows() {
    return this.shown?.groups.flatMap(({ rows }) => rows) ?? [];
  }

  /**
   * @param {string} code
   * @param {Panel.Drafts} change
   * @param {readonly Panel.Notice[]} [notices]
   */
  keep(code, change, notices = this.local.get(code)?.notices ?? []) {
    const drafts = { ...this.local.get(code)?.drafts, ...change };
    if (drafts.fields || drafts.item || notices.length > 0) this.local.set(code, { drafts, notices });
    else this.local.delete(code);
  }

  /** Codes of the rows in which something was typed and not saved. */
  get drafted() {
    return [...this.local].flatMap(([code, { drafts }]) => (drafts.fields || drafts.item ? [code] : []));
  }

  // What the writers need

  /** The present values of some fields. @param {readonly string[]} names */
  now(names) {
    const deal = /** @type {Panel.DealRead} */ (this.read).deal;
    return Object.fromEntries(names.map((name) => [name, deal[name] ?? null]));
  }

  /** Reads the deal again; false where that failed, or where it is gone. */
  async readAgain() {
    try {
      await this.host.refresh();
      return this.read !== null;
    } catch {
      return false;
    }
  }

  /** What is on show may be behind. */
  tellStale() {
    const { notRefreshed } = messages.saved;
    this.problem = alertOf(notRefreshed, []);
    this.spoken = notRefreshed;
    this.paint();
  }

  /** @param {string} code */
  nameOf(code) {
    return this.host.names?.requirements.get(code) ?? code;
  }
}
