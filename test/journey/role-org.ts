/** A practice org in which a rep and a manager work, and what verdicts they see. */
import { Connection } from 'jsforce';
import {
  verdict,
  type Deal,
  type Fixer,
  type Item,
  type RequirementVerdict,
} from '../../scripts/product/gate/index.ts';
import { canBeSettled, requirementsOf, type SalesModel } from '../../scripts/product/model/index.ts';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { meeting, type Attempt, type Targets, type Values } from './attempts.ts';

/** Who does what a verdict asks of somebody: the least of the roles that may. */
const personOf: Readonly<Record<Fixer, 'rep' | 'manager'>> = {
  editor: 'rep',
  approver: 'manager',
  grader: 'manager',
};
export class RoleOrg {
  readonly #org: PracticeOrg;
  readonly #model: SalesModel;
  readonly targets: Targets;
  readonly #account: string;

  constructor(org: PracticeOrg, model: SalesModel) {
    this.#org = org;
    this.#model = model;
    this.#account = this.load('Account', { Name: 'Nordwind' });
    this.targets = {
      Account: this.#account,
      Contact: this.load('Contact', { LastName: 'Chen', Phone: '+86 21 5550 1234' }),
      User: this.session('rep').userId,
      ...this.#registered(),
    };
  }

  #registered(): Pick<Targets, 'partner' | 'registration'> {
    if (this.#model.registration === undefined) return { partner: undefined, registration: undefined };
    const partner = this.load('Account', { Name: 'Baltic Systems' });
    const registration = this.load('TAS_Registration__c', {
      Partner__c: partner,
      Customer__c: this.#account,
      Project__c: 'Dead end',
      Status__c: 'Approved',
      Protected_Until__c: '2099-12-31',
      Protection_Key__c: `${this.#account}:deadend`,
    });
    return { partner, registration };
  }

  session(person: 'rep' | 'manager') {
    const found = this.#org.org.sessions.find(({ persona }) => persona === person);
    if (found === undefined) throw new Error(person);
    return found;
  }

  as(person: 'rep' | 'manager'): Connection {
    const { instanceUrl, tokens } = this.#org;
    return new Connection({ instanceUrl, accessToken: tokens[person], version: '66.0' });
  }

  load(object: string, row: Values): string {
    const [result] = this.#org.load(object, [row]);
    if (result?.ok !== true) throw new Error(JSON.stringify(result));
    return result.id;
  }

  /** Settles a requirement as the person its verdict names does; answers what that person was told, nothing when it worked. */
  async settle(attempt: Attempt & { readonly id: string }, fixer: Fixer): Promise<string> {
    const { id, way, placed } = attempt;
    const person = way === 'NotApplicable' || way === 'Waived' ? 'manager' : personOf[fixer];
    const me = this.session(person).userId;
    const { code } = placed.requirement;
    const carries =
      placed.group === 'processes' && placed.requirement.gate === 'hard' && canBeSettled(placed.requirement);
    const { TAS_Model_Amount__c: amount } = await this.as(person).sobject('Opportunity').retrieve(id);
    const write =
      way === 'fields'
        ? this.as(person)
            .sobject('Opportunity')
            .update({ Id: id, ...meeting(this.#model, attempt, this.targets, me) })
        : this.as(person)
            .sobject('TAS_Gate_Item__c')
            .create({
              Opportunity__c: id,
              Code__c: code,
              Item_Key__c: `${id}:${code}`,
              Status__c: way,
              Settled_By__c: me,
              Settled_On__c: new Date().toISOString(),
              Settled_Amount__c: carries ? (amount as number | null) : null,
              Evidence_Url__c: 'https://files.example/1',
              Person__c: me,
              Reason__c: 'Agreed with the customer',
            });
    return await write.then(
      () => '',
      (error: unknown) => `${person}: ${String(error)}`,
    );
  }

  /** The verdict of one requirement of each deal as somebody sees it; deals and items are read over the API. */
  async verdicts(attempts: readonly (Attempt & { readonly id: string })[]): Promise<RequirementVerdict[]> {
    const asked = requirementsOf(this.#model).flatMap(({ requirement }) => requirement.fields ?? []);
    const related = asked.flatMap(({ name, reach = [] }) =>
      reach.map((field) => `${name.replace(/__c$/, '__r')}.${field}`),
    );
    const columns = [
      'Id',
      'StageName',
      'OwnerId',
      'CreatedDate',
      'TAS_Model_Amount__c',
      'TAS_Led_By__c',
      'TAS_Grade__c',
    ];
    const all = new Set([
      ...columns,
      'TAS_Tender_Required__c',
      'TAS_Manual_Grade__c',
      ...asked.map(({ name }) => name),
    ]);
    const paged = { autoFetch: true, maxFetch: 100_000 };
    const rep = this.as('rep');
    const deals = await rep.query<Record<string, unknown>>(
      `SELECT ${[...all, ...related].join()} FROM Opportunity`,
      paged,
    );
    const items = await rep.query<Record<'Opportunity__c' | 'Code__c' | 'Status__c', string>>(
      'SELECT Opportunity__c, Code__c, Status__c FROM TAS_Gate_Item__c',
      paged,
    );
    const dealOf = new Map(deals.records.map((record) => [record['Id'], flat(record)]));
    const itemsOf = Map.groupBy(items.records, (record) => record.Opportunity__c);
    return attempts.map(({ id, placed }) => {
      const deal = dealOf.get(id) ?? {};
      const own = (itemsOf.get(id) ?? []).map((record): Item => ({
        code: record.Code__c,
        status: record.Status__c as Item['status'],
      }));
      const look = (person: 'rep' | 'manager') => {
        const { userId, permissions } = this.session(person);
        const held = [...permissions].map(
          (name) => [...rightNames].find((right) => right.toLowerCase() === name) ?? name,
        );
        const viewer = { id: userId, permissions: new Set(held) };
        const asked = { model: this.#model, before: deal, after: deal, items: own, viewer, today: '2026-11-23' };
        return verdict(asked).requirements.find(({ code }) => code === placed.requirement.code);
      };
      const first = look('rep');
      const found = first === undefined ? undefined : look(personOf[first.fixer]);
      if (found === undefined) throw new Error(placed.requirement.code);
      return found;
    });
  }
}

const rightNames = ['TAS_Approve', 'TAS_Raise_Grade', 'TAS_Lower_Grade', 'TAS_Reopen_Closed', 'TAS_Bypass'];

/** A record of the API as the engine takes it: related values under dotted names. */
const flat = (record: Readonly<Record<string, unknown>>): Deal =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): [string, Deal[string]][] =>
      name === 'attributes'
        ? []
        : typeof value === 'object' && value !== null
          ? Object.entries(flat(value as Record<string, unknown>)).map(([inner, own]) => [`${name}.${inner}`, own])
          : [[name, value as Deal[string]]],
    ),
  );
