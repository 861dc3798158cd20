import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { blockersQuery, openCounts, pipelineQuery, rowsOf } from 'page/deals';
import { arrive, go, here, hrefOf, onMove } from 'page/route';
import { say } from 'page/messages';

const names = ['name', 'account', 'stage', 'grade', 'open', 'amount', 'closeDate', 'owner'];
const labels = Object.fromEntries(names.map((name) => [name, say(name)]));
const numbers = new Set(['open', 'amount']);

/** Every deal the person sees: which ones wait for what. */
export default class Pipeline extends LightningElement {
  route = here();
  rows = undefined;
  total = 0;
  problem = '';
  hasArrived = false;
  labels = labels;
  query = pipelineQuery;
  /** Asked for once the list stands. */
  blockersQuery = undefined;
  variables = {};
  openOf = new Map();
  columns = names.map((name) => ({ name, label: labels[name], css: numbers.has(name) ? 'number' : '' }));
  messages = {
    pipeline: say('pipeline'),
    search: say('search'),
    nothing: say('nothing'),
    loading: say('loading'),
  };

  connectedCallback() {
    this.stop = onMove(() => (this.route = here()));
  }

  renderedCallback() {
    if (this.hasArrived) return;
    this.hasArrived = true;
    arrive(this.template.querySelector('h1'));
  }

  disconnectedCallback() {
    this.stop?.();
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  takeDeals(/** @type {any} */ { data, errors }) {
    if (errors !== undefined) this.problem = errors.map(({ message }) => message).join(' ') || say('noAnswer');
    if (data === undefined || data === null) return;
    this.problem = '';
    const { totalCount, edges } = data.uiapi.query.Opportunity;
    this.total = totalCount;
    this.rows = rowsOf(edges);
    this.blockersQuery = blockersQuery;
  }

  @wire(graphql, { query: '$blockersQuery', variables: '$variables' })
  takeBlockers(/** @type {any} */ { data }) {
    if (data) this.openOf = openCounts(data.uiapi.query.Opportunity.edges);
  }

  get shown() {
    const { search, stage, grade, open } = this.route;
    const wanted = search.trim().toLowerCase();
    return (this.rows ?? [])
      .filter((row) => stage === '' || row.stage === stage)
      .filter((row) => grade === '' || row.grade === grade)
      .filter((row) => wanted === '' || row.searched.includes(wanted))
      .map((row) => this.withOpen(row))
      .filter((row) => open === '' || (open === 'yes' ? row.open > 0 : row.open === 0));
  }

  withOpen(/** @type {any} */ row) {
    const { open, behind = 0 } = this.openOf.get(row.id) ?? {};
    return {
      ...row,
      open,
      openText: open === undefined ? '' : String(open),
      openCss: open > 0 ? 'open' : 'clear',
      behindText: behind > 0 ? say('behind', behind) : '',
      href: hrefOf({ deal: row.id }),
    };
  }

  get isEmpty() {
    return this.shown.length === 0;
  }

  get count() {
    return this.rows === undefined ? '' : say('count', this.shown.length, this.total);
  }

  get choices() {
    const all = { label: say('all'), value: '' };
    const values = (/** @type {string} */ key, /** @type {string} */ text) =>
      [...new Map((this.rows ?? []).map((row) => [row[key], row[text]]))].map(([value, label]) => ({ value, label }));
    const stages = values('stage', 'stageText');
    const grades = values('grade', 'grade')
      .filter(({ value }) => value !== '')
      .sort((a, b) => (a.label < b.label ? -1 : 1));
    const opens = [
      { value: 'yes', label: say('someOpen') },
      { value: 'no', label: say('noneOpen') },
    ];
    return [
      { name: 'stage', options: [all, ...stages] },
      { name: 'grade', options: [all, ...grades] },
      { name: 'open', options: [all, ...opens] },
    ].map((choice) => ({ ...choice, label: labels[choice.name], value: this.route[choice.name] }));
  }

  filter(/** @type {any} */ event) {
    go({ [event.target.name]: event.detail.value }, { replace: true });
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
