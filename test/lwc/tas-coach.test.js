import { createRecord } from 'lightning/uiRecordApi';
import { graphql } from 'lightning/graphql';
import Coach from 'c/tasCoach';
import { coachQuery } from 'c/tasCoachModel';
import { dealId, one, settle, show, textOf } from './fixture';

const cell = (value) => ({ value });
const answer = (
  id,
  question,
  { choice = null, text = '', on = '2026-06-09T08:00:00.000Z', stage = 'Needs Analysis' },
) => ({
  node: {
    Id: id,
    Question__c: cell(question),
    Stage__c: cell(stage),
    Choice__c: cell(choice),
    Answer__c: cell(text),
    CreatedDate: cell(on),
    CreatedBy: { Name: cell('Li Wei') },
  },
});
const picklist = (name, values) => ({
  ApiName: name,
  label: name,
  picklistValuesByRecordTypeIDs: [{ picklistValues: values.map(([value, label]) => ({ value, label })) }],
});

async function open(answers, { createable = true, ...deal } = {}) {
  const coach = await show('c-tas-coach', Coach, { recordId: dealId });
  const node = {
    Id: dealId,
    StageName: cell('Needs Analysis'),
    IsClosed: cell(false),
    TAS_Competitive_Strategy__c: cell('Defend'),
    ...deal,
    ...(answers && { TAS_Coaching_Answers__r: { edges: answers } }),
  };
  const data = {
    uiapi: {
      query: { Opportunity: { edges: [{ node }] } },
      objectInfos: [
        {
          ApiName: 'TAS_Coaching_Answer__c',
          createable,
          fields: [
            picklist('Question__c', [['WIN', 'Can we win?']]),
            picklist('Choice__c', [
              ['Yes', 'Yes'],
              ['No', 'No'],
            ]),
          ],
        },
        { ApiName: 'Opportunity', fields: [picklist('TAS_Competitive_Strategy__c', [['Defend', 'Defend it']])] },
      ],
    },
  };
  graphql.emit(data, ({ query }) => query === coachQuery);
  await settle();
  return coach;
}

const win = (coach) => one(coach, '[data-question="WIN"]');

test('of two answers of one second the later record is the last one', async () => {
  const coach = await open([answer('a1', 'WIN', { choice: 'Yes' }), answer('a2', 'WIN', { choice: 'No' })]);
  expect(win(coach).textContent).toContain('Was Yes, is No');
});

test('the strategy is told in the words of the org, with its prompt', async () => {
  expect(textOf(await open([]))).toContain('Strategy chosen: Defend it Who attacks us at this customer');
});

test('whoever may not answer reads, and is told why there is no button', async () => {
  const coach = await open([answer('a1', 'WIN', { choice: 'Yes', text: 'Because' })], { createable: false });
  expect(textOf(coach)).toContain('Because');
  expect(coach.shadowRoot.querySelectorAll('button').length).toBe(0);
  expect(textOf(coach)).toContain('TAS+ Rep');
});

test('answers that may not be seen are not taken for none', async () => {
  expect(textOf(await open(undefined))).toContain('You may not see the answers of the coach.');
});

test('an answer is a record of its own, with the stage of the deal', async () => {
  createRecord.mockReset().mockResolvedValue({ id: 'a9' });
  const coach = await open([]);
  win(coach).querySelector('button').click();
  await settle();
  one(coach, 'c-tas-editor').dispatchEvent(new CustomEvent('save', { detail: { values: { Choice__c: 'No' } } }));
  await settle();
  expect(createRecord).toHaveBeenCalledWith({
    apiName: 'TAS_Coaching_Answer__c',
    fields: { Opportunity__c: dealId, Question__c: 'WIN', Stage__c: 'Needs Analysis', Choice__c: 'No' },
  });
});

test('spaces are no answer', async () => {
  createRecord.mockReset();
  const coach = await open([]);
  win(coach).querySelector('button').click();
  await settle();
  one(coach, 'c-tas-editor').dispatchEvent(new CustomEvent('save', { detail: { values: { Answer__c: '  ' } } }));
  await settle();
  expect(createRecord).not.toHaveBeenCalled();
  expect(one(coach, 'c-tas-notice').notice.title).toContain('Say why');
});
