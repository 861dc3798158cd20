import TasFieldEditor from 'c/tasFieldEditor';
import { heard, one, settle, show } from './fixture';

const field = (kind, more = {}) => ({
  name: 'F__c',
  label: 'Field',
  help: '',
  kind,
  formatter: undefined,
  step: undefined,
  value: null,
  maxLength: undefined,
  options: [{ label: 'Yes', value: 'Yes' }],
  to: 'User',
  ...more,
});

const edit = (fields, more) => show('c-tas-field-editor', TasFieldEditor, { code: 'C', fields, ...more });
const input = (element) => one(element, '[data-name]');
const change = async (element, detail) => {
  input(element).dispatchEvent(new CustomEvent('change', { detail }));
  await settle();
};
const press = async (element, key, more) => {
  input(element).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, ...more }));
  await settle();
};

test.each([
  ['text', 'lightning-input', { value: 'x' }, 'x'],
  ['longText', 'lightning-textarea', { value: 'x' }, 'x'],
  ['number', 'lightning-input', { value: '12.5' }, 12.5],
])('a %s is edited by %s and saved by its button', async (kind, tag, detail, value) => {
  const element = await edit([field(kind)]);
  const saves = heard(element, 'savefields');
  expect(input(element).tagName.toLowerCase()).toBe(tag);
  expect(one(element, '[data-id="save"]')).toBeUndefined();
  await change(element, detail);
  await expect(element).toBeAccessible();
  one(element, '[data-id="save"]').click();
  expect(saves).toEqual([{ code: 'C', draft: { values: { F__c: value }, base: { F__c: null } } }]);
});

test.each([
  ['picklist', 'lightning-combobox', { value: 'Yes' }, 'Yes'],
  ['lookup', 'lightning-record-picker', { recordId: '005000000000002AAA' }, '005000000000002AAA'],
  ['date', 'lightning-input', { value: '2026-06-15' }, '2026-06-15'],
])('a %s saves itself as soon as it is answered', async (kind, tag, detail, value) => {
  const element = await edit([field(kind)]);
  const saves = heard(element, 'savefields');
  expect(input(element).tagName.toLowerCase()).toBe(tag);
  await change(element, detail);
  expect(saves[0].draft.values).toEqual({ F__c: value });
});

test('Enter saves a line, and a long text only with Ctrl; Escape gives up', async () => {
  const line = await edit([field('text')]);
  const saves = heard(line, 'savefields');
  await change(line, { value: 'x' });
  await press(line, 'Enter');
  expect(saves).toHaveLength(1);
  const text = await edit([field('longText')]);
  const textSaves = heard(text, 'savefields');
  await change(text, { value: 'x' });
  await press(text, 'Enter');
  expect(textSaves).toHaveLength(0);
  await press(text, 'Enter', { ctrlKey: true });
  expect(textSaves).toHaveLength(1);
  const drafts = heard(text, 'draft');
  await press(text, 'Escape');
  expect(drafts).toEqual([{ code: 'C', draft: null }]);
  expect(input(text).value).toBe('');
});

test('what the browser finds wrong is not saved', async () => {
  const element = await edit([field('number')]);
  const saves = heard(element, 'savefields');
  await change(element, { value: 'abc' });
  input(element).reportValidity = () => false;
  one(element, '[data-id="save"]').click();
  expect(saves).toEqual([]);
});

test('a new value from Salesforce shows where nothing was typed, and never replaces a draft', async () => {
  const element = await edit([field('text', { value: 'old' })]);
  element.fields = [field('text', { value: 'new' })];
  await settle();
  expect(input(element).value).toBe('new');
  await change(element, { value: 'mine' });
  element.fields = [field('text', { value: 'newer' })];
  await settle();
  expect(input(element).value).toBe('mine');
});

test('a draft that was kept is there again, with what it was typed over', async () => {
  const element = await edit([field('text', { value: 'theirs' })], {
    draft: { values: { F__c: 'mine' }, base: { F__c: 'old' } },
  });
  const saves = heard(element, 'savefields');
  expect(input(element).value).toBe('mine');
  one(element, '[data-id="save"]').click();
  expect(saves[0].draft).toEqual({ values: { F__c: 'mine' }, base: { F__c: 'old' } });
});

test('while it is saved nothing can be saved again', async () => {
  const element = await edit([field('text')], { draft: { values: { F__c: 'x' }, base: {} }, busy: true });
  expect(one(element, '[data-id="save"]').disabled).toBe(true);
});
