import { LightningElement, wire } from 'lwc';
import locale from '@salesforce/i18n/locale';
import { graphql } from 'lightning/graphql';
import { blockersQuery, judge, namesQuery } from 'page/blockers';
import { isForeign, queryOf, rowFields, rowsOf, sumsIn, sumsOf, sumsQuery, whereOf } from 'page/deals';
import { arrive, cameFrom, go, here, hrefOf, onMove } from 'page/route';
import { sorted, turned } from 'page/sorting';
import { say } from 'page/messages';
import { blockersShown, choicesOf, columnsOf, emptyText, filtered, headOf, labels, scopesOf, sorts } from './show';

/** As many rows as one scrolls through; of a longer list the others are shown on demand. */
const mostAtFirst = 200;

const noFilter = { search: '', stage: '', grade: '', open: '' };

/** The deals a person may see, or those of the person and the team: where they stand and what keeps each there. */
export default class Pipeline extends LightningElement {
  route = here();
  problem = '';
  labels = labels;
  sorts = sorts;
  /** What is asked for stays the same object while it is the same: each other one asks anew. */
  variables = { where: whereOf(this.route) };
  namesQuery = namesQuery;
  /** Asked for once the list stands. @type {string | undefined} */
  blockersQuery = undefined;
  /** Asked where it takes the org to add amounts up. @type {string | undefined} */
  sumsQuery = undefined;
  sumsVariables = {};

  /** @type {readonly any[] | undefined} */
  rows = undefined;
  total = 0;
  /** Answer to `namesQuery`. @type {any} */
  names = undefined;
  /** @type {readonly any[] | undefined} */
  edges = undefined;
  /** By deal. @type {ReadonlyMap<string, import('page/blockers').Blockers>} */
  blockers = new Map();
  /** How many verdicts there are, while there are not all. @type {number | null} */
  judged = null;
  /** What is shown, in its order. @type {readonly any[]} */
  shown = [];
  /** Of what is shown; null while the org works them out. @type {{ amount: number, weighted: number } | null} */
  sums = null;
  /** What the org has worked out last, and of which rows. @type {{ of: string, sums: { amount: number, weighted: number } | null }} */
  answered = { of: '', sums: null };
  isWide = false;
  /** On a narrow screen filters take their room when they are asked for. */
  isFiltering = false;
  /** The deal all of whose blockers are named. */
  opened = '';
  hasArrived = false;
  /** Where the cursor goes once it is there. */
  focusOn = '';

  messages = {
    pipeline: say('pipeline'),
    search: say('search'),
    loading: say('loading'),
    clear: say('clear'),
    whose: say('whose'),
    sort: say('sort'),
    filters: say('filters'),
  };

  get query() {
    return queryOf('pagePipeline', this.route, rowFields);
  }

  connectedCallback() {
    this.stop = onMove(() => this.move(here()));
  }

  disconnectedCallback() {
    this.stop?.();
    this.edges = undefined;
  }

  /** @param {Record<string, string> & { deal: string }} route */
  move(route) {
    const { whose, status } = this.route;
    this.route = route;
    if (route.whose !== whose || route.status !== status) {
      this.variables = { where: whereOf(route) };
      this.rows = undefined;
      this.blockersQuery = undefined;
      this.edges = undefined;
      this.blockers = new Map();
      this.judged = null;
    }
    // Another list is looked at from its top.
    this.isWide = false;
    this.work();
  }

