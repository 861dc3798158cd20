import TasRequirementRow from 'c/tasRequirementRow';
import { alert, field, row, withDraft } from './rows';
import { all, heard, one, settle, show, textOf } from './fixture';

const open = (more) => show('c-tas-requirement-row', TasRequirementRow, { row: row(more) });
const primary = (element) => one(element, '[data-id="primary"]');
const press = async (element, id) => {
  one(element, `[data-id="${id}"]`).click();
  await settle();
};
const input = (element, name) => one(element, `[data-name="${name}"]`);
const names = (element) => all(element, '[data-name]').map(({ dataset }) => dataset.name);
const change = async (element, name, detail) => {
  input(element, name).dispatchEvent(new CustomEvent('change', { detail }));
  await settle();
};
const escape = async (element, name) => {
  input(element, name).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
  await settle();
};
/** An entry of the menu. */
const pick = async (element, outcome) => {
  if (all(element, '[data-choice]').length === 0) await press(element, 'more');
  one(element, `[data-choice="${outcome}"]`).click();
  await settle();
};
const entries = (element) => all(element, '[data-choice]').map((entry) => entry.textContent.trim());
const outcomesOf = (saves) => saves.map(({ draft }) => draft.values);

describe('what a row shows', () => {
  test.each(['open', 'waiting', 'done', 'excused', 'advisory'])('a row that is %s is accessible', async (tone) => {
    const element = await open({ tone, isOpen: tone !== 'done' && tone !== 'excused' });
    expect(one(element, `.row.${tone}`)).toBeTruthy();
    await expect(element).toBeAccessible();
  });

  test('each mark has a shape of its own', async () => {
    const element = await open();
    const shapes = new Set();
    for (const tone of ['open', 'waiting', 'done', 'excused', 'advisory']) {
      element.row = row({ tone });
      await settle();
      shapes.add(one(element, 'svg.mark path').getAttribute('d'));
    }
    expect(shapes.size).toBe(5);
  });

  test('its name, state, reason and mark are there for everybody', async () => {
    const element = await open({
      link: 'https://x.example/a',
      note: 'Seen',
      warnings: [{ key: 'w', text: 'Placeholder' }],
    });
    expect(textOf(element)).toContain('Confirm the project Open · not done yet not done yet Evidence Seen Placeholder');
    expect(one(element, 'a').rel).toBe('noopener noreferrer');
    await expect(element).toBeAccessible();
  });

  test('the only way to settle it needs no second button', async () => {
    const element = await open({ outcomes: ['Done'] });
    expect(one(element, '[data-id="more"]')).toBeUndefined();
  });

  test('while it is saved its button does nothing, and it says that it is busy', async () => {
    const element = await open({ busy: true });
    expect(primary(element).disabled).toBe(true);
    expect(one(element, '.row').getAttribute('aria-busy')).toBe('true');
    await expect(element).toBeAccessible();
  });

  test('what was refused stands below it', async () => {
    const element = await open({ notices: [alert('Not saved', ['Too short'])] });
    expect(textOf(one(element, 'c-tas-notice'))).toBe('Not saved Too short');
    await expect(element).toBeAccessible();
  });
});

