/**
 * The stage gate of a deal: asks Salesforce, hands what it answers to the session of the deal, and shows what that
 * makes of it. docs/panel.md tells what is read and written.
 */
import { dealQuery, fill, messages, namesQuery, teamQuery } from 'c/tasModel';
import { alertOf, isComposing, readDeal, readNames, readPicklists, readTeam } from 'c/tasPanelState';
import { hear } from 'c/tasRecords';
import { graphql } from 'lightning/graphql';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import { api, LightningElement, wire } from 'lwc';
import { DealSession } from './session';

const masterRecordType = '012000000000000AAA';

export default class TasStagePanel extends LightningElement {
  messages = messages;
  /** full: every requirement of the stage; compact: what is open. @type {'full' | 'compact'} */
  @api layout = 'full';
  @api hideRequired = false;
  @api hideActions = false;
  @api hideProcesses = false;
  @api hidePeople = false;

  /** @type {DealSession | null} */
  session = null;
  /** What of it is on show. @type {Panel.Shown | null} */
  shown = null;
  /** Saves what was typed in several rows. @type {string | null} */
  saveAll = null;
  /** Why nothing can be shown. @type {Panel.Notice | null} */
  failure = null;

  /** @type {Panel.Names | null} */
  names = null;
  /** @type {Panel.Picklists | null} */
  picklists = null;
  /** @type {readonly Panel.Member[]} */
  team = [];
  /** Nothing is asked while there is none. @type {string | undefined} */
  teamQuery;
  /** @type {{ id: string } | undefined} */
  teamVariables;
  /** @type {string | undefined} */
  recordTypeId;
  /** @type {null | (() => Promise<unknown>)} */
  refreshDeal = null;
  /** @type {null | (() => Promise<unknown>)} */
  refreshNames = null;
  /** @type {(() => void) | undefined} */
  forget;

  @api
  get recordId() {
    return this.session?.dealId;
  }
  set recordId(id) {
    if (id === undefined || id === this.recordId) return;
    this.failure = null;
    this.team = [];
    this.session = new DealSession(id, this);
    this.shown = null;
  }

  get variables() {
    const { recordId } = this;
    return recordId ? { id: recordId } : undefined;
  }

  @wire(graphql, { query: dealQuery, variables: '$variables' })
  wiredDeal(/** @type {any} */ { data, errors, refresh }) {
    const { session } = this;
    if (refresh) this.refreshDeal = refresh;
    if (session === null) return;
    // An error while something is on show is told, not shown in its place.
    if (errors && session.read !== null) session.tellStale();
    else if (errors) this.fail(errors);
    if (!data) return;
    const read = readDeal(data);
    const { notThere, notThereWho } = messages.saved;
    this.failure = read === null ? alertOf(messages.head.title, [notThere, notThereWho]) : null;
    if (read !== null) {
      session.receive(read);
      return;
    }
    session.read = null;
    this.shown = null;
  }

  @wire(graphql, { query: namesQuery })
  wiredNames(/** @type {any} */ { data, errors, refresh }) {
    if (refresh) this.refreshNames = refresh;
    if (errors && this.names === null) this.fail(errors);
    if (!data) return;
    this.names = readNames(data);
    this.session?.paint();
  }

  @wire(getPicklistValuesByRecordType, { objectApiName: 'Opportunity', recordTypeId: '$recordTypeId' })
  wiredPicklists(/** @type {any} */ { data, error }) {
    if (!data && !error) return;
    this.picklists = readPicklists(data);
    this.session?.paint();
  }

  /** Where team selling is off there is no answer, and people are searched as before. */
  @wire(graphql, { query: '$teamQuery', variables: '$teamVariables' })
  wiredTeam(/** @type {any} */ { data }) {
    if (!data) return;
    this.team = readTeam(data);
    this.session?.paint();
  }

  connectedCallback() {
    window.addEventListener('beforeunload', this.warn);
    this.forget = hear('changed', (dealId) => {
      if (dealId === this.recordId) this.session?.readAgain();
    });
  }

  disconnectedCallback() {
    window.removeEventListener('beforeunload', this.warn);
    this.forget?.();
  }

  renderedCallback() {
    const { session } = this;
    if (session === null || session.read === null || this.shown === null) return;
    // Editors need the picklists, the first look does not: they are asked for once the deal is on show.
    this.recordTypeId = String(session.read.deal.RecordTypeId || masterRecordType);
    if (teamQuery && this.teamVariables?.id !== session.dealId) {
      this.teamQuery = teamQuery;
      this.teamVariables = { id: session.dealId };
    }
    const code = session.focusOn;
    if (code === '') return;
    session.focusOn = '';
    const all = (/** @type {string} */ selector) =>
      /** @type {any[]} */ ([...(this.template?.querySelectorAll(selector) ?? [])]);
    const [wanted] =
      code === 'form'
        ? all('[data-id="form"]')
        : code === 'top'
          ? all('[data-id="panel"]')
          : code === 'advance'
            ? all('c-tas-stage-head')
            : all('c-tas-requirement-row').filter((one) => one.row.code === code);
    wanted?.focus();
  }

