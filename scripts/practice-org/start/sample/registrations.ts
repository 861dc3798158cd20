/** Partner registrations: those of the partner-led deals of the sample, and some that have no deal yet. */
import { customerKey } from '../../../product/lead/index.ts';
import type { SalesModel } from '../../../product/model/index.ts';
import { field, registration, registrationField as own, relationOf } from '../../../product/vocabulary/index.ts';
import { dayOf, daysAfter, sampleDays, type SampleCalendar } from './calendar.ts';
import type { SampleEvent, SampleValue } from './events.ts';
import { customers, partners } from './names.ts';
import { channelManager, owners } from './people.ts';

type Happening = Pick<SampleEvent, 'actor' | 'operation' | 'object' | 'row' | 'fields'>;

interface Parts {
  readonly row: string;
  readonly partner: string;
  readonly customer: string;
  readonly project: string;
  readonly by: string;
  readonly today: string;
}

const account = (name: string): SampleValue => ({ row: `account ${name}` });

/** What the platform makes of the customer and the name. */
const keyOf = (customer: string, project: string): SampleValue => ({
  row: `account ${customer}`,
  then: `:${project.toLowerCase().replaceAll(/[ \u00a0\u3000\-\u2013\u2014\uff0d_]/g, '')}`,
});

const submitted = (model: SalesModel, { row, partner, customer, project, by, today }: Parts): Happening => ({
  actor: by,
  operation: 'insert',
  object: registration,
  row,
  fields: {
    [own.partner]: account(partner),
    [own.customer]: account(customer),
    [own.project]: project,
    [own.status]: 'Submitted',
    [own.submittedBy]: { user: by },
    [own.submittedOn]: today,
    ...(model.lead === undefined ? {} : { [own.customerKey]: customerKey(customer, model.warnings.placeholders) }),
  },
});

const decided = (row: string, today: string, fields: Readonly<Record<string, SampleValue>>): Happening => ({
  actor: channelManager,
  operation: 'update',
  object: registration,
  row,
  fields: { [own.decidedBy]: { user: channelManager }, [own.decidedOn]: today, ...fields },
});

const approved = ({ row, customer, project, today }: Parts, until: string): Happening =>
  decided(row, today, { [own.status]: 'Approved', [own.until]: until, [own.key]: keyOf(customer, project) });

const extended = (row: string, until: string, reason: string): Happening => ({
  actor: channelManager,
  operation: 'update',
  object: registration,
  row,
  fields: { [own.until]: until, [own.reason]: reason },
});

/** The registration of one deal, as it comes to be. */
export class DealRegistration {
  readonly #model: SalesModel;
  readonly #parts: Omit<Parts, 'today'>;
  #until: string | undefined;
  #isSubmitted = false;

  constructor(model: SalesModel, parts: Omit<Parts, 'today'>) {
    this.#model = model;
    this.#parts = parts;
  }

  get row(): string {
    return this.#parts.row;
  }

  /** What happens so that it protects until some day; `wanted` undefined: it is submitted and waits. */
  events(today: string, wanted: string | undefined): Happening[] {
    const parts = { ...this.#parts, today };
    const most = daysAfter(today, this.#model.registration?.protection ?? 1);
    const until = wanted === undefined ? undefined : wanted < most ? wanted : most;
    const made = this.#isSubmitted ? [] : [submitted(this.#model, parts)];
    this.#isSubmitted = true;
    const before = this.#until;
    if (until === undefined || (before !== undefined && until <= before)) return made;
    this.#until = until;
    return [
      ...made,
      before === undefined ? approved(parts, until) : extended(parts.row, until, '项目延期，客户仍在推进'),
    ];
  }

  /** What a gate reads of it on that day. */
  seen(today: string): Readonly<Record<string, string | null>> {
    const valid = this.#until !== undefined && this.#until >= today ? this.#until : null;
    const of = (name: string): string => `${relationOf(field.registration)}.${name}`;
    return {
      [of(own.validUntil)]: valid,
      [of(own.customer)]: `account ${this.#parts.customer}`,
      [of(own.partner)]: `account ${this.#parts.partner}`,
    };
  }
}

interface Alone {
  readonly customer: number;
  readonly project: string;
  readonly partner: number;
  /** Days before today on which it was submitted, and decided. */
  readonly submitted: number;
  readonly decided?: number;
  /** Days from today to the last day of its protection; why it was rejected. */
  readonly until?: number;
  readonly reason?: string;
  /** Place of the one that stands against it. */
  readonly conflict?: number;
}

/** Without a deal: one that runs out soon, one that has and still holds its key, a conflict, one that waits, one rejected. */
const alone: readonly Alone[] = [
  { customer: 0, project: '调度云平台', partner: 0, submitted: 168, decided: 166, until: 12 },
  { customer: 1, project: '冷藏箱远程监控', partner: 1, submitted: 150, decided: 148, until: -9 },
  { customer: 20, project: 'Offshore maintenance portal', partner: 2, submitted: 30, decided: 28, until: 120 },
  { customer: 20, project: 'Offshore-Maintenance Portal', partner: 3, submitted: 4 },
  { customer: 4, project: '设备联网二期', partner: 1, submitted: 2 },
  {
    customer: 0,
    project: '调度云平台（二期）',
    partner: 3,
    submitted: 60,
    decided: 58,
    reason: '与已保护的项目重复',
    conflict: 0,
  },
];

/** None for a model without registrations. */
export function sampleRegistrations(model: SalesModel, calendar: SampleCalendar): SampleEvent[] {
  if (model.registration === undefined) return [];
  const on = (days: number): number => calendar.moment(sampleDays - days);
  const today = dayOf(on(0));
  const at = (days: number, happening: Happening): SampleEvent => ({
    at: new Date(on(days)).toISOString(),
    deal: 0,
    ...happening,
  });
  return alone.flatMap((one, index): SampleEvent[] => {
    const parts: Parts = {
      row: `registration ${index}`,
      partner: partners[one.partner] ?? '',
      customer: customers[one.customer]?.name ?? '',
      project: one.project,
      by: owners[index % owners.length] ?? '',
      today: dayOf(on(one.submitted)),
    };
    const made = at(one.submitted, submitted(model, parts));
    if (one.decided === undefined) return [made];
    const day = dayOf(on(one.decided));
    const decision =
      one.until === undefined
        ? decided(parts.row, day, {
            [own.status]: 'Rejected',
            [own.reason]: one.reason ?? '',
            [own.conflict]: { row: `registration ${one.conflict ?? 0}` },
          })
        : approved({ ...parts, today: day }, daysAfter(today, one.until));
    return [made, at(one.decided, decision)];
  });
}
