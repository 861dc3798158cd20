import { timing, within, type Figure } from './measure.ts';

/** Sends a request of the REST API as the rep; `path` follows `/services/data/vNN.0`. */
export type Send = (path: string, body?: unknown) => Promise<unknown>;

const targetList = 0.1;
const targetDeal = 0.02;
const targetBoard = 1;

interface Connections {
  readonly data?: {
    readonly uiapi: { readonly query: Readonly<Record<string, { readonly edges: readonly unknown[] }>> };
  };
  readonly errors?: readonly { readonly message: string }[];
}

interface Groups extends Pick<Connections, 'errors'> {
  readonly data?: {
    readonly uiapi: {
      readonly aggregate: Readonly<
        Record<
          string,
          { readonly edges: readonly { readonly node: { aggregate: { Id: { count: { value: number } } } } }[] }
        >
      >;
    };
  };
}

/** Records of a list, which must be as many as expected. */
async function fetched(send: Send, query: string, rows: number): Promise<void> {
  const { data, errors = [] } = (await send('/graphql', { query })) as Connections;
  const found = data?.uiapi.query['Opportunity']?.edges.length;
  if (errors.length > 0 || found !== rows)
    throw new Error(`${found ?? 0} of ${rows} records: ${errors.map(({ message }) => message).join('; ')}`);
}

const list = (given: string, inner: string): string =>
  `{ uiapi { query { Opportunity(${given}) { edges { node { ${inner} } } totalCount } } } }`;

/** Every field of a deal the rep may read, with its people and its items: more than any panel asks for. */
async function wholeDeal(send: Send, id: string): Promise<string> {
  const info = (await send('/ui-api/object-info/Opportunity')) as {
    fields: Record<string, { relationshipName: unknown }>;
  };
  const fields = Object.keys(info.fields).filter((name) => name !== 'Id');
  const own = fields.map((name) => `${name} @optional { value displayValue }`).join(' ');
  const items = `TAS_Gate_Items__r(first: 200) @optional { edges { node { Id Code__c { value displayValue } Status__c { value displayValue }
    Note__c { value } Person__r { Name { value } } Settled_By__r { Name { value } } } } }`;
  return list(`where: { Id: { eq: "${id}" } }, first: 1`, `Id ${own} Owner { Name { value } } ${items}`);
}

/** Gives a deal an open item for each of sixty requirements; answers how many it has. */
async function addItems(send: Send, id: string): Promise<number> {
  const path = '/ui-api/object-info/TAS_Gate_Item__c/picklist-values/012000000000000AAA/Code__c';
  const { values } = (await send(path)) as { values: { value: string }[] };
  const records = values.slice(0, 60).map(({ value }) => ({
    attributes: { type: 'TAS_Gate_Item__c' },
    Opportunity__c: id,
    Code__c: value,
    Item_Key__c: `${id}:${value}`,
  }));
  const results = (await send('/composite/sobjects', { allOrNone: true, records })) as { success: boolean }[];
  if (results.some(({ success }) => !success)) throw new Error(`items were refused: ${JSON.stringify(results[0])}`);
  return results.length;
}

const grades = ['A', 'B', 'C', 'D', 'E'];

/** A board in one request: ten times all deals grouped by stage, one for each grade and half of the amounts. */
async function board(send: Send, deals: number): Promise<void> {
  const parts = grades.flatMap((grade) => [`lt: 4500000`, `gte: 4500000`].map((amount) => ({ grade, amount })));
  const aliases = parts.map(
    ({ grade, amount }, at) =>
      `a${at}: Opportunity(first: 2000, groupBy: { StageName: { group: true } }, where: { TAS_Effective_Grade__c: { eq: "${grade}" }, Amount: { ${amount} } }) {
        edges { node { aggregate { StageName { value } Id { count { value } } TAS_Model_Amount__c { sum { value } } } } } }`,
  );
  const { data, errors = [] } = (await send('/graphql', {
    query: `{ uiapi { aggregate { ${aliases.join(' ')} } } }`,
  })) as Groups;
  const counted = Object.values(data?.uiapi.aggregate ?? {})
    .flatMap(({ edges }) => edges)
    .reduce((sum, { node }) => sum + node.aggregate.Id.count.value, 0);
  if (errors.length > 0 || counted !== deals)
    throw new Error(`${counted} of ${deals} deals: ${errors.map(({ message }) => message).join('; ')}`);
}

/** What a page waits for: a long list, one deal with all that is known of it, and a board of all deals. */
export async function benchGraphql(send: Send, deals: number): Promise<Figure[]> {
  const columns = ['Name', 'StageName', 'Amount', 'CloseDate', 'TAS_Grade__c'];
  const query = list('first: 2000', `Id ${columns.map((name) => `${name} { value displayValue }`).join(' ')}`);
  const { records } = (await send('/query?q=SELECT+Id+FROM+Opportunity+LIMIT+1')) as { records: { Id: string }[] };
  const id = records[0]?.Id ?? '';
  const items = await addItems(send, id);
  const deal = await wholeDeal(send, id);
  // The first call of a user makes the schema; a page makes it once.
  await fetched(send, query, 2000);
  await fetched(send, deal, 1);
  const listed = await timing(9, 1, () => fetched(send, query, 2000));
  const shown = await timing(15, 1, () => fetched(send, deal, 1));
  await board(send, deals);
  const grouped = await timing(5, 1, () => board(send, deals));
  return [
    within('GraphQL: 2,000 deals with five fields, request to parsed answer', listed, targetList),
    within(`GraphQL: one deal with every field and ${items} items`, shown, targetDeal),
    within(
      `GraphQL: a board of ${deals.toLocaleString('en-US')} deals, ten groupings in one request`,
      grouped,
      targetBoard,
    ),
  ];
}
