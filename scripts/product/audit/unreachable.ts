/**
 * States that no governed write reaches: what the rules refuse a writer who holds every right but the bypass, who wrote
 * it on the day that stands in it, and does not own the deal.
 */
import { itemRefusals, refusals, settlerOf, type Item, type Refusal, type Viewer } from '../gate/index.ts';
import type { OrgDeal } from '../explain/index.ts';
import { fill, type Messages } from '../messages/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import type { Locale } from '../present/index.ts';
import { field, manualFields, permission, settling } from '../vocabulary/index.ts';

interface Asked {
  readonly model: SalesModel;
  readonly today: string;
  readonly messages: Messages;
  readonly locale: Locale;
}

const allRights: Viewer['permissions'] = new Set([
  permission.approve,
  permission.raiseGrade,
  permission.lowerGrade,
  permission.reopenClosed,
]);

/** An id that owns nothing. */
const nobody = '005000000000000AAA';

/** Rules that look at a state alone; the others look at a move, and at what was there before it. */
const ofState: Readonly<Record<string, 'M1' | 'M7'>> = { 'TAS-M1': 'M1', 'TAS-M7': 'M7' };

/** What an item says without a word is told as a placeholder. */
const ofText = 'TAS-I13';

export function unreachableStates(
  { model, today, messages, locale }: Asked,
  deal: OrgDeal,
  items: readonly Item[],
): { readonly detail: string; readonly code: string }[] {
  const found: { detail: string; code: string }[] = [];
  for (const { code } of ofDeal(model, deal, today)) {
    const rule = ofState[code];
    if (rule === 'M1')
      found.push({ detail: fill(messages.audit.unknownStage, String(deal[field.stage] ?? '')), code: '' });
    else if (rule === 'M7') found.push({ detail: fill(messages.audit.rule, code, messages.rule.M7), code: '' });
  }
  if (items.length === 0) return found;
  const follows = new Set(
    requirementsOf(model).flatMap(({ requirement: { code, approval } }) =>
      approval !== undefined && 'process' in approval ? [code] : [],
    ),
  );
  // One copy for all items: only the amount differs, which was that of the deal when the item was settled.
  const then: OrgDeal = { ...deal, [field.owner]: nobody };
  for (const item of items) {
    then[field.modelAmount] = item.settledAmount ?? null;
    // What declined it once may stay when it is asked for again.
    const kept =
      item.status === 'Declined' || ((item.declinedBy ?? null) === null && (item.declinedOn ?? null) === null)
        ? item
        : { ...item, declinedBy: null, declinedOn: null };
    const by = follows.has(item.code) ? settlerOf(item) : item.status === 'Declined' ? item.declinedBy : item.settledBy;
    // An approval of the org writes its approver beside the lookups.
    const after = by === null || by === undefined ? kept : inTheNameOf(kept, by);
    const on = item.status === 'Declined' ? item.declinedOn : item.settledOn;
    const viewer: Viewer = { id: by ?? nobody, permissions: allRights };
    const against = itemRefusals({ model, deal: then, before: undefined, after, viewer, now: on ?? '' });
    for (const { code } of against)
      if (code !== ofText)
        found.push({
          code: item.code,
          detail: fill(
            messages.audit.item,
            locale.requirement(item.code),
            messages.itemStatus[item.status],
            fill(messages.audit.rule, code, itemRuleText(code, messages)),
          ),
        });
  }
  return found;
}

function inTheNameOf(item: Item, by: string): Item {
  if (item.status === 'Declined') return { ...item, declinedBy: by };
  return settling.includes(item.status) ? { ...item, settledBy: by } : item;
}

/** Rules against writing the deal anew as it stands; where it can break none of those that are looked for, none are asked. */
function ofDeal(model: SalesModel, deal: OrgDeal, today: string): readonly Refusal[] {
  const { [field.stage]: stage, [field.manualOn]: on } = deal;
  const { won, lost } = model.closed;
  const isKnown = [...model.stages, won, lost].some(({ name }) => name === stage);
  if (isKnown && manualFields.every((name) => (deal[name] ?? null) === null)) return [];
  return refusals({
    model,
    before: undefined,
    after: deal,
    items: [],
    viewer: { id: String(deal[field.manualBy] ?? ''), permissions: allRights },
    today: typeof on === 'string' && on !== '' ? on : today,
  });
}

function itemRuleText(code: string, { rules }: Messages): string {
  const texts: Readonly<Record<string, unknown>> = rules;
  const text = texts[code.replace('TAS-', '')];
  return typeof text === 'string' ? text : code;
}
