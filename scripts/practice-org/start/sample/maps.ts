/** The people of the customers, and how they stand to us in each deal that has come so far that somebody asked. */
import {
  influences,
  leastInfluence,
  mapScore,
  ratings,
  snapshot,
  snapshotField as kept,
  stakeholder,
  stakeholderField as person,
  stanceOf,
  unknownAnswer,
} from '../../../product/customer/index.ts';
import type { Customer } from '../../../product/model/index.ts';
import { field } from '../../../product/vocabulary/index.ts';
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
export function mapOf(
  { model, calendar }: Scene,
  plan: DealPlan,
  seed: number,
  history: readonly SampleEvent[],
): SampleEvent[] {
  const since = plan.entered[begins];
  const { customer } = model;
  if (customer === undefined || since === undefined) return [];
  const random = randomFrom(seed + plan.number * 104_729);
  const at = new Date(calendar.moment(since)).toISOString();
  if (dayOf(calendar.moment(since)) >= dayOf(calendar.moment(plan.ends))) return [];
  const deal = `deal ${plan.number}`;
  const own: Colleague = { row: '', name: ['', ''], title: '', boss: 'it', role: 1 };
  const asked = [own, ...colleagues[plan.customer.language]].filter(() => random.chance(0.75));
  const people = asked.map((one): MappedPerson => {
    const contact = one.row === '' ? `contact ${plan.customer.name}` : rowOf(plan.customer, one.row);
    const role = customer.roles[Math.min(one.role, customer.roles.length - 1)];
    return { contact, role, answers: answersOf(random) };
  });
  const event = ({ row, ...more }: Step): SampleEvent => ({ deal: plan.number, row: `${deal} ${row}`, ...more });
  return [
    ...people.map(({ contact, role, answers }) =>
      event({
        at,
        actor: plan.owner,
        row: contact,
        operation: 'insert',
        object: stakeholder,
        fields: {
          [person.deal]: { row: deal },
          [person.contact]: { row: contact },
          [person.key]: { row: deal, then: ':', and: contact },
          ...(role === undefined ? {} : { [person.role]: role.value }),
          ...answers,
        },
      }),
    ),
    ...movementOf(plan, movesIn(history, at), { customer, people, begun: at }, random).map((one) => event(one)),
  ];
}

interface FirstMap {
  readonly customer: Customer;
  readonly people: readonly MappedPerson[];
  /** ISO 8601. */
  readonly begun: string;
}

interface MappedPerson {
  readonly contact: string;
  readonly role: Customer['roles'][number] | undefined;
  readonly answers: Readonly<Record<string, SampleValue>>;
}

type Step = Omit<SampleEvent, 'deal'>;

/** A deal that came into a stage, or to its end. */
interface Move {
  readonly at: string;
  readonly actor: string;
  readonly stage: string;
}

/** The moves after the map was begun; of two into one stage on one day the first. */
function movesIn(history: readonly SampleEvent[], begun: string): Move[] {
  const moves = history.flatMap(({ object, fields, at, actor }): Move[] => {
    const stage = fields[field.stage];
    return object === 'Opportunity' && typeof stage === 'string' ? [{ at, actor, stage }] : [];
  });
  const keys = moves.map(({ at, stage }) => `${stage}:${at.slice(0, 10)}`);
  return moves.filter((_, place) => (moves[place]?.at ?? '') > begun && keys.indexOf(keys[place] ?? '') === place);
}

/** What is learnt of people between two moves of the deal, and what the map says at the second. */
function movementOf(
  plan: DealPlan,
  moves: readonly Move[],
  { customer, people: first, begun }: FirstMap,
  random: Random,
): Step[] {
  let people = first;
  let since = Date.parse(begun);
  return moves.flatMap(({ at, actor, stage }, place): Step[] => {
    const time = Date.parse(at);
    const learnt = people.map((one) => (random.chance(0.5) ? { ...one, answers: nearer(one.answers, random) } : one));
    const between = new Date((since + time) / 2).toISOString();
    const changes = learnt.flatMap((one, index): Step[] =>
      one === people[index]
        ? []
        : [
            {
              at: between,
              actor: plan.owner,
              row: one.contact,
              operation: 'update',
              object: stakeholder,
              fields: one.answers,
            },
          ],
    );
    people = learnt;
    since = time;
    return [
      ...changes,
      {
        at,
        actor,
        row: `map ${place}`,
        operation: 'insert',
        object: snapshot,
        fields: {
          [kept.deal]: { row: `deal ${plan.number}` },
          [kept.key]: { row: `deal ${plan.number}`, then: `:${stage}:${dayOf(time)}` },
          [kept.stage]: stage,
          ...numbersOf(customer, people),
        },
      },
    ];
  });
}

const asks = [person.closeness, person.solution, person.price] as const;

/** One answer is a step better than before, or known at last; sometimes a step worse. */
function nearer(answers: MappedPerson['answers'], random: Random): MappedPerson['answers'] {
  const name = random.pick(asks);
  const before = Number(answers[name]) || 2;
  const after = Math.min(ratings.length, Math.max(1, before + (random.chance(0.75) ? 1 : -1)));
  return { ...answers, [name]: String(after) };
}

/** The numbers of a map, as the roll-ups of its deal have them. */
function numbersOf(customer: Customer, mapped: readonly MappedPerson[]): Record<string, SampleValue> {
  const known = (value: SampleValue | undefined): number | null => Number(value) || null;
  const people = mapped.map(({ answers, role }) => ({
    contact: '',
    name: '',
    reportsTo: null,
    answers: asks.map((name) => known(answers[name])),
    influence: known(answers[person.influence]),
    approves: role?.approves === true,
    left: false,
  }));
  const stances = people.map((one) => stanceOf(one, customer));
  const { score, unknownShare } = mapScore(people, leastInfluence);
  return {
    [kept.people]: people.length,
    [kept.approvers]: people.filter(({ approves }) => approves).length,
    [kept.supporters]: stances.filter((stance) => stance === 'supporter').length,
    [kept.opponents]: stances.filter((stance) => stance === 'opponent').length,
    [kept.score]: score === null ? null : Math.round(score * 100) / 100,
    [kept.unknownShare]: unknownShare,
  };
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
