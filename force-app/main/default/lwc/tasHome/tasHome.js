/**
 * What waits for the reader across all deals: requests to be granted, what is open in deals of one's own, and dates that
 * end. Three requests, all by `lightning/graphql`; docs/panel.md tells what is read and written.
 */
import { dealsQuery, homeQuery, messages } from 'c/tasHomeModel';
import { fill, messages as panel, model, namesQuery, permission, settledAmountOf } from 'c/tasModel';
import { alertOf, problemOf, readNames, today } from 'c/tasPanelState';
import { itemAfter, saveItems, tellOthers, viewer } from 'c/tasRecords';
import { graphql } from 'lightning/graphql';
import { LightningElement, wire } from 'lwc';
import { linesOf, readDeals } from './deals';
import { daysAhead, endingOf, untilOf } from './ending';
import { lineOf, readRequests, rowOf } from './requests';

const { home } = messages;

/** As many as one looks through at first. */
const mostAtFirst = 10;

/** @typedef {'requests' | 'deals' | 'ending'} Part */

export default class TasHome extends LightningElement {
  home = home;
  loading = panel.head.loading;
  today = today();
  me = { me: viewer.id };
  meUntil = { me: viewer.id, until: untilOf(this.today) };
  isApprover = viewer.permissions.has(permission.approve);

  /** @type {Panel.Names | null} */
  names = null;
  /** Answer to `homeQuery`. @type {any} */
  waiting = null;
  /** The requests of it. */
  asked = readRequests(null);
  /** Answer to `dealsQuery`, read. @type {ReturnType<typeof readDeals> | null} */
  own = null;
  /** The reader's deals as lines, worked out once: a verdict on each is no work for every key. @type {readonly Home.Line[]} */
  dealLines = [];
  /** By part. @type {Record<'names' | 'waiting' | 'own', Panel.Notice | null>} */
  failures = { names: null, waiting: null, own: null };
  /** @type {Record<string, () => Promise<unknown>>} */
  refreshes = {};
  /** What only this window knows of a request, by the id of its item. @type {Map<string, Partial<Panel.Row>>} */
  local = new Map();
  /** Settled here, and perhaps not read again yet. @type {Set<string>} */
  settled = new Set();
  /** Parts that show all they have. @type {readonly Part[]} */
  wide = [];
  spoken = '';
  /** Id of the request that gets the cursor; `none`: the head of the requests. */
  focusOn = '';
  /** The part whose other lines have just come. @type {Part | null} */
  focusAfter = null;

  @wire(graphql, { query: namesQuery })
  wiredNames(/** @type {any} */ answer) {
    this.take('names', answer, (data) => {
      this.names = readNames(data);
      this.judge();
    });
  }

  @wire(graphql, { query: homeQuery, variables: '$meUntil' })
  wiredWaiting(/** @type {any} */ answer) {
    this.take('waiting', answer, (data) => {
      this.waiting = data;
      this.asked = readRequests(data);
      // What was declined may have been asked for again.
      this.settled = new Set([...this.settled].filter((id) => this.local.get(id)?.busy));
    });
  }

  @wire(graphql, { query: dealsQuery, variables: '$me' })
  wiredOwn(/** @type {any} */ answer) {
    this.take('own', answer, (data) => {
      this.own = readDeals(data);
      this.judge();
    });
  }

  judge() {
    const { names, own } = this;
    if (names !== null && own !== null) this.dealLines = linesOf(own.deals, { names, viewer, today: this.today });
  }

  /**
   * @param {'names' | 'waiting' | 'own'} part
   * @param {any} answer
   * @param {(data: any) => void} keep
   */
  take(part, { data, errors, refresh }, keep) {
    if (refresh) this.refreshes[part] = refresh;
    if (!data && !errors) return;
    const retry = [{ value: part, label: panel.action.retry }];
    this.failures = {
      ...this.failures,
      [part]: errors
        ? { ...alertOf(home.notRead, [errors[0]?.message ?? panel.problem.network]), actions: retry }
        : null,
    };
    if (data) keep(data);
  }

  renderedCallback() {
    const { focusOn, focusAfter } = this;
    if (focusAfter !== null) {
      this.focusAfter = null;
      const lines = /** @type {any[]} */ ([...(this.template?.querySelectorAll(`[data-part="${focusAfter}"]`) ?? [])]);
      lines.filter((one) => one.dataset.id !== 'more')[mostAtFirst]?.focus();
    }
    if (focusOn === '') return;
    const rows = /** @type {any[]} */ ([...(this.template?.querySelectorAll('c-tas-requirement-row') ?? [])]);
    const wanted = rows.find(({ row }) => row.code === focusOn) ?? this.template?.querySelector('[data-id="requests"]');
    this.focusOn = '';
    wanted?.focus();
  }

  get isLoading() {
    return this.names === null && this.failures.names === null;
  }

  get namesFailure() {
    return this.failures.names;
  }

  get isReady() {
    return this.names !== null;
  }

  // Requests

  get requestList() {
    const { requests, total } = this.asked;
    const left = requests.filter(({ item }) => !this.settled.has(String(item.id)));
    return { left, total: Math.max(left.length, total - (requests.length - left.length)) };
  }

