/**
 * What waits for the reader across all deals: requests to be granted, money that is blocked, what is open in deals of
 * one's own, dates that end, and what commands wrote. Three requests at most, all by `lightning/graphql`; docs/panel.md
 * tells what is read and written.
 */
import SEE_RUNS from '@salesforce/customPermission/TAS_See_Runs';
import { homeQuery, messages, ownQuery, peopleQuery, seesMoney } from 'c/tasHomeModel';
import { fill, messages as panel, model, permission, settledAmountOf } from 'c/tasModel';
import { alertOf, problemOf, readNames, today } from 'c/tasPanelState';
import { itemAfter, saveItems, tellOthers, viewer } from 'c/tasRecords';
import { graphql } from 'lightning/graphql';
import { LightningElement, wire } from 'lwc';
import { linesOf, readDeals } from './deals';
import { daysAhead, endingOf, untilOf } from './ending';
import { moneyOf } from './money';
import { asksForChange, lineOf, readRequests, rowOf } from './requests';

const { home } = messages;

/** As many as one looks through at first. */
const mostAtFirst = 10;

/** @typedef {'requests' | 'deals' | 'ending'} Part */

const isApprover = viewer.permissions.has(permission.approve);

export default class TasHome extends LightningElement {
  home = home;
  loading = panel.head.loading;
  today = today();
  me = { me: viewer.id };
  meUntil = { me: viewer.id, until: untilOf(this.today) };
  isApprover = isApprover;
  seesRuns = SEE_RUNS === true;
  showsMoney = isApprover && seesMoney;
  ownQuery = ownQuery({ money: this.showsMoney, runs: this.seesRuns });

  /** @type {Panel.Names | null} */
  names = null;
  /** Answer to `homeQuery`. @type {any} */
  waiting = null;
  /** The requests of it. */
  asked = readRequests(null);
  /** Answer to `ownQuery`. @type {any} */
  own = null;
  /** The reader's deals of it. */
  ownDeals = readDeals(null);
  /** The reader's deals as lines, worked out once: a verdict on each is no work for every key. @type {readonly Home.Line[]} */
  dealLines = [];
  /** Names by the ids of users. @type {ReadonlyMap<string, string>} */
  people = new Map();
  /** Owners of blocked money, which is grouped by id: their names are asked for once they are known. */
  owners = { ids: /** @type {readonly string[]} */ ([]) };
  /** @type {string | undefined} */
  ownersQuery;
  /** By part. @type {Record<'waiting' | 'own', Panel.Notice | null>} */
  failures = { waiting: null, own: null };
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

  @wire(graphql, { query: homeQuery, variables: '$meUntil' })
  wiredWaiting(/** @type {any} */ answer) {
    this.take('waiting', answer, (data) => {
      this.names = readNames(data);
      this.waiting = data;
      this.asked = readRequests(data);
      // What was declined may have been asked for again.
      this.settled = new Set([...this.settled].filter((id) => this.local.get(id)?.busy));
      this.judge();
    });
  }

  @wire(graphql, { query: '$ownQuery', variables: '$me' })
  wiredOwn(/** @type {any} */ answer) {
    this.take('own', answer, (data) => {
      this.own = data;
      this.ownDeals = readDeals(data);
      this.nameOwners(moneyOf(data).owners.map(({ id }) => id));
      this.judge();
    });
  }

  @wire(graphql, { query: '$ownersQuery', variables: '$owners' })
  wiredPeople(/** @type {any} */ { data }) {
    const { edges = [] } = data?.uiapi?.query?.User ?? {};
    if (data) this.people = new Map(edges.map((/** @type {any} */ { node }) => [node.Id, node.Name?.value]));
  }

  /** @param {readonly string[]} ids */
  nameOwners(ids) {
    if (ids.every((id) => this.owners.ids.includes(id))) return;
    this.owners = { ids };
    this.ownersQuery = peopleQuery;
  }

  judge() {
    const { names, ownDeals } = this;
    if (names !== null) this.dealLines = linesOf(ownDeals.deals, { names, viewer, today: this.today });
  }

  /**
   * @param {'waiting' | 'own'} part
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
      lines[mostAtFirst]?.focus();
    }
    if (focusOn === '') return;
    const rows = /** @type {any[]} */ ([...(this.template?.querySelectorAll('c-tas-requirement-row') ?? [])]);
    const wanted =
      rows.find(({ row }) => row.code === focusOn) ?? this.template?.querySelector('[data-id="requests-part"]');
    this.focusOn = '';
    wanted?.focus();
  }

  get isLoading() {
    return this.names === null && this.failures.waiting === null;
  }

  /** Without the names nothing can be shown. */
  get pageFailure() {
    return this.names === null ? this.failures.waiting : null;
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
    return !this.isApprover || this.own === null || this.ownDeals.total > 0;
  }

  get dealsPart() {
    const { deals, total } = this.ownDeals;
    const part = this.part('deals', 'own', deals.length, total, [home.dealsNone, home.dealsMany, home.dealsMore]);
    return this.showsMoney ? { ...part, failure: null } : part;
  }

  // Dates

  /** What the parts of management and ops begin with: their figures come with the reader's own deals. */
  get ownPart() {
    const isRead = this.own !== null;
    return { failure: this.failures.own, isLoading: !isRead && this.failures.own === null, count: '', more: null };
  }

  get runsPart() {
    return { ...this.ownPart, failure: null };
  }

  get money() {
    return moneyOf(this.own);
  }

  get endingList() {
    return this.names === null ? { lines: [], total: 0 } : endingOf(this.waiting, this.today, this.names);
  }

  get ending() {
    return this.first('ending', this.endingList.lines);
  }

  get endingPart() {
    const { lines, total } = this.endingList;
    const none = fill(home.endingNone, daysAhead);
    const part = this.part('ending', 'waiting', lines.length, total, [none, home.endingMany, home.endingMore]);
    // Said once: above the requests where they are shown.
    return this.isApprover ? { ...part, failure: null } : part;
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
  handleMore({ detail: part }) {
    this.wide = [...this.wide, part];
    this.focusAfter = part;
  }

  /** @param {any} event */
  handleRetry({ detail }) {
    const part = /** @type {'own'} */ (detail.value);
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
        home[
          item.status === 'Declined'
            ? 'declined'
            : item.status === 'Waived'
              ? 'waived'
              : asksForChange(item.code)
                ? 'handled'
                : 'approved'
        ],
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