describe('settling', () => {
  test.each([
    ['tick', 'Done'],
    ['confirm', 'Done'],
    ['approve', 'Done'],
    ['ask', 'Requested'],
  ])('the button to %s settles at once', async (what, outcome) => {
    const element = await open({ primary: what });
    const saves = heard(element, 'rowsave');
    primary(element).click();
    expect(saves).toMatchObject([{ code: 'VAL_CONFIRM', draft: { of: 'item', values: { outcome }, base: {} } }]);
  });

  test('a waiver is granted at once where its reason was given, and asks for one where it was not', async () => {
    const given = await open({ primary: 'waive', item: { reason: 'Secret' }, outcomes: ['Waived', 'Open'] });
    const saves = heard(given, 'rowsave');
    primary(given).click();
    expect(outcomesOf(saves)).toEqual([{ outcome: 'Waived' }]);
    const blank = await open({ primary: 'waive', item: { reason: null }, outcomes: ['Waived', 'Open'] });
    await press(blank, 'primary');
    expect(names(blank)).toEqual(['reason', 'note']);
  });

  test('a request can be declined', async () => {
    const element = await open({ primary: 'approve', outcomes: ['Done', 'Declined', 'Open'] });
    await press(element, 'decline');
    expect(names(element)).toEqual(['reason', 'note']);
  });

  test('what was settled by mistake is undone by one click', async () => {
    const element = await open({ isOpen: false, tone: 'done', primary: null, outcomes: ['Open', 'Note'] });
    const saves = heard(element, 'rowsave');
    await press(element, 'undo');
    expect(outcomesOf(saves)).toEqual([{ outcome: 'Open' }]);
  });

  test.each(['link', 'person'])('what needs a %s asks for it first', async (what) => {
    const element = await open({ primary: what, needsEvidence: what === 'link', needsPerson: what === 'person' });
    const saves = heard(element, 'rowsave');
    await press(element, 'primary');
    expect(saves).toEqual([]);
    expect(names(element)).toEqual([what === 'link' ? 'evidence' : 'person', 'note']);
    await expect(element).toBeAccessible();
  });

  test('the menu names each other way, and nothing that a button offers', async () => {
    const element = await open({ outcomes: ['Done', 'NotApplicable', 'Requested'] });
    const saves = heard(element, 'rowsave');
    const focus = jest.spyOn(HTMLElement.prototype, 'focus');
    await press(element, 'more');
    expect(focus.mock.contexts.map(({ dataset }) => dataset.choice)).toEqual(['NotApplicable']);
    focus.mockRestore();
    expect(entries(element)).toEqual(['Not applicable', 'Ask for a waiver']);
    expect(one(element, 'c-tas-editor')).toBeUndefined();
    await expect(element).toBeAccessible();
    one(element, '[data-choice]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settle();
    expect(entries(element)).toEqual([]);
    await press(element, 'more');
    await press(element, 'more');
    expect(entries(element)).toEqual([]);
    expect(saves).toEqual([]);
  });

  test('Escape that ends the input of a word leaves the menu open', async () => {
    const element = await open();
    await press(element, 'more');
    const ends = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, isComposing: true });
    one(element, '[data-choice]').dispatchEvent(ends);
    await settle();
    expect(entries(element)).toEqual(['Not applicable']);
  });

  test('a request is taken back by its entry at once', async () => {
    const element = await open({ primary: 'tick', outcomes: ['Done', 'Open', 'Note'], item: { reason: 'Secret' } });
    const saves = heard(element, 'rowsave');
    await press(element, 'more');
    expect(entries(element)).toEqual(['Undo', 'Only change the note']);
    await pick(element, 'Open');
    expect(outcomesOf(saves)).toEqual([{ outcome: 'Open' }]);
    expect(entries(element)).toEqual([]);
  });

  test('people who may be meant are one click away, with what was typed beside', async () => {
    const people = [
      { value: '005000000000003AAA', label: 'As before: Li Wei' },
      { value: '005000000000001AAA', label: 'Me' },
    ];
    const element = await open({ needsPerson: true, primary: 'person', people });
    const saves = heard(element, 'rowsave');
    await press(element, 'primary');
    expect(entries(element)).toEqual(['As before: Li Wei', 'Me']);
    await expect(element).toBeAccessible();
    await change(element, 'note', { value: 'Until May' });
    await pick(element, '005000000000003AAA');
    expect(outcomesOf(saves)).toEqual([{ outcome: 'Done', person: '005000000000003AAA', note: 'Until May' }]);
  });

  test('done with evidence needs a link to the web', async () => {
    const element = await open({ needsEvidence: true, primary: 'link' });
    const saves = heard(element, 'rowsave');
    await press(element, 'primary');
    await expect(element).toBeAccessible();
    await press(element, 'save');
    await change(element, 'evidence', { value: `${'javascript'}:alert(1)` });
    await press(element, 'save');
    expect(saves).toEqual([]);
    await change(element, 'evidence', { value: 'https://files.example/report' });
    await press(element, 'save');
    expect(outcomesOf(saves)).toEqual([{ outcome: 'Done', evidence: 'https://files.example/report' }]);
  });

  test('a person is named before it is done', async () => {
    const element = await open({ needsPerson: true, primary: 'person' });
    const saves = heard(element, 'rowsave');
    await press(element, 'primary');
    await press(element, 'save');
    expect(saves).toEqual([]);
    await change(element, 'person', { recordId: '005000000000002AAA' });
    // Naming somebody is not all that is asked: it waits for the button.
    expect(saves).toEqual([]);
    await press(element, 'save');
    expect(outcomesOf(saves)).toEqual([{ outcome: 'Done', person: '005000000000002AAA' }]);
  });

  test.each(['NotApplicable', 'Waived'])('%s needs a reason of more than spaces', async (outcome) => {
    const element = await open({ outcomes: ['Done', outcome] });
    const saves = heard(element, 'rowsave');
    await pick(element, outcome);
    await expect(element).toBeAccessible();
    await change(element, 'reason', { value: '   ' });
    await press(element, 'save');
    expect(saves).toEqual([]);
    await change(element, 'reason', { value: 'Not here' });
    await press(element, 'save');
    expect(outcomesOf(saves)).toEqual([{ outcome, reason: 'Not here' }]);
  });

  test.each([
    [true, 'Ask for a waiver'],
    [false, 'Ask an approver'],
  ])('a request needs a reason where it is for a waiver (%s): “%s”', async (asksWaiver, label) => {
    const element = await open({ outcomes: ['Done', 'Requested'], asksWaiver });
    await press(element, 'more');
    expect(entries(element)).toEqual([label]);
    await pick(element, 'Requested');
    expect(input(element, 'reason').required).toBe(asksWaiver);
  });

  test('what was recorded before stands in the form', async () => {
    const item = { evidence: 'https://x.example/a', note: 'Seen', reason: null, person: null };
    const element = await open({ needsEvidence: true, primary: 'link', item });
    await press(element, 'primary');
    expect([input(element, 'evidence').value, input(element, 'note').value]).toEqual(['https://x.example/a', 'Seen']);
  });
});

