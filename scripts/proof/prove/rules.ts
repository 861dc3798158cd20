/** The compiled validation rules of a model as an oracle: loaded into an org in process and asked about one write. */
import { stageValues } from '../../product/compile/index.ts';
import {
  doneField,
  field,
  item as itemObject,
  itemField,
  permissions as permissionNames,
  registration,
  registrationField as own,
  relationOf,
  weightField,
} from '../../product/vocabulary/index.ts';
import type { Deal, Item, Viewer } from '../../product/gate/index.ts';
import type { SalesModel } from '../../product/model/index.ts';
import {
  brokenRules,
  type Field,
  type Frame,
  type Globals,
  Journal,
  type LoadedOrg,
  loadOrg,
  type ObjectType,
  Row,
  type Session,
  type Value,
} from '../../practice-org/server/index.ts';
import { codesOf, mapOf, withSameRecords } from './beside.ts';
import { proofCurrencies } from './currencies.ts';
import { metadataOf } from './metadata.ts';

type Org = Extract<LoadedOrg, { ok: true }>['org'];

/** What rules say about a write: the codes that refuse it, sorted, and what formula fields hold afterwards. */
export interface Answer {
  readonly codes: readonly string[];
  readonly facts: readonly string[];
}

type Fields = Readonly<Record<string, Value>>;

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
   */
  constructor(root: string, model: SalesModel, today: string) {
    const loaded = loadOrg({
      metadata: metadataOf(root, model),
      stages: stageValues(model),
      currencies: proofCurrencies(model),
      activateRules: true,
      now: () => new Date(`${today}T12:00:00Z`),
    });
    if (!loaded.ok) throw new Error(loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    this.#org = loaded.org;
    this.#model = model;
    this.#deals = this.object('Opportunity');
    this.#items = this.object(itemObject);
    const session = (persona: string): Session => {
      const found = this.#org.sessions.find((one) => one.persona === persona);
      if (found === undefined) throw new Error(`no ${persona}`);
      return found;
    };
    this.#rep = session('rep');
    this.people = [this.#rep.userId, session('manager').userId];
  }

  /** Lets a user of that id exist, so that `$User` has somebody to speak of. */
  putUser(id: string): void {
    const users = this.object('User');
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

  /** Puts a record into the org as it is, past every rule, and answers its id. */
  put(object: string, fields: Fields): string {
    const type = this.object(object);
    const id = type.table.nextId();
    const values: Value[] = type.fields.map(() => null);
    for (const [name, value] of Object.entries({ ...fields, Id: id })) values[slotOf(type, name)] = value;
    type.table.insert(new Row(values), new Journal());
    return id;
  }

  /** The write of a deal with these items as an org sees it: its row of before and of after, and who writes. */
  dealWrite(before: Deal | undefined, after: Deal, items: readonly Item[], viewer: Viewer): Frame {
    const session = this.#session(viewer);
    const done = this.#done(items, session);
    const prior = before === undefined ? null : new Row(this.#values(withSameRecords(before, after), done));
    return { row: new Row(this.#values(after, done)), prior, isNew: prior === null, session };
  }

  /** The write of an item of that deal, in the same way. */
  itemWrite(dealId: string, before: Item | undefined, after: Item, viewer: Viewer): Frame {
    const prior = before === undefined ? null : this.#itemRow(dealId, before);
    return { row: this.#itemRow(dealId, after), prior, isNew: prior === null, session: this.#session(viewer) };
  }

  /** The write of any other child of that deal, by its fields. */
  childWrite(object: string, before: Fields | undefined, after: Fields, viewer: Viewer): Frame {
    const type = this.object(object);
    const row = (fields: Fields): Row => {
      const values: Value[] = type.fields.map(() => null);
      for (const [name, value] of Object.entries(fields)) values[slotOf(type, name)] = value;
      return new Row(values);
    };
    const prior = before === undefined ? null : row(before);
    return { row: row(after), prior, isNew: prior === null, session: this.#session(viewer) };
  }

  /** What formulas may ask of the org, to compile others in it. */
  get globals(): Globals {
    return {
      users: () => this.#org.objects.get('user'),
      customPermissions: new Set(permissionNames.map((name) => name.toLowerCase())),
      organization: new Map(),
      timeZone: 'UTC',
    };
  }

  /** Codes of the rules on the deal that refuse the write, sorted. */
  codes(before: Deal | undefined, after: Deal, items: readonly Item[], viewer: Viewer): string[] {
    return codesOf(brokenRules(this.#deals, this.dealWrite(before, after, items, viewer)));
  }

  /** Codes of the rules on an item that refuse the write, sorted. */
  itemCodes(dealId: string, before: Item | undefined, after: Item, viewer: Viewer): string[] {
    return codesOf(brokenRules(this.#items, this.itemWrite(dealId, before, after, viewer)));
  }

  /** The same, and what the deal's formula fields say after the write. */
  askDeal(before: Deal | undefined, after: Deal, items: readonly Item[], viewer: Viewer): Answer {
    const frame = this.dealWrite(before, after, items, viewer);
    const facts = [field.stageNumber, field.suggested, field.effective, field.track].map((name) =>
      String(this.#deals.byName.get(name.toLowerCase())?.read(frame.row, frame.session)),
    );
    return { codes: codesOf(brokenRules(this.#deals, frame)), facts };
  }

  /** The same, and what the item adds to the roll-ups of its deal. */
  askItem(dealId: string, before: Item | undefined, after: Item, viewer: Viewer): Answer {
    const frame = this.itemWrite(dealId, before, after, viewer);
    const facts = this.#model.stages.flatMap(({ id }) => {
      const weight = this.#items.byName.get(weightField(id).toLowerCase())?.read(frame.row, frame.session) ?? 0;
      return weight === 0 ? [] : [`${id}: ${String(weight)}`];
    });
    return { codes: codesOf(brokenRules(this.#items, frame)), facts };
  }

  #itemRow(dealId: string, one: Item): Row {
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
    put(itemField.note, one.note);
    put(itemField.settledBy, one.settledBy);
    put(itemField.settledOn, one.settledOn);
    put(itemField.settledAmount, one.settledAmount);
    put(itemField.declinedBy, one.declinedBy);
    put(itemField.declinedOn, one.declinedOn);
    return new Row(values);
  }

  #session(viewer: Viewer): Session {
    const permissions = new Set([...viewer.permissions].map((name) => name.toLowerCase()));
    return { ...this.#rep, userId: viewer.id, permissions };
  }

  /** An object of the org. @throws when there is none of that name. */
  object(name: string): ObjectType {
    const object = this.#org.objects.get(name.toLowerCase());
    if (object === undefined) throw new Error(`no ${name}`);
    return object;
  }

  /** What the roll-ups of the deal hold: the sums of the items' own weight formulas. */
  #done(items: readonly Item[], session: Session): Map<string, number> {
    const sums = new Map([
      ...this.#model.stages.map(({ id }): [string, number] => [doneField(id).toLowerCase(), 0]),
      ...mapOf(items.length),
    ]);
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
      const target = this.#deals.byName.get(name.toLowerCase());
      if (target === undefined || target.computed) continue;
      values[target.slot] =
        value === null || value === undefined
          ? null
          : isContact(target)
            ? this.#contact(deal, name)
            : name === field.registration
              ? this.#registration(deal, String(value))
              : value;
    }
    return values;
  }

  /** Id of the record type of that developer name; one the metadata does not have is made. */
  #recordType(name: string): string {
    const types = this.object('RecordType');
    const slot = slotOf(types, 'DeveloperName');
    for (const row of types.table.rows()) if (row.values[slot] === name) return row.id;
    const id = types.table.nextId();
    types.table.insert(
      new Row(types.fields.map((field) => (field.slot === 0 ? id : field.slot === slot ? name : null))),
      new Journal(),
    );
    return id;
  }

  /** The registration that the deal says it names. */
  #registration(deal: Deal, named: string): string {
    const known = this.#contacts.get(named);
    if (known !== undefined) return known;
    const registrations = this.object(registration);
    const id = registrations.table.nextId();
    const values: Value[] = registrations.fields.map(() => null);
    values[0] = id;
    for (const name of [own.customer, own.partner, own.status, own.until])
      values[slotOf(registrations, name)] = deal[`${relationOf(field.registration)}.${name}`] ?? null;
    registrations.table.insert(new Row(values), new Journal());
    this.#contacts.set(named, id);
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
    const contacts = this.object('Contact');
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

const isContact = (field: Field): boolean => field.targets.some(({ name }) => name === 'Contact');

function slotOf(object: ObjectType, name: string): number {
  const field = object.byName.get(name.toLowerCase());
  if (field === undefined) throw new Error(`no field ${object.name}.${name}`);
  return field.slot;
}
