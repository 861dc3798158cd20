/** One deal as it comes to be: what it holds, and the events that made it so. */
import {
  settledAmountOf,
  verdict,
  type Deal,
  type Item,
  type ItemStatus,
  type Value,
  type Verdict,
} from '../../../product/gate/index.ts';
import type { SalesModel } from '../../../product/model/index.ts';
import {
  contract,
  contractField,
  draftStatus,
  field,
  item,
  itemField,
  relationOf,
} from '../../../product/vocabulary/index.ts';
import { dayOf, type SampleCalendar } from './calendar.ts';
import type { SampleEvent, SampleValue } from './events.ts';
import type { Money } from './money.ts';
import { permissionsOf } from './people.ts';
import { partnerOf, type DealPlan } from './plan.ts';
import { DealRegistration } from './registrations.ts';

/** What all deals of a sample share. */
export interface Scene {
  readonly model: SalesModel;
  readonly calendar: SampleCalendar;
  readonly money: Money;
}

type Fields = Record<string, SampleValue>;

export class DealStory {
  readonly plan: DealPlan;
  readonly scene: Scene;
  readonly events: SampleEvent[] = [];
  readonly currency: string | undefined;
  readonly #deal: Record<string, Value> = {};
  readonly #items = new Map<string, Item>();
  readonly #registration: DealRegistration;
  /** Milliseconds. */
  #time: number;

  constructor(scene: Scene, plan: DealPlan) {
    this.scene = scene;
    this.plan = plan;
    this.currency = scene.money.of(plan.number - 1);
    this.#time = scene.calendar.from;
    const { owner, customer, name, number } = plan;
    this.#registration = new DealRegistration(scene.model, {
      row: `registration of deal ${number}`,
      partner: partnerOf(plan),
      customer: customer.name,
      project: name,
      by: owner,
    });
  }

  /** The deal as it is now; lookups hold the names of what they name. */
  get deal(): Deal {
    return this.#deal;
  }

  get row(): string {
    return `deal ${this.plan.number}`;
  }

  get #contract(): string {
    return `contract of ${this.row}`;
  }

  get today(): string {
    return dayOf(this.#time);
  }

  get moment(): string {
    return new Date(this.#time).toISOString();
  }

  /** Lets the time go on to so many days since the sample began, never back. */
  goOn(days: number): void {
    this.#time = Math.max(this.#time, this.scene.calendar.moment(days));
  }

  statusOf(code: string): ItemStatus | undefined {
    return this.#items.get(code)?.status;
  }

  /** What stands against `changes` by that person, and what is open once they are made. */
  verdict(changes: Deal = {}, actor = this.plan.owner): Verdict {
    return verdict({
      model: this.scene.model,
      before: { ...this.#deal, ...this.#registered() },
      after: { ...this.#deal, ...this.#registered(), ...changes },
      items: [...this.#items.values()],
      viewer: { id: actor, permissions: permissionsOf(actor) },
      today: this.today,
    });
  }

  /** Makes the deal, or changes it. Nothing to write is no event. */
  write(fields: Fields, actor = this.plan.owner): void {
    if (Object.keys(fields).length === 0) return;
    const isNew = this.#deal[field.created] === undefined;
    this.#happen({ actor, operation: isNew ? 'insert' : 'update', object: 'Opportunity', row: this.row, fields });
    if (isNew) {
      this.#deal[field.owner] = actor;
      this.#deal[field.created] = this.moment;
    } else if (field.stage in fields) this.#deal[field.stageChanged] = this.moment;
    for (const [name, value] of Object.entries(fields)) this.#deal[name] = plain(value);
    const amount = this.#deal[field.amount];
    this.#deal[field.modelAmount] = typeof amount === 'number' ? this.scene.money.toModel(amount, this.currency) : null;
  }

  /** Puts values of a record that the deal names beside it, as gates read them. */
  see(related: Deal): void {
    for (const [name, value] of Object.entries(related)) this.#deal[name] = value ?? null;
  }

  /** Makes the contract of the deal, which each of the two names from then on. */
  sign(term: number): void {
    const { owner } = this.plan;
    const account = this.#deal[field.account] ?? null;
    const amount = this.#deal[field.amount];
    this.#happen({
      actor: owner,
      operation: 'insert',
      object: contract,
      row: this.#contract,
      fields: {
        [contractField.account]: typeof account === 'string' ? { row: account } : null,
        [contractField.status]: draftStatus,
        [contractField.start]: this.today,
        [contractField.term]: term,
        [contractField.deal]: { row: this.row },
        ...(typeof amount === 'number' ? { [contractField.amount]: amount } : {}),
        ...(this.currency === undefined ? {} : { [field.currency]: this.currency }),
      },
    });
    this.write({ [field.contract]: { row: this.#contract } });
    const related = relationOf(field.contract);
    this.see({
      Id: this.row,
      [`${related}.${contractField.account}`]: account,
      [`${related}.${contractField.deal}`]: this.row,
    });
  }

  /** Its contract is in force. */
  activate(): void {
    this.#happen({
      actor: this.plan.owner,
      operation: 'update',
      object: contract,
      row: this.#contract,
      fields: { [contractField.status]: 'Activated' },
    });
  }

  /** Has the deal's registration submitted and, where a day is given, protected until then; answers what it is called. */
  register(until: string | undefined): SampleValue {
    for (const event of this.#registration.events(this.today, until)) this.#happen(event);
    return { row: this.#registration.row };
  }

  readonly #registered = (): Deal =>
    typeof this.#deal[field.registration] === 'string' ? this.#registration.seen(this.today) : {};

  /** Writes the item of a requirement: an open one, a request, a refusal. */
  note(actor: string, code: string, fields: Fields & { readonly [itemField.status]: ItemStatus }): void {
    const known = this.#items.has(code);
    this.#happen({
      actor,
      operation: known ? 'update' : 'insert',
      object: item,
      row: `${this.row} ${code}`,
      fields: known
        ? fields
        : {
            [itemField.deal]: { row: this.row },
            [itemField.code]: code,
            [itemField.key]: { row: this.row, then: `:${code}` },
            ...fields,
          },
    });
    this.#items.set(code, { code, status: fields[itemField.status] });
  }

  /** Settles the item of a requirement in that person's name. */
  settle(actor: string, code: string, fields: Fields & { readonly [itemField.status]: ItemStatus }): void {
    const amount = settledAmountOf(this.scene.model, this.#deal, code);
    this.note(actor, code, {
      ...fields,
      [itemField.settledBy]: { user: actor },
      [itemField.settledOn]: this.moment,
      ...(amount === null ? {} : { [itemField.settledAmount]: amount }),
    });
  }

  #happen(event: Omit<SampleEvent, 'at' | 'deal'>): void {
    this.events.push({ at: this.moment, deal: this.plan.number, ...event });
  }
}

const plain = (value: SampleValue): Value =>
  value === null || typeof value !== 'object' ? value : 'user' in value ? value.user : value.row;