describe('what is typed', () => {
  test('is told as a draft, and comes back', async () => {
    const element = await open();
    const drafts = heard(element, 'rowdraft');
    await pick(element, 'NotApplicable');
    await change(element, 'note', { value: 'Half' });
    expect(drafts.at(-1)).toMatchObject({
      code: 'VAL_CONFIRM',
      draft: { of: 'item', values: { outcome: 'NotApplicable', note: 'Half' } },
    });
    const again = await open(withDraft(drafts.at(-1).draft));
    expect(names(again)).toEqual(['reason', 'note']);
    expect(input(again, 'note').value).toBe('Half');
    await expect(again).toBeAccessible();
  });

  test('behind a button that says what is meant comes back with that', async () => {
    const element = await open({ primary: 'link', needsEvidence: true });
    const drafts = heard(element, 'rowdraft');
    await press(element, 'primary');
    await change(element, 'evidence', { value: 'https://files.exa' });
    const again = await open({ primary: 'link', needsEvidence: true, ...withDraft(drafts[0].draft) });
    expect(input(again, 'evidence').value).toBe('https://files.exa');
  });

  test('in a field comes back where its editor stands open by itself, and opens it where it does not', async () => {
    const typed = withDraft({ of: 'fields', values: { F__c: 'Half' }, base: { F__c: null } });
    for (const showsFields of [true, false]) {
      const element = await open({ primary: 'fill', fields: [field('longText')], showsFields, ...typed });
      expect(all(element, '[data-name]').map(({ value }) => value)).toEqual(['Half']);
    }
  });

  test('is given up by Escape, and its editor closes', async () => {
    const element = await open();
    const drafts = heard(element, 'rowdraft');
    await pick(element, 'NotApplicable');
    await escape(element, 'note');
    expect(drafts.map(({ code, draft }) => [code, draft])).toEqual([['VAL_CONFIRM', null]]);
    expect(one(element, 'c-tas-editor')).toBeUndefined();
  });

  test('and given up does not come back when the editor is opened again', async () => {
    const element = await open();
    await pick(element, 'NotApplicable');
    await change(element, 'reason', { value: 'Typed in error' });
    await press(element, 'cancel');
    await pick(element, 'NotApplicable');
    expect(input(element, 'reason').value).toBe('');
  });

  test('where it settles the item never goes with the fields of the deal', async () => {
    const fields = [field('longText')];
    const state = { primary: 'fill', fields, showsFields: true, outcomes: ['Requested', 'Waived'] };
    const element = await open(state);
    await pick(element, 'Requested');
    await change(element, 'reason', { value: 'Secret' });
    await press(element, 'save');
    for (const busy of [true, false]) {
      element.row = row({ ...state, busy });
      await settle();
    }
    expect(names(element)).toEqual(['F__c']);
    const saves = heard(element, 'rowsave');
    await change(element, 'F__c', { value: 'Brief' });
    await press(element, 'save');
    expect(saves.map(({ draft }) => draft)).toEqual([
      { of: 'fields', values: { F__c: 'Brief' }, base: { F__c: null } },
    ]);
  });
});

