/** What the panel leans on: the UI API and GraphQL. What only a page shows stands at the end. */
import { otherwise, seen, untold, type Experiment, type Seen } from './experiment.ts';
import { isRow, nextSecond, rowsAt, textAt, words, type Lab, type Row } from './lab.ts';
import { refusing } from './lab-metadata.ts';

async function uiPatch(lab: Lab, deal: string, since: string, text: string) {
  const path = `${lab.data}/ui-api/records/${deal}`;
  return await lab.org.ask({
    method: 'PATCH',
    path,
    headers: { 'If-Unmodified-Since': since },
    body: { fields: { TASV_Text__c: text } },
  });
}

async function staleRefused(lab: Lab): Promise<Seen> {
  const deal = await lab.deal();
  const since = await lab.modified(deal);
  await nextSecond();
  await lab.changed('Opportunity', deal, { TASV_Text__c: 'by somebody else' });
  const { status, body } = await uiPatch(lab, deal, since, 'stale');
  return seen(status === 412, `it answered ${status}: ${words(body)}`);
}

async function sameSecond(lab: Lab): Promise<Seen> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const deal = await lab.deal();
    const since = await lab.modified(deal);
    await lab.changed('Opportunity', deal, { TASV_Text__c: 'by somebody else' });
    if ((await lab.modified(deal)) !== since) continue;
    const { status } = await uiPatch(lab, deal, since, 'a moment later');
    return seen(status < 300, `a change within the same second was ${status < 300 ? 'not noticed' : 'noticed'}`);
  }
  return untold('no two writes fell into one second in five tries');
}

const dealQuery = (deal: string, fields: string): string =>
  `{ uiapi { query { Opportunity(first: 1, where: { Id: { eq: "${deal}" } }) { edges { node { Id ${fields} } } } } } }`;

const errorsOf = (answer: Row): string[] => rowsAt(answer, 'errors').map((error) => textAt(error, 'message'));

/** Of a user who is kept from no field. */
const seesAll = untold('this user sees every field, with or without a right on it');

const isSeen = async (lab: Lab): Promise<boolean> => (await lab.org.describe('Opportunity')).has('TASV_Hidden__c');

async function optionalHidden(lab: Lab): Promise<Seen> {
  if (await isSeen(lab)) return seesAll;
  const answer = await lab.graphql(dealQuery(await lab.deal(), 'TASV_Hidden__c @optional { value }'));
  const errors = errorsOf(answer);
  const leaks = JSON.stringify(answer['data'] ?? null).includes('TASV_Hidden__c');
  return seen(
    errors.length === 0 && !leaks,
    errors.length > 0 ? `the query was refused: ${errors.join('; ')}` : `the field was ${leaks ? 'there' : 'left out'}`,
  );
}

async function hiddenRefused(lab: Lab): Promise<Seen> {
  if (await isSeen(lab)) return seesAll;
  const answer = await lab.graphql(dealQuery(await lab.deal(), 'TASV_Hidden__c { value }'));
  const errors = errorsOf(answer);
  return seen(errors.length > 0, errors.length > 0 ? `it was refused: ${errors.join('; ')}` : 'it was answered');
}

const mutation = (operations: string, allOrNone: boolean): string =>
  `mutation M { uiapi(input: { allOrNone: ${allOrNone} }) { ${operations} } }`;
const update = (alias: string, deal: string, fields: string): string =>
  `${alias}: OpportunityUpdate(input: { Id: "${deal}", Opportunity: { ${fields} } }) { success }`;

async function refusalWords(lab: Lab): Promise<Seen> {
  const deal = await lab.deal();
  return await lab.withRules(
    [refusing('A'), refusing('B')],
    async () => {
      const errors = errorsOf(await lab.graphql(mutation(update('a', deal, 'TASV_Text__c: "refuse me"'), true)));
      return seen(
        errors.toSorted().join() === 'TASV A,TASV B',
        `two rules failed, and the errors were: ${errors.join(' | ') || 'none'}`,
      );
    },
    (why) => otherwise(`the rules were refused: ${why}`),
  );
}

async function allOrNone(lab: Lab): Promise<Seen> {
  const [first, second] = [await lab.deal(), await lab.deal()];
  return await lab.withRules(
    [refusing('A')],
    async () => {
      const operations = `${update('a', first, 'TASV_Text__c: "good"')} ${update('b', second, 'TASV_Text__c: "refuse me"')}`;
      const answer = await lab.graphql(mutation(operations, true));
      const { TASV_Text__c: kept } = await lab.read('Opportunity', first, ['TASV_Text__c']);
      const isBack = kept === null || kept === undefined;
      return seen(
        isBack && errorsOf(answer).length > 0,
        `the good operation was ${isBack ? 'taken back' : 'kept'}; the errors were: ${errorsOf(answer).join(' | ')}`,
      );
    },
    (why) => otherwise(`the rule was refused: ${why}`),
  );
}