  get requests() {
    const names = this.names?.requirements ?? new Map();
    return this.first('requests', this.requestList.left).map((request) => {
      const row = rowOf(request, viewer, names);
      return { key: row.code, line: lineOf(request.deal), row: { ...row, ...this.local.get(row.code) } };
    });
  }

  get requestsPart() {
    const { left, total } = this.requestList;
    return this.part('requests', 'waiting', left.length, total, [
      home.requestsNone,
      home.requestsMany,
      home.requestsMore,
    ]);
  }

  // Deals

  get deals() {
    return this.first('deals', this.dealLines);
  }

  /** Whoever approves and owns no deal is not told that there is none. */
  get showsDeals() {
    return !this.isApprover || this.own === null || this.own.total > 0;
  }

  get dealsPart() {
    const { deals, total } = this.own ?? { deals: [], total: 0 };
    return this.part('deals', 'own', deals.length, total, [home.dealsNone, home.dealsMany, home.dealsMore]);
  }

  // Dates

  get endingList() {
    return this.names === null ? { lines: [], total: 0 } : endingOf(this.waiting, this.today, this.names);
  }

  get ending() {
    return this.first('ending', this.endingList.lines);
  }

  /** Said once: above the requests where they are shown. */
  get endingFailure() {
    return this.isApprover ? null : this.failures.waiting;
  }

  get endingPart() {
    const { lines, total } = this.endingList;
    const none = fill(home.endingNone, daysAhead);
    return this.part('ending', 'waiting', lines.length, total, [none, home.endingMany, home.endingMore]);
  }

  /** @template T @param {Part} part @param {readonly T[]} all */
  first(part, all) {
    return this.wide.includes(part) ? all : all.slice(0, mostAtFirst);
  }

  /**
   * The head and foot of a part.
   * @param {Part} part
   * @param {'waiting' | 'own'} of the answer it is read from
   * @param {number} known
   * @param {number} total
   * @param {readonly string[]} texts none, all of them, some of them
   */
  part(part, of, known, total, [none, all, some]) {
    const isRead = this[of] !== null;
    const isCut = known > mostAtFirst && !this.wide.includes(part);
    return {
      failure: this.failures[of],
      isLoading: !isRead && this.failures[of] === null,
      count: !isRead ? '' : known === 0 ? none : fill(known < total ? some : all, known, total),
      more: isCut ? fill(home.showAll, known) : null,
    };
  }

  /** The cursor goes to the first of those that come. @param {any} event */
  handleMore({ currentTarget }) {
    const part = /** @type {Part} */ (currentTarget.dataset.part);
    this.wide = [...this.wide, part];
    this.focusAfter = part;
  }

  /** @param {any} event */
  handleRetry({ detail }) {
    const part = /** @type {'names'} */ (detail.value);
    this.failures = { ...this.failures, [part]: null };
    this.refreshes[part]?.();
  }

  handleLooked() {
    this.refreshes.own?.();
    this.refreshes.waiting?.();
  }

  /** Kept for the row that may come back; typing paints nothing anew. @param {any} event */
  handleDraft({ detail: { code, of, draft } }) {
    this.local.set(code, { ...this.local.get(code), drafts: { [of]: draft } });
  }

  /** @param {string} id @param {Partial<Panel.Row>} change */
  keep(id, change) {
    this.local = new Map(this.local).set(id, { ...this.local.get(id), ...change });
  }

  /** Grants or declines: the row goes at once, and comes back with its reason where it was refused. @param {any} event */
  async handleSave({ detail: { code: id, draft } }) {
    const { left } = this.requestList;
    const at = left.findIndex(({ item }) => item.id === id);
    const request = left[at];
    if (request === undefined) return;
    const { item: before, deal } = request;
    const name = this.names?.requirements.get(before.code) ?? before.code;
    const now = new Date().toISOString();
    const item = itemAfter(
      before.code,
      before,
      draft.values,
      viewer.id,
      now,
      settledAmountOf(model, deal, before.code),
    );
    const next = left[at + 1] ?? left[at - 1];
    this.keep(id, { busy: true, notices: [] });
    this.settled = new Set(this.settled).add(id);
    this.focusOn = String(next?.item.id ?? 'none');
    try {
      await saveItems(deal, [{ before, item }]);
      this.spoken = fill(
        home[item.status === 'Done' ? 'approved' : item.status === 'Waived' ? 'waived' : 'declined'],
        name,
      );
      this.keep(id, { busy: false, drafts: {} });
      tellOthers(deal.Id);
      if (left.length === 1) await this.refreshes.waiting?.();
    } catch (error) {
      const problem = problemOf(error, fill(panel.saved.not, name));
      const isStale = /gone|conflict|twice/.test(problem.kind);
      this.keep(id, { busy: false, notices: [isStale ? alertOf(fill(home.changed, name), []) : problem] });
      this.settled = new Set([...this.settled].filter((one) => one !== id));
      this.spoken = problem.title;
      this.focusOn = id;
      if (isStale) await this.refreshes.waiting?.();
    }
  }
}