  renderedCallback() {
    if (!this.hasArrived && (this.rows !== undefined || this.problem !== '')) {
      this.hasArrived = true;
      // Back from a deal one goes on where one was.
      const left = cameFrom() === '' ? null : this.template.querySelector(`a[data-id="${cameFrom()}"]`);
      if (left === null) arrive(this.template.querySelector('h1'));
      else left.focus();
    }
    if (this.focusOn === '') return;
    const wanted = this.template.querySelector(this.focusOn);
    this.focusOn = '';
    wanted?.focus();
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  takeDeals(/** @type {any} */ { data, errors }) {
    this.told(errors);
    if (!data) return;
    this.problem = '';
    const { totalCount, edges } = data.uiapi.query.Opportunity;
    this.total = totalCount;
    this.rows = rowsOf(edges, this.route);
    this.blockersQuery = this.route.status === 'closed' ? undefined : blockersQuery(this.route);
    this.judged = this.blockersQuery === undefined || edges.length === 0 ? null : 0;
    this.work();
    if (this.shown.findIndex(({ id }) => id === cameFrom()) >= mostAtFirst) this.isWide = true;
  }

  @wire(graphql, { query: '$namesQuery' })
  takeNames(/** @type {any} */ { data, errors }) {
    this.told(errors);
    if (!data) return;
    this.names = data;
    this.judge();
  }

  @wire(graphql, { query: '$blockersQuery', variables: '$variables' })
  takeBlockers(/** @type {any} */ { data, errors }) {
    this.told(errors);
    if (!data) return;
    this.edges = data.uiapi.query.Opportunity.edges;
    this.judge();
  }

  @wire(graphql, { query: '$sumsQuery', variables: '$sumsVariables' })
  takeSums(/** @type {any} */ { data, errors }) {
    this.told(errors);
    if (!data) return;
    this.answered = { ...this.answered, sums: sumsIn(data) };
    this.work();
  }

  /** @param {readonly { message: string }[] | undefined} errors */
  told(errors) {
    if (errors === undefined) return;
    this.problem = errors.map(({ message }) => message).join(' ') || say('noAnswer');
    this.judged = null;
  }

  /** The first rows get their blockers at once, all others once there are verdicts on all of them. */
  judge() {
    const { edges, names } = this;
    if (edges === undefined || names === undefined) return;
    judge(edges, names, (found, done) => {
      if (edges !== this.edges) return false;
      this.judged = done < edges.length ? done : null;
      if (done === mostAtFirst || done === edges.length) {
        this.blockers = new Map(found);
        this.work();
      }
      return true;
    });
  }

  /** Works out what is shown of what is known. */
  work() {
    const left = filtered(this.rows ?? [], this.route, this.blockers);
    this.shown = sorted(left, this.route.sort, locale);
    if (isForeign(left)) this.ask(left);
    else this.sums = sumsOf(left);
  }

  /** Sums over several currencies are the org's to work out. @param {readonly { id: string }[]} rows */
  ask(rows) {
    const ids = rows.map(({ id }) => id).sort();
    const of = ids.join();
    if (of !== this.answered.of) {
      this.answered = { of, sums: null };
      this.sumsQuery = sumsQuery;
      this.sumsVariables = { where: { Id: { in: ids } } };
    }
    this.sums = this.answered.sums;
  }

  get lines() {
    return (this.isWide ? this.shown : this.shown.slice(0, mostAtFirst)).map((row) => ({
      ...row,
      ...blockersShown(row, this.opened),
      href: hrefOf({ deal: row.id }),
    }));
  }

  /** The answer comes in the order of the dates. */
  get sort() {
    const { sort, status } = this.route;
    return sort !== '' ? sort : status === 'closed' ? '-closeDate' : 'closeDate';
  }

  get columns() {
    return columnsOf(this.sort);
  }

  get scopes() {
    return scopesOf(this.route.whose);
  }

  get choices() {
    return choicesOf(this.rows ?? [], this.route);
  }

  get isEmpty() {
    return this.shown.length === 0;
  }

  get filtering() {
    return String(this.isFiltering);
  }

  get filtersCss() {
    return this.isFiltering ? 'filters asked' : 'filters';
  }

  get isFiltered() {
    return Object.keys(noFilter).some((name) => this.route[name] !== '');
  }

  get emptyText() {
    return emptyText(this.total, this.route.whose);
  }

  get head() {
    return this.rows === undefined ? null : headOf(this.shown.length, this.total, this.sums);
  }

  get cutText() {
    const { rows, total } = this;
    return rows === undefined || rows.length >= total ? null : say('cut', rows.length, total);
  }

  get judgingText() {
    return this.judged === null ? null : say('judging', this.judged, this.rows?.length ?? 0);
  }

  get showAllText() {
    return this.isWide || this.shown.length <= mostAtFirst ? null : say('showAll', this.shown.length);
  }

  filter(/** @type {any} */ event) {
    go({ [event.target.name]: event.detail.value }, { replace: true });
  }

  toggleFilters() {
    this.isFiltering = !this.isFiltering;
  }

  choose(/** @type {any} */ event) {
    go({ whose: event.currentTarget.dataset.whose }, { replace: true });
  }

  turn(/** @type {any} */ event) {
    go({ sort: turned(event.currentTarget.dataset.sort, this.sort) }, { replace: true });
  }

  unfilter() {
    this.focusOn = 'h1';
    go(noFilter, { replace: true });
  }

  widen() {
    this.focusOn = `a[data-id="${this.shown[mostAtFirst].id}"]`;
    this.isWide = true;
  }

  name(/** @type {any} */ event) {
    const { more } = event.currentTarget.dataset;
    this.opened = this.opened === more ? '' : more;
  }

  stay(/** @type {Event} */ event) {
    event.preventDefault();
  }

  open(/** @type {any} */ event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ deal: event.currentTarget.dataset.id });
  }
}
