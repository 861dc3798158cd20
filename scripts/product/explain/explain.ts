/** The verdict on one deal of an org: may it move, and if not, what is missing? */
import { verdict, type Deal, type Verdict } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import type { Calendar, OrgConnection } from '../org/index.ts';
import { field } from '../vocabulary/index.ts';
import { readDeal, type ReadDeal } from './read.ts';

/** Whether a text is the id of an opportunity, of 15 or 18 characters. */
export const isDealId = (text: string): boolean => /^006[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/.test(text);

export interface Explanation {
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  readonly ownerName: string;
  /** Names of people who may grant what waits, as far as the deal tells. */
  readonly approvers: readonly string[];
  /** The stage that is asked about; null when the deal is won and nothing was asked. */
  readonly to: string | null;
  readonly verdict: Verdict;
  /** False: the org does not tell the user's rights, and none were assumed. */
  readonly rightsKnown: boolean;
  /** Fields of the model that the user does not see. */
  readonly unseen: readonly string[];
}

/**
 * Reads the deal and judges the move to `to`; without it, to the next stage of its way.
 * @throws {OrgError} when there is no such deal, or the org does not answer.
 */
export async function explain(
  org: OrgConnection,
  model: SalesModel,
  id: string,
  to: string | undefined,
  calendar: Calendar,
): Promise<Explanation> {
  return explanationOf(model, await readDeal(org, model, id), to, calendar);
}

/** The same of a deal that was read already; `values` are written with the move. */
export function explanationOf(
  model: SalesModel,
  { deal, items, viewer, ownerName, approvers, rightsKnown, unseen }: ReadDeal,
  to: string | undefined,
  { today, dayOf }: Calendar,
  values: Deal = {},
): Explanation {
  const asked = { model, before: deal, items, viewer, today, dayOf };
  const target = to ?? verdict({ ...asked, after: deal }).next;
  const after = target === null ? deal : { ...deal, ...values, [field.stage]: target };
  return {
    id: deal.Id,
    name: String(deal[field.name] ?? deal.Id),
    ownerName,
    approvers: approvers.map(({ name }) => name),
    to: target,
    verdict: verdict({ ...asked, after }),
    rightsKnown,
    unseen,
  };
}

/** The stage of the model that somebody means: its name, label or short name, in whatever language and case. */
export function stageMeant(model: SalesModel, text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  const { won, lost } = model.closed;
  return [...model.stages, { ...won, short: {} }, { ...lost, short: {} }].find(({ name, label, short }) =>
    [name, ...Object.values(label), ...Object.values(short)].some((one) => one.toLowerCase() === wanted),
  )?.name;
}
