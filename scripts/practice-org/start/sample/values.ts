/** What people fill into the fields of a deal: values that fit each other, whatever model asks for them. */
import { type RequirementField, type SalesModel } from '../../../product/model/index.ts';
import { field, ledBy, no, relationOf, yes } from '../../../product/vocabulary/index.ts';
import { daysAfter, laterOf } from './calendar.ts';
import type { SampleValue } from './events.ts';
import { rounded } from './money.ts';
import { competitors } from './names.ts';
import { personFor } from './people.ts';
import { partnerOf, type DealPlan } from './plan.ts';
import type { Random } from './random.ts';
import type { DealStory } from './story.ts';
import { fieldTexts, nextSteps, numberPrefixes } from './texts.ts';

/** Fields of the records that a lookup of the sample may name, all of them filled. */
export const filledFields: Readonly<Record<string, readonly string[]>> = {
  Account: ['Phone', 'Website', 'BillingCity', 'Industry'],
  Contact: ['Phone', 'Email', 'Title', 'AccountId'],
  User: ['Email'],
};

/** The stay of a deal in a stage. */
export interface Stay {
  /** YYYY-MM-DD: when the deal came into its stage, and when it leaves it; undefined for one that stays. */
  readonly entered: string;
  readonly leaves: string | undefined;
  /** Whether everything comes to its end there; else results are waited for and nothing is signed. */
  readonly isReady: boolean;
}

/** What is asked of a field now. */
interface Asked extends Stay {
  readonly field: RequirementField;
  /** The requirement's name, for texts about it. */
  readonly label: Readonly<Record<string, string>>;
}

export class FieldValues {
  readonly #story: DealStory;
  readonly #plan: DealPlan;
  readonly #random: Random;
  readonly #model: SalesModel;
  /** Shares of the amount. A bond is less than the cost, the cost than the bid, the bid at most the target. */
  readonly #costShare: number;
  readonly #bidShare: number;
  readonly #targetShare: number;

  constructor(story: DealStory) {
    this.#story = story;
    this.#plan = story.plan;
    this.#random = story.plan.random;
    this.#model = story.scene.model;
    this.#costShare = this.#random.between(62, 78) / 100;
    this.#bidShare = this.#random.between(88, 95) / 100;
    this.#targetShare = this.#bidShare + this.#random.between(1, 4) / 100;
  }

  /** The value that meets the requirement; undefined where people of the sample have none. */
  of(asked: Asked): SampleValue | undefined {
    const { name, type, reach = [] } = asked.field;
    switch (name) {
      case field.amount:
        return this.#plan.untold === 'amount' ? undefined : this.amount();
      case field.ledBy:
        return this.#plan.untold === 'lead' ? undefined : this.#plan.leads;
      case field.tender:
        return this.#plan.hasTender ? yes : no;
      case field.registration:
        // A deal of ours has none; one that goes nowhere yet mostly waits for its own.
        if (this.#plan.leads !== ledBy.partner) return undefined;
        return this.#story.register(asked.isReady || this.#random.chance(0.4) ? this.#future() : undefined);
      case field.lossReason:
        return this.#random.pick(this.#model.closed.lost.reasons).value;
      case 'NextStep':
        return this.#random.pick(nextSteps[this.#plan.customer.language]);
      case 'Description':
        return this.#text(asked, 255);
      case 'Type':
      case 'LeadSource':
        return asked.field.accept?.[0] ?? (name === 'Type' ? 'New Customer' : 'Web');
      case 'TotalOpportunityQuantity':
        return this.#random.between(1, 40);
    }
    if (type?.kind === 'lookup' && reach.length > 0 && !reach.some((one) => filledFields[type.to]?.includes(one)))
      return undefined;
    return type === undefined ? undefined : this.#ofType(asked, type);
  }

  /** A registration names a partner, whom its deal names too. */
  partnerWith(fields: Readonly<Record<string, SampleValue>>): Record<string, SampleValue> {
    const { registration } = this.#model;
    if (registration === undefined || !(field.registration in fields)) return {};
    return { [registration.partner]: { row: `account ${partnerOf(this.#plan)}` } };
  }

  /** The amount of the plan in the deal's currency. */
  amount(): number {
    return this.#story.scene.money.in(this.#plan.amount, this.#story.currency);
  }

  #ofType(asked: Asked, type: NonNullable<RequirementField['type']>): SampleValue | undefined {
    const { name, accept, notPast } = asked.field;
    switch (type.kind) {
      case 'text':
      case 'longText':
        return this.#text(asked, type.length);
      case 'number':
        return this.#random.between(1, type.digits - type.decimals > 1 ? 40 : 9);
      case 'currency':
        return this.#money(name);
      case 'percent':
        return /margin/i.test(name) ? Math.round(100 * (1 - this.#costShare)) : this.#random.between(10, 60);
      case 'date':
        return notPast ? this.#future() : this.#date(asked);
      case 'datetime': {
        const day = notPast ? this.#future() : this.#date(asked);
        return day === undefined ? undefined : `${day}T08:00:00.000Z`;
      }
      case 'checkbox':
        return true;
      case 'picklist':
        return this.#answer(
          type.values.map(({ value }) => value),
          accept,
          asked.isReady,
        );
      case 'lookup':
        return this.#lookup(asked, type.to);
    }
  }

  #text({ field: { name, type }, label }: Asked, length: number): string {
    const { customer, project, number } = this.#plan;
    const known = fieldTexts[name];
    if (/competitor|rival/i.test(name)) return this.rivals().slice(0, length);
    const prefix = type?.kind === 'text' ? numberPrefixes.find(([words]) => words.test(name))?.[1] : undefined;
    const text =
      known !== undefined
        ? this.#random.pick(known[customer.language]).replace('{0}', project)
        : prefix !== undefined && /number/i.test(name)
          ? `${prefix}-${this.#story.today.slice(0, 4)}-${String(number).padStart(4, '0')}`
          : `${(customer.language === 'zh' ? label['zh_CN'] : label['en_US']) ?? Object.values(label)[0] ?? name} · ${project}`;
    return text.slice(0, length);
  }

