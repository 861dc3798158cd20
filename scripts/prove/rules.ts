/** The compiled validation rules of a model as an oracle: loaded into an org in process and asked about one write. */
import { stageValues } from '../compile/index.ts';
import { doneField, item as itemObject, itemField, weightField } from '../compile/vocabulary.ts';
import type { Deal, Item, Viewer } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import type { Session } from '../practice-org/access/session.ts';
import { loadOrg, type LoadedOrg } from '../practice-org/load-org.ts';
import { brokenRules } from '../practice-org/save/rules.ts';
import type { Field, ObjectType } from '../practice-org/schema/object.ts';
import { Journal } from '../practice-org/store/journal.ts';
import { Row, type Value } from '../practice-org/store/row.ts';
import { metadataOf } from './metadata.ts';

type Org = Extract<LoadedOrg, { ok: true }>['org'];

/** The values of both versions of a deal, by slot, and who writes. */
export interface PreparedWrite {
  readonly session: Session;
  readonly after: readonly Value[];
  readonly before: readonly Value[] | null;
}

/** Asks the compiled rules of one model. */
export class RuleOracle {
  readonly #org: Org;
  readonly #deals: ObjectType;
  readonly #items: ObjectType;
  readonly #rep: Session;
  readonly #model: SalesModel;
  readonly #contacts = new Map<string, string>();
  /** Two people who exist in the org: the viewer of a case and somebody else. */
  readonly people: readonly [string, string];

