import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { change, click, openPanel, rowOf, Salesforce } from './open-panel';
import { all, dealId, item, one, other, settle, textOf, user } from './fixture';

jest.mock('@salesforce/customPermission/TAS_Approve', () => ({ __esModule: true, default: true }), { virtual: true });
jest.mock('@salesforce/customPermission/TAS_Raise_Grade', () => ({ __esModule: true, default: true }), {
  virtual: true,
});

const ofOther = { OwnerId: other, TAS_Led_By__c: 'Partner' };
const requested = (code, reason = null) =>
  item(code, 'Requested', { changedBy: 'Li Wei', values: { Reason__c: reason } });

test('an approver sees what waits for him, by whom and since when, and confirms it', async () => {
  const panel = await openPanel(new Salesforce(ofOther, [requested('VAL_REG_APPROVAL')]));
  expect(textOf(panel)).toContain('One request waits for you');
  const row = rowOf(panel, 'VAL_REG_APPROVAL');
  expect(textOf(row)).toContain('Li Wei asked on Jun 9, 2026');
  await expect(panel).toBeAccessible();
  await click(one(row, '[data-id="primary"]'));
  expect(updateRecord).toHaveBeenCalledWith(
    { fields: expect.objectContaining({ Id: 'a0VAL_REG_APPROVAL', Status__c: 'Done', Settled_By__c: user }) },
    { ifUnmodifiedSince: '2026-06-09T08:00:00.000Z' },
  );
});

test('a waiver that was asked for is granted with the reason that was given', async () => {
  const panel = await openPanel(new Salesforce(ofOther, [requested('VAL_BRIEF', 'The customer keeps it secret')]));
  const row = rowOf(panel, 'VAL_BRIEF');
  expect(textOf(row)).toContain('Li Wei asked for a waiver on Jun 9, 2026 · The customer keeps it secret');
  expect(textOf(one(row, '[data-id="primary"]'))).toBe('Waive');
  await click(one(row, '[data-id="primary"]'));
  expect(updateRecord.mock.calls[0][0].fields).toMatchObject({
    Status__c: 'Waived',
    Reason__c: 'The customer keeps it secret',
    Settled_By__c: user,
  });
});

test('an action that somebody asked to be spared is waived, not taken for done', async () => {
  const panel = await openPanel(new Salesforce(ofOther, [requested('VAL_CONFIRM', 'The ministry confirmed it')]));
  await click(one(rowOf(panel, 'VAL_CONFIRM'), '[data-id="primary"]'));
  expect(updateRecord.mock.calls[0][0].fields).toMatchObject({
    Status__c: 'Waived',
    Reason__c: 'The ministry confirmed it',
    Settled_By__c: user,
  });
});

test('a request is declined with a reason of its own, in the name of whoever declines', async () => {
  const asked = requested('VAL_REG_APPROVAL', 'Please');
  const panel = await openPanel(new Salesforce(ofOther, [asked]));
  const row = rowOf(panel, 'VAL_REG_APPROVAL');
  await click(one(row, '[data-id="decline"]'));
  const save = one(one(row, '[data-id="below"]'), '[data-id="save"]');
  expect(save.textContent.trim()).toBe('Decline');
  await click(save);
  expect(updateRecord).not.toHaveBeenCalled();
  await change(one(row, '[data-name="reason"]'), { value: 'No budget' });
  await click(save);
  expect(updateRecord.mock.calls[0][0].fields).toMatchObject({
    Status__c: 'Declined',
    Reason__c: 'No budget',
    Declined_By__c: user,
    Settled_By__c: null,
    Settled_On__c: null,
  });
});

