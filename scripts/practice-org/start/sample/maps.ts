/** The people of the customers, and how they stand to us in each deal that has come so far that somebody asked. */
import {
  influences,
  ratings,
  stakeholder,
  stakeholderField as person,
  unknownAnswer,
} from '../../../product/customer/index.ts';
import { dayOf } from './calendar.ts';
import type { SampleEvent, SampleValue } from './events.ts';
import type { SampleCustomer, SampleLanguage } from './names.ts';
import type { DealPlan } from './plan.ts';
import { randomFrom, type Random } from './random.ts';
import type { Scene } from './story.ts';

interface Colleague {
  /** What the contact is called among the events, behind the customer's name. */
  readonly row: string;
  readonly name: readonly [first: string, last: string];
  readonly title: string;
  /** Whom they report to. */
  readonly boss?: string;
  /** Place of their usual role among those of the model. */
  readonly role: number;
}

/** Everybody at a customer but the project owner, who is the customer's own contact. */
const colleagues: Readonly<Record<SampleLanguage, readonly Colleague[]>> = {
  zh: [
    { row: 'head', name: ['建华', '李'], title: '总经理', role: 0 },
    { row: 'finance', name: ['慧', '张'], title: '财务总监', boss: 'head', role: 0 },
    { row: 'it', name: ['伟', '刘'], title: '信息中心主任', boss: 'head', role: 1 },
    { row: 'buyer', name: ['琳', '黄'], title: '采购经理', boss: 'finance', role: 2 },
    { row: 'user', name: ['强', '彭'], title: '一线主管', boss: 'it', role: 3 },
  ],
  en: [
    { row: 'head', name: ['Margaret', 'Stone'], title: 'Managing director', role: 0 },
    { row: 'finance', name: ['Paul', 'Lindner'], title: 'Chief financial officer', boss: 'head', role: 0 },
    { row: 'it', name: ['Sofia', 'Marin'], title: 'Head of IT', boss: 'head', role: 1 },
    { row: 'buyer', name: ['Victor', 'Hale'], title: 'Purchasing manager', boss: 'finance', role: 2 },
    { row: 'user', name: ['Elena', 'Koch'], title: 'Shift lead', boss: 'it', role: 3 },
  ],
};

type Made = (object: string, row: string, fields: SampleEvent['fields']) => SampleEvent;

const rowOf = ({ name }: SampleCustomer, row: string): string => `contact ${name} ${row}`;

/** The contacts beside the project owner, bosses first. */
export const colleaguesOf = (customer: SampleCustomer, made: Made): SampleEvent[] =>
  colleagues[customer.language].map(({ row, name: [FirstName, LastName], title, boss }) =>
    made('Contact', rowOf(customer, row), {
      FirstName,
      LastName,
      AccountId: { row: `account ${customer.name}` },
      Title: title,
      ...(boss === undefined ? {} : { ReportsToId: { row: rowOf(customer, boss) } }),
    }),
  );

/** A map is begun when needs are analysed: with the third stage of a way that is so long. */
const begins = 2;

/** Who is mapped in a deal, by its owner; the first stages know nobody yet. Of a number of its own: no deal changes for it. */
export function mapOf({ model, calendar }: Scene, plan: DealPlan, seed: number): SampleEvent[] {
  const since = plan.entered[begins];
  const { customer } = model;
  if (customer === undefined || since === undefined) return [];
  const random = randomFrom(seed + plan.number * 104_729);
  const at = new Date(calendar.moment(since)).toISOString();
  if (dayOf(calendar.moment(since)) >= dayOf(calendar.moment(plan.ends))) return [];
  const deal = `deal ${plan.number}`;
  const own: Colleague = { row: '', name: ['', ''], title: '', boss: 'it', role: 1 };
  const asked = [own, ...colleagues[plan.customer.language]].filter(() => random.chance(0.75));
  return asked.map((one): SampleEvent => {
    const contact = one.row === '' ? `contact ${plan.customer.name}` : rowOf(plan.customer, one.row);
    const role = customer.roles[Math.min(one.role, customer.roles.length - 1)];
    return {
      at,
      actor: plan.owner,
      deal: plan.number,
      operation: 'insert',
      object: stakeholder,
      row: `${deal} ${contact}`,
      fields: {
        [person.deal]: { row: deal },
        [person.contact]: { row: contact },
        [person.key]: { row: deal, then: ':', and: contact },
        ...(role === undefined ? {} : { [person.role]: role.value }),
        ...answersOf(random),
      },
    };
  });
}

/** Most answers agree with each other; many are not known. */
function answersOf(random: Random): Record<string, SampleValue> {
  const mood = random.between(1, ratings.length);
  const answer = (): SampleValue => {
    if (random.chance(0.25)) return null;
    if (random.chance(0.2)) return unknownAnswer;
    return ratings[Math.min(ratings.length, Math.max(1, mood + random.between(-1, 1))) - 1] ?? null;
  };
  return {
    [person.closeness]: answer(),
    [person.solution]: answer(),
    [person.price]: answer(),
    [person.influence]: random.chance(0.15) ? unknownAnswer : random.pick(influences),
  };
}