  rivals(): string {
    const first = this.#random.between(0, competitors.length - 1);
    return [first, first + this.#random.between(1, competitors.length - 1)]
      .map((index) => competitors[index % competitors.length])
      .join(', ');
  }

  /** An answer that is waited for is none of those that are accepted. */
  #answer(values: readonly string[], accept: readonly string[] | undefined, isReady: boolean): string {
    if (accept === undefined) return this.#choice(values);
    const waiting = isReady ? undefined : values.find((value) => !accept.includes(value) && !isFinal(value));
    return waiting ?? this.#random.pick(accept);
  }

  /** Mostly the first value, which is the good one in every list we know; seldom one that says no or nothing. */
  #choice(values: readonly string[]): string {
    const telling = values.filter((value) => !/^(?:unknown|none|no)$/i.test(value) && !isFinal(value));
    const first = telling[0];
    if (first !== undefined && this.#random.chance(0.5)) return first;
    return this.#random.pick(telling.length === 0 || this.#random.chance(0.1) ? values : telling);
  }

  #money(name: string): number {
    const present = this.#story.deal[field.amount];
    const amount = typeof present === 'number' ? present : this.amount();
    const share = /bond|deposit|guarantee/i.test(name)
      ? 0.02
      : /pursuit|presales/i.test(name)
        ? 0.01
        : /cost/i.test(name)
          ? this.#costShare
          : /target/i.test(name)
            ? this.#targetShare
            : /price|bid|quote|offer/i.test(name)
              ? this.#bidShare
              : 0.1;
    return rounded(amount * share);
  }

  /** Fit for a while from today on; where the deal is to lapse, it ends before the sample does. */
  #future(): string {
    const { calendar } = this.#story.scene;
    const { today } = this.#story;
    const lapsed = calendar.day(this.#plan.ends - 4);
    const needed = calendar.day((this.#plan.entered.at(-1) ?? 0) + 1);
    return this.#plan.lapses && lapsed >= laterOf(today, needed)
      ? lapsed
      : daysAfter(laterOf(today, calendar.day(this.#plan.ends)), this.#random.between(30, 150));
  }

  /** Dates in their order: issued, due, awarded, signed; any other one is some weeks ahead. */
  #date({ field: { name }, entered, leaves, isReady }: Asked): string | undefined {
    const { bidDeadline, awardNotice } = this.#model.warnings;
    const { today, deal } = this.#story;
    switch (name) {
      case bidDeadline.from:
        return entered;
      case bidDeadline.to: {
        const issued = dayIn(deal[bidDeadline.from]) ?? entered;
        // The result is known some days after the deadline, and whoever still works on the bid has time.
        return leaves === undefined
          ? laterOf(
              daysAfter(issued, this.#random.between(20, 35)),
              daysAfter(this.#story.scene.calendar.day(this.#plan.ends), this.#random.between(2, 12)),
            )
          : laterOf(daysAfter(issued, 1), daysAfter(leaves, -this.#random.between(2, 5)));
      }
      case awardNotice.from:
        return laterOf(entered, daysAfter(dayIn(deal[bidDeadline.to]) ?? '1970-01-01', 1));
      case awardNotice.until:
        return isReady ? laterOf(today, dayIn(deal[awardNotice.from]) ?? today) : undefined;
      default:
        return daysAfter(today, this.#random.between(15, 45));
    }
  }

  /** Undefined: the sample has no record of that object. */
  #lookup({ field: { name, reach = [] }, label }: Asked, to: string): SampleValue | undefined {
    this.#story.see(Object.fromEntries(reach.map((one) => [`${relationOf(name)}.${one}`, isFilled(to, one)])));
    const { customer, owner } = this.#plan;
    switch (to) {
      case 'Contact':
        return { row: `contact ${customer.name}` };
      case 'Account':
        return { row: `account ${partnerOf(this.#plan)}` };
      case 'User':
        return { user: personFor({ label }, owner) };
      default:
        return undefined;
    }
  }
}

const isFinal = (value: string): boolean => /^(?:rejected|expired|lost|cancelled)$/i.test(value);

const isFilled = (to: string, name: string): string | null => (filledFields[to]?.includes(name) ? name : null);

const dayIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
