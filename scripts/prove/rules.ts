/** The compiled validation rules of a model as an oracle: loaded into an org in process and asked about one write. */
import { join } from 'node:path';
import { compileModel, stageValues } from '../compile/index.ts';
import { doneField, item as itemObject, itemField, weightField } from '../compile/vocabulary.ts';
import type { Deal, Item, Viewer } from '../gate/index.ts';
import { readTree } from '../metadata/tree.ts';
import type { SalesModel } from '../model/index.ts';
import type { Session } from '../practice-org/access/session.ts';
import { loadOrg, type LoadedOrg } from '../practice-org/load-org.ts';
import { brokenRules } from '../practice-org/save/rules.ts';
import type { Field, ObjectType } from '../practice-org/schema/object.ts';
import { Journal } from '../practice-org/store/journal.ts';
import { Row, type Value } from '../practice-org/store/row.ts';

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
  /** Record types of the org by developer name. */
  readonly recordTypes: ReadonlyMap<string, string>;

  /**
   * @param today YYYY-MM-DD, the org's day.
   * @param replaced files put in place of compiled ones, by path: how a mutant gets in.
   */
  constructor(root: string, model: SalesModel, today: string, replaced: ReadonlyMap<string, string> = new Map()) {
    const { files, findings } = compileModel(model, 'made.yaml');
    if (findings.length > 0) throw new Error(findings.map(({ what }) => what).join('\n'));
    const metadata = new Map([
      ...readTree(join(root, 'force-app', 'main', 'default')),
      ...files.map(({ path, text }): [string, string] => [path, text]),
      ...replaced,
      ...(model.scope.recordTypes === 'all' ? [] : [...model.scope.recordTypes, 'Others'].map(recordTypeFile)),
    ]);
    const loaded = loadOrg({
      metadata,
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
    const types = this.#object('RecordType');
    this.recordTypes = new Map(
      [...types.table.rows()].map((row) => [String(row.values[slotOf(types, 'DeveloperName')]), row.id]),
    );
  }

  /** Codes of the rules on the deal that refuse the write, sorted. */
  codes(before: Deal | undefined, after: Deal, items: readonly Item[], viewer: Viewer): string[] {
    return this.ask(this.prepare(before, after, items, viewer));
  }

  /** A write as rows of the org, to be asked about more than once. */
  prepare(before: Deal | undefined, after: Deal, items: readonly Item[], viewer: Viewer): PreparedWrite {
    const session: Session = {
      ...this.#rep,
      userId: viewer.id,
      permissions: new Set([...viewer.permissions].map((name) => name.toLowerCase())),
    };
    const done = this.#done(items, session);
    return {
      session,
      after: this.#values(after, done),
      before: before === undefined ? null : this.#values(before, done),
    };
  }

  /** Codes that refuse a prepared write, sorted. It may have been prepared by another org of the same fields. */
  ask({ session, after, before }: PreparedWrite): string[] {
    const prior = before === null ? null : new Row(before);
    return brokenRules(this.#deals, { row: new Row(after), prior, isNew: prior === null, session })
      .map(({ message }) => /^\[(TAS-\w+)\]/.exec(message)?.[1] ?? message)
      .sort();
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
        values[slotOf(this.#deals, 'RecordTypeId')] = this.recordTypes.get(String(value)) ?? null;
        continue;
      }
      const field = this.#deals.byName.get(name.toLowerCase());
      if (field === undefined || field.computed) continue;
      values[field.slot] =
        isContact(field) && value !== null && value !== undefined ? this.#contact(deal, name) : (value ?? null);
    }
    return values;
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

const isContact = (field: Field): boolean => field.targets.some(({ name }) => name === 'Contact');

function slotOf(object: ObjectType, name: string): number {
  const field = object.byName.get(name.toLowerCase());
  if (field === undefined) throw new Error(`no field ${object.name}.${name}`);
  return field.slot;
}

const recordTypeFile = (name: string): [string, string] => [
  `objects/Opportunity/recordTypes/${name}.recordType-meta.xml`,
  `<?xml version="1.0" encoding="UTF-8"?>\n<RecordType xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><active>true</active><label>${name}</label></RecordType>\n`,
];