  // What the session asks of whoever shows it

  refresh() {
    return this.refreshDeal?.() ?? Promise.resolve();
  }

  /** The first row on show that still stands in the way; after another row, if it stands above one. @param {string} [after] */
  nextRow(after) {
    const rows = this.groups.flatMap((group) => group.rows);
    const at = rows.findIndex(({ code }) => code === after) + 1;
    return [...rows.slice(at), ...rows].find(({ blocks, busy }) => blocks && !busy)?.code;
  }

  /** Alt and N, by its place on the keyboard: on to the next open row. Alt and A: back to what moves the deal. @param {any} event */
  handleKey(event) {
    const { altKey, code, target } = event;
    if (!altKey || isComposing(event) || !/^Key[AN]$/.test(code)) return;
    event.preventDefault();
    this.session?.walk(code === 'KeyN', target.row?.code);
  }

  /** Only the deal on show may change what is on show. @param {DealSession} session */
  changed(session) {
    if (session !== this.session) return;
    this.shown = session.shown;
    this.countDrafts();
    // Nothing may have changed, so nothing may be rendered: then the cursor goes at once.
    if (session.focusOn !== '') Promise.resolve().then(() => this.renderedCallback());
  }

  /** Said where it is seen, however far down the page its reader stands. */
  celebrate() {
    const { allSettled } = messages.banner;
    this.dispatchEvent(new ShowToastEvent({ title: allSettled, variant: 'success' }));
  }

  get spoken() {
    return this.shown?.spoken;
  }

  get isLoading() {
    return this.shown === null && this.failure === null;
  }

  get groups() {
    const hidden = {
      required: this.hideRequired,
      actions: this.hideActions,
      processes: this.hideProcesses,
      people: this.hidePeople,
    };
    const shown = (this.shown?.groups ?? []).filter(({ key }) => !hidden[key]);
    if (!this.isCompact) return shown;
    return shown
      .map((group) => ({ ...group, notAsked: null, rows: group.rows.filter(({ isOpen, isHard }) => isOpen && isHard) }))
      .filter(({ rows }) => rows.length > 0);
  }

  get isCompact() {
    return this.layout === 'compact';
  }

  get groupsNote() {
    return this.shown?.groupsNote ?? (this.isCompact && this.groups.length === 0 ? messages.row.allDone : null);
  }

  /** Below the groups: the reason of the grade, and what is worth a look. */
  get asides() {
    const { grade, notes } = this.shown ?? {};
    return [...(grade && !this.isCompact ? [grade] : []), ...(notes ?? [])];
  }

  /** @param {any} errors */
  fail(errors) {
    const one = Array.isArray(errors) ? errors[0] : errors;
    const isNetwork = one?.status === undefined && one?.statusCode === undefined && one?.extensions === undefined;
    const { saved, problem, action } = messages;
    this.failure = {
      ...alertOf(saved.notRead, [one?.message ?? (isNetwork ? problem.network : problem.server)]),
      actions: [{ value: 'retry', label: action.retry }],
    };
  }

  retry() {
    this.failure = null;
    if (this.names === null) this.refreshNames?.();
    if (this.session?.read === null) this.refreshDeal?.();
  }

  /** What the parts of the panel tell is the session's business, but for trying again. @param {any} event */
  handle({ type, detail }) {
    if (detail?.value === 'retry') this.retry();
    else this.session?.[/** @type {'look'} */ (type)](detail);
    this.countDrafts();
  }

  /** Typing alone paints nothing anew, least of all while an input method composes. */
  countDrafts() {
    const drafted = this.session?.drafted ?? [];
    const count = this.groups
      .flatMap(({ rows }) => rows)
      .filter(({ code, busy }) => !busy && drafted.includes(code)).length;
    this.saveAll = count > 1 ? fill(messages.action.saveAll, count) : null;
  }

  /** Whoever had the same part in an earlier stage. */
  handleCarry() {
    this.session?.carry(/** @type {any} */ (this.groups.find(({ key }) => key === 'people')?.carry));
  }

  /** Of several rows that were typed in, all are saved once none has anything to complain of. */
  handleSaveAll() {
    const { session } = this;
    const rows = /** @type {any[]} */ ([...(this.template?.querySelectorAll('c-tas-requirement-row') ?? [])]);
    const drafted = rows.filter(({ row }) => !row.busy && session?.drafted.includes(row.code));
    const drafts = drafted.map((one) => [one.row.code, one.collect()]);
    const wrong = drafts.findIndex(([, draft]) => draft === undefined);
    if (wrong >= 0) drafted[wrong].focus();
    else session?.save(/** @type {any} */ (drafts));
  }

  /** @param {any} event */
  handleGo({ detail }) {
    this.session?.go(detail.values);
  }

  /** @param {any} event */
  handleTyped({ detail }) {
    this.session?.type(detail?.values ?? {});
  }

  handleGiveUp() {
    this.session?.choose({ value: null });
  }

  warn = (/** @type {BeforeUnloadEvent} */ event) => {
    if (this.session?.drafted.length) event.preventDefault();
  };
}
