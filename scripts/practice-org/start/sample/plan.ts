/** What becomes of each deal of the sample: whose it is, how large, how far it gets, and on which days. */
import type { Grade, SalesModel, Stage } from '../../../product/model/index.ts';
import { ledBy } from '../../../product/vocabulary/index.ts';
import { sampleDays } from './calendar.ts';
import { rounded } from './money.ts';
import { customers, dealName, partners, type SampleCustomer } from './names.ts';
import { managerOf, owners } from './people.ts';
import { randomFrom, type Random } from './random.ts';

export type Outcome = 'open' | 'won' | 'lost';

/** What happens to a deal beside the walk through its stages. */
export type Turn = 'raised' | 'raisedLate' | 'grown' | 'shrunk';

export interface DealPlan {
  /** From 1. */
  readonly number: number;
  /** The deal's own, so that no deal changes with another. */
  readonly random: Random;
  readonly customer: SampleCustomer;
  readonly project: string;
  readonly name: string;
  readonly owner: string;
  readonly manager: string;
  readonly leads: string;
  readonly hasTender: boolean;
  /** In the model's currency. */
  readonly amount: number;
  readonly turn: Turn | undefined;
  /** In which stage of its way, from 0. */
  readonly turnsAt: number;
  /** What the first entry leaves out. */
  readonly untold: 'amount' | 'lead' | undefined;
  /** Its partner registration ends before today. */
  readonly lapses: boolean;
  readonly outcome: Outcome;
  /** Days since the sample began on which it comes into each stage of its way, up to the one it gets to. */
  readonly entered: readonly number[];
  /** The day on which it is closed; today while it is open. */
  readonly ends: number;
  /** How long it should take from first to last stage, in days. */
  readonly expectedDays: number;
}

/** Who leads it where a partner does. */
export const partnerOf = ({ number }: Pick<DealPlan, 'number'>): string => partners[number % partners.length] ?? '';

type Unnamed = Omit<DealPlan, 'name'>;

export function planDeals(model: SalesModel, deals: number, seed: number): DealPlan[] {
  const plans = Array.from({ length: deals }, (_, index) => planDeal(model, index, seed));
  // The phases of a project follow each other in time.
  const phases = new Map<string, number>();
  const names = new Map<number, string>();
  for (const { number, customer, project } of plans.toSorted((a, b) => entry(a) - entry(b) || a.number - b.number)) {
    const phase = (phases.get(`${customer.name} ${project}`) ?? 0) + 1;
    phases.set(`${customer.name} ${project}`, phase);
    names.set(number, dealName(customer, project, phase));
  }
  return plans.map((plan) => ({ ...plan, name: names.get(plan.number) ?? '' }));
}

const entry = ({ entered }: Unnamed): number => entered[0] ?? 0;

function planDeal(model: SalesModel, index: number, seed: number): Unnamed {
  const random = randomFrom(seed + index * 7919);
  const customer = at(customers, index);
  const round = Math.floor(index / customers.length);
  // Every customer has deals of every grade, every owner deals of every outcome.
  const grade = at(model.grades, index + round);
  const owner = at(owners, index);
  const turnOfOwner = Math.floor(index / owners.length);
  const isClosed = turnOfOwner % 5 === 3;
  const outcome = !isClosed ? 'open' : (index + Math.floor(turnOfOwner / 5)) % 2 === 0 ? 'won' : 'lost';
  const raised = raises(model, grade) && index % 12 === 5;
  const track = raised ? strictest(model) : grade.track;
  const hasTender = random.chance(0.75);
  const way = model.stages.filter(({ tracks, tender }) => tracks.includes(track) && (hasTender || !tender));
  const last = way.length - 1;
  const gets = outcome === 'won' ? last : random.between(0, last);
  const turn = raised ? 'raised' : turnOf(model, { grade, index, isLast: gets === last, gets, outcome });
  const passed = way.slice(0, gets).map((stage) => stay(stage, random));
  const present = way[gets];
  const age = present === undefined ? 1 : outcome === 'open' ? openStay(present, random) : stay(present, random);
  const days = timeline([...passed, age], outcome === 'open' ? 0 : random.between(4, 190));
  return {
    number: index + 1,
    random,
    customer,
    project: at(customer.projects, round),
    owner,
    manager: managerOf(owner),
    leads: grade.partnerLed ? ledBy.partner : ledBy.us,
    hasTender,
    amount: amountOf(model, grade, random),
    turn,
    turnsAt: turn === 'raised' ? 0 : raises(model, grade) ? gets : 2,
    untold: gets > 0 || outcome !== 'open' || turn !== undefined ? undefined : untoldOf(index, grade),
    lapses: outcome === 'open' && random.chance(0.35),
    outcome,
    ...days,
    expectedDays: way.reduce((sum, { expectedDays }) => sum + expectedDays, 0),
  };
}

