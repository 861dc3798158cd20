/** Two partners on one customer and project: open deals of one account with the same name, and different partners. */
import { projectKey } from '../lead/index.ts';
import type { AuditedDeal } from './finding.ts';
import type { Pages } from '../org/index.ts';

/** A partner-led deal of an account. */
export interface PartnerDeal {
  readonly deal: AuditedDeal;
  /** Ids of 15 or 18 characters. */
  readonly account: string;
  readonly partner: string;
  readonly partnerName: string;
}

/** A deal beside others of its project, and the names of all partners there. */
export interface Contested {
  readonly deal: AuditedDeal;
  readonly partners: readonly string[];
}

/** Takes the rows of one account after another: memory holds the deals of one account. */
export async function* contested(
  pages: Pages,
  dealOf: (row: readonly string[]) => PartnerDeal,
): AsyncGenerator<Contested> {
  let account = '';
  let deals: PartnerDeal[] = [];
  for await (const rows of pages)
    for (const row of rows) {
      const deal = dealOf(row);
      if (deal.account !== account) {
        yield* ofAccount(deals);
        account = deal.account;
        deals = [];
      }
      deals.push(deal);
    }
  yield* ofAccount(deals);
}

function* ofAccount(deals: readonly PartnerDeal[]): Generator<Contested> {
  if (deals.length < 2) return;
  const projects = Map.groupBy(deals, ({ deal }) => projectKey(deal.name));
  for (const [project, same] of projects) {
    const partners = new Map(same.map(({ partner, partnerName }) => [partner, partnerName || partner]));
    if (project === '' || partners.size < 2) continue;
    for (const { deal } of same) yield { deal, partners: [...partners.values()] };
  }
}
