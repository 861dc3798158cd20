import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { graphql } from 'lightning/graphql';
import Coach from 'c/tasCoach';
import { coachQuery } from 'c/tasCoachModel';
import { dealId, one, settle, show, textOf } from './fixture';

const refused = (message, errorCode = 'FIELD_CUSTOM_VALIDATION_EXCEPTION') => ({
  status: 400,
  body: { output: { errors: [{ message, errorCode }], fieldErrors: {} } },
});

const cell = (value) => ({ value });
const answer = (
  id,
  question,
  { choice = null, reason, text = '', on = '2026-06-09T08:00:00.000Z', stage = 'Needs Analysis' },
) => ({
  node: {
    Id: id,
    Question__c: cell(question),
    Stage__c: cell(stage),
    Choice__c: cell(choice),
    ...(reason && { Reason__c: cell(reason) }),
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

const reasons = ['Price', 'Solution', 'Other', 'References'];

async function open(answers, { createable = true, updateable = true, sees = true, ...deal } = {}) {
  const coach = await show('c-tas-coach', Coach, { recordId: dealId });
  emit(answers, { createable, updateable, sees, ...deal });
  await settle();
  return coach;
}

function emit(answers, { createable = true, updateable = true, sees = true, ...deal }) {
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
            picklist('Question__c', [
              ['WIN', 'Can we win?'],
              ['DECIDED', 'What decided it'],
            ]),
            picklist('Choice__c', [
              ['Yes', 'Yes'],
              ['No', 'No'],
            ]),
            ...(sees
              ? [
                  picklist(
                    'Reason__c',
                    reasons.map((value) => [value, `The ${value}`]),
                  ),
                ]
              : []),
          ],
        },
        {
          ApiName: 'Opportunity',
          fields: [
            picklist('TAS_Competitive_Strategy__c', [['Defend', 'Defend it']]),
            {
              ...picklist(
                'TAS_Loss_Reason__c',
                reasons.map((value) => [value, `The ${value}`]),
              ),
              updateable,
            },
          ],
        },
      ],
    },
  };
  graphql.emit(data, ({ query }) => query === coachQuery);
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

const lost = {
  StageName: cell('Closed Lost'),
  IsClosed: cell(true),
  IsWon: cell(false),
  TAS_Loss_Reason__c: cell('Price'),
  LastModifiedDate: cell('2026-06-09T08:00:00.000Z'),
};
const decided = (coach) => one(coach, '[data-question="DECIDED"]');
const consequence = (coach) => coach.shadowRoot.querySelector('[data-id="consequence"]')?.textContent ?? null;
const editor = (coach) => one(coach, 'c-tas-editor');
const offered = (coach) => editor(coach).form.fields[0].options.map(({ label }) => label);

async function ask(coach) {
  decided(coach).querySelector('button').click();
  await settle();
}

async function choose(coach, values) {
  editor(coach).dispatchEvent(new CustomEvent('draft', { detail: { values, base: {} } }));
  await settle();
}

async function save(coach, values) {
  editor(coach).dispatchEvent(new CustomEvent('save', { detail: { values } }));
  await settle();
}