  /**
   * @param today YYYY-MM-DD, the org's day.
   * @param replaced files put in place of compiled ones, by path: how a mutant gets in.
   */
  constructor(root: string, model: SalesModel, today: string, replaced: ReadonlyMap<string, string> = new Map()) {
    const loaded = loadOrg({
      metadata: new Map([...metadataOf(root, model), ...replaced]),
      stages: stageValues(model),
      activateRules: true,
      now: () => new Date(`${today}T12:00:00Z`),
    });
    if (!loaded.ok) throw new Error(loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    this.#org = loaded.org;
    this.#model = model;
    this.#deals = this.#object('Opportunity');
    this.#items = this.#object(itemObject);
    const session = (persona: string): Session => {
      const found = this.#org.sessions.find((one) => one.persona === persona);
      if (found === undefined) throw new Error(`no ${persona}`);
      return found;
    };
    this.#rep = session('rep');
    this.people = [this.#rep.userId, session('manager').userId];
  }

  /** Codes of the rules on the deal that refuse the write, sorted. */
  codes(before: Deal | undefined, after: Deal, items: readonly Item[], viewer: Viewer): string[] {
    return this.ask(this.prepare(before, after, items, viewer));
  }

  /** Lets a user of that id exist, so that `$User` has somebody to speak of. */
  putUser(id: string): void {
    const users = this.#object('User');
    if (users.table.get(id) === undefined)
      users.table.insert(new Row(users.fields.map(({ slot }) => (slot === 0 ? id : null))), new Journal());
  }

  /** Puts a deal into the org and answers its id, its own or a new one, so that items can be written on it. */
  putDeal(deal: Deal): string {
    const id = typeof deal['Id'] === 'string' ? deal['Id'] : this.#deals.table.nextId();
    const values = [...this.#values(deal, new Map())];
    values[0] = id;
    this.#deals.table.insert(new Row(values), new Journal());
    return id;
  }

  /** Codes of the rules on an item that refuse the write, sorted. */
  itemCodes(dealId: string, before: Item | undefined, after: Item, viewer: Viewer): string[] {
    const row = (one: Item): Row => {
      const values: Value[] = this.#items.fields.map(() => null);
      const put = (name: string, value: Value | undefined): void => {
        values[slotOf(this.#items, name)] = value ?? null;
      };
      put(itemField.deal, dealId);
      put(itemField.code, one.code);
      put(itemField.key, one.key);
      put(itemField.status, one.status);
      put(itemField.evidence, one.evidence);
      put(itemField.person, one.person);
      put(itemField.reason, one.reason);
      put(itemField.settledBy, one.settledBy);
      return new Row(values);
    };
    const prior = before === undefined ? null : row(before);
    const frame = { row: row(after), prior, isNew: prior === null, session: this.#session(viewer) };
    return codesOf(brokenRules(this.#items, frame));
  }

  /** A write as rows of the org, to be asked about more than once. */
  prepare(before: Deal | undefined, after: Deal, items: readonly Item[], viewer: Viewer): PreparedWrite {
    const session = this.#session(viewer);
    const done = this.#done(items, session);
    return {
      session,
      after: this.#values(after, done),
      before: before === undefined ? null : this.#values(withSameRecords(before, after), done),
    };
  }

  /** Codes that refuse a prepared write, sorted. It may have been prepared by another org of the same fields. */
  ask({ session, after, before }: PreparedWrite): string[] {
    const prior = before === null ? null : new Row(before);
    return codesOf(brokenRules(this.#deals, { row: new Row(after), prior, isNew: prior === null, session }));
  }

  /** Takes over the contacts that another org made while preparing, under the same ids. */
  adoptContacts(other: RuleOracle): void {
    const table = this.#object('Contact').table;
    for (const row of other.#object('Contact').table.rows()) table.insert(new Row(row.values), new Journal());
  }

  /** Leaves only one rule to be asked. */
  onlyRule(name: string): void {
    this.#deals.rules = this.#deals.rules.filter((rule) => rule.name === name);
  }

  #session(viewer: Viewer): Session {
    const permissions = new Set([...viewer.permissions].map((name) => name.toLowerCase()));
    return { ...this.#rep, userId: viewer.id, permissions };
  }

  #object(name: string): ObjectType {
    const object = this.#org.objects.get(name.toLowerCase());
    if (object === undefined) throw new Error(`no ${name}`);
    return object;
  }

  /** What the roll-ups of the deal hold: the sums of the items' own weight formulas. */
  #done(items: readonly Item[], session: Session): Map<string, number> {
    const sums = new Map(this.#model.stages.map(({ id }) => [doneField(id).toLowerCase(), 0]));
    for (const one of items) {
      const values: Value[] = this.#items.fields.map(() => null);
      values[slotOf(this.#items, itemField.code)] = one.code;
      values[slotOf(this.#items, itemField.status)] = one.status;
      const row = new Row(values);
      for (const { id } of this.#model.stages) {
        const weight = this.#items.byName.get(weightField(id).toLowerCase())?.read(row, session);
        const name = doneField(id).toLowerCase();
        if (typeof weight === 'number') sums.set(name, (sums.get(name) ?? 0) + weight);
      }
    }
    return sums;
  }

  #values(deal: Deal, done: ReadonlyMap<string, number>): readonly Value[] {
    const values: Value[] = this.#deals.fields.map((field) => done.get(field.name.toLowerCase()) ?? null);
    for (const [name, value] of Object.entries(deal)) {
      if (name === 'RecordType.DeveloperName') {
        values[slotOf(this.#deals, 'RecordTypeId')] =
          value === null || value === undefined ? null : this.#recordType(String(value));
        continue;
      }
      const field = this.#deals.byName.get(name.toLowerCase());
      if (field === undefined || field.computed) continue;
      values[field.slot] =
        isContact(field) && value !== null && value !== undefined ? this.#contact(deal, name) : (value ?? null);
    }
    return values;
  }

  /** Id of the record type of that developer name; one the metadata does not have is made. */
  #recordType(name: string): string {
    const types = this.#object('RecordType');
    const slot = slotOf(types, 'DeveloperName');
    for (const row of types.table.rows()) if (row.values[slot] === name) return row.id;
    const id = types.table.nextId();
    types.table.insert(
      new Row(types.fields.map((field) => (field.slot === 0 ? id : field.slot === slot ? name : null))),
      new Journal(),
    );
    return id;
  }

  /** A contact with the phones that the deal says its lookup leads to. */
  #contact(deal: Deal, lookup: string): string {
    const parent = lookup.replace(/__c$/, '__r');
    const phone = deal[`${parent}.Phone`] ?? null;
    const mobile = deal[`${parent}.MobilePhone`] ?? null;
    const key = JSON.stringify([deal[lookup], phone, mobile]);
    const known = this.#contacts.get(key);
    if (known !== undefined) return known;
    const contacts = this.#object('Contact');
    const id = contacts.table.nextId();
    const values: Value[] = contacts.fields.map(() => null);
    values[0] = id;
    values[slotOf(contacts, 'Phone')] = phone;
    values[slotOf(contacts, 'MobilePhone')] = mobile;
    contacts.table.insert(new Row(values), new Journal());
    this.#contacts.set(key, id);
    return id;
  }
}

/** Before, with the related records it shares with after as they are now: a record has only one version, the present one. */
const withSameRecords = (before: Deal, after: Deal): Deal => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(after).filter(([name]) => {
      const [lookup, related] = name.split('__r.');
      return related !== undefined && before[`${lookup ?? ''}__c`] === after[`${lookup ?? ''}__c`];
    }),
  ),
});

const codesOf = (broken: readonly { readonly message: string }[]): string[] =>
  broken.map(({ message }) => /^\[(TAS-\w+)\]/.exec(message)?.[1] ?? message).sort();

const isContact = (field: Field): boolean => field.targets.some(({ name }) => name === 'Contact');

function slotOf(object: ObjectType, name: string): number {
  const field = object.byName.get(name.toLowerCase());
  if (field === undefined) throw new Error(`no field ${object.name}.${name}`);
  return field.slot;
}
