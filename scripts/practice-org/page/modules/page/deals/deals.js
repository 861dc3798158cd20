/** The deals of the pipeline: which ones are asked for, and what of each stands in a row. */
import CURRENCY from '@salesforce/i18n/currency';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import userId from '@salesforce/user/Id';
import { gql } from 'lightning/graphql';
import { closed, path, stageText } from 'page/stages';
import { dateText, money } from 'page/values';

/** As many as the API gives in one answer. */
export const most = 2000;

/**
 * A query of all deals of a list: open ones by the date they close, the next on top; closed ones the latest on top.
 * @param {string} name
 * @param {{ status: string }} route
 * @param {string} fields of a node
 */
export const queryOf = (name, { status }, fields) => gql`query ${name}($where: Opportunity_Filter) { uiapi { query {
Opportunity(where: $where, first: ${most}, orderBy: { CloseDate: { order: ${status === 'closed' ? 'DESC' : 'ASC'} } }) { totalCount edges { node {
${fields}
} } } } } }`;

export const rowFields = `Id
Name { value }
StageName { value label }
CloseDate { value }
CreatedDate { value }
LastStageChangeDate @optional { value }
Amount @optional { value }
ExpectedRevenue @optional { value }
CurrencyIsoCode @optional { value }
Account @optional { Name @optional { value } }
Owner @optional { Name @optional { value } }
TAS_Effective_Grade__c @optional { value }
TAS_Stage_Since__c @optional { value }
TAS_Stage_Since_Stage__c @optional { value }
TAS_Model_Amount__c @optional { value }`;

/** Sums in the corporate currency, which is for the org to work out. */
export const sumsQuery = gql`query pageSums($where: Opportunity_Filter) { uiapi { aggregate {
Opportunity(where: $where, first: ${most}, groupBy: { CurrencyIsoCode: { group: true } }) { edges { node { aggregate {
Amount { sum { value } } ExpectedRevenue { sum { value } }
} } } } } } }`;

const own = { OwnerId: { eq: userId } };

/** Whose deals, as the board has it: one's own, with those of one's reports, or all that one may see. */
const owners = { mine: [own], team: [{ or: [own, { Owner: { ManagerId: { eq: userId } } }] }] };

/** @param {{ whose: string, status: string }} route */
export const whereOf = ({ whose, status }) => ({
  and: [{ IsClosed: { eq: status === 'closed' } }, ...(owners[/** @type {'mine'} */ (whose)] ?? [])],
});

const dayLength = 86_400_000;
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE });

/**
 * Days since a deal came into its stage, as the panel counts them: from the day that a migration kept for this stage,
 * else from the last change of the stage, else from when the deal was made.
 * @param {any} node
 * @param {number} today midnight
 */
function daysOf({ StageName, TAS_Stage_Since__c: kept, TAS_Stage_Since_Stage__c: keptIn, ...moments }, today) {
  const moment = moments.LastStageChangeDate?.value ?? moments.CreatedDate.value;
  const since = keptIn?.value === StageName.value ? kept?.value : null;
  return Math.max(0, (today - Date.parse(since ?? isoDay.format(new Date(moment)))) / dayLength);
}

/** Rows in the order of the answer; `keys` are what columns are sorted by. @param {readonly any[]} edges @param {{ status: string }} route */
export function rowsOf(edges, { status }) {
  const today = Date.parse(isoDay.format(new Date()));
  const known = [...path, ...closed.filter((stage) => !path.includes(stage))];
  return edges.map(({ node }) => {
    const stage = node.StageName.value;
    const at = known.indexOf(stage);
    const days = status === 'closed' ? null : daysOf(node, today);
    const keys = {
      name: node.Name.value ?? '',
      account: node.Account?.Name?.value ?? null,
      // Stages that the model does not know come after those that it does.
      stage: at < 0 ? known.length : at,
      days,
      grade: node.TAS_Effective_Grade__c?.value ?? null,
      open: null,
      // In one currency, where the package brings such a field; of one without a rate nobody knows what it is worth.
      amount: (node.TAS_Model_Amount__c ?? node.Amount)?.value ?? null,
      closeDate: node.CloseDate.value,
      owner: node.Owner?.Name?.value ?? null,
    };
    const currency = node.CurrencyIsoCode?.value ?? CURRENCY;
    return {
      id: node.Id,
      keys,
      stage,
      currency,
      amount: node.Amount?.value ?? 0,
      weighted: node.ExpectedRevenue?.value ?? 0,
      name: keys.name,
      account: keys.account ?? '—',
      owner: keys.owner ?? '—',
      grade: keys.grade ?? '',
      stageText: stageText(stage, node.StageName.label),
      daysText: days === null ? '—' : String(days),
      amountText: money(node.Amount?.value, currency),
      closeText: dateText(node.CloseDate.value),
      searched: [keys.name, keys.account, keys.owner].join('\n').toLowerCase(),
    };
  });
}

/** Whether sums of rows are the org's to work out. @param {readonly { currency: string }[]} rows */
export const isForeign = (rows) => rows.some(({ currency }) => currency !== CURRENCY);

/** @param {readonly { amount: number, weighted: number }[]} rows of the corporate currency */
export const sumsOf = (rows) => ({
  amount: rows.reduce((sum, { amount }) => sum + amount, 0),
  weighted: rows.reduce((sum, { weighted }) => sum + weighted, 0),
});

/** The same of the answer to `sumsQuery`, which has a group for each currency. @param {any} data */
export const sumsIn = (data) =>
  sumsOf(
    data.uiapi.aggregate.Opportunity.edges.map((/** @type {any} */ { node: { aggregate } }) => ({
      amount: aggregate.Amount.sum.value ?? 0,
      weighted: aggregate.ExpectedRevenue.sum.value ?? 0,
    })),
  );
