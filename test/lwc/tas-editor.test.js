import TasEditor from 'c/tasEditor';
import { field } from './rows';
import { all, heard, one, settle, show } from './fixture';

const form = (fields, more) => ({ fields, draft: null, busy: false, saves: 'changes', isDirect: true, ...more });
const edit = (fields, more) => show('c-tas-editor', TasEditor, { form: form(fields, more) });
const input = (element, name) => one(element, name === undefined ? '[data-name]' : `[data-name="${name}"]`);
const button = (element, id) => one(element, `[data-id="${id}"]`);
const change = async (element, detail, name) => {
  input(element, name).dispatchEvent(new CustomEvent('change', { detail }));
  await settle();
};
const press = async (element, key, more, name) => {
  input(element, name).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, ...more }));
  await settle();
};

describe('fields of the deal', () => {
  test.each([
    ['text', 'lightning-input', { value: 'x' }, 'x'],
    ['longText', 'lightning-textarea', { value: 'x' }, 'x'],
    ['number', 'lightning-input', { value: '12.5' }, 12.5],
    ['url', 'lightning-input', { value: 'https://x.example' }, 'https://x.example'],
    ['datetime', 'lightning-input', { value: '2026-06-15T08:00:00.000Z' }, '2026-06-15T08:00:00.000Z'],
  ])('a %s is edited by %s and saved by its button', async (kind, tag, detail, value) => {
    const element = await edit([field(kind)]);
    const saves = heard(element, 'save');
    expect(input(element).tagName.toLowerCase()).toBe(tag);
    expect(button(element, 'save')).toBeUndefined();
    await expect(element).toBeAccessible();
    await change(element, detail);
    await expect(element).toBeAccessible();
    button(element, 'save').click();
    expect(saves).toEqual([{ values: { F__c: value }, base: { F__c: null } }]);
  });

  test.each([
    ['picklist', 'lightning-combobox', { value: 'Yes' }, 'Yes'],
    ['lookup', 'lightning-record-picker', { recordId: '005000000000002AAA' }, '005000000000002AAA'],
    ['date', 'lightning-input', { value: '2026-06-15' }, '2026-06-15'],
    ['checkbox', 'lightning-input', { checked: true }, true],
  ])('a %s saves itself as soon as it is answered', async (kind, tag, detail, value) => {
    const element = await edit([field(kind)]);
    const saves = heard(element, 'save');
    expect(input(element).tagName.toLowerCase()).toBe(tag);
    await change(element, detail);
    expect(saves).toEqual([{ values: { F__c: value }, base: { F__c: null } }]);
    await expect(element).toBeAccessible();
  });

  test('a tick that is taken away is a value, and no blank', async () => {
    const element = await edit([field('checkbox', { value: true })]);
    const saves = heard(element, 'save');
    expect(input(element).checked).toBe(true);
    await change(element, { checked: false });
    expect(saves).toEqual([{ values: { F__c: false }, base: { F__c: true } }]);
  });

  test('a choice beside others, or of a form that is not direct, waits for its button', async () => {
    const two = await edit([field('picklist'), field('picklist', { name: 'G__c', label: 'Other' })]);
    const indirect = await edit([field('picklist')], { isDirect: false });
    const saves = [heard(two, 'save'), heard(indirect, 'save')];
    await change(two, { value: 'Yes' });
    await change(indirect, { value: 'Yes' });
    expect(saves).toEqual([[], []]);
  });

  test.each([
    ['text', {}],
    ['number', {}],
    ['url', {}],
    ['longText', { ctrlKey: true }],
    ['longText', { metaKey: true }],
  ])('Enter saves a %s, with %j', async (kind, keys) => {
    const element = await edit([field(kind)]);
    const saves = heard(element, 'save');
    await press(element, 'Enter', keys);
    expect(saves).toEqual([]);
    await change(element, { value: kind === 'number' ? '1' : 'https://x.example' });
    await press(element, 'Enter', keys);
    expect(saves).toHaveLength(1);
  });

  test.each(['longText', 'picklist', 'lookup', 'date'])('in a %s Enter alone saves nothing', async (kind) => {
    const element = await edit([field(kind), field('text', { name: 'G__c', label: 'Other' })]);
    const saves = heard(element, 'save');
    await change(element, { value: 'Yes', recordId: 'Yes' });
    await press(element, 'Enter');
    expect(saves).toEqual([]);
  });

  test('Enter and Escape that end the input of a Chinese word neither save nor give up', async () => {
    const element = await edit([field('text')]);
    const told = [heard(element, 'save'), heard(element, 'close')];
    await change(element, { value: 'guanli' });
    await press(element, 'Enter', { isComposing: true });
    await press(element, 'Escape', { isComposing: true });
    // Safari tells of the key that ends a word after the word.
    await press(element, 'Enter', { keyCode: 229 });
    await press(element, 'Escape', { keyCode: 229 });
    expect(told).toEqual([[], []]);
    expect(input(element).value).toBe('guanli');
  });

  test('Escape gives up: what stood there is there again, no draft is left, and it closes', async () => {
    const element = await edit([field('longText', { value: 'old' })]);
    const drafts = heard(element, 'draft');
    const closed = heard(element, 'close');
    await change(element, { value: 'x' });
    await press(element, 'Escape');
    expect(drafts).toEqual([{ values: { F__c: 'x' }, base: { F__c: 'old' } }, null]);
    expect(closed).toHaveLength(1);
    expect(input(element).value).toBe('old');
    expect(button(element, 'save')).toBeUndefined();
  });

  test('the button to cancel gives up as well, and stands in an untouched editor only where it closes it', async () => {
    const open = await edit([field('text')]);
    expect(button(open, 'cancel')).toBeUndefined();
    const closing = await edit([field('text')], { closes: true });
    const closed = heard(closing, 'close');
    expect(button(closing, 'save').disabled).toBe(true);
    await expect(closing).toBeAccessible();
    button(closing, 'cancel').click();
    expect(closed).toHaveLength(1);
  });

  test('what the browser finds wrong is not saved', async () => {
    const element = await edit([field('number')]);
    const saves = heard(element, 'save');
    await change(element, { value: 'abc' });
    input(element).reportValidity = () => false;
    button(element, 'save').click();
    expect(saves).toEqual([]);
  });

  test.each([
    ['900,000', 900000],
    ['¥900,000', 900000],
    ['CN¥ 1,200,000.50', 1200000.5],
    ['CNY 900,000', 900000],
    ['120万', 1200000],
    ['¥1.2亿', 120000000],
    ['1.13万', 11300],
    ['９００', 900],
    ['-5', -5],
    ['12.5%', 12.5],
  ])('of a number, %s is read as %d', async (typed, value) => {
    const element = await edit([field('number')]);
    const saves = heard(element, 'save');
    await change(element, { value: typed });
    button(element, 'save').click();
    expect(saves.map(({ values }) => values.F__c)).toEqual([value]);
  });

  test.each([
    ['abc', 'This is no number'],
    ['1,2', 'This is no number'],
    ['12.3.4', 'This is no number'],
    ['万', 'This is no number'],
    ['100000000000亿', '“Field” is too large: at most 16 digits before the point'],
  ])('%s is refused in words, and stays', async (typed, message) => {
    const element = await edit([field('number')]);
    const saves = heard(element, 'save');
    const said = [];
    await change(element, { value: typed });
    input(element).setCustomValidity = (text) => said.push(text);
    button(element, 'save').click();
    expect(saves).toEqual([]);
    expect(said.join()).toContain(message);
    expect(input(element).value).toBe(typed);
  });

  test('a message that no longer holds is taken back while its input is changed', async () => {
    const element = await edit([field('text')]);
    const said = [];
    Object.assign(input(element), {
      setCustomValidity: (message) => said.push(message),
      validity: { valid: true },
      reportValidity: () => said.push('reported'),
    });
    await change(element, { value: 'x' });
    expect(said).toEqual(['', 'reported']);
  });

  test('a new value from Salesforce shows where nothing was typed, and never replaces a draft', async () => {
    const element = await edit([field('text', { value: 'old' })]);
    element.form = form([field('text', { value: 'new' })]);
    await settle();
    expect(input(element).value).toBe('new');
    await change(element, { value: 'mine' });
    element.form = form([field('text', { value: 'newer' })]);
    await settle();
    expect(input(element).value).toBe('mine');
  });

  test('what was saved is no draft any more: a later value from Salesforce shows', async () => {
    const element = await edit([field('text', { value: 'old' })]);
    await change(element, { value: 'mine' });
    for (const value of ['mine', 'theirs']) {
      element.form = form([field('text', { value })]);
      await settle();
    }
    expect(input(element).value).toBe('theirs');
    expect(button(element, 'save')).toBeUndefined();
  });

  test('a draft that was kept is there again, with what it was typed over', async () => {
    const draft = { values: { F__c: 'mine' }, base: { F__c: 'old' } };
    const element = await edit([field('text', { value: 'theirs' })], { draft });
    const saves = heard(element, 'save');
    expect(input(element).value).toBe('mine');
    button(element, 'save').click();
    expect(saves).toEqual([draft]);
  });

  test('a draft that was given up elsewhere is not on show any more', async () => {
    const draft = { values: { F__c: 'mine' }, base: { F__c: 'old' } };
    const element = await edit([field('text', { value: 'theirs' })], { draft });
    element.form = form([field('text', { value: 'theirs' })]);
    await settle();
    expect(input(element).value).toBe('theirs');
  });

  test('another form in its place begins with nothing of the one before', async () => {
    const element = await edit([field('text')], { saves: 'always' });
    await change(element, { value: 'of the first' });
    element.form = form([field('text', { name: 'note', label: 'Note' })], { saves: 'always' });
    await settle();
    const saves = heard(element, 'save');
    await change(element, { value: 'of the second' });
    button(element, 'save').click();
    expect(saves).toEqual([{ values: { note: 'of the second' }, base: { note: null } }]);
  });

  test('while it is saved nothing can be typed or saved again', async () => {
    const element = await edit([field('text')], { draft: { values: { F__c: 'x' }, base: {} }, busy: true });
    const saves = heard(element, 'save');
    expect(button(element, 'save').disabled).toBe(true);
    expect(input(element).disabled).toBe(true);
    await press(element, 'Enter');
    expect(saves).toEqual([]);
    await expect(element).toBeAccessible();
  });

  test('beside its row it needs no second name, which those who do not see it still hear', async () => {
    const element = await edit([field('text')], { isSlim: true });
    expect([input(element).variant, input(element).label]).toEqual(['label-hidden', 'Field']);
    await expect(element).toBeAccessible();
  });
});