describe('its editor', () => {
  test('closes once the row is settled, and stays while a problem stands', async () => {
    const element = await open();
    await pick(element, 'NotApplicable');
    element.row = row({ busy: true });
    element.row = row({ notices: [alert('No')] });
    await settle();
    expect(one(element, 'c-tas-editor')).toBeTruthy();
    element.row = row({ tone: 'done', isOpen: false });
    await settle();
    expect(one(element, 'c-tas-editor')).toBeUndefined();
  });

  test('closes once it is saved, even where the row stays as it is', async () => {
    const done = { tone: 'done', isOpen: false, primary: null, fields: [field('text', { value: 'a' })] };
    const element = await open(done);
    await press(element, 'edit');
    for (const busy of [true, false]) {
      element.row = row({ ...done, busy });
      await settle();
    }
    expect(one(element, 'c-tas-editor')).toBeUndefined();
  });

  test('of a settled row is opened by the pencil, takes the cursor and can be closed', async () => {
    const done = { tone: 'done', isOpen: false, primary: null, outcomes: [], fields: [field('longText')] };
    const element = await open(done);
    expect(one(element, '[data-id="more"]')).toBeUndefined();
    const focus = jest.spyOn(HTMLElement.prototype, 'focus');
    await press(element, 'edit');
    expect(focus.mock.contexts.map(({ tagName }) => tagName)).toContain('LIGHTNING-TEXTAREA');
    focus.mockRestore();
    await expect(element).toBeAccessible();
    expect(one(element, '[data-id="edit"]')).toBeUndefined();
    await press(element, 'cancel');
    expect(one(element, 'c-tas-editor')).toBeUndefined();
    expect(one(element, '[data-id="edit"]')).toBeTruthy();
  });

  test.each([
    ['text', '.fix'],
    ['longText', '.below'],
  ])('of a single %s stands in %s, without a second name', async (kind, place) => {
    const element = await open({ primary: 'fill', fields: [field(kind)], showsFields: true });
    const [editor] = all(element, `${place} > c-tas-editor`);
    expect(input(editor, 'F__c').variant).toBe('label-hidden');
    expect(primary(element)).toBeUndefined();
    await expect(element).toBeAccessible();
  });

  test('of several fields stands below, with their names', async () => {
    const fields = [field('picklist'), field('picklist', { name: 'G__c', label: 'Other' })];
    const element = await open({ primary: 'fill', fields, showsFields: true });
    const [editor] = all(element, '.below > c-tas-editor');
    expect(all(editor, '[data-name]').map(({ variant }) => variant)).toEqual(['standard', 'standard']);
    await expect(element).toBeAccessible();
  });
});

describe('the cursor', () => {
  test.each([
    ['into the editor', { primary: 'fill', fields: [field('text')], showsFields: true }, 'C-TAS-EDITOR'],
    ['to the button at the right', {}, 'BUTTON'],
    ['to the row itself where nothing can be done', { primary: null, outcomes: [] }, 'DIV'],
  ])('goes %s', async (_name, more, tag) => {
    const element = await open(more);
    const wanted = all(element, 'c-tas-editor, button, .row').find(({ tagName }) => tagName === tag);
    const focus = jest.spyOn(wanted, 'focus');
    element.focus();
    expect(focus).toHaveBeenCalled();
  });

  test('opens the fields of a blocker that stand closed', async () => {
    const fields = [field('text'), { ...field('text'), name: 'G__c' }];
    const element = await open({ primary: 'fill', blocks: true, fields });
    expect(all(element, 'c-tas-editor')).toEqual([]);
    element.focus();
    await settle();
    expect(names(element)).toEqual(['F__c', 'G__c']);
  });

  test('leaves the fields of what blocks nothing closed', async () => {
    const element = await open({ primary: 'fill', blocks: false, fields: [field('text')] });
    element.focus();
    await settle();
    expect(all(element, 'c-tas-editor')).toEqual([]);
    expect(element.shadowRoot.activeElement?.dataset.id).toBe('primary');
  });
});
