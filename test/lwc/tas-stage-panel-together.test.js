/** What is meant at once is saved at once: drafts of several rows, and the people of an earlier stage. */
import { model } from 'c/tasModel';
import { executeMutation } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { draftsOf } from '../../force-app/main/default/lwc/tasStagePanel/drafts.js';
import { change, click, codesOf, failure, openPanel, rowOf, Salesforce, spoken } from './open-panel';
import { all, dealId, firstStage, item, one, settle, textOf, user } from './fixture';

for (const stage of model.stages) stage.enforcement = 'enforce';

beforeEach(() => executeMutation.mockReset().mockResolvedValue({ data: {} }));
afterEach(() => draftsOf(dealId).clear());

const input = (panel, code, name) => one(rowOf(panel, code), `[data-name="${name}"]`);
const saveAll = (panel) => one(panel, '[data-id="saveall"]');
const brief = (panel) => input(panel, 'VAL_BRIEF', 'TAS_Project_Brief__c');
const amount = (panel) => input(panel, 'VAL_AMOUNT', 'Amount');
/** Who leads is known, and the amount is not. */
const noAmount = { Amount: null, TAS_Model_Amount__c: null, TAS_Led_By__c: 'Us' };
const ask = async (panel, code, reason) => {
  await click(one(rowOf(panel, code), '[data-id="more"]'));
  await click(one(rowOf(panel, code), '[data-choice="Requested"]'));
  await change(input(panel, code, 'reason'), { value: reason });
};
const inputsOf = () => Object.values(executeMutation.mock.calls[0][0].variables);
const people = (panel) => one(panel, '[data-id="carry"]');
const team = (...codes) =>
  codes.map((code, n) =>
    item(code, 'Done', { person: ['Li Wei', 'Chen Yu'][n], values: { Person__c: `00500000000000${n + 5}AAA` } }),
  );

test('drafts of several rows are saved by one button: fields as one change, items as one transaction', async () => {
  const panel = await openPanel(new Salesforce(noAmount));
  expect(saveAll(panel)).toBeUndefined();
  await change(brief(panel), { value: 'A new substation' });
  expect(saveAll(panel)).toBeUndefined();
  await change(amount(panel), { value: '1,200,000' });
  await ask(panel, 'VAL_CONFIRM', 'The customer keeps it secret');
  await ask(panel, 'VAL_CONTACT', 'Nobody is named yet');
  expect(saveAll(panel).textContent.trim()).toBe('Save all (4)');
  await expect(panel).toBeAccessible();
  await click(saveAll(panel));
  expect(updateRecord.mock.calls.map(([{ fields }]) => fields)).toEqual([
    { Id: dealId, TAS_Project_Brief__c: 'A new substation', Amount: 1_200_000 },
  ]);
  expect(createRecord).not.toHaveBeenCalled();
  expect(executeMutation).toHaveBeenCalledTimes(1);
  expect(executeMutation.mock.calls[0][0].query).toContain('uiapi(input: { allOrNone: true })');
  expect(
    inputsOf().map(({ TAS_Gate_Item__c: fields }) => [fields.Code__c, fields.Status__c, fields.Reason__c]),
  ).toEqual(
    expect.arrayContaining([
      ['VAL_CONFIRM', 'Requested', 'The customer keeps it secret'],
      ['VAL_CONTACT', 'Requested', 'Nobody is named yet'],
    ]),
  );
  expect(saveAll(panel)).toBeUndefined();
  expect(spoken(panel)).toBe('4 things are saved');
});

test('a draft that is wrong stops all of them, and takes the cursor', async () => {
  const panel = await openPanel(new Salesforce(noAmount));
  await change(brief(panel), { value: 'A new substation' });
  await change(amount(panel), { value: 'much' });
  const focus = jest.spyOn(HTMLElement.prototype, 'focus');
  await click(saveAll(panel));
  expect(focus.mock.contexts.map(({ tagName }) => tagName)).toContain('LIGHTNING-INPUT');
  focus.mockRestore();
  expect(updateRecord).not.toHaveBeenCalled();
  expect(brief(panel).value).toBe('A new substation');
});

test('where the transaction is refused, no item is said to be saved, and everything typed is still there', async () => {
  const panel = await openPanel(new Salesforce());
  await ask(panel, 'VAL_CONFIRM', 'Secret');
  await ask(panel, 'VAL_BRIEF', 'Secret, too');
  executeMutation.mockResolvedValue({ errors: [{ message: 'Not on Mondays', path: ['uiapi', 'r1'], extensions: {} }] });
  await click(saveAll(panel));
  const problem = textOf(one(panel, '[role="alert"]'));
  expect(problem).toContain('None of 2 things was saved. What you entered is still here.');
  expect(problem).toContain('Not on Mondays');
  expect(input(panel, 'VAL_CONFIRM', 'reason').value).toBe('Secret');
  expect(input(panel, 'VAL_BRIEF', 'reason').value).toBe('Secret, too');
  expect(saveAll(panel)).toBeTruthy();
  await expect(panel).toBeAccessible();
});

