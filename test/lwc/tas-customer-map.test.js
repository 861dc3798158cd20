import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { graphql } from 'lightning/graphql';
import CustomerMap from 'c/tasCustomerMap';
import { mapQuery } from 'c/tasMapModel';
import { dealId, one, settle, show, textOf } from './fixture';

const cell = (value) => ({ value });
const person = (id, contact, fields) => ({
  node: {
    Id: id,
    Contact__c: cell(contact),
    Contact__r: contact && {
      Name: cell(`Name of ${contact}`),
      Title: cell(null),
      ReportsToId: cell(fields.boss ?? null),
    },
    Role__c: cell(fields.role ?? null),
    Closeness__c: cell(fields.closeness ?? null),
    Solution_Acceptance__c: cell(null),
    Price_Acceptance__c: cell(null),
    Influence__c: cell(fields.influence ?? null),
    Left__c: cell(fields.left ?? false),
    Note__c: cell(null),
    LastModifiedDate: cell('2026-06-09T08:00:00.000Z'),
    LastModifiedBy: { Name: cell('Li Wei') },
  },
});
const field = (name, values) => ({
  ApiName: name,
  label: name,
  ...(values && {
    picklistValuesByRecordTypeIDs: [{ picklistValues: values.map((value) => ({ value, label: `${value} label` })) }],
  }),
});
const answerOf = (people, { createable = true, updateable = true } = {}) => ({
  uiapi: {
    query: {
      Opportunity: {
        edges: [
          { node: { Id: dealId, AccountId: cell('001'), ...(people && { TAS_Stakeholders__r: { edges: people } }) } },
        ],
      },
    },
    objectInfos: [
      {
        ApiName: 'TAS_Stakeholder__c',
        createable,
        updateable,
        fields: [
          field('Role__c', ['Approver', 'User']),
          field('Closeness__c', ['1', '5', 'Unknown']),
          field('Influence__c', ['1', '3']),
        ],
      },
    ],
  },
});

/** What was kept when the deal came to a stage. */
const kept = (id, stage, on, numbers) => ({
  node: {
    Id: id,
    Stage__c: cell(stage),
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, cell(value)])),
    CreatedDate: cell(on),
    CreatedBy: { Name: cell('Li Wei') },
  },
});

async function open(people, rights) {
  const map = await show('c-tas-customer-map', CustomerMap, { recordId: dealId });
  graphql.emit(answerOf(people, rights), ({ query }) => query === mapQuery);
  await settle();
  return map;
}

test('nobody on the map, or nobody to be seen, is told in words', async () => {
  expect(textOf(await open([]))).toContain('Nobody is on the map yet');
  expect(textOf(await open(undefined))).toContain('You may not see who is on this map');
});

test('whoever may not change it gets no button, and the reason', async () => {
  const map = await open([person('a1', '003A', { role: 'Approver' })], { createable: false, updateable: false });
  expect(map.shadowRoot.querySelectorAll('button').length).toBe(0);
  expect(textOf(map)).toContain('TAS+ Rep');
});

test('those who weigh most come first, whoever left last and uncounted; a deleted contact has no name', async () => {
  const map = await open([
    person('a1', '003A', { influence: '1', closeness: '5' }),
    person('a2', '003B', { influence: '3', closeness: '1', left: true }),
    person('a3', null, { influence: '3', closeness: '1' }),
  ]);
  const names = [...map.shadowRoot.querySelectorAll('tbody th')].map((name) => name.textContent.trim());
  expect(names).toEqual(['Deleted contact', 'Name of 003A', expect.stringContaining('Name of 003B')]);
  // (3 · 1 + 1 · 5) ÷ 4; of six answers two are known.
  expect(one(map, '[data-id="facts"]').textContent).toBe('2 people · Score 2 of 5 · 67 % unknown');
});

test('what the org says against a change is told, and the form stays', async () => {
  updateRecord.mockReset().mockRejectedValue({ status: 412, body: { message: 'stale', statusCode: 412 } });
  createRecord.mockReset();
  const map = await open([person('a1', '003A', { role: 'User' })]);
  one(map, 'button[data-id="a1"]').click();
  await settle();
  const editor = one(map, 'c-tas-editor');
  expect(editor.form.fields.map(({ name }) => name)).not.toContain('Contact__c');
  editor.dispatchEvent(new CustomEvent('save', { detail: { values: { Closeness__c: '5' } } }));
  await settle();
  expect(updateRecord).toHaveBeenCalledWith(
    { fields: { Id: 'a1', Closeness__c: '5' } },
    { ifUnmodifiedSince: '2026-06-09T08:00:00.000Z' },
  );
  expect(one(map, 'c-tas-notice').notice.title).toBe('Not saved');
  expect(one(map, 'c-tas-editor')).toBeDefined();
  expect(createRecord).not.toHaveBeenCalled();
});

test('where the org cannot be asked the map says so', async () => {
  const map = await show('c-tas-customer-map', CustomerMap, { recordId: dealId });
  graphql.emitErrors([{ message: 'no such field', extensions: { status: 400 } }], ({ query }) => query === mapQuery);
  await settle();
  expect(one(map, 'c-tas-notice').notice.title).toBe('Customer map');
  // Once it answers, the word is taken back.
  graphql.emit(answerOf([person('a1', '003A', { role: 'User' })]), ({ query }) => query === mapQuery);
  await settle();
  expect(one(map, 'c-tas-notice')).toBeUndefined();
  expect(map.shadowRoot.querySelectorAll('svg g').length).toBe(1);
});

test('each move stands with what changed since the one before, the latest first, of one second by its id', async () => {
  const map = await show('c-tas-customer-map', CustomerMap, { recordId: dealId });
  const answer = answerOf([person('a1', '003A', { role: 'Approver', closeness: '5', influence: '3' })]);
  answer.uiapi.query.Opportunity.edges[0].node.TAS_Map_Snapshots__r = {
    edges: [
      kept('s1', 'Initiate Pursuit', '2026-06-01T08:00:00.000Z', { People__c: 2, Score__c: null, Opponents__c: 1 }),
      kept('s2', 'Needs Analysis', '2026-06-01T08:00:00.000Z', { People__c: 1, Score__c: 3.5, Opponents__c: 1 }),
    ],
  };
  graphql.emit(answer, ({ query }) => query === mapQuery);
  await settle();
  const lines = [...map.shadowRoot.querySelectorAll('[data-move]')].map((line) =>
    [...line.querySelectorAll('th, td')].map((part) => part.textContent.replace(/\s+/g, ' ').trim()),
  );
  expect(lines).toEqual([
    ['Now', '1', '1', '1', '0−1', '5+1.5', '67'],
    ['Needs AnalysisLi Wei on Jun 1, 2026', '1−1', '–', '–', '1', '3.5', '–'],
    ['Initiate PursuitLi Wei on Jun 1, 2026', '2', '–', '–', '1', '–', '–'],
  ]);
  await expect(map).toBeAccessible();
});

test('a deal that was never moved, and one whose map is empty, show no movement', async () => {
  const map = await open([person('a1', '003A', {})]);
  expect(one(map, '.movement')).toBeUndefined();
});
