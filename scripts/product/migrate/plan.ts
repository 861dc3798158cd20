/** What a migration does with one deal. Pure: values in, values out. */
import { settledAmountOf, verdict, type Item, type Viewer } from '../gate/index.ts';
import type { OrgDeal } from '../explain/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import type { Calendar } from '../org/index.ts';
import type { StageMapping } from '../stages/index.ts';
import { field } from '../vocabulary/index.ts';
import type { PipelineDeal } from './read.ts';

/**
 * Moved: it gets another stage · Marked: its stage is mapped to itself, so day and items are written · InPlace: nothing
 * to do · Unmapped: no line of the mapping holds for it.
 */
export type PlannedResult = 'Moved' | 'Marked' | 'InPlace' | 'Unmapped';

export interface DealPlan extends Omit<PipelineDeal, 'items'> {
  readonly result: PlannedResult;
  /** Why nothing is done; empty where something is. */
  readonly reason: string;
  /** Developer names; empty for the master record type. */
  readonly type: string;
  readonly toType: string;
  readonly from: string;
  /** Equal to `from` where it does not move. */
  readonly to: string;
  /** YYYY-MM-DD, the day on which it came into its old stage; null: the org does not tell. */
  readonly since: string | null;
  /** The probability that is kept against the stage; null: it is that of the stage. */
  readonly kept: number | null;
  /** Hard requirements of passed stages to be waived. */
  readonly waived: readonly WaivedItem[];
  /** Codes of those that no item can settle, such as who leads: they come due when the deal is won. */
  readonly leftOpen: readonly string[];
}

export interface WaivedItem {
  readonly code: string;
  /** What a hard process was settled for, in the model's currency. */
  readonly amount: number | null;
  /** The item that is there already. */
  readonly present: Item | undefined;
}

export interface PlanOptions {
  readonly model: SalesModel;
  readonly mapping: Pick<StageMapping, 'stageFor' | 'typeFor'>;
  readonly viewer: Viewer;
  readonly calendar: Calendar;
  /** The day that an undone migration had kept for a deal that stands where its undo put it. */
  readonly keptDay: (deal: OrgDeal) => string | undefined;
}

/** A planner of deals, each on its own. */
export function plannerOf(options: PlanOptions): (deal: PipelineDeal) => DealPlan {
  const { model, mapping, viewer, calendar } = options;
  const known = new Set([...model.stages, model.closed.won, model.closed.lost].map(({ name }) => name));
  const slotted = new Set(
    requirementsOf(model).flatMap(({ requirement: { code, slot } }) => (slot === undefined ? [] : [code])),
  );
  return ({ items, ...read }) => {
    const { deal, kind } = read;
    const from = String(deal[field.stage] ?? '');
    const type = String(deal[field.recordTypeName] ?? '');
    const toType = mapping.typeFor(type) ?? type;
    const to = mapping.stageFor(type, from);
    const idle = { ...read, type, toType: type, from, to: from, since: null, kept: null, waived: [], leftOpen: [] };
    if (to === undefined) {
      if (known.has(from)) return { ...idle, result: 'InPlace', reason: 'It stands in a stage of the model.' };
      const of = type === '' ? 'deals without a record type' : `record type ${type}`;
      return { ...idle, result: 'Unmapped', reason: `No line of the mapping names this stage for ${of}.` };
    }
    // A mark is left on every deal that was migrated: a second run, or a line further on, does not take it again.
    if (known.has(from) && !isBlank(deal[field.stageSinceIn]))
      return { ...idle, result: 'InPlace', reason: 'It was migrated before.' };
    const moved: OrgDeal = {
      ...deal,
      [field.stage]: to,
      [field.recordTypeName]: toType === '' ? null : toType,
      [field.keptProbability]: null,
    };
    const stands = verdict({
      model,
      before: moved,
      after: moved,
      items,
      viewer,
      today: calendar.today,
    });
    const isAgainst = stands.warnings.some((warning) => warning.kind === 'probability' || warning.kind === 'forecast');
    const probability = deal[field.probability];
    const declined = new Set(items.flatMap(({ code, status }) => (status === 'Declined' ? [code] : [])));
    const behind = kind === 'open' ? stands.requirements.filter((one) => one.behind).map(({ code }) => code) : [];
    const canWaive = (code: string): boolean => slotted.has(code) && !declined.has(code);
    return {
      ...read,
      result: from === to && type === toType ? 'Marked' : 'Moved',
      reason: '',
      type,
      toType,
      from,
      to,
      since: sinceOf(deal, options),
      kept: isAgainst && typeof probability === 'number' ? probability : null,
      waived: behind.filter(canWaive).map((code) => ({
        code,
        amount: settledAmountOf(model, moved, code),
        present: items.find((one) => one.code === code),
      })),
      leftOpen: behind.filter((code) => !canWaive(code)),
    };
  };
}

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === '';

/** The day on which a deal came into its stage: the one an earlier migration kept, else the last change, else its creation. */
function sinceOf(deal: OrgDeal, { calendar: { dayOf }, keptDay }: PlanOptions): string | null {
  const kept = deal[field.stageSinceIn] === deal[field.stage] ? deal[field.stageSince] : keptDay(deal);
  if (typeof kept === 'string' && kept !== '') return kept;
  const moment = isBlank(deal[field.stageChanged]) ? deal[field.created] : deal[field.stageChanged];
  return typeof moment === 'string' ? dayOf(moment) : null;
}

/** Whether the plan writes the deal. */
export const isWritten = ({ result }: Pick<DealPlan, 'result'>): boolean => result === 'Moved' || result === 'Marked';
