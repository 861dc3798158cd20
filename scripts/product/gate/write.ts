/** A write of a deal, and which requirements stand in its way: docs/rules.md, `TAS-G<id>` (a) and (b). */
import { field, no } from '../vocabulary/index.ts';
import { positionOf } from './governed.ts';
import { trackOf } from './grade.ts';
import { areFieldsMet, readItems, wereFieldsMet, type ReadItems } from './met.ts';
import type { Plan, PlannedRequirement, PlannedStage } from './plan.ts';
import type { DealWrite, Refusal } from './types.ts';

/** A write of a deal, with what every rule asks of it worked out. */
export interface Write extends DealWrite {
  readonly plan: Plan;
  /** Positions; 0 for a new record. */
  readonly from: number;
  readonly to: number;
  /** The record is new or its stage changed. */
  readonly moved: boolean;
  readonly track: number;
  readonly noTender: boolean;
  /** Its items, once somebody has asked. */
  read: ReadItems | undefined;
}

/** Its items by requirement: read only once fields have not answered, and once a write. */
export const itemsOf = (write: Write): ReadItems => (write.read ??= readItems(write.plan, write.items));

export const countOf = (write: Write, { index }: PlannedRequirement): number => itemsOf(write).counts[index] ?? 0;

export function writeOf(plan: Plan, asked: DealWrite): Write {
  const { model, before, after, items, viewer, today, dayOf } = asked;
  return {
    model,
    before,
    after,
    items,
    viewer,
    today,
    dayOf,
    plan,
    from: before === undefined ? 0 : positionOf(plan, before),
    to: positionOf(plan, after),
    moved: before === undefined || before[field.stage] !== after[field.stage],
    track: trackOf(plan, after, today),
    noTender: after[field.tender] === no,
    read: undefined,
  };
}

/** Whether the requirement is on the deal's way: by its tracks, and not taken off by the tender answer. */
export const isOnWay = ({ track, noTender }: Write, { tracks, stage }: PlannedRequirement): boolean =>
  (tracks & (1 << track)) !== 0 && !(stage.tender && noTender);

/** Whether the write passes the gate of a stage, so that all of it is asked; a jump to the last stage passes them all. */
const isPassing = ({ plan, before, from, to, moved, track }: Write, { position }: PlannedStage): boolean =>
  position < to &&
  moved &&
  (before === undefined ||
    to === plan.won ||
    from <= position ||
    (to === plan.last && from < to && (plan.jumping & (1 << track)) !== 0));

/** Whether an asked requirement of a stage before `to` stands in the way. `isSettled`: its item stands for it. */
export function isInTheWay(
  write: Write,
  requirement: PlannedRequirement,
  isSettled: (requirement: PlannedRequirement) => boolean,
): boolean {
  const { stage } = requirement;
  if (stage.position >= write.to || !isOnWay(write, requirement)) return false;
  return isPassing(write, stage)
    ? !isMet(write, requirement) && !isSettled(requirement)
    : isEmptied(write, requirement) && !isSettled(requirement);
}

const isMet = ({ after, today }: Write, { fields }: PlannedRequirement): boolean =>
  fields !== undefined && areFieldsMet(fields, after, today);

/** Whether the fields of a requirement met it before and do not any more. */
const isEmptied = ({ before, after, today }: Write, { fields }: PlannedRequirement): boolean =>
  fields !== undefined &&
  before !== undefined &&
  !areFieldsMet(fields, after, today) &&
  wereFieldsMet(fields, before, after, today);

/** The gates that stand in the way, stage by stage. */
export function findGates(write: Write, found: Refusal[]): void {
  const { plan, to, track, noTender } = write;
  const trackBit = 1 << track;
  for (const stage of plan.stages) {
    if (stage.position >= to) return;
    if (noTender && stage.tender) continue;
    const passing = isPassing(write, stage);
    // Where the gate is not passed, only what fields met before can be missing now.
    for (const requirement of passing ? stage.asked : stage.askedOfFields) {
      if ((requirement.tracks & trackBit) === 0) continue;
      if (passing ? isMet(write, requirement) : !isEmptied(write, requirement)) continue;
      if (requirement.slotted && countOf(write, requirement) === 1) continue;
      found.push(stage.refusal);
      break;
    }
  }
}
