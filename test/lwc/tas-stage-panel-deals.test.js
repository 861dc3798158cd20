/** Another deal in the same place, while something of the first is on its way. */
import { model } from 'c/tasModel';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { draftsOf } from '../../force-app/main/default/lwc/tasStagePanel/drafts.js';
import {
  advance,
  change,
  choose,
  click,
  failure,
  formOf,
  later,
  openPanel,
  rowOf,
  Salesforce,
  spoken,
} from './open-panel';
import { all, dealId, firstStage, item, one, settle, textOf, user } from './fixture';

// The engine keeps a plan of the model from its first use on, so it is enforced before.
for (const stage of model.stages) stage.enforcement = 'enforce';

const secondId = '006000000000002AAA';
const brief = (panel) => one(rowOf(panel, 'VAL_BRIEF'), '[data-name="TAS_Project_Brief__c"]');
const confirmed = [item('VAL_CONFIRM', 'Done', { settledBy: 'Li Wei', values: { Settled_By__c: user } })];

afterEach(() => {
  for (const id of [dealId, secondId]) draftsOf(id).clear();
});

/** The panel goes to another deal, which is answered for. */
async function goTo(panel, id, answer) {
  panel.recordId = id;
  await settle();
  expect(one(panel, '[data-id="skeleton"]')).toBeTruthy();
  answer.emit();
  await settle();
}

const starts = {
  move: {
    deal: [firstStage, confirmed],
    start: (panel) => click(advance(panel)),
    write: updateRecord,
  },
  'field save': {
    deal: [],
    start: async (panel) => {
      await change(brief(panel), { value: 'Of the first deal' });
      await click(one(rowOf(panel, 'VAL_BRIEF'), '[data-id="save"]'));
    },
    write: updateRecord,
  },
  'item save': {
    deal: [],
    start: (panel) => click(one(rowOf(panel, 'VAL_CONFIRM'), '[data-id="primary"]')),
    write: createRecord,
  },
};

const ends = {
  'is saved': (answer) => answer.resolve({}),
  'is refused': (answer) => answer.reject(failure(400, 'Late refusal')),
  'finds that somebody else was faster': (answer) => answer.reject({ status: 412, body: { message: 'stale' } }),
};

const cases = Object.keys(starts).flatMap((what) => Object.keys(ends).map((how) => [what, how]));

describe.each(cases)('a %s that %s after another deal has come', (what, how) => {
  const { deal, start, write } = starts[what];

  test('changes nothing that is on show, takes no cursor and says nothing', async () => {
    const panel = await openPanel(new Salesforce(...deal));
    const answer = later();
    write.mockReturnValueOnce(answer.promise);
    await start(panel);
    expect(write).toHaveBeenCalledTimes(1);
    await goTo(panel, secondId, new Salesforce({ ...firstStage, Id: secondId, TAS_Project_Brief__c: null }));
    expect(advance(panel).disabled).toBe(false);
    expect(all(panel, '[aria-busy="true"], .row.done[data-code="VAL_CONFIRM"]')).toEqual([]);
    const show = () => [textOf(panel), spoken(panel), advance(panel).disabled, brief(panel).value];
    const before = show();
    const cursors = [one(panel, '[data-id="panel"]'), ...all(panel, 'c-tas-requirement-row')].map((each) =>
      jest.spyOn(each, 'focus'),
    );
    ends[how](answer);
    await settle();
    expect(show()).toEqual(before);
    expect(spoken(panel)).toBe('');
    expect(cursors.flatMap(({ mock }) => mock.calls)).toEqual([]);
    await expect(panel).toBeAccessible();
  });

  test('leaves the other deal to be worked on', async () => {
    const panel = await openPanel(new Salesforce(...deal));
    const answer = later();
    write.mockReturnValueOnce(answer.promise);
    await start(panel);
    await goTo(panel, secondId, new Salesforce({ ...firstStage, Id: secondId }, confirmed));
    updateRecord.mockClear();
    await click(advance(panel));
    expect(updateRecord.mock.calls.map(([{ fields }]) => fields)).toEqual([
      { Id: secondId, StageName: 'Initiate Pursuit' },
    ]);
    ends[how](answer);
    await settle();
    expect(updateRecord.mock.calls.filter(([{ fields }]) => fields.Id === secondId)).toHaveLength(1);
  });
});

