/** Random writes of partner registrations. */
import fc from 'fast-check';
import type { Viewer } from '../../product/gate/index.ts';
import {
  permission,
  registrationField as own,
  registrationStatuses,
  type RegistrationStatus,
} from '../../product/vocabulary/index.ts';
import { proofDay } from './case-spec.ts';
import { dayAfter } from './fixture.ts';
import { at } from './values.ts';

export type RegistrationValues = Readonly<Record<string, string | null>>;

export interface RegistrationCase {
  readonly before: RegistrationValues | undefined;
  readonly after: RegistrationValues;
  readonly viewer: Viewer;
}

const some = fc.nat(99);
const status = fc.constantFrom(...registrationStatuses, 'Submitted', 'Approved');

export const registrationSpec = fc.record({
  created: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  statuses: fc.tuple(status, status),
  /** Most edits leave the status alone, or take it a step on. */
  keeps: fc.constantFrom('status', 'extend', 'step', 'step', 'nothing'),
  parts: fc.tuple(some, some, some),
  people: fc.tuple(some, some, some, some),
  days: fc.tuple(some, some, some),
  key: some,
  texts: fc.tuple(some, some),
  changes: fc.uniqueArray(
    fc.constantFrom(
      'partner',
      'customer',
      'project',
      'submitter',
      'submittedOn',
      'owner',
      'decider',
      'decidedOn',
      'until',
      'key',
      'reason',
      'conflict',
      'none',
      'none',
    ),
    { maxLength: 2 },
  ),
  changed: some,
  held: fc.oneof(
    { weight: 6, arbitrary: fc.constant([permission.approveRegistration]) },
    { weight: 2, arbitrary: fc.constantFrom([], [permission.approve]) },
    { weight: 1, arbitrary: fc.constant([permission.bypass]) },
  ),
});
export type RegistrationSpec = typeof registrationSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

const accounts = ['001000000000001AAA', '001000000000002AAA', '001000000000003AAA', null] as const;
const projects = ['Grid balancing', 'grid-Balancing', '电网 改造', '電網－改造　2', null] as const;
const next: Readonly<Record<RegistrationStatus, readonly RegistrationStatus[]>> = {
  Submitted: ['Approved', 'Rejected', 'Approved'],
  Approved: ['Expired'],
  Rejected: ['Submitted'],
  Expired: ['Approved'],
};
const another = '00a000000000001AAA';

/** Days from today, around the bounds of a protection. */
const spans = (protection: number): readonly number[] => [-1, 0, 1, protection - 1, protection, protection + 1, 30, 30];

