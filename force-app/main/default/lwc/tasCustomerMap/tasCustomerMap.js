/**
 * Who decides at the customer and how they stand to us: a drawing of who reports to whom, a table that says the same, and
 * a form for one person at a time. One request by `lightning/graphql`; none where the model makes no map.
 */
import { circlesIn, customer, mapQuery, mapScore, messages, missingIn } from 'c/tasMapModel';
import { fill } from 'c/tasModel';
import { alertOf, dayOf, dot, formats, problemOf, refusalOf } from 'c/tasPanelState';
import { hear, tell, tellOthers } from 'c/tasRecords';
import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { drawing, stanceIn, stanceTexts } from './drawing';
import { movementOf } from './movement';
import { readMap } from './people';

const { map } = messages;
const names = /** @type {Readonly<Record<string, string>>} */ (customer?.names ?? {});
const missing = { approver: map.approver, supporter: map.supporter, opponent: map.opponent };
/** The person that a form is for while nobody is chosen yet. */
const nobody = 'new';

export default class TasCustomerMap extends LightningElement {
  map = map;
  query = mapQuery ?? undefined;
  /** @type {{ id: string } | undefined} */
  variables;
  /** @type {CustomerMap.Read | null} */
  read = null;
  /** Worked out once for each reading. */
  drawing = drawing([], () => '');
  /** @type {Panel.Notice | null} */
  problem = null;
  /** Id of the person that the form is for. @type {string | null} */
  edited = null;
  isBusy = false;
  spoken = '';
  /** Id of the person whose button gets the cursor, or of the form. */
  focusOn = '';
  /** @type {(() => Promise<unknown>) | undefined} */
  refresh;
  /** @type {(() => void) | undefined} */
  forget;
  #recordId = '';

