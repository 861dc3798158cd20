import TasItemEditor from 'c/tasItemEditor';
import { row } from './rows';
import { all, heard, one, settle, show } from './fixture';

const edit = (more, outcome = '') => show('c-tas-item-editor', TasItemEditor, { row: row(more), outcome });
const input = (element, name) => one(element, `[data-name="${name}"]`);
const change = async (element, name, detail) => {
  input(element, name).dispatchEvent(new CustomEvent('change', { detail }));
  await settle();
};
const save = (element) => one(element, '[data-id="save"]').click();

test('asks for nothing but an outcome and a note at first', async () => {
  const element = await edit();
  expect(all(element, '[data-name]').map(({ dataset }) => dataset.name)).toEqual(['outcome', 'note']);
  expect(one(element, '[data-id="save"]').disabled).toBe(true);
  await expect(element).toBeAccessible();
});

test('done with evidence needs a link to the web', async () => {
  const element = await edit({ needsEvidence: true }, 'Done');
  const saves = heard(element, 'saveitem');
  await expect(element).toBeAccessible();
  save(element);
  await change(element, 'evidence', { value: `${'javascript'}:alert(1)` });
  save(element);
  expect(saves).toEqual([]);
  await change(element, 'evidence', { value: 'https://files.example/report' });
  save(element);
  expect(saves[0].draft).toMatchObject({ outcome: 'Done', evidence: 'https://files.example/report' });
});

test('a person is named before it is done', async () => {
  const element = await edit({ needsPerson: true }, 'Done');
  const saves = heard(element, 'saveitem');
  save(element);
  expect(saves).toEqual([]);
  await change(element, 'person', { recordId: '005000000000002AAA' });
  save(element);
  expect(saves[0].draft).toMatchObject({ outcome: 'Done', person: '005000000000002AAA' });
});

test.each(['NotApplicable', 'Waived'])('%s needs a reason of more than spaces', async (outcome) => {
  const element = await edit({ outcomes: ['Done', outcome] }, outcome);
  const saves = heard(element, 'saveitem');
  await change(element, 'reason', { value: '   ' });
  save(element);
  expect(saves).toEqual([]);
  await change(element, 'reason', { value: 'Not here' });
  save(element);
  expect(saves).toHaveLength(1);
});

test('what is typed is told as a draft, and comes back', async () => {
  const element = await edit();
  const drafts = heard(element, 'itemdraft');
  await change(element, 'note', { value: 'Half' });
  expect(drafts[0]).toMatchObject({ code: 'VAL_CONFIRM', draft: { note: 'Half' } });
  const again = await edit({ itemDraft: drafts[0].draft });
  expect(input(again, 'note').value).toBe('Half');
});

test('Escape gives up', async () => {
  const element = await edit();
  const drafts = heard(element, 'itemdraft');
  const closed = heard(element, 'close');
  input(element, 'note').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
  expect(drafts).toEqual([{ code: 'VAL_CONFIRM', draft: null }]);
  expect(closed).toHaveLength(1);
});