/** The write of a spec. `people` are the writer and somebody else. */
export function registrationCaseOf(
  spec: RegistrationSpec,
  people: readonly [string, string],
  protection: number,
): RegistrationCase {
  const [partner, customer, project] = spec.parts;
  const [submitter, creator, owner, decider] = spec.people;
  const [submittedOn, decidedOn, until] = spec.days;
  const [reason, conflict] = spec.texts;
  /** Mostly the likely one of the two, seldom nobody. */
  const person = (luck: number, likely: 0 | 1): string | null =>
    luck < 80 ? people[likely] : luck < 96 ? (people[1 - likely] ?? null) : null;
  const day = (luck: number): string | null => (luck < 80 ? proofDay : luck < 90 ? dayAfter(proofDay, -1) : null);
  const ends = (luck: number): string | null => (luck > 96 ? null : dayAfter(proofDay, at(spans(protection), luck)));
  const isExtension = spec.keeps === 'extend' && !spec.created;
  const [drawn, wanted] = spec.statuses;
  const was = isExtension ? 'Approved' : drawn;
  const will =
    spec.created || isExtension || spec.keeps === 'status'
      ? was
      : spec.keeps === 'step'
        ? at(next[was], wanted.length)
        : wanted;
  const gives = owner % 12 === 7 && !spec.created;
  const isApproved = (one: RegistrationStatus): boolean => one === 'Approved';
  const parts = {
    [own.partner]: at(accounts, partner < 80 ? 0 : partner),
    [own.customer]: at(accounts, customer < 80 ? 1 : customer),
    [own.project]: at(projects, project < 80 ? project % 4 : project),
  };
  const keyFor = (values: RegistrationValues, one: RegistrationStatus, luck: number): string | null =>
    isApproved(one) === luck < 90 ? expectedKey(values) : luck % 3 === 0 ? `${expectedKey(values)}x` : null;
  const before: RegistrationValues = {
    ...parts,
    [own.status]: was,
    // Whoever makes one submits it; of one that is there somebody else did.
    [own.submittedBy]: person(submitter, spec.created ? 0 : 1),
    [own.submittedOn]: spec.created ? day(submittedOn) : dayAfter(proofDay, -3),
    CreatedById: spec.created ? null : person(creator, 1),
    // Seldom it is given away by the writer in this very write.
    OwnerId: gives ? people[0] : person(owner, spec.created ? 0 : 1),
    [own.decidedBy]: was === 'Submitted' ? (spec.created && decider > 90 ? people[0] : null) : people[1],
    [own.decidedOn]: was === 'Submitted' ? (spec.created && decidedOn > 90 ? proofDay : null) : dayAfter(proofDay, -1),
    [own.until]:
      was === 'Submitted' || was === 'Rejected' ? (spec.created && until > 90 ? ends(until) : null) : ends(until),
    [own.key]: keyFor(parts, was, spec.created ? spec.key : 0),
    [own.reason]: spec.created ? (reason < 8 ? 'because' : null) : conflict % 5 < 2 ? 'because' : null,
    [own.conflict]: conflict < 8 ? another : null,
  };
  const viewer = { id: people[0], permissions: new Set<string>(spec.held) };
  if (spec.created) return { before: undefined, after: before, viewer };
  const moved = was !== will;
  const decides = moved && (will === 'Approved' || will === 'Rejected');
  const after: RegistrationValues = {
    ...before,
    [own.status]: will,
    ...(decides ? { [own.decidedBy]: person(decider, 0), [own.decidedOn]: day(decidedOn) } : {}),
    ...(moved && isApproved(will) ? { [own.until]: ends(until) } : {}),
    ...(moved
      ? {
          [own.key]: keyFor(parts, will, spec.key),
          [own.reason]: reason < 75 ? 'a new reason' : (before[own.reason] ?? null),
        }
      : {}),
    ...(gives ? { OwnerId: people[1] } : {}),
    ...(isExtension ? extension(spec, before, protection) : {}),
    ...changesOf(spec, before, people, ends),
  };
  return { before, after, viewer };
}

/** A later day, mostly with a new reason, sometimes too late or an earlier one. */
function extension(
  { days: [, , until], texts: [reason], key }: RegistrationSpec,
  before: RegistrationValues,
  protection: number,
): RegistrationValues {
  const old = before[own.until] ?? proofDay;
  const most = dayAfter(proofDay, protection);
  return {
    [own.until]: at([dayAfter(old, 1), most, most, dayAfter(most, 1), dayAfter(old, -1), most], until + key),
    [own.reason]: reason < 70 ? 'extended' : reason < 85 ? null : (before[own.reason] ?? null),
  };
}

function changesOf(
  { changes, changed, texts: [reason], key }: RegistrationSpec,
  before: RegistrationValues,
  people: readonly [string, string],
  ends: (luck: number) => string | null,
): RegistrationValues {
  const now: Record<string, string | null> = {};
  for (const change of changes)
    switch (change) {
      case 'partner':
        now[own.partner] = at(accounts, changed);
        break;
      case 'customer':
        now[own.customer] = at(accounts, changed);
        break;
      case 'project':
        now[own.project] = at(projects, changed);
        break;
      case 'submitter':
        now[own.submittedBy] = at([...people, null], changed);
        break;
      case 'submittedOn':
        now[own.submittedOn] = proofDay;
        break;
      case 'owner':
        now['OwnerId'] = at(people, changed);
        break;
      case 'decider':
        now[own.decidedBy] = at([...people, null], changed);
        break;
      case 'decidedOn':
        now[own.decidedOn] = at([proofDay, null], changed);
        break;
      case 'until':
        now[own.until] = ends(changed);
        if (reason < 85) now[own.reason] = reason < 75 ? 'extended' : null;
        break;
      case 'key':
        now[own.key] = key % 2 === 0 ? null : `${before[own.key] ?? ''}y`;
        break;
      case 'reason':
        now[own.reason] = at(['another', null], changed);
        break;
      case 'conflict':
        now[own.conflict] = at([another, null], changed);
        break;
      case 'none':
        break;
    }
  return now;
}

/** What the key of an approved one has to be, worked out here again. */
export const expectedKey = (values: RegistrationValues): string =>
  `${values[own.customer] ?? ''}:${(values[own.project] ?? '').toLowerCase().replaceAll(/[ \u00a0\u3000\-\u2013\u2014\uff0d_]/g, '')}`;