test('fields that are refused leave the items saved, and stay typed', async () => {
  const salesforce = new Salesforce();
  const panel = await openPanel(salesforce);
  await change(brief(panel), { value: 'A' });
  await ask(panel, 'VAL_CONFIRM', 'Secret');
  updateRecord.mockRejectedValue(failure(400, 'Too short'));
  salesforce.answer({}, [item('VAL_CONFIRM', 'Requested')]);
  await click(saveAll(panel));
  expect(textOf(one(rowOf(panel, 'VAL_BRIEF'), '[role="alert"]'))).toContain('Too short');
  expect(brief(panel).value).toBe('A');
  expect(createRecord).toHaveBeenCalledTimes(1);
  expect(rowOf(panel, 'VAL_CONFIRM').row.tone).toBe('waiting');
});

test('what somebody else has changed is told for its own row, and the others are saved', async () => {
  const salesforce = new Salesforce(noAmount);
  const panel = await openPanel(salesforce);
  await change(brief(panel), { value: 'Mine' });
  await change(amount(panel), { value: '1,200,000' });
  salesforce.answer({ ...noAmount, TAS_Project_Brief__c: 'Theirs' });
  salesforce.emit();
  await settle();
  await click(saveAll(panel));
  expect(updateRecord.mock.calls.map(([{ fields }]) => fields)).toEqual([{ Id: dealId, Amount: 1_200_000 }]);
  expect(textOf(rowOf(panel, 'VAL_BRIEF'))).toContain('Theirs');
});

test('whoever had the same part before is named in every open row by one click, in one transaction', async () => {
  const at = { ...firstStage, StageName: 'Needs Analysis' };
  const panel = await openPanel(new Salesforce(at, team('INI_AR', 'INI_SR')));
  expect(people(panel).textContent.trim()).toBe('Same people as before (2)');
  await expect(panel).toBeAccessible();
  await click(people(panel));
  expect(createRecord).not.toHaveBeenCalled();
  expect(
    inputsOf().map(({ TAS_Gate_Item__c: fields }) => [
      fields.Code__c,
      fields.Status__c,
      fields.Person__c,
      fields.Settled_By__c,
    ]),
  ).toEqual([
    ['NEE_AR', 'Done', '005000000000005AAA', user],
    ['NEE_SR', 'Done', '005000000000006AAA', user],
  ]);
});

test('a single part is offered in its row, beside the reader, and nobody is carried backwards', async () => {
  const at = { ...firstStage, StageName: 'Needs Analysis' };
  const one1 = await openPanel(new Salesforce(at, team('INI_AR')));
  expect(people(one1)).toBeUndefined();
  expect(rowOf(one1, 'NEE_AR').row.people.map(({ label }) => label)).toEqual(['As before: Li Wei', 'Me']);
  expect(rowOf(one1, 'NEE_SR').row.people.map(({ label }) => label)).toEqual(['Me']);
  one1.remove();
  const later = await openPanel(
    new Salesforce({ ...firstStage, StageName: 'Initiate Pursuit' }, team('NEE_AR', 'NEE_SR')),
  );
  expect(codesOf(later)).toContain('INI_AR');
  expect(people(later)).toBeUndefined();
});

test('contacts of the account of the deal come first, the others once they are asked for', async () => {
  const panel = await openPanel(new Salesforce({ AccountId: '001000000000001AAA' }));
  const picker = () => input(panel, 'VAL_CONTACT', 'TAS_Project_Contact__c');
  expect(picker().filter.criteria).toEqual([{ fieldPath: 'AccountId', operator: 'eq', value: '001000000000001AAA' }]);
  expect(picker().displayInfo.additionalFields).toEqual(['Account.Name']);
  await expect(panel).toBeAccessible();
  await click(one(rowOf(panel, 'VAL_CONTACT'), '[data-id="widen"]'));
  expect(picker().filter.criteria).toEqual([]);
  expect(all(rowOf(panel, 'VAL_CONTACT'), '[data-id="widen"]')).toEqual([]);
  const none = await openPanel(new Salesforce({ AccountId: null }));
  expect(input(none, 'VAL_CONTACT', 'TAS_Project_Contact__c').filter.criteria).toEqual([]);
});
