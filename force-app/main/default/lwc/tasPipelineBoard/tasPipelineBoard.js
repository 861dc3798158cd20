/**
 * The pipeline in one picture: open deals by stage and grade, with what is blocked and how old they are, and the deals
 * themselves by stage, to be moved. Three requests, all by `lightning/graphql`; docs/panel.md tells what is read.
 */
import { ages, blockedQuery, cardsQuery, countsQuery, messages } from 'c/tasBoardModel';
import { field, fill, messages as panel } from 'c/tasModel';
import { alertOf, problemOf, stageText } from 'c/tasPanelState';
import { keepMap, saveDeal, tellOthers } from 'c/tasRecords';
import { graphql } from 'lightning/graphql';
import { LightningElement, wire } from 'lwc';
import { columnsOf, readCards } from './cards';
import { grades, matrixOf, stages } from './figures';
import { choicesIn, everyKind, scopeOf, switchesOf } from './switches';

const { board } = messages;

/** @typedef {'counts' | 'blocked' | 'cards'} Part */

const nothingChosen = { stage: '', grade: '' };

export default class TasPipelineBoard extends LightningElement {
  board = board;
  loading = panel.head.loading;
  countsQuery = countsQuery;
  /** Nothing is asked where the model has no items that could be open. */
  blockedQuery = blockedQuery ?? undefined;
  cardsQuery = cardsQuery;
  /** @type {'mine' | 'team' | 'all'} */
  whose = 'all';
  kind = everyKind;
  /** What there is to choose from; stays while other deals are read. @type {Board.Choices | null} */
  choices = null;

  /** Answers, by part. @type {Record<Part, any>} */
  read = { counts: null, blocked: null, cards: null };
  /** @type {Panel.Notice | null} */
  failure = null;
  /** @type {Record<string, () => Promise<unknown>>} */
  refreshes = {};
  chosen = nothingChosen;
  /** Stages of deals that were just moved, until they are read again. @type {ReadonlyMap<string, string>} */
  moved = new Map();
  /** The deal whose menu of stages is open. */
  menuOf = '';
  /** The deal that is being dragged. */
  dragged = '';
  /** A move that was refused: why, and of which deal. @type {{ id: string, notice: Panel.Notice } | null} */
  refused = null;
  spoken = '';
  focusOn = '';

  /** One moment for all of a look: the buckets of age end at it. */
  now = Date.now();

  get scope() {
    return scopeOf(this.whose, this.kind);
  }

  get scoped() {
    return { scope: this.scope };
  }

  get scopedCards() {
    const from = ages.map((days, at) => [`from${at}`, new Date(this.now - (days + 1) * 86_400_000).toISOString()]);
    return { scope: this.scope, ...Object.fromEntries(from) };
  }

  @wire(graphql, { query: '$countsQuery', variables: '$scoped' })
  wiredCounts(/** @type {any} */ answer) {
    this.take('counts', answer);
  }

  @wire(graphql, { query: '$blockedQuery', variables: '$scoped' })
  wiredBlocked(/** @type {any} */ answer) {
    this.take('blocked', answer);
  }

  @wire(graphql, { query: '$cardsQuery', variables: '$scopedCards' })
  wiredCards(/** @type {any} */ answer) {
    this.take('cards', answer);
  }

  /** @param {Part} part @param {any} answer */
  take(part, { data, errors, refresh }) {
    if (refresh) this.refreshes[part] = refresh;
    if (errors)
      this.failure = {
        ...alertOf(board.notRead, [errors[0]?.message ?? panel.problem.network]),
        actions: [{ value: 'retry', label: panel.action.retry }],
      };
    if (!data) return;
    this.read = { ...this.read, [part]: data };
    if (part === 'cards') {
      this.moved = new Map();
      this.choices = choicesIn(data);
    }
  }

  renderedCallback() {
    if (this.focusOn === '') return;
    const found = /** @type {any} */ (this.template?.querySelector(this.focusOn));
    this.focusOn = '';
    found?.focus();
    found?.scrollIntoView?.({ block: 'nearest' });
  }

  /** What is read is shown at once: the counts first, then what is blocked, ages and cards. */
  get isLoading() {
    return this.failure === null && this.read.counts === null;
  }

  get isReady() {
    return this.read.counts !== null;
  }

  get isComplete() {
    const { counts, blocked, cards } = this.read;
    return counts !== null && cards !== null && (blocked !== null || blockedQuery === null);
  }

  get isBusy() {
    return this.failure === null && !this.isComplete;
  }

  get hasCards() {
    return this.isReady && this.read.cards !== null;
  }

  get matrix() {
    const { counts, blocked, cards } = this.read;
    return matrixOf(counts, blocked, cards);
  }

  get hasBlocked() {
    return blockedQuery !== null;
  }

