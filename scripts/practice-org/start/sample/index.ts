/**
 * A pipeline to look at: deals over all stages, grades and tracks of a model, as a sales team would have made them in
 * the past year. The same model, size and day give the same events.
 */
import type { SalesModel } from '../../../product/model/index.ts';
import type { Currencies } from '../currencies.ts';
import { SampleCalendar } from './calendar.ts';
import { inOrder, type SampleEvent } from './events.ts';
import { historyOf } from './history.ts';
import { answersOf } from './coaching.ts';
import { colleaguesOf, mapOf } from './maps.ts';
import { sampleLeads } from './leads.ts';
import { Money } from './money.ts';
import { customers, partners, type SampleCustomer } from './names.ts';
import { operations } from './people.ts';
import { planDeals } from './plan.ts';
import { randomFrom } from './random.ts';
import { sampleRegistrations } from './registrations.ts';
import { teamOf } from './teams.ts';

export interface SampleOptions {
  readonly deals: number;
  readonly now: Date;
  /** Of an org with several; empty for one. */
  readonly currencies: Currencies;
  readonly seed?: number;
  /** False: the org has no teams; true when left out. */
  readonly teams?: boolean;
}

/** When the sample begins that ends at that moment. */
export const sampleStart = (now: Date): Date => new Date(new SampleCalendar(now.getTime()).from);

/** What everybody did, in the order in which they did it. */
export function sampleEvents(
  model: SalesModel,
  { deals, now, currencies, seed = 20_251, teams = true }: SampleOptions,
): SampleEvent[] {
  const calendar = new SampleCalendar(now.getTime());
  const scene = { model, calendar, money: new Money(model, currencies) };
  return inOrder([
    ...customersOf(calendar, seed, model.customer !== undefined),
    ...sampleLeads(model, calendar),
    ...sampleRegistrations(model, calendar),
    ...planDeals(model, deals, seed).flatMap((plan) => {
      const history = historyOf(scene, plan);
      return [
        ...history,
        ...mapOf(scene, plan, seed, history),
        ...answersOf(scene, plan, history, seed),
        ...(teams ? teamOf(scene, plan, seed) : []),
      ];
    }),
  ]);
}

/** Customers with a contact each, or several where they are mapped, and partners, who were there before their deals. */
function customersOf(calendar: SampleCalendar, seed: number, areMapped: boolean): SampleEvent[] {
  const random = randomFrom(seed);
  const phone = (): string => `+86 21 5550 ${random.between(1000, 9999)}`;
  const made = (object: string, row: string, fields: SampleEvent['fields']): SampleEvent => ({
    at: new Date(calendar.from).toISOString(),
    actor: operations,
    deal: 0,
    operation: 'insert',
    object,
    row,
    fields,
  });
  const account = (name: string, city: string): SampleEvent =>
    made('Account', `account ${name}`, { Name: name, Phone: phone(), BillingCity: city });
  const contact = ({ name, contact: [FirstName, LastName], language }: SampleCustomer, index: number): SampleEvent =>
    made('Contact', `contact ${name}`, {
      FirstName,
      LastName,
      AccountId: { row: `account ${name}` },
      Title: language === 'zh' ? '项目负责人' : 'Project owner',
      Phone: phone(),
      Email: `project.owner${index + 1}@customer.example`,
    });
  return [
    ...customers.map(({ name, language }) => account(name, language === 'zh' ? '上海' : 'Hamburg')),
    ...partners.map((name) => account(name, '苏州')),
    ...customers.map(contact),
    ...(areMapped ? customers.flatMap((customer) => colleaguesOf(customer, made)) : []),
  ];
}