describe('forms that ask', () => {
  test('what is required is asked before it is saved, and more than spaces', async () => {
    const element = await edit([field('text', { required: true })], { saves: 'always', saveText: 'Mark as lost' });
    const saves = heard(element, 'save');
    expect(button(element, 'save').textContent.trim()).toBe('Mark as lost');
    expect(input(element).required).toBe(true);
    await expect(element).toBeAccessible();
    button(element, 'save').click();
    await change(element, { value: '   ' });
    button(element, 'save').click();
    expect(saves).toEqual([]);
    await change(element, { value: 'Price' });
    button(element, 'save').click();
    expect(saves[0].values).toEqual({ F__c: 'Price' });
  });

  test('what stands there already counts as given', async () => {
    const element = await edit([field('text', { required: true, value: 'Price' })], { saves: 'always' });
    const saves = heard(element, 'save');
    button(element, 'save').click();
    expect(saves).toEqual([{ values: {}, base: {} }]);
  });

  test('a link must lead to the web, and the field says so', async () => {
    const element = await edit([field('url', { required: true })], { saves: 'always' });
    const saves = heard(element, 'save');
    const said = [];
    input(element).setCustomValidity = (message) => said.push(message);
    for (const value of [`${'javascript'}:alert(1)`, 'https://files.example/report']) {
      await change(element, { value });
      button(element, 'save').click();
    }
    expect(said).toEqual(['', 'Start the link with http:// or https://', '', '']);
    expect(saves.map(({ values }) => values.F__c)).toEqual(['https://files.example/report']);
  });

  test('a form that asks nothing has its two buttons, and the cursor goes to the first', async () => {
    const element = await edit([], { saves: 'always', saveText: 'Back to Initiate Pursuit' });
    const saves = heard(element, 'save');
    expect(all(element, 'button').map(({ dataset }) => dataset.id)).toEqual(['save', 'cancel']);
    await expect(element).toBeAccessible();
    element.focus();
    expect(element.shadowRoot.activeElement).toBe(button(element, 'save'));
    button(element, 'save').click();
    expect(saves).toEqual([{ values: {}, base: {} }]);
  });

  test('a move that is refused can only be given up, also by Escape at its button', async () => {
    const element = await edit([], { saves: 'never' });
    const closed = heard(element, 'close');
    expect(all(element, 'button').map(({ dataset }) => dataset.id)).toEqual(['cancel']);
    await expect(element).toBeAccessible();
    element.focus();
    button(element, 'cancel').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    expect(closed).toHaveLength(1);
  });

  test('what was typed stays while the save is refused', async () => {
    const fields = [field('picklist', { required: true })];
    const element = await edit(fields, { saves: 'always', isDirect: false });
    await change(element, { value: 'Price' });
    for (const busy of [true, false]) {
      element.form = form(fields, { saves: 'always', busy });
      await settle();
      expect(input(element).value).toBe('Price');
    }
    const saves = heard(element, 'save');
    button(element, 'save').click();
    expect(saves[0].values).toEqual({ F__c: 'Price' });
  });

  test('the cursor goes into the first field', async () => {
    const element = await edit([field('text'), field('text', { name: 'G__c', label: 'Other' })]);
    const focus = jest.fn();
    input(element, 'F__c').focus = focus;
    element.focus();
    expect(focus).toHaveBeenCalledTimes(1);
  });
});