test('not applicable takes a reason before anything is written', async () => {
  const panel = await openPanel(new Salesforce(ofOther));
  const row = rowOf(panel, 'VAL_BRIEF');
  await click(one(row, '[data-id="more"]'));
  await click(one(row, '[data-choice="NotApplicable"]'));
  const editor = one(row, '[data-id="below"]');
  await click(one(editor, '[data-id="save"]'));
  expect(createRecord).not.toHaveBeenCalled();
  await change(one(editor, '[data-name="reason"]'), { value: 'No project, only a renewal' });
  await click(one(editor, '[data-id="save"]'));
  expect(createRecord.mock.calls[0][0].fields).toMatchObject({
    Code__c: 'VAL_BRIEF',
    Status__c: 'NotApplicable',
    Reason__c: 'No project, only a renewal',
    Settled_By__c: user,
  });
});

test('an approver who owns the deal confirms nothing of it', async () => {
  const panel = await openPanel(new Salesforce({ ...ofOther, OwnerId: user }, [requested('VAL_REG_APPROVAL')]));
  expect(textOf(panel)).not.toContain('waits for you');
  expect(one(rowOf(panel, 'VAL_REG_APPROVAL'), '[data-id="primary"]')).toBeUndefined();
});

test('a grade given by hand carries reason, note, name and day', async () => {
  const panel = await openPanel(new Salesforce({ OwnerId: other }));
  await click(one(panel, '[data-id="raise:"]'));
  const form = one(panel, '[data-id="form"]');
  await change(one(form, '[data-name="TAS_Manual_Grade__c"]'), { value: 'A' });
  await change(one(form, '[data-name="TAS_Manual_Grade_Reason__c"]'), { value: 'Importance' });
  await click(one(form, '[data-id="save"]'));
  expect(updateRecord).not.toHaveBeenCalled();
  await change(one(form, '[data-name="TAS_Manual_Grade_Note__c"]'), { value: 'First of its kind' });
  await expect(panel).toBeAccessible();
  await click(one(form, '[data-id="save"]'));
  expect(updateRecord.mock.calls[0][0].fields).toEqual({
    Id: dealId,
    TAS_Manual_Grade__c: 'A',
    TAS_Manual_Grade_Reason__c: 'Importance',
    TAS_Manual_Grade_Note__c: 'First of its kind',
    TAS_Manual_Grade_Valid_Until__c: null,
    TAS_Manual_Grade_By__c: user,
    TAS_Manual_Grade_On__c: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
});

test('a last day that is taken out of a manual grade is taken out', async () => {
  const inForce = {
    TAS_Manual_Grade__c: 'A',
    TAS_Manual_Grade_Reason__c: 'Importance',
    TAS_Manual_Grade_Note__c: 'First of its kind',
    TAS_Manual_Grade_Valid_Until__c: '2999-12-31',
  };
  const panel = await openPanel(new Salesforce(inForce));
  await click(one(panel, '[data-id="raise:"]'));
  const form = one(panel, '[data-id="form"]');
  await change(one(form, '[data-name="TAS_Manual_Grade_Valid_Until__c"]'), { value: '' });
  await click(one(form, '[data-id="save"]'));
  expect(updateRecord.mock.calls[0][0].fields).toMatchObject({ ...inForce, TAS_Manual_Grade_Valid_Until__c: null });
});

test('a manual grade in force is told with its reason, its giver and its last day', async () => {
  const panel = await openPanel(
    new Salesforce({
      TAS_Manual_Grade__c: 'A',
      TAS_Manual_Grade_Reason__c: 'Importance',
      TAS_Manual_Grade_Note__c: 'First of its kind',
      TAS_Manual_Grade_Valid_Until__c: '2999-12-31',
    }),
  );
  await settle();
  const why = textOf(all(panel, 'c-tas-notice').find(({ notice }) => notice.title === 'Why A'));
  expect(why).toContain('Why A');
  expect(why).toContain('Set by hand, valid until Dec 31, 2999');
  // What would change nothing is not said.
  expect(why).not.toContain('From');
  expect(why).toContain('Importance · First of its kind');
  expect(all(panel, '[data-id="grade"]')[0].title).toBe('by hand');
});
