/** The deals of the pipeline, and how many things keep each of them from its next stage. */
import TIME_ZONE from '@salesforce/i18n/timeZone';
import userId from '@salesforce/user/Id';
import { gql } from 'lightning/graphql';
import { model as generated } from 'practice/panel';
import { stageText } from 'page/stages';
import { dateText, money } from 'page/values';

/** As many as the API gives in one answer. */
const most = 2000;

export const pipelineQuery = gql`query pagePipeline { uiapi { query { Opportunity(first: ${most}, orderBy: { CloseDate: { order: ASC } }) { totalCount edges { node {
Id
Name { value }
StageName { value label }
IsClosed { value }
CloseDate { value }
Amount @optional { value }
CurrencyIsoCode @optional { value }
Account @optional { Name @optional { value } }
Owner @optional { Name @optional { value } }
TAS_Effective_Grade__c @optional { value }
} } } } } }`;

/** What the panel asks for one deal, asked for all of them; undefined where the package has no such query. */
export const blockersQuery = ofAll(generated?.dealQuery);

/** @param {string | undefined} query */
function ofAll(query) {
  const text = query
    ?.replace(/query\s+\w+\s*\([^)]*\)/, 'query pageBlockers')
    .replace(/Opportunity\(where:[^)]*\)/, `Opportunity(first: ${most}, orderBy: { CloseDate: { order: ASC } })`);
  return text?.includes('$') === false ? text : undefined;
}

/** Open deals first, the next to close on top. @param {readonly any[]} edges */
export const rowsOf = (edges) =>
  [...edges]
    .sort((a, b) => Number(a.node.IsClosed.value) - Number(b.node.IsClosed.value))
    .map(({ node }) => {
      const name = node.Name.value ?? '';
      const account = node.Account?.Name?.value ?? '—';
      const owner = node.Owner?.Name?.value ?? '—';
      return {
        id: node.Id,
        name,
        account,
        owner,
        stage: node.StageName.value,
        stageText: stageText(node.StageName.value, node.StageName.label),
        grade: node.TAS_Effective_Grade__c?.value ?? '',
        amountText: money(node.Amount?.value, node.CurrencyIsoCode?.value),
        closeText: dateText(node.CloseDate.value),
        searched: `${name}\n${account}\n${owner}`.toLowerCase(),
      };
    });

/** What stands before the next stage and what was left behind, by deal; of won and lost deals nothing. @param {readonly any[]} edges */
export function openCounts(edges) {
  const { model, verdict } = generated;
  const permissions = new Set(globalThis.practice.permissions);
  const viewer = { id: userId, permissions };
  // The day of the reader, as the panel has it.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(new Date());
  /** @type {Map<string, { open: number, behind: number }>} */
  const counts = new Map();
  for (const { node } of edges) {
    const { deal, items } = plain(node);
    const asked = { model, before: deal, items, viewer, today };
    const { next, stage } = verdict({ ...asked, after: deal });
    if (next === null || stage.id === null) continue;
    const { requirements } = verdict({ ...asked, after: { ...deal, StageName: next } });
    counts.set(deal.Id, {
      open: requirements.filter(({ blocks }) => blocks).length,
      behind: requirements.filter(({ behind }) => behind).length,
    });
  }
  return counts;
}

/** @param {any} cell */
const valueOf = (cell) => (typeof cell === 'object' && cell !== null ? (cell.value ?? null) : cell);

/** A deal and its items as the engine takes them. @param {any} node */
function plain(node) {
  /** @type {Record<string, any>} */
  const deal = {};
  /** @type {any[]} */
  let items = [];
  for (const [name, cell] of Object.entries(node)) {
    if (cell?.edges !== undefined) items = cell.edges.map((/** @type {any} */ edge) => item(edge.node));
    else if (typeof cell !== 'object' || cell === null || 'value' in cell) deal[name] = valueOf(cell);
    else for (const [inner, one] of Object.entries(cell)) deal[`${name}.${inner}`] = valueOf(one);
  }
  return { deal, items };
}

/** @param {any} node */
const item = (node) => ({
  id: node.Id,
  code: valueOf(node.Code__c) ?? '',
  status: valueOf(node.Status__c) ?? 'Open',
  key: valueOf(node.Item_Key__c) ?? '',
  evidence: valueOf(node.Evidence_Url__c) ?? null,
  person: valueOf(node.Person__c) ?? null,
  reason: valueOf(node.Reason__c) ?? null,
  note: valueOf(node.Note__c) ?? null,
  settledBy: valueOf(node.Settled_By__c) ?? null,
  settledOn: valueOf(node.Settled_On__c) ?? null,
});