  get scopes() {
    return ['mine', 'team', 'all'].map((value) => ({
      value,
      label: board[/** @type {'mine'} */ (value)],
      pressed: String(value === this.whose),
      className: `slds-button slds-button_${value === this.whose ? 'brand' : 'neutral'}`,
    }));
  }

  get switches() {
    return switchesOf(this.choices, this.kind);
  }

  get columns() {
    return columnsOf(readCards(this.read.cards).deals, this.chosen, this.moved).map((column) => ({
      ...column,
      cards: column.cards.map((card) => ({
        ...card,
        isMenuOpen: card.id === this.menuOf,
        expanded: String(card.id === this.menuOf),
        targets: stages.filter((name) => name !== column.name).map((name) => ({ name, label: stageText(name) })),
      })),
    }));
  }

  get cardsText() {
    const { deals, total } = readCards(this.read.cards);
    return total === 0
      ? board.none
      : fill(deals.length < total ? board.cardsSome : board.cardsAll, deals.length, total);
  }

  get chosenText() {
    const { stage, grade } = this.chosen;
    if (stage === '') return null;
    const letter = grades.find(({ key }) => key === grade)?.label;
    return fill(board.chosen, letter === undefined ? stageText(stage) : `${stageText(stage)}, ${letter}`);
  }

  /** @param {any} event */
  handleScope({ currentTarget }) {
    this.whose = currentTarget.dataset.scope;
    this.start();
  }

  /** @param {any} event */
  handleKind({ target }) {
    this.kind = { ...this.kind, [target.dataset.id]: target.value };
    this.start();
  }

  start() {
    this.now = Date.now();
    this.chosen = nothingChosen;
    this.refused = null;
    this.read = { counts: null, blocked: null, cards: null };
  }

  handleRetry() {
    this.failure = null;
    Object.values(this.refreshes).forEach((refresh) => refresh());
  }

  /** @param {any} event */
  handleCell({ currentTarget }) {
    const { stage, grade } = currentTarget.dataset;
    this.chosen = { stage, grade };
    this.focusOn = '[data-id="cards"]';
  }

  handleClear() {
    this.chosen = nothingChosen;
    this.focusOn = '[data-id="cards"]';
  }

  /** @param {any} event */
  handleMenu({ currentTarget }) {
    const { id } = currentTarget.dataset;
    this.menuOf = this.menuOf === id ? '' : id;
  }

  /** @param {any} event */
  handleMenuKey(event) {
    if (event.key !== 'Escape') return;
    this.focusOn = `[data-move="${this.menuOf}"]`;
    this.menuOf = '';
  }

  /** @param {any} event */
  handleTarget({ currentTarget }) {
    const { id, stage } = currentTarget.dataset;
    this.menuOf = '';
    this.move(id, stage);
  }

  /** @param {any} event */
  handleDrag(event) {
    this.dragged = event.currentTarget.dataset.card;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', this.dragged);
  }

  /** @param {any} event */
  handleOver(event) {
    if (this.dragged !== '') event.preventDefault();
  }

  handleDragEnd() {
    this.dragged = '';
  }

  /** @param {any} event */
  handleDrop(event) {
    event.preventDefault();
    const id = this.dragged;
    this.dragged = '';
    if (id !== '') this.move(id, event.currentTarget.dataset.stage);
  }

  /**
   * The card goes at once; where the org refuses the move it goes back, and the panel of the deal opens with the reason.
   * @param {string} id
   * @param {string} to StageName
   */
  async move(id, to) {
    const deal = readCards(this.read.cards).deals.find((one) => one.Id === id);
    if (deal === undefined || (this.moved.get(id) ?? deal[field.stage]) === to) return;
    const name = String(deal[field.name]);
    this.refused = null;
    this.moved = new Map(this.moved).set(id, to);
    this.focusOn = `[data-move="${id}"]`;
    try {
      await saveDeal(id, { [field.stage]: to }, String(deal[field.modified]));
      this.spoken = fill(board.moved, name, stageText(to));
      tellOthers(id);
      const [notice] = await Promise.all([
        keepMap(deal, to),
        ...Object.values(this.refreshes).map((refresh) => refresh()),
      ]);
      if (notice) this.refused = { id, notice };
    } catch (error) {
      const problem = problemOf(error, fill(board.refused, name, stageText(to)));
      const others = [...this.moved].filter(([one]) => one !== id);
      this.moved = new Map(others);
      this.refused = { id, notice: problem };
      this.spoken = problem.title;
      this.focusOn = '[data-id="refused"]';
      if (/gone|conflict/.test(problem.kind)) await this.refreshes.cards?.();
    }
  }

  /** What was settled in the panel, or moved by it, counts here, too. */
  handleClose() {
    const { id } = this.refused ?? { id: '' };
    this.refused = null;
    this.focusOn = `[data-move="${id}"]`;
    Object.values(this.refreshes).forEach((refresh) => refresh());
  }
}