test('a move of two writes goes on with its own deal, not with the one on show', async () => {
  const panel = await openPanel(new Salesforce());
  const answer = later();
  updateRecord.mockReturnValueOnce(answer.promise);
  await choose(panel, 'lost:Closed Lost');
  await change(one(panel, '[data-name="TAS_Loss_Reason__c"]'), { value: 'Price' });
  await click(one(formOf(panel), '[data-id="save"]'));
  await goTo(panel, secondId, new Salesforce({ Id: secondId }));
  expect(formOf(panel)).toBeUndefined();
  answer.resolve({});
  await settle();
  expect(updateRecord.mock.calls.map(([{ fields }]) => fields)).toEqual([
    { Id: dealId, TAS_Loss_Reason__c: 'Price' },
    { Id: dealId, StageName: 'Closed Lost', TAS_Lost_Stage__c: 'Validate Opportunity' },
  ]);
});

test('what was typed stays with its deal, and is there again on coming back', async () => {
  const first = new Salesforce();
  const panel = await openPanel(first);
  await change(brief(panel), { value: 'Half a sentence' });
  await goTo(panel, secondId, new Salesforce({ Id: secondId }));
  expect(brief(panel).value).toBe('');
  await goTo(panel, dealId, first);
  expect(brief(panel).value).toBe('Half a sentence');
  await expect(panel).toBeAccessible();
});

test('an answer that is there at once brings nothing typed along either', async () => {
  const first = new Salesforce();
  const panel = await openPanel(first);
  await change(brief(panel), { value: 'Of the first deal' });
  panel.recordId = secondId;
  new Salesforce({ Id: secondId }).emit();
  await settle();
  expect(brief(panel).value).toBe('');
  expect(one(rowOf(panel, 'VAL_BRIEF'), '[data-id="save"]')).toBeUndefined();
});

test('on coming back after it was saved there is no draft, and what was saved is on show', async () => {
  const first = new Salesforce();
  const panel = await openPanel(first);
  const answer = later();
  updateRecord.mockReturnValueOnce(answer.promise);
  await starts['field save'].start(panel);
  await goTo(panel, secondId, new Salesforce({ Id: secondId }));
  answer.resolve({});
  await settle();
  first.answer({ TAS_Project_Brief__c: 'Of the first deal' });
  await goTo(panel, dealId, first);
  expect(rowOf(panel, 'VAL_BRIEF').row).toMatchObject({ tone: 'done', notices: [], busy: false });
  expect(draftsOf(dealId).size).toBe(0);
});

test('on coming back after it was refused the draft is there, and the reason beside it', async () => {
  const first = new Salesforce();
  const panel = await openPanel(first);
  const answer = later();
  updateRecord.mockReturnValueOnce(answer.promise);
  await starts['field save'].start(panel);
  await goTo(panel, secondId, new Salesforce({ Id: secondId }));
  answer.reject(failure(400, 'Too short'));
  await settle();
  await goTo(panel, dealId, first);
  expect(brief(panel).value).toBe('Of the first deal');
  expect(textOf(rowOf(panel, 'VAL_BRIEF'))).toContain('Too short');
  await expect(panel).toBeAccessible();
});

test('a deal that cannot be read does not stand in the way of the next one', async () => {
  const panel = await openPanel(new Salesforce());
  const gone = new Salesforce();
  gone.data = { uiapi: { query: { Opportunity: { edges: [] } } } };
  await goTo(panel, secondId, gone);
  expect(textOf(one(panel, '[data-id="failure"]'))).toContain('it was deleted, or you have no access to it');
  await goTo(panel, dealId, new Salesforce());
  expect(one(panel, '[data-id="failure"]')).toBeUndefined();
  expect(rowOf(panel, 'VAL_BRIEF')).toBeTruthy();
});