const untoldOf = (index: number, { partnerLed }: Grade): DealPlan['untold'] =>
  index % 17 === 3 ? 'lead' : index % 13 === 2 && !partnerLed ? 'amount' : undefined;

/** The track that asks most: a deal without a grade is on it. */
export const strictest = ({ ungradedTrack }: SalesModel): string => ungradedTrack;

/** Whether a higher grade would put deals of this one on the strictest track. */
const raises = (model: SalesModel, { partnerLed, track }: Grade): boolean =>
  !partnerLed && track !== strictest(model) && model.grades.some((one) => one.track === strictest(model));

interface Standing {
  readonly grade: Grade;
  readonly index: number;
  readonly isLast: boolean;
  readonly gets: number;
  readonly outcome: Outcome;
}

function turnOf(model: SalesModel, { grade, index, isLast, gets, outcome }: Standing): Turn | undefined {
  if (grade.partnerLed || outcome !== 'open') return undefined;
  if (raises(model, grade)) return isLast && index % 5 < 2 ? (index % 2 === 0 ? 'raisedLate' : 'grown') : undefined;
  if (gets >= 3 && index % 4 === 1) return 'grown';
  return gets >= 2 && index % 9 === 4 ? 'shrunk' : undefined;
}

const stay = ({ expectedDays }: Stage, random: Random): number =>
  Math.max(2, expectedDays * (0.55 + 0.65 * random.next()));

/** Green, amber or red today. */
function openStay({ expectedDays }: Stage, random: Random): number {
  const level = random.next();
  const share = random.next();
  const part = level < 0.55 ? 0.08 + 0.6 * share : level < 0.75 ? 0.86 + 0.1 * share : 1.15 + share;
  return Math.max(1, expectedDays * part);
}

/** The days of a deal that stayed so long in each stage, and was closed so many days ago; pressed into the year. */
function timeline(stays: readonly number[], closed: number): Pick<DealPlan, 'entered' | 'ends'> {
  const total = stays.reduce((sum, days) => sum + days, closed);
  const scale = Math.min(1, (sampleDays - 4) / total);
  let day = sampleDays - total * scale;
  const entered = stays.map((days) => {
    const first = day;
    day += days * scale;
    return first;
  });
  return { entered, ends: day };
}

/** Within the band of the grade, now and then exactly on its line; a partner's deal is of any size. */
function amountOf({ grades }: SalesModel, grade: Grade, random: Random): number {
  const bands = grades.filter(({ partnerLed }) => !partnerLed);
  const band = grade.partnerLed ? random.pick(bands) : grade;
  const from = band.from ?? 0;
  const above = bands[bands.indexOf(band) - 1]?.from ?? Math.max(from * 3, 1_000);
  if (from > 0 && random.chance(0.1)) return from;
  return rounded(from + (above - from) * (0.06 + 0.88 * random.next()));
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('an empty list');
  return found;
}