async function badValue(lab: Lab): Promise<Seen> {
  const [first, second] = [await lab.deal(), await lab.deal()];
  const operations = `${update('a', first, 'TASV_Text__c: "good"')} ${update('b', second, 'CloseDate: "tomorrow"')}`;
  const answer = await lab.graphql(mutation(operations, false));
  const { TASV_Text__c: kept } = await lab.read('Opportunity', first, ['TASV_Text__c']);
  const refused = kept === null || kept === undefined;
  return seen(
    refused,
    `the good operation was ${refused ? 'not carried out' : 'carried out'}; the errors were: ${errorsOf(answer).join(' | ') || 'none'}`,
  );
}

async function noLock(lab: Lab): Promise<Seen> {
  const deal = await lab.deal();
  const since = await lab.modified(deal);
  await nextSecond();
  await lab.changed('Opportunity', deal, { TASV_Text__c: 'by somebody else' });
  const headers = { 'If-Unmodified-Since': since };
  const answer = await lab.graphql(mutation(update('a', deal, 'TASV_Text__c: "stale"'), true), headers);
  const data = answer['data'];
  const written = isRow(data) && errorsOf(answer).length === 0;
  return seen(written, `a mutation with a stale If-Unmodified-Since was ${written ? 'carried out' : 'refused'}`);
}

const pageOnly = (id: string, question: string, assumed: string, why: string): Experiment => ({
  id,
  subject: 'Panel',
  question,
  assumed,
  otherwise: 'Report it; docs/platform-limits.md says what hangs on it.',
  run: () => Promise.resolve(untold(why)),
});

export const panelExperiments: readonly Experiment[] = [
  {
    id: 'ui-stale',
    subject: 'Panel',
    question: 'Does the UI API refuse a write whose If-Unmodified-Since is older than the record?',
    assumed: 'With 412.',
    otherwise: 'The panel would not notice that somebody else moved the deal: report it.',
    run: staleRefused,
  },
  {
    id: 'ui-second',
    subject: 'Panel',
    question: 'Are two changes within one second told apart by it?',
    assumed: 'They are not.',
    otherwise: 'Nothing: the lock is finer than assumed.',
    run: sameSecond,
  },
  {
    id: 'graphql-optional',
    subject: 'Panel',
    question: 'Does GraphQL leave out a field that is marked @optional and that the user may not see?',
    assumed: 'It does.',
    otherwise: 'The panel shows nothing to people without every right: give them the permission set, and report it.',
    run: optionalHidden,
  },
  {
    id: 'graphql-hidden',
    subject: 'Panel',
    question: 'Does it refuse the whole query for such a field that is not marked?',
    assumed: 'It does.',
    otherwise: 'Nothing: every field of the panel that can be hidden is marked.',
    run: hiddenRefused,
  },
  {
    id: 'mutation-words',
    subject: 'Panel',
    question: 'Is every rule that fails in a mutation an error of its own, with the text of the rule alone?',
    assumed: 'It is.',
    otherwise: 'Where several items are saved at once, the panel shows the words differently: report it.',
    run: refusalWords,
  },
  {
    id: 'mutation-all-or-none',
    subject: 'Panel',
    question: 'Does one failed operation take back the others with allOrNone?',
    assumed: 'It does.',
    otherwise: 'Half of a “Save all” may be stored; the panel reads the items again in either case.',
    run: allOrNone,
  },
  {
    id: 'mutation-bad-value',
    subject: 'Panel',
    question: 'Does a value in a wrong format refuse the whole mutation, whatever allOrNone says?',
    assumed: 'It does.',
    otherwise: 'Nothing: the panel checks values before it sends them.',
    run: badValue,
  },
  {
    id: 'mutation-lock',
    subject: 'Panel',
    question: 'Does a mutation heed If-Unmodified-Since?',
    assumed: 'It does not, so the panel moves a deal by updateRecord.',
    otherwise: 'Nothing: the way of the panel is safe in either case.',
    run: noLock,
  },
  pageOnly(
    'page-wires',
    'Do record wires read again what executeMutation wrote?',
    'They need not: the panel notifies them itself.',
    'only a Lightning page shows it: settle two items by “Save all”, and look whether the path follows',
  ),
  pageOnly(
    'page-gql',
    'Does gql take a mutation that is put together at run time?',
    'It does.',
    'only a Lightning page shows it: settle two items by “Save all” in the panel',
  ),
  pageOnly(
    'page-lines',
    'Do line breaks of a custom label and its translation arrive in a component?',
    'They do: the panel’s texts are lists, one line each.',
    'only a Lightning page shows it: open the panel in each language; a text that is missing is shown as its number',
  ),
  pageOnly(
    'other-person',
    'Is a person without the right on an object refused when a mutation runs, and not before?',
    'When it runs.',
    'it takes a second person: log in as one without TAS_Rep and tick an item',
  ),
];
