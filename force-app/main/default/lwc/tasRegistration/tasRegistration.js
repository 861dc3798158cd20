/**
 * A partner registration on its page: what it waits for or protects, those of the same customer beside it, and the
 * decision of a channel manager who did not ask for it. Of two approvals at once the org refuses the second by the
 * unique key; who holds it is then said in words.
 */
import APPROVES from '@salesforce/customPermission/TAS_Approve_Registration';
import USER_ID from '@salesforce/user/Id';
import { customerKey, likenessOf } from 'c/tasLeadModel';
import { fill } from 'c/tasModel';
import { alertOf, formats, problemOf, refusalOf, today } from 'c/tasPanelState';
import { messages, registration, registrationQuery, rivalsQuery } from 'c/tasRegistrationModel';
import { graphql } from 'lightning/graphql';
import { updateRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { ending, hasLapsed, latest, readAll } from 'c/tasRegistrationRecords';

const { registering: texts } = messages;
const names = /** @type {Readonly<Record<string, string>>} */ (registration?.names ?? {});
/** As many as stand side by side. */
const mostBeside = 4;

export default class TasRegistration extends LightningElement {
  texts = texts;
  query = registrationQuery ?? undefined;
  besideQuery = rivalsQuery ?? undefined;
  /** @type {{ id: string } | undefined} */
  variables;
  /** @type {{ where: object } | undefined} */
  beside;
  /** @type {Registrations.Registration | null} */
  read = null;
  /** @type {readonly Registrations.Registration[]} */
  others = [];
  /** Labels and values of the fields. @type {any} */
  info = null;
  /** @type {Panel.Notice | null} */
  problem = null;
  /** The one that stands in the way of an approval. @type {Registrations.Registration | null} */
  holder = null;
  /** @type {Registrations.Act | null} */
  act = null;
  /** What was typed for an approval that was refused. @type {Record<string, any>} */
  asked = {};
  isBusy = false;
  spoken = '';
  focusOn = '';
  /** @type {(() => Promise<unknown>) | undefined} */
  refresh;
  /** @type {(() => Promise<unknown>) | undefined} */
  refreshOthers;
  #recordId = '';

  /** @returns {string} */
  @api
  get recordId() {
    return this.#recordId;
  }
  set recordId(id) {
    if (id === this.#recordId) return;
    this.#recordId = id;
    this.variables = registration ? { id } : undefined;
    this.read = null;
    this.act = null;
    this.problem = null;
    // What stood in the way of another one says nothing of this.
    this.holder = null;
    this.asked = {};
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  wired(/** @type {any} */ { data, errors, refresh }) {
    this.refresh = refresh ?? this.refresh;
    if (errors?.length) this.problem = problemOf(refusalOf(errors), texts.notRead);
    else if (data) {
      const [read = null] = readAll(data);
      if (read === null) this.problem = alertOf(texts.notRead, []);
      else if (this.problem?.title === texts.notRead) this.problem = null;
      this.read = read;
      this.info = data.uiapi.objectInfos?.[0] ?? null;
      const where = { [names.customer]: { eq: read?.customerId } };
      if (read?.customerId && JSON.stringify(this.beside?.where) !== JSON.stringify(where)) {
        this.beside = { where };
        this.others = [];
      }
    }
  }

  @wire(graphql, { query: '$besideQuery', variables: '$beside' })
  wiredOthers(/** @type {any} */ { data, errors, refresh }) {
    this.refreshOthers = refresh ?? this.refreshOthers;
    if (errors?.length) this.problem = problemOf(refusalOf(errors), texts.notRead);
    else if (data) this.others = readAll(data);
  }

  renderedCallback() {
    const { focusOn } = this;
    const place = focusOn && /** @type {any} */ (this.template?.querySelector(`[data-focus="${focusOn}"]`));
    if (!place) return;
    this.focusOn = '';
    place.focus();
  }

  get isShown() {
    return registration !== null;
  }

  get isLoading() {
    return this.read === null && this.problem === null;
  }

  labelOf(/** @type {string} */ name) {
    return this.info?.fields?.find((/** @type {any} */ one) => one.ApiName === name)?.label ?? name;
  }

  statusText(/** @type {string} */ status) {
    const field = this.info?.fields?.find((/** @type {any} */ one) => one.ApiName === names.status);
    const values = field?.picklistValuesByRecordTypeIDs?.[0]?.picklistValues ?? [];
    return values.find((/** @type {any} */ one) => one.value === status)?.label ?? status;
  }

  /** A channel manager, and none of those who asked for it. */
  get mayDecide() {
    const { submittedBy, creator, owner } = /** @type {Registrations.Registration} */ (this.read);
    return APPROVES === true && ![submittedBy, creator, owner].includes(USER_ID);
  }

  get title() {
    const { name, status } = /** @type {Registrations.Registration} */ (this.read);
    return `${name} · ${this.statusText(status)}`;
  }

  /** Where it stands, in a sentence. */
  get verdict() {
    const { status, until, reason } = /** @type {Registrations.Registration} */ (this.read);
    if (status === 'Submitted') return this.mayDecide ? texts.waitsForYou : texts.waits;
    if (status === 'Rejected') return fill(texts.rejected, reason);
    if (status === 'Expired') return texts.ended;
    const day = formats.day(until);
    return fill(this.isLapsed ? texts.lapsed : texts.protects, day);
  }

  get verdictClass() {
    const { status } = /** @type {Registrations.Registration} */ (this.read);
    return `verdict ${status === 'Approved' && !this.isLapsed ? 'good' : 'open'}`;
  }

  get isLapsed() {
    return hasLapsed(/** @type {Registrations.Registration} */ (this.read), today());
  }

  get warning() {
    const { deals } = /** @type {Registrations.Registration} */ (this.read);
    return deals.length > 1 ? fill(texts.manyDeals, formats.number(deals.length)) : null;
  }

  /** What this reader may do, where no form is open. */
  get buttons() {
    const { status } = /** @type {Registrations.Registration} */ (this.read);
    if (this.act !== null || this.info?.updateable !== true) return [];
    const button = (/** @type {string} */ id, /** @type {string} */ label) => ({
      id,
      label,
      className: `slds-button slds-button_${id === 'approve' || id === 'letGo' ? 'brand' : 'neutral'}`,
    });
    if (status === 'Submitted')
      return this.mayDecide ? [button('approve', texts.approve), button('reject', texts.reject)] : [];
    if (status !== 'Approved') return [];
    return [
      ...(this.isLapsed && (APPROVES === true || this.read?.owner === USER_ID) ? [button('letGo', texts.letGo)] : []),
      ...(this.mayDecide ? [button('extend', texts.extend)] : []),
      ...(APPROVES === true && !this.isLapsed ? [button('end', texts.end)] : []),
    ];
  }

  /** @returns {Panel.Form | null} */
  get form() {
    const { act } = this;
    if (act === null) return null;
    const field = (/** @type {string} */ name, /** @type {Panel.Field['kind']} */ kind, /** @type {any} */ value) => ({
      name,
      label: this.labelOf(name),
      kind,
      value,
      required: true,
      maxLength: 255,
      digits: 0,
      options: [],
      to: null,
    });
    const until = field(names.until, 'date', act === 'approve' ? latest(today()) : (this.read?.until ?? null));
    const reason = field(names.reason, 'text', null);
    return {
      fields: act === 'approve' ? [until] : act === 'extend' ? [until, reason] : [reason],
      saves: 'always',
      closes: true,
      busy: this.isBusy,
      saveText: texts[act],
    };
  }

  get formHelp() {
    return this.act === 'approve' || this.act === 'extend'
      ? fill(texts.days, formats.number(registration?.protection ?? 0))
      : null;
  }

  /** What can be done about the one that stands in the way. */
  get holderButtons() {
    const { holder } = this;
    if (holder === null) return [];
    return [
      ...(hasLapsed(holder, today()) ? [{ id: 'letGoAndApprove', label: texts.letGoAndApprove }] : []),
      { id: 'rejectAgainst', label: fill(texts.rejectAgainst, holder.name) },
    ];
  }

  /** This one and those that it may be in conflict with, a column each; null: there are none. */
  get side() {
    const own = this.read;
    if (own === null) return null;
    const like = (/** @type {Registrations.Registration} */ one) => ({
      id: one.id,
      customerKey: 'of one customer',
      phoneKey: '',
      project: one.project,
    });
    const rivals = this.others
      .filter(({ id, status }) => id !== own.id && status !== 'Rejected' && status !== 'Expired')
      .map((one) => ({ one, isSame: one.projectKey === own.projectKey }))
      .filter(({ one, isSame }) => isSame || likenessOf(like(own), like(one)) === 'project')
      .sort((a, b) => Number(b.isSame) - Number(a.isSame));
    if (rivals.length === 0) return null;
    const all = [{ one: own, isSame: null }, ...rivals].slice(0, mostBeside);
    const row = (
      /** @type {string} */ key,
      /** @type {string} */ label,
      /** @type {(one: Registrations.Registration) => string} */ text,
    ) => ({ key, label, cells: all.map(({ one }) => ({ key: `${key} ${one.id}`, text: text(one) || '–' })) });
    return {
      head: all.map(({ one, isSame }) => ({
        id: one.id,
        name: one.name,
        isOwn: isSame === null,
        how: isSame === null ? texts.thisOne : isSame ? texts.same : texts.alike,
      })),
      rows: [
        row('partner', this.labelOf(names.partner), ({ partner }) => partner || texts.gone),
        row('customer', this.labelOf(names.customer), ({ customer }) => customer || texts.gone),
        row('project', this.labelOf(names.project), ({ project }) => project),
        row('status', this.labelOf(names.status), ({ status }) => this.statusText(status)),
        row('submitted', this.labelOf(names.submittedBy), ({ submittedByName, submittedOn }) =>
          fill(texts.submitted, submittedByName, formats.day(submittedOn)),
        ),
        row('until', this.labelOf(names.until), ({ until }) => (until === null ? '' : formats.day(until))),
        row('deals', texts.deals, ({ deals }) =>
          deals.length === 0 ? texts.noDeal : formats.list(deals.map(({ name, stage }) => `${name} (${stage})`)),
        ),
      ],
    };
  }

  get facts() {
    const own = /** @type {Registrations.Registration} */ (this.read);
    return [
      { label: this.labelOf(names.partner), text: own.partner || texts.gone },
      { label: this.labelOf(names.customer), text: own.customer || texts.gone },
      { label: this.labelOf(names.project), text: own.project },
      {
        label: this.labelOf(names.submittedBy),
        text: fill(texts.submitted, own.submittedByName, formats.day(own.submittedOn)),
      },
    ];
  }

  get deals() {
    return this.read?.deals ?? [];
  }

  /** @param {any} event */
  handleAct({ currentTarget }) {
    const { id } = currentTarget.dataset;
    this.problem = null;
    this.holder = null;
    if (id === 'letGo') this.save(ending);
    else if (id === 'letGoAndApprove') this.letGoAndApprove();
    else if (id === 'rejectAgainst') this.rejectAgainst();
    else {
      this.act = id;
      this.focusOn = 'form';
    }
  }

  handleClose() {
    this.act = null;
    this.problem = null;
    this.holder = null;
  }

  /** @param {{ detail: { values: Record<string, any> } }} event */
  handleSave({ detail: { values } }) {
    const own = /** @type {Registrations.Registration} */ (this.read);
    const { act } = this;
    const typed = act === 'approve' ? { [names.until]: latest(today()), ...values } : values;
    const decided = { [names.decidedBy]: USER_ID, [names.decidedOn]: today() };
    if (act === 'approve') this.save({ ...decided, ...typed, [names.status]: 'Approved', [names.key]: own.projectKey });
    else if (act === 'reject') this.save({ ...decided, ...typed, [names.status]: 'Rejected' });
    else this.save(act === 'end' ? { ...typed, ...ending } : typed);
  }

  /** The one that stands in the way goes, then this one is approved as it was asked. */
  async letGoAndApprove() {
    const holder = /** @type {Registrations.Registration} */ (this.before);
    if (await this.write(holder, ending)) await this.save(this.asked);
  }

  async rejectAgainst() {
    const holder = /** @type {Registrations.Registration} */ (this.before);
    await this.save({
      [names.status]: 'Rejected',
      [names.decidedBy]: USER_ID,
      [names.decidedOn]: today(),
      [names.conflict]: holder.id,
      [names.reason]: fill(texts.against, holder.partner, formats.day(holder.until), holder.name).slice(0, 255),
    });
  }

  /** The last one that stood in the way. @type {Registrations.Registration | null} */
  before = null;

  /** @param {Record<string, any>} fields */
  async save(fields) {
    const own = this.read;
    if (this.isBusy || own === null) return;
    this.asked = fields;
    if (await this.write(own, { ...this.keyOf(own), ...fields })) {
      this.act = null;
      this.spoken = texts.saved;
      this.focusOn = 'title';
    }
  }

  /** The key by which duplicates are found goes with whatever is saved. @param {Registrations.Registration} own */
  keyOf({ customer }) {
    return registration?.hasKey && customer
      ? { [names.customerKey]: customerKey(customer, registration.placeholders) || null }
      : {};
  }

  /** @param {Registrations.Registration} one @param {Record<string, any>} fields @returns {Promise<boolean>} */
  async write({ id, changedOn }, fields) {
    this.isBusy = true;
    this.problem = null;
    try {
      await updateRecord({ fields: { Id: id, ...fields } }, { ifUnmodifiedSince: changedOn ?? undefined });
      await this.readAgain();
      return true;
    } catch (error) {
      const { kind, ...told } = problemOf(error, texts.notSaved);
      if (kind === 'conflict' || kind === 'twice' || kind === 'gone') await this.readAgain();
      this.problem = kind === 'twice' ? this.taken() : told;
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  readAgain() {
    return Promise.all([this.refresh?.(), this.refreshOthers?.()]);
  }

  /** Who holds the key, and until when. @returns {Panel.Notice} */
  taken() {
    const holder = this.others.find(({ id, key }) => id !== this.#recordId && key === this.read?.projectKey) ?? null;
    this.holder = holder;
    this.before = holder;
    if (holder === null) return alertOf(texts.taken, [texts.takenUnseen]);
    const until = formats.day(holder.until);
    return alertOf(texts.taken, [
      fill(texts.takenBy, holder.name, holder.partner || texts.gone, until),
      ...(hasLapsed(holder, today()) ? [fill(texts.takenLapsed, until)] : []),
    ]);
  }
}