describe('what decided a closed deal', () => {
  beforeEach(() => {
    createRecord.mockReset().mockResolvedValue({ id: 'a9' });
    updateRecord.mockReset().mockResolvedValue({});
  });

  test('is chosen from the reasons for which deals are won, of a won deal, which stays as it is', async () => {
    const coach = await open([], { ...lost, StageName: cell('Closed Won'), IsWon: cell(true) });
    await ask(coach);
    expect(offered(coach)).toContain('The References');
    expect(offered(coach)).not.toContain('Cancelled');
    expect(consequence(coach)).toBe(null);
    await save(coach, { Reason__c: 'References', Answer__c: 'They knew us' });
    expect(createRecord).toHaveBeenCalledWith({
      apiName: 'TAS_Coaching_Answer__c',
      fields: {
        Opportunity__c: dealId,
        Question__c: 'DECIDED',
        Stage__c: 'Closed Won',
        Reason__c: 'References',
        Answer__c: 'They knew us',
      },
    });
    expect(updateRecord).not.toHaveBeenCalled();
  });

  test('says before saving that a lost deal follows, and then changes it with the moment at which it was read', async () => {
    const coach = await open([], lost);
    await ask(coach);
    expect(offered(coach)).not.toContain('The References');
    expect(consequence(coach)).toContain('it was lost by: The Price');
    await choose(coach, { Reason__c: 'Solution' });
    expect(consequence(coach)).toBe('Saving changes the loss reason of the deal, too: from The Price to The Solution.');
    await choose(coach, { Reason__c: 'Price' });
    expect(consequence(coach)).toBe('');
    await save(coach, { Reason__c: 'Solution' });
    expect(updateRecord).toHaveBeenCalledWith(
      { fields: { Id: dealId, TAS_Loss_Reason__c: 'Solution' } },
      { ifUnmodifiedSince: '2026-06-09T08:00:00.000Z' },
    );
    expect(textOf(coach)).toContain('The loss reason of the deal is now: The Solution.');
    expect(coach.shadowRoot.querySelector('c-tas-notice')).toBe(null);
  });

  test('sets the reason of a lost deal that has none', async () => {
    const coach = await open([], { ...lost, TAS_Loss_Reason__c: cell(null) });
    await ask(coach);
    expect(consequence(coach)).toContain('does not say why it was lost');
    await choose(coach, { Reason__c: 'Other' });
    expect(consequence(coach)).toContain('sets the loss reason of the deal, too: The Other.');
    await save(coach, { Reason__c: 'Other' });
    expect(updateRecord).toHaveBeenCalledTimes(1);
  });

  test('leaves the deal alone where it says the same', async () => {
    const coach = await open([], lost);
    await ask(coach);
    await save(coach, { Reason__c: 'Price' });
    expect([createRecord.mock.calls.length, updateRecord.mock.calls.length]).toEqual([1, 0]);
    expect(textOf(coach)).toContain('The answer was saved.');
  });

  test('is kept where the deal refuses the reason, and why is said', async () => {
    updateRecord.mockRejectedValue(refused('Closed deals are not changed.'));
    const coach = await open([], lost);
    await ask(coach);
    await save(coach, { Reason__c: 'Solution' });
    const { notice } = one(coach, 'c-tas-notice');
    expect(notice.title).toBe('The answer was saved. The loss reason of the deal was not changed.');
    expect(notice.lines.map(({ text }) => text)).toContain('Closed deals are not changed.');
    // It is saved: the form is gone.
    expect(coach.shadowRoot.querySelector('c-tas-editor')).toBe(null);
  });

  test('overwrites no reason that somebody gave meanwhile', async () => {
    createRecord.mockImplementation(async () => emit([], { ...lost, TAS_Loss_Reason__c: cell('Other') }));
    const coach = await open([], lost);
    await ask(coach);
    await save(coach, { Reason__c: 'Solution' });
    expect(updateRecord).not.toHaveBeenCalled();
    expect(one(coach, 'c-tas-notice').notice.lines[0].text).toContain('Somebody has changed the deal meanwhile');
  });

  test('is kept where the deal was changed at the very moment', async () => {
    updateRecord.mockRejectedValue({ status: 412, body: { errorCode: 'PRECONDITION_FAILED' } });
    const coach = await open([], lost);
    await ask(coach);
    await save(coach, { Reason__c: 'Solution' });
    expect(one(coach, 'c-tas-notice').notice.lines[0].text).toContain('Somebody has changed the deal meanwhile');
  });

  test('changes the deal with its new moment where something else of it was changed meanwhile', async () => {
    const later = '2026-06-11T08:00:00.000Z';
    createRecord.mockImplementation(async () => emit([], { ...lost, LastModifiedDate: cell(later) }));
    const coach = await open([], lost);
    await ask(coach);
    await save(coach, { Reason__c: 'Solution' });
    expect(updateRecord.mock.calls[0][1]).toEqual({ ifUnmodifiedSince: later });
  });

  test('is kept alone by who may not change the deal, who is told so before', async () => {
    const coach = await open([], { ...lost, updateable: false });
    await ask(coach);
    expect(consequence(coach)).toContain('You may not change that; your answer is kept beside it.');
    await save(coach, { Reason__c: 'Solution' });
    expect([createRecord.mock.calls.length, updateRecord.mock.calls.length]).toEqual([1, 0]);
  });

  test('is said in words by who does not see reasons', async () => {
    const without = { ...lost };
    delete without.TAS_Loss_Reason__c;
    const coach = await open([], { ...without, sees: false });
    await ask(coach);
    expect(editor(coach).form.fields.map(({ name, required }) => [name, required])).toEqual([['Answer__c', true]]);
    expect(consequence(coach)).toBe(null);
  });

  test('shows the reason in the words of the org, and that nobody has reviewed a deal', async () => {
    expect(textOf(await open([answer('a1', 'WIN', { choice: 'Yes' })], lost))).toContain('nobody has reviewed it yet');
    // It was won, opened again and lost: nobody has reviewed that.
    const won = answer('a1', 'DECIDED', { reason: 'References', stage: 'Closed Won' });
    expect(textOf(await open([won], lost))).toContain('nobody has reviewed it yet');
    const given = { reason: 'Solution', text: 'Theirs scales', stage: 'Closed Lost' };
    const coach = await open([answer('a2', 'DECIDED', given)], lost);
    expect(decided(coach).textContent).toContain('The Solution');
    expect(textOf(coach)).toContain('The deal is closed: what is there to learn from it?');
  });

  test('of another deal that the page went on to nothing is told', async () => {
    let answered;
    createRecord.mockReturnValue(new Promise((done) => (answered = done)));
    const coach = await open([], lost);
    await ask(coach);
    await save(coach, { Reason__c: 'Solution' });
    updateRecord.mockRejectedValue(refused('no'));
    coach.recordId = '006000000000009AAA';
    answered({});
    await settle();
    expect(updateRecord.mock.calls[0][0].fields.Id).toBe(dealId);
    expect(coach.shadowRoot.querySelector('c-tas-notice')).toBe(null);
  });
});