  /** @returns {string} */
  @api
  get recordId() {
    return this.#recordId;
  }
  set recordId(id) {
    if (id === this.#recordId) return;
    this.#recordId = id;
    this.variables = customer ? { id } : undefined;
    this.read = null;
    this.edited = null;
    this.problem = null;
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  wired(/** @type {any} */ { data, errors, refresh }) {
    this.refresh = refresh ?? this.refresh;
    if (errors?.length) this.problem = problemOf(refusalOf(errors), map.title);
    else if (data) {
      if (this.problem?.title === map.title) this.problem = null;
      this.read = readMap(data);
      this.drawing = drawing(this.people, (person) => this.valueText(person, names.role));
    }
  }

  connectedCallback() {
    this.forget = hear('moved', (dealId) => {
      if (dealId === this.recordId) this.refresh?.();
    });
  }

  disconnectedCallback() {
    this.forget?.();
  }

  renderedCallback() {
    const { focusOn } = this;
    if (focusOn === '') return;
    const place = /** @type {any} */ (this.template?.querySelector(`[data-focus="${focusOn}"]`));
    if (!place) return;
    this.focusOn = '';
    place.focus();
  }

  get people() {
    return this.read?.people ?? [];
  }

  get isHidden() {
    return this.read !== null && !this.read.isSeen;
  }

  get hasPeople() {
    return this.people.length > 0;
  }

  get isEmpty() {
    return this.read !== null && this.read.isSeen && !this.hasPeople;
  }

  get facts() {
    const { people, score, unknownShare } = mapScore(this.people, customer?.leastInfluence ?? 1);
    return [
      people === 1 ? map.onePerson : fill(map.people, formats.number(people)),
      score === null ? map.noScore : fill(map.score, formats.number(Math.round(score * 10) / 10)),
      ...(unknownShare === null ? [] : [fill(map.unknown, formats.number(unknownShare))]),
    ].join(dot);
  }

  /** What a map should have and this one has not; and whoever reports to each other. */
  get warnings() {
    if (!this.hasPeople || !customer) return [];
    const nameOf = (/** @type {number} */ place) => this.people[place].name || map.deleted;
    return [
      ...missingIn(this.people, customer.lines).map((key) => ({ key, text: missing[key] })),
      ...circlesIn(this.people).map((circle) => ({
        key: circle.join(),
        text: fill(map.circle, formats.list(circle.map(nameOf))),
      })),
    ];
  }

  get extent() {
    const { width, height } = this.drawing;
    return `width: ${width}px; height: ${height}px`;
  }

  get head() {
    const { label } = /** @type {CustomerMap.Read} */ (this.read);
    return [map.name, ...(customer?.chosen ?? []).map(label), map.reportsTo, map.stance].map((text) => ({
      key: text,
      text,
    }));
  }

  get rows() {
    const { label, mayChange } = /** @type {CustomerMap.Read} */ (this.read);
    const byContact = new Map(this.people.map((person) => [person.contact, person.name]));
    return this.people.map((person) => {
      const { id, name, title, left, changedBy, changedOn } = person;
      const cells = (customer?.chosen ?? []).map((field) => ({
        key: field,
        label: label(field),
        text: this.valueText(person, field),
      }));
      const boss = byContact.get(person.reportsTo ?? '') ?? '';
      return {
        id,
        name: name || map.deleted,
        title: [title, left ? map.gone : ''].filter(Boolean).join(dot),
        note: person.values[names.note] ?? '',
        changed: changedBy === '' ? '' : fill(map.changed, changedBy, formats.day(dayOf(String(changedOn)))),
        cells: [
          ...cells,
          { key: 'reportsTo', label: map.reportsTo, text: boss || '–' },
          { key: 'stance', label: map.stance, text: stanceTexts[stanceIn(person)] },
        ],
        isEdited: this.edited === id,
        formKey: `${id} form`,
        form: this.edited === id ? this.form : null,
        edit: mayChange && this.edited === null ? fill(map.edit, name || map.deleted) : null,
      };
    });
  }

  /** @param {CustomerMap.Mapped} person @param {string} field */
  valueText(person, field) {
    const value = person.values[field];
    if (value === null || value === undefined) return map.blank;
    return this.read?.options(field).find((one) => one.value === value)?.label ?? String(value);
  }

  get movement() {
    return this.read && this.hasPeople ? movementOf(this.read) : null;
  }

  get isNew() {
    return this.edited === nobody;
  }

  get mayAdd() {
    return this.read?.isSeen && this.read.mayAdd && this.edited === null;
  }

  get isReadOnly() {
    return this.read !== null && (this.isHidden || !this.read.mayChange);
  }

  /** @returns {Panel.Form} */
  get form() {
    const { label, options, account } = /** @type {CustomerMap.Read} */ (this.read);
    const person = this.people.find(({ id }) => id === this.edited);
    const field = (
      /** @type {string} */ name,
      /** @type {Panel.Field['kind']} */ kind,
      /** @type {Partial<Panel.Field>} */ more = {},
    ) => ({
      name,
      label: label(name),
      kind,
      value: person?.values[name] ?? (kind === 'checkbox' ? false : null),
      maxLength: kind === 'text' ? 255 : undefined,
      digits: 0,
      options: kind === 'picklist' ? [{ label: map.blank, value: '' }, ...options(name)] : [],
      to: null,
      ...more,
    });
    return {
      fields: [
        ...(person ? [] : [field(names.contact, 'lookup', { to: 'Contact', account, required: true })]),
        ...(customer?.chosen ?? []).map((name) => field(name, 'picklist')),
        ...(person ? [field(names.left, 'checkbox')] : []),
        field(names.note, 'text'),
      ],
      saves: 'changes',
      closes: true,
      busy: this.isBusy,
      saveText: map.save,
    };
  }

  handleAdd() {
    this.edited = nobody;
    this.problem = null;
    this.focusOn = 'form';
  }

  /** @param {any} event */
  handleEdit({ currentTarget }) {
    this.edited = currentTarget.dataset.id;
    this.problem = null;
    this.focusOn = 'form';
  }

  handleClose() {
    this.focusOn = this.edited ?? '';
    this.edited = null;
    this.problem = null;
  }

  /** @param {{ detail: { values: Record<string, any> } }} event */
  async handleSave({ detail: { values } }) {
    if (this.isBusy) return;
    const { edited } = this;
    const person = this.people.find(({ id }) => id === edited);
    const twin = person ? undefined : this.people.find(({ contact }) => contact === values[names.contact]);
    if (twin) {
      this.problem = alertOf(fill(map.already, twin.name), []);
      return;
    }
    this.isBusy = true;
    this.problem = null;
    try {
      if (person) await this.change(person, values);
      else await this.add(values);
      this.edited = null;
      await tellOthers(this.recordId);
      tell('changed', this.recordId);
      await this.refresh?.();
      const after = person?.id ?? this.people.find(({ contact }) => contact === values[names.contact])?.id ?? nobody;
      this.spoken = fill(map.saved, this.people.find(({ id }) => id === after)?.name ?? '');
      this.focusOn = after;
    } catch (error) {
      const { kind, ...told } = problemOf(error, map.notSaved);
      this.problem = kind === 'twice' ? alertOf(map.twice, []) : told;
      if (kind === 'conflict' || kind === 'twice' || kind === 'gone') await this.refresh?.();
    } finally {
      this.isBusy = false;
    }
  }

  /** @param {Record<string, any>} values */
  async add(values) {
    const key = `${this.recordId}:${values[names.contact]}`;
    await createRecord({ apiName: names.object, fields: { [names.deal]: this.recordId, [names.key]: key, ...values } });
  }

  /** @param {CustomerMap.Mapped} person @param {Record<string, any>} values */
  async change({ id, changedOn }, values) {
    await updateRecord({ fields: { Id: id, ...values } }, { ifUnmodifiedSince: changedOn ?? undefined });
  }
}
