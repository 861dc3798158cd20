/** What is typed in a row is lost by nothing but giving it up. */
import { model } from 'c/tasModel';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { draftsOf } from '../../force-app/main/default/lwc/tasStagePanel/drafts.js';
import { change, click, failure, later, openPanel, rowOf, Salesforce } from './open-panel';
import { all, dealId, item, one, settle, textOf } from './fixture';

for (const stage of model.stages) stage.enforcement = 'enforce';

afterEach(() => {
  draftsOf(dealId).clear();
});

const row = (panel) => rowOf(panel, 'VAL_BRIEF');
const input = (panel, name) => one(row(panel), `[data-name="${name}"]`);
const brief = (panel) => input(panel, 'TAS_Project_Brief__c');
const press = (panel, id) => click(one(row(panel), `[data-id="${id}"]`));
/** Opens the form in which a waiver is asked for. */
const ask = async (panel) => {
  await press(panel, 'more');
  await click(one(row(panel), '[data-choice="Requested"]'));
};

test.each(['cancel', 'Escape'])('a look at the other ways and %s leave what was typed in the field', async (way) => {
  const panel = await openPanel(new Salesforce());
  await change(brief(panel), { value: 'Half a sentence' });
  await ask(panel);
  if (way === 'cancel') await press(panel, 'cancel');
  else input(panel, 'note').dispatchEvent(new KeyboardEvent('keydown', { key: way, bubbles: true, composed: true }));
  await settle();
  expect(brief(panel).value).toBe('Half a sentence');
  panel.remove();
  expect(brief(await openPanel(new Salesforce())).value).toBe('Half a sentence');
});

test('a note for the item takes nothing of what was typed in the field', async () => {
  const panel = await openPanel(new Salesforce());
  await change(brief(panel), { value: 'Half a sentence' });
  await ask(panel);
  await change(input(panel, 'note'), { value: 'Half a note' });
  panel.remove();
  const again = await openPanel(new Salesforce());
  expect(input(again, 'note').value).toBe('Half a note');
  await press(again, 'cancel');
  expect(brief(again).value).toBe('Half a sentence');
});

test('a refused item keeps what was typed for it, and says why beside it', async () => {
  const panel = await openPanel(new Salesforce());
  createRecord.mockRejectedValue(failure(400, 'Not on Mondays'));
  await ask(panel);
  await change(input(panel, 'reason'), { value: 'The customer keeps it secret' });
  await press(panel, 'save');
  expect(input(panel, 'reason').value).toBe('The customer keeps it secret');
  expect(textOf(one(row(panel), '[role="alert"]'))).toContain('Not on Mondays');
  await expect(panel).toBeAccessible();
  panel.remove();
  expect(input(await openPanel(new Salesforce()), 'reason').value).toBe('The customer keeps it secret');
});

test('after a waiver was asked for, the field is saved alone', async () => {
  const salesforce = new Salesforce();
  const panel = await openPanel(salesforce);
  await ask(panel);
  await change(input(panel, 'reason'), { value: 'The customer keeps it secret' });
  salesforce.answer({}, [item('VAL_BRIEF', 'Requested')]);
  await press(panel, 'save');
  await change(brief(panel), { value: 'It is told after all' });
  await press(panel, 'save');
  expect(updateRecord.mock.calls.map(([{ fields }]) => fields)).toEqual([
    { Id: dealId, TAS_Project_Brief__c: 'It is told after all' },
  ]);
});

test.each([
  ['is refused', failure(400, 'Too short')],
  ['meets what somebody else wrote', { status: 412, body: { message: 'stale' } }],
])('what is changed in a settled row stays typed where its save %s', async (_how, error) => {
  const salesforce = new Salesforce({ TAS_Project_Brief__c: 'Old' });
  const panel = await openPanel(salesforce);
  const answer = later();
  updateRecord.mockReturnValueOnce(answer.promise);
  await press(panel, 'edit');
  await change(brief(panel), { value: 'Mine' });
  await press(panel, 'save');
  salesforce.answer({ TAS_Project_Brief__c: 'Theirs' });
  answer.reject(error);
  await settle();
  expect(brief(panel).value).toBe('Mine');
  // Nothing of somebody else's is written over when it is saved once more.
  salesforce.emit();
  await settle();
  expect(brief(panel).value).toBe('Mine');
  await press(panel, 'save');
  expect(updateRecord).toHaveBeenCalledTimes(1);
  expect(textOf(one(row(panel), '[data-id="theirs"]'))).toBe('Now in Salesforce Theirs');
});

test('where their value is taken, nothing of mine is left in an editor that stays open', async () => {
  const salesforce = new Salesforce({ TAS_Can_Win__c: 'No' });
  const panel = await openPanel(salesforce);
  const questions = () => rowOf(panel, 'VAL_FOUR_Q');
  const canWin = () => one(questions(), '[data-name="TAS_Can_Win__c"]');
  await click(one(questions(), '[data-id="primary"]'));
  await change(canWin(), { value: 'Yes' });
  salesforce.answer({ TAS_Can_Win__c: 'Unknown' });
  salesforce.emit();
  await settle();
  await click(one(questions(), '[data-id="save"]'));
  expect(all(questions(), '[data-id="mine"], [data-id="theirs"]').map(textOf)).toEqual([
    'Yours Yes',
    'Now in Salesforce Unknown',
  ]);
  await click(one(questions(), '[data-id="take"]'));
  expect(canWin().value).toBe('Unknown');
  expect(one(questions(), '[data-id="save"]').disabled).toBe(true);
  expect(updateRecord).not.toHaveBeenCalled();
});

test('of several fields each value is named in a conflict', async () => {
  const salesforce = new Salesforce();
  const panel = await openPanel(salesforce);
  const questions = () => rowOf(panel, 'VAL_FOUR_Q');
  await click(one(questions(), '[data-id="primary"]'));
  await change(one(questions(), '[data-name="TAS_Can_Win__c"]'), { value: 'Yes' });
  await change(one(questions(), '[data-name="TAS_Can_Compete__c"]'), { value: 'Yes' });
  salesforce.answer({ TAS_Can_Win__c: 'Unknown' });
  salesforce.emit();
  await settle();
  await click(one(questions(), '[data-id="save"]'));
  expect(all(questions(), '[data-id="mine"], [data-id="theirs"]').map(textOf)).toEqual([
    'Can we win? · Yours Yes',
    'Can we win? · Now in Salesforce Unknown',
    'Can we compete? · Yours Yes',
    'Can we compete? · Now in Salesforce empty',
  ]);
  await expect(panel).toBeAccessible();
});

test('the same refusal twice is told twice', async () => {
  const panel = await openPanel(new Salesforce());
  updateRecord.mockRejectedValue(failure(400, 'Too short'));
  await change(brief(panel), { value: 'x' });
  await press(panel, 'save');
  const told = one(row(panel), 'c-tas-notice');
  await press(panel, 'save');
  expect(one(row(panel), 'c-tas-notice')).not.toBe(told);
  expect(textOf(one(row(panel), '[role="alert"]'))).toContain('Too short');
});
