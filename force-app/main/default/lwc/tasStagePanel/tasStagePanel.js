/**
 * The stage gate of a deal: reads the deal and its items, asks the engine, hands values down, and makes the writes.
 * docs/panel.md tells what is read and written.
 */
import { dealQuery, labels, model, namesQuery } from 'c/tasModel';
import {
  choiceOf,
  contextOf,
  isBlank,
  panelView,
  problemOf,
  readDeal,
  readNames,
  readPicklists,
  say,
  show,
  stageText,
  today,
} from 'c/tasPanelState';
import { graphql } from 'lightning/graphql';
import { getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import { api, LightningElement, wire } from 'lwc';
import { draftsOf } from './drafts';
import { keepView } from './keep';
import { aheadItem, itemFields, saveItem, tellOthers } from './save';
import { viewer } from './viewer';
import { DealWriter } from './writer';

/** @typedef {import('c/tasPanelState').Local} Local */

const masterRecordType = '012000000000000AAA';

export default class TasStagePanel extends LightningElement {
  labels = labels;
  /** full: every requirement of the stage; compact: what is open. @type {'full' | 'compact'} */
  @api layout = 'full';
  @api hideRequired = false;
  @api hideActions = false;
  @api hideProcesses = false;
  @api hidePeople = false;

  /** @type {string} */
  dealId;
  /** @type {Panel.View | null} */
  view = null;
  /** @type {Panel.Choice | null} */
  choice = null;
  /** Why nothing can be shown. @type {'' | 'gone' | 'error'} */
  failure = '';
  failureText = '';
  /** Said to those who do not see what changed. */
  spoken = '';
  /** A note above everything, such as a move that was refused. @type {Panel.Problem | null} */
  problem = null;
  isMoving = false;
  /** @type {string | undefined} */
  recordTypeId;

  /** @type {Panel.DealRead | null} */
  read = null;
  /** @type {Panel.Names | null} */
  names = null;
  /** @type {Panel.Picklists | null} */
  picklists = null;
  /** @type {null | (() => Promise<unknown>)} */
  refreshDeal = null;
  /** @type {null | (() => Promise<unknown>)} */
  refreshNames = null;
  /** What was saved or is being saved and is not in what was read yet. @type {Map<string, { fields?: any, item?: any }>} */
  ahead = new Map();
  saving = new Set();
  /** @type {Map<string, Local>} */
  local = new Map();
  drawn = new Map();
  /** @type {number | null} */
  viewed = null;
  /** @type {string | null} */
  moved = null;
  /** @type {string | null} */
  chosen = null;
  writer = new DealWriter({
    now: (names) => this.now(names),
    readAgain: async () => (await this.readAgain()) && this.read !== null,
  });
  /** How often the deal was read, and what was saved since and is not in it. */
  reads = 0;
  unread = new Set();
  /** @type {string} */
  focusOn = '';

  @api
  get recordId() {
    return this.dealId;
  }
  set recordId(id) {
    if (id === this.dealId) return;
    this.dealId = id;
    this.read = null;
    this.ahead = new Map();
    this.unread = new Set();
    this.saving = new Set();
    this.drawn = new Map();
    this.local = draftsOf(id);
    this.viewed = null;
    this.moved = null;
    this.chosen = null;
    this.view = null;
    this.choice = null;
    this.problem = null;
    this.failure = '';
  }

  get variables() {
    return this.dealId ? { id: this.dealId } : undefined;
  }

  get dealText() {
    return dealQuery;
  }

  get namesText() {
    return namesQuery;
  }

  @wire(graphql, { query: '$dealText', variables: '$variables' })
  wiredDeal(/** @type {any} */ { data, errors, refresh }) {
    if (refresh) this.refreshDeal = refresh;
    if (errors && this.read === null) this.fail(errors);
    // An error while something is on show is told, not shown in its place.
    else if (errors) this.tellStale();
    if (!data) return;
    this.reads += 1;
    for (const code of this.unread) this.ahead.delete(code);
    this.unread.clear();
    if (this.problem?.title === labels.Not_Refreshed) this.problem = null;
    const read = readDeal(data);
    if (read === null) {
      this.read = null;
      this.failure = 'gone';
      this.failureText = labels.Not_There;
      this.view = null;
      return;
    }
    this.failure = '';
    this.read = read;
    this.writer.stamp = String(read.deal.LastModifiedDate);
    this.paint();
  }

  @wire(graphql, { query: '$namesText' })
  wiredNames(/** @type {any} */ { data, errors, refresh }) {
    if (refresh) this.refreshNames = refresh;
    if (errors && this.names === null) this.fail(errors);
    if (!data) return;
    this.names = readNames(data);
    this.paint();
  }

  @wire(getPicklistValuesByRecordType, { objectApiName: 'Opportunity', recordTypeId: '$recordTypeId' })
  wiredPicklists(/** @type {any} */ { data, error }) {
    if (data) this.picklists = readPicklists(data);
    else if (error) this.picklists = new Map();
    else return;
    this.paint();
  }

  connectedCallback() {
    window.addEventListener('beforeunload', this.warn);
  }

  disconnectedCallback() {
    window.removeEventListener('beforeunload', this.warn);
  }

  renderedCallback() {
    // Editors need the picklists, the first look does not: they are asked for once the deal is on show.
    if (this.view !== null && this.read !== null)
      this.recordTypeId = String(this.read.deal.RecordTypeId || masterRecordType);
    if (this.focusOn === '') return;
    const code = this.focusOn;
    this.focusOn = '';
    if (code === 'form') /** @type {any} */ (this.template?.querySelector('c-tas-move-form'))?.focus();
    else if (code === 'top') /** @type {any} */ (this.template?.querySelector('[data-id="panel"]'))?.focus();
    else for (const group of this.groupElements()) if (group.focusRow(code)) return;
  }

  get isLoading() {
    return this.view === null && this.failure === '';
  }

  get groups() {
    const hidden = {
      required: this.hideRequired,
      actions: this.hideActions,
      processes: this.hideProcesses,
      people: this.hidePeople,
    };
    const shown = (this.view?.groups ?? []).filter(({ key }) => !hidden[key]);
    if (!this.isCompact) return shown;
    return shown
      .map((group) => ({ ...group, notAsked: null, rows: group.rows.filter(({ isOpen, isHard }) => isOpen && isHard) }))
      .filter(({ rows }) => rows.length > 0);
  }

  get isCompact() {
    return this.layout === 'compact';
  }

  get groupsNote() {
    return this.view?.groupsNote ?? (this.isCompact && this.groups.length === 0 ? labels.All_Done : null);
  }

  get banners() {
    return (this.view?.banners ?? []).map((banner) => ({ key: banner.tone + banner.title, banner }));
  }

  get showsGrade() {
    return !this.isCompact;
  }

  get failureTitle() {
    return this.isGone ? labels.Title : labels.Not_Read;
  }

  get isGone() {
    return this.failure === 'gone';
  }

  handleRetry() {
    this.failure = '';
    if (this.names === null) this.refreshNames?.();
    if (this.read === null) this.refreshDeal?.();
  }

  /** @param {any} event */
  handleLook(event) {
    this.viewed = event.detail.stage;
    this.paint();
  }

  /** To a row, wherever it stands. @param {any} event */
  handleJump(event) {
    this.goTo(event.detail.code);
  }

  /** @param {any} event */
  handleChoose(event) {
    this.chosen = event.detail.value;
    this.focusOn = this.chosen === null ? '' : 'form';
    this.paint();
  }

  handleAdvance() {
    const context = contextOf(this.input());
    const { next, allowed, requirements } = context.verdict;
    const blocking = requirements.filter(({ blocks }) => blocks);
    if (next === null || this.isMoving) return;
    if (allowed) {
      this.move(next, {});
      return;
    }
    if (blocking.length === 0) this.focusOn = 'top';
    else {
      this.spoken = blocking.length === 1 ? labels.Left_One : say('Left_Many', blocking.length);
      const first = this.view?.groups.flatMap(({ rows }) => rows).find(({ blocks }) => blocks);
      this.goTo(first?.code ?? blocking[0].code);
    }
  }

  /** @param {any} event */
  handleMove(event) {
    const { kind, to, values } = event.detail;
    if (kind === 'raise') this.raise(values);
    else this.move(to, values);
  }

  /** @param {any} event */
  handleDraft(event) {
    const { code, draft } = event.detail;
    this.keep(code, { draft: draft ?? undefined });
    // Only giving up changes what is on show.
    if (draft === null) this.paint();
  }

  /** @param {any} event */
  handleItemDraft(event) {
    const { code, draft } = event.detail;
    this.keep(code, { itemDraft: draft ?? undefined });
    if (draft === null) this.paint();
  }

  /** @param {any} event */
  handleSaveFields(event) {
    const { code, draft } = event.detail;
    this.keep(code, { draft });
    this.saveFields(code, draft.values, draft.base);
  }

  /** @param {any} event */
  handleSaveItem(event) {
    const { code, draft } = event.detail;
    this.saveItem(code, draft);
  }

  /** @param {any} event */
  handleResolve(event) {
    const { code, mine } = event.detail;
    const values = this.local.get(code)?.draft?.values;
    this.keep(code, { conflict: undefined, problem: undefined, ...(mine ? {} : { draft: undefined }) });
    this.drawn.delete(code);
    if (mine && values !== undefined) this.saveFields(code, values, this.now(Object.keys(values)));
    else {
      this.focusOn = code;
      this.paint();
    }
  }

  // What is on show

  /** @returns {import('c/tasPanelState').Input} */
  input() {
    const read = /** @type {Panel.DealRead} */ (this.read);
    /** @type {any} */
    let { deal } = read;
    let items = read.items;
    for (const [code, { fields, item }] of this.ahead) {
      if (fields) deal = { ...deal, ...fields };
      if (item) items = [...items.filter((one) => one.code !== code), item];
    }
    return {
      read: { ...read, deal, items },
      names: /** @type {Panel.Names} */ (this.names),
      picklists: this.picklists,
      viewer,
      today: today(),
      viewed: this.viewed,
      busy: this.saving,
      local: this.local,
      moved: this.moved,
    };
  }

  paint() {
    if (this.read === null || this.names === null) return;
    const input = this.input();
    this.view = keepView(this.drawn, panelView(input));
    this.choice =
      this.chosen === null ? null : { ...choiceOf(input, this.chosen), busy: this.isMoving, problem: this.problem };
  }

  /** @param {any} errors */
  fail(errors) {
    const one = Array.isArray(errors) ? errors[0] : errors;
    const status = one?.status ?? one?.statusCode;
    this.failure = 'error';
    this.failureText =
      status === undefined && one?.extensions === undefined && !one?.message
        ? labels.Network
        : (one?.message ?? labels.Server);
  }

  /** @returns {any[]} */
  groupElements() {
    return [...(this.template?.querySelectorAll('c-tas-requirement-group') ?? [])];
  }

  /** @param {string} code */
  goTo(code) {
    const stage = model.stages.find((one) =>
      [one.required, one.actions, one.processes, one.people].some((group) => group.some((each) => each.code === code)),
    );
    const isHere = this.view?.groups.some(({ rows }) => rows.some((row) => row.code === code));
    this.focusOn = code;
    if (!isHere && stage !== undefined) this.viewed = stage.id;
    this.chosen = null;
    this.drawn.delete('banner');
    this.paint();
    // Nothing may have changed, so nothing may be drawn: go there at once.
    if (isHere) this.renderedCallback();
  }

  /**
   * @param {string} code
   * @param {Local} change
   */
  keep(code, change) {
    const local = { ...this.local.get(code), ...change };
    const isEmpty = Object.values(local).every((value) => value === undefined);
    if (isEmpty) this.local.delete(code);
    else this.local.set(code, local);
  }

  warn = (/** @type {BeforeUnloadEvent} */ event) => {
    const isTyped = [...this.local.values()].some(
      ({ draft, itemDraft }) => draft !== undefined || itemDraft !== undefined,
    );
    if (isTyped) event.preventDefault();
  };

  // Saving

  /** The present values of some fields. @param {readonly string[]} names */
  now(names) {
    const deal = /** @type {Panel.DealRead} */ (this.read).deal;
    return Object.fromEntries(names.map((name) => [name, deal[name] ?? null]));
  }

  /** Reads the deal again; false where that failed. */
  async readAgain() {
    try {
      await this.refreshDeal?.();
      return true;
    } catch {
      return false;
    }
  }

  /**
   * @param {Record<string, unknown>} fields
   * @param {Readonly<Record<string, unknown>>} base the values it was typed over
   */
  writeDeal(fields, base) {
    return this.writer.write(this.dealId, fields, base);
  }

  /**
   * @param {string} code
   * @param {Readonly<Record<string, Panel.Value>>} values
   * @param {Readonly<Record<string, Panel.Value>>} base
   */
  async saveFields(code, values, base) {
    if (this.saving.has(code)) return;
    const id = this.dealId;
    this.saving.add(code);
    this.keep(code, { problem: undefined, conflict: undefined });
    this.ahead.set(code, { fields: values });
    this.paint();
    try {
      const outcome = await this.writeDeal({ ...values }, base);
      if (id !== this.dealId) return;
      if (outcome === 'conflict') this.conflict(code, values);
      else await this.done(code);
    } catch (error) {
      if (id === this.dealId) this.undone(code, error);
    }
  }

  /**
   * @param {string} code
   * @param {Panel.ItemDraft} draft
   */
  async saveItem(code, draft) {
    if (this.saving.has(code) || draft.outcome === '') return;
    const id = this.dealId;
    const { read } = this.input();
    const before = read.items.find((item) => item.code === code);
    const now = new Date().toISOString();
    const fields = itemFields(draft, before, viewer.id, now);
    this.saving.add(code);
    this.keep(code, { problem: undefined });
    this.ahead.set(code, { item: aheadItem(code, before, draft, fields, now) });
    this.paint();
    try {
      await saveItem(read.deal, code, before, fields);
      if (id === this.dealId) await this.done(code);
    } catch (error) {
      if (id !== this.dealId) return;
      const { kind } = problemOf(error, '');
      if (kind === 'gone' || kind === 'twice' || kind === 'conflict') await this.readAgain();
      this.undone(code, error);
    }
  }

  /** Saved: said at once, then read again. @param {string} code */
  async done(code) {
    const isFixed = !this.isOpen(code);
    this.saving.delete(code);
    this.keep(code, { draft: undefined, itemDraft: undefined, problem: undefined, conflict: undefined });
    this.moved = null;
    this.spoken = say('Saved', this.nameOf(code));
    if (isFixed) this.focusOn = this.nextOpen() ?? 'top';
    this.paint();
    tellOthers(this.dealId);
    const { reads } = this;
    const isRead = await this.readAgain();
    // What was saved stays on show until an answer holds it.
    if (this.reads > reads) this.ahead.delete(code);
    else this.unread.add(code);
    if (!isRead) this.tellStale();
    this.paint();
    if (!isFixed && !this.isOpen(code)) {
      this.focusOn = this.nextOpen() ?? 'top';
      this.spoken = say('Saved', this.nameOf(code));
      this.renderedCallback();
    }
  }

  /** @param {string} code */
  isOpen(code) {
    return this.view?.groups.some(({ rows }) => rows.some((row) => row.code === code && row.isOpen)) ?? false;
  }

  /** What is on show may be behind. */
  tellStale() {
    this.problem = { kind: 'network', title: labels.Not_Refreshed, parts: [] };
    this.spoken = labels.Not_Refreshed;
  }

  /**
   * Not saved: what was typed stays, and the reason stands beside it.
   * @param {string} code
   * @param {unknown} error
   */
  undone(code, error) {
    const title = say('Not_Saved', this.nameOf(code));
    this.saving.delete(code);
    this.ahead.delete(code);
    this.keep(code, { problem: problemOf(error, title) });
    this.spoken = title;
    this.focusOn = code;
    this.paint();
  }

  /**
   * @param {string} code
   * @param {Readonly<Record<string, Panel.Value>>} values
   */
  conflict(code, values) {
    this.saving.delete(code);
    this.ahead.delete(code);
    const context = contextOf(this.input());
    const shown = (/** @type {string} */ name, /** @type {Panel.Value | undefined} */ value) =>
      isBlank(value) ? labels.Empty : show(name, value, context);
    const fields = Object.entries(values).map(([name, value]) => ({
      key: name,
      label: context.names.fields.get(name)?.label ?? name,
      mine: shown(name, value),
      theirs: shown(name, context.deal[name]),
    }));
    this.keep(code, { conflict: { code, name: this.nameOf(code), fields } });
    this.spoken = say('Conflict', this.nameOf(code));
    this.paint();
  }

  /** @param {string} code */
  nameOf(code) {
    return this.names?.requirements.get(code) ?? code;
  }

  /** The first row that still stands in the way. */
  nextOpen() {
    return this.groups.flatMap(({ rows }) => rows).find(({ blocks, busy }) => blocks && !busy)?.code;
  }

  // Moves

  /**
   * @param {string} to
   * @param {Readonly<Record<string, Panel.Value>>} values asked by the move
   */
  async move(to, values) {
    await this.write(
      labels.Not_Moved,
      async () => {
        const base = this.now(['StageName']);
        // The stage is written alone: the rules look at what changed with it.
        if (Object.keys(values).length > 0) await this.writeDeal({ ...values }, {});
        return this.writeDeal({ StageName: to }, base);
      },
      () => {
        this.moved = to;
        this.viewed = null;
        this.spoken = say('Moved', stageText(to));
      },
    );
  }

  /** @param {Readonly<Record<string, Panel.Value>>} values */
  async raise(values) {
    const fields = { ...values, TAS_Manual_Grade_By__c: viewer.id, TAS_Manual_Grade_On__c: today() };
    await this.write(
      say('Not_Saved', labels.Raise),
      () => this.writeDeal(fields, this.now(Object.keys(fields))),
      () => {
        this.spoken = say('Saved', labels.Raise);
      },
    );
  }

  /**
   * @param {string} title
   * @param {() => Promise<'saved' | 'conflict'>} write
   * @param {() => void} then
   */
  async write(title, write, then) {
    if (this.isMoving) return;
    const id = this.dealId;
    this.isMoving = true;
    this.problem = null;
    this.paint();
    try {
      const outcome = await write();
      if (id !== this.dealId) return;
      if (outcome === 'saved') {
        then();
        this.chosen = null;
        this.focusOn = 'top';
        tellOthers(id);
        if (!(await this.readAgain())) this.tellStale();
      } else
        this.problem = { kind: 'conflict', title, parts: [{ key: 'moved', head: labels.Moved_Meanwhile, lines: [] }] };
    } catch (error) {
      if (id !== this.dealId) return;
      this.problem = problemOf(error, title);
      this.spoken = title;
    }
    this.isMoving = false;
    this.paint();
  }

  get showsProblem() {
    return this.problem !== null && this.choice === null;
  }
}
