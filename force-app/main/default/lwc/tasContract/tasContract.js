/**
 * The contract that a deal ends in: a draft made of it in the last stage, its link mended where only one of the two was
 * written, and what delivery gets once the deal is won. The record page has read the deal's stage already; one request
 * by `lightning/graphql` in the last stage and after it, none before, nor where the model has no contracts.
 */
import { contract, contractQuery, messages } from 'c/tasContractModel';
import { field, fill } from 'c/tasModel';
import { alertOf, dot, formats, orgCurrency, problemOf, refusalOf, safeLink, today } from 'c/tasPanelState';
import { graphql } from 'lightning/graphql';
import { tell, tellOthers } from 'c/tasRecords';
import { createRecord, getFieldValue, getRecord, updateRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { isSameId, readDeal } from './read';

const texts = messages.contract;
const names = /** @type {Readonly<Record<string, string>>} */ (contract?.names ?? {});
const [stage, contractOf] = [field.stage, field.contract].map((name) => `Opportunity.${name}`);

export default class TasContract extends LightningElement {
  texts = texts;
  /** Nothing is asked while there is none. @type {string | undefined} */
  query;
  /** Undefined: nothing is asked. @type {string | undefined} */
  asked;
  /** Stage and contract of the deal when it was asked last. */
  standing = '';
  /** @type {{ id: string } | undefined} */
  variables;
  /** @type {Contracts.Read | null} */
  read = null;
  /** @type {Panel.Notice | null} */
  problem = null;
  isMaking = false;
  isBusy = false;
  spoken = '';
  focusOn = '';
  /** @type {(() => Promise<unknown>) | undefined} */
  refresh;
  #recordId = '';

  /** @returns {string} */
  @api
  get recordId() {
    return this.#recordId;
  }
  set recordId(id) {
    if (id === this.#recordId) return;
    this.#recordId = id;
    this.asked = contract ? id : undefined;
    this.query = undefined;
    this.variables = undefined;
    this.standing = '';
    this.read = null;
    this.isMaking = false;
    this.problem = null;
    this.spoken = '';
  }

  /** Whoever moves the deal or names a contract tells all wires of its record. */
  @wire(getRecord, { recordId: '$asked', optionalFields: [stage, contractOf] })
  async standsAt(/** @type {any} */ { data }) {
    if (!data) return;
    const at = getFieldValue(data, stage);
    const standing = [at, getFieldValue(data, contractOf)].join();
    if (standing === this.standing) return;
    this.standing = standing;
    if (at !== contract?.last && at !== contract?.won) {
      this.query = undefined;
      this.variables = undefined;
      this.read = null;
    } else if (this.variables) await this.refresh?.();
    else {
      this.query = contractQuery ?? undefined;
      this.variables = { id: this.#recordId };
    }
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  wired(/** @type {any} */ { data, errors, refresh }) {
    this.refresh = refresh ?? this.refresh;
    if (errors?.length) this.problem = problemOf(refusalOf(errors), texts.title);
    else if (data) {
      if (this.problem?.title === texts.title) this.problem = null;
      this.read = readDeal(data);
    }
  }

  renderedCallback() {
    const { focusOn } = this;
    const place = focusOn && /** @type {any} */ (this.template?.querySelector(`[data-focus="${focusOn}"]`));
    if (!place) return;
    this.focusOn = '';
    place.focus();
  }

  get isWon() {
    return this.read?.stage === contract?.won;
  }

  /** Before its last stage a deal has nothing to say of a contract. */
  get isShown() {
    return this.problem !== null || this.isWon || this.read?.stage === contract?.last;
  }

  get title() {
    return this.isWon ? texts.project : texts.title;
  }

  get help() {
    return this.isWon ? texts.projectHelp : texts.help;
  }

  get record() {
    return this.read?.contract ?? null;
  }

  /** Names this deal, and the deal names none: a draft whose second half was not written. */
  get found() {
    const { read } = this;
    return read === null || read.contractId !== null ? null : (read.own[0] ?? null);
  }

  get foundText() {
    return this.found === null ? '' : fill(texts.found, this.found.number);
  }

  get linkText() {
    return this.found === null || !this.read?.mayLink || this.isBusy ? '' : fill(texts.link, this.found.number);
  }

  /** What is wrong with what is linked, or why nothing can be made. */
  get warnings() {
    const { read, record } = this;
    if (read === null) return [];
    const said = [
      record !== null && !isSameId(record.account, read.account) ? texts.otherAccount : '',
      record?.deal && !isSameId(record.deal, read.id) ? texts.otherDeal : '',
      read.contractId !== null && record === null ? texts.unseen : '',
      this.isWon && read.contractId === null && read.isSeen && this.found === null ? texts.none : '',
      !read.isSeen ? texts.hidden : '',
      this.isWanted && read.mayMake && read.account === null ? texts.noAccount : '',
      this.isWanted && read.isSeen && !(read.mayMake && read.mayLink) ? texts.readOnly : '',
    ];
    return said.filter(Boolean).map((text) => ({ key: text, text }));
  }

  /** Neither named by the deal nor naming it. */
  get isWanted() {
    const { read } = this;
    return read !== null && read.isSeen && read.contractId === null && read.own.length === 0;
  }

  get mayMake() {
    const { read } = this;
    return this.isWanted && read?.mayMake && read.mayLink && read.account !== null && !this.isMaking;
  }

  get facts() {
    const { read, record } = this;
    if (read === null || (record === null && !this.isWon)) return [];
    const { term = null, start = null, status = '' } = record ?? {};
    const amount = record?.amount ?? read.amount;
    const number = read.number ?? record?.number ?? '';
    const all = [
      { label: texts.number, text: record && number !== record.number ? [number, record.number].join(dot) : number },
      ...(record === null ? [] : [{ label: this.labelOf('status'), text: status }]),
      { label: texts.signed, text: read.date === null ? '' : formats.day(read.date) },
      {
        label: this.labelOf('amount'),
        text: amount === null ? '' : formats.money(amount, read.currency ?? orgCurrency),
      },
      ...(record === null
        ? []
        : [
            { label: this.labelOf('start'), text: start === null ? '' : formats.day(start) },
            { label: this.labelOf('term'), text: term === null ? '' : fill(texts.months, formats.number(term)) },
          ]),
      ...(this.isWon ? this.people.map(({ label, answer }) => ({ label, text: answer })) : []),
    ];
    return all.map(({ label, text }) => ({ label, text: text || texts.open }));
  }

  /** @param {string} key */
  labelOf(key) {
    return /** @type {Contracts.Read} */ (this.read).label(names[key]);
  }

  get people() {
    return this.read?.handover.filter(({ isPerson }) => isPerson) ?? [];
  }

  get handover() {
    const rows = this.isWon ? (this.read?.handover.filter(({ isPerson }) => !isPerson) ?? []) : [];
    return rows.map((one) => ({ ...one, text: one.answer || texts.open, link: safeLink(one.link) }));
  }

  /** The same as text, for whoever pastes it elsewhere. */
  get listText() {
    const name = this.read?.name ?? '';
    const rows = this.handover.map(({ label, text, link }) => ({ label, text: link ? `${text} ${link}` : text }));
    return [name, ...[...this.facts, ...rows].map(({ label, text }) => `${label}: ${text}`)].join('\n');
  }

  /** @returns {Panel.Form} */
  get form() {
    const one = { digits: 3, to: null, options: [], maxLength: undefined, required: true };
    return {
      fields: [
        { ...one, name: names.start, label: this.labelOf('start'), kind: 'date', value: this.read?.date ?? today() },
        { ...one, name: names.term, label: this.labelOf('term'), kind: 'number', value: contract?.term ?? null },
      ],
      saves: 'always',
      closes: true,
      busy: this.isBusy,
      saveText: texts.make,
    };
  }

  handleMake() {
    this.isMaking = true;
    this.problem = null;
    this.focusOn = 'form';
  }

  handleClose() {
    this.isMaking = false;
    this.problem = null;
    this.focusOn = 'make';
  }

  /** @param {{ detail: { values: Record<string, any> } }} event */
  async handleSave({ detail: { values } }) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    let made = null;
    try {
      // Somebody may have made one meanwhile, or this browser may show an old answer.
      await this.refresh?.();
      if (this.isWanted) {
        made = await this.make(values);
        await this.link(made);
        await this.refresh?.();
        this.spoken = fill(texts.made, this.numberOf(made));
      }
      this.isMaking = false;
    } catch (error) {
      if (made !== null) {
        this.isMaking = false;
        await this.refresh?.();
      }
      this.problem = problemOf(error, made === null ? texts.notMade : fill(texts.halfMade, this.numberOf(made)));
    } finally {
      this.isBusy = false;
    }
  }

  /** @param {string} id */
  numberOf(id) {
    const { record, read } = this;
    return [record, ...(read?.own ?? [])].find((one) => isSameId(one?.id ?? null, id))?.number ?? '';
  }

  /** @param {Record<string, any>} values @returns {Promise<string>} its id */
  async make(values) {
    const { id, account, amount, currency } = /** @type {Contracts.Read} */ (this.read);
    const { start, term } = names;
    const { id: made } = await createRecord({
      apiName: names.object,
      fields: {
        [names.account]: account,
        [names.status]: contract?.draft,
        [names.deal]: id,
        [start]: this.read?.date ?? today(),
        [term]: contract?.term,
        ...(amount === null ? {} : { [names.amount]: amount }),
        ...(currency === null ? {} : { [field.currency]: currency }),
        ...values,
      },
    });
    return made;
  }

  /** Writes on the deal which contract is its own. @param {string} id */
  async link(id) {
    await updateRecord({ fields: { Id: this.recordId, [field.contract]: id } });
    await tellOthers(this.recordId);
    tell('changed', this.recordId);
  }

  async handleLink() {
    const { found } = this;
    if (this.isBusy || found === null) return;
    this.isBusy = true;
    this.problem = null;
    try {
      await this.link(found.id);
      await this.refresh?.();
      this.spoken = fill(texts.linked, found.number);
    } catch (error) {
      this.problem = problemOf(error, texts.notLinked);
    } finally {
      this.isBusy = false;
    }
  }

  async handleCopy() {
    try {
      await navigator.clipboard.writeText(this.listText);
      this.spoken = texts.copied;
    } catch {
      this.problem = alertOf(texts.notCopied, []);
    }
  }
}
