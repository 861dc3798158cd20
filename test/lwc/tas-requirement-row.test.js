import TasRequirementRow from 'c/tasRequirementRow';
import { row } from './rows';
import { heard, one, settle, show, textOf } from './fixture';

const open = (more) => show('c-tas-requirement-row', TasRequirementRow, { row: row(more) });
const primary = (element) => one(element, '[data-id="primary"]');

test.each(['open', 'waiting', 'done', 'excused', 'advisory'])('a row that is %s is accessible', async (tone) => {
  const element = await open({ tone, isOpen: tone !== 'done' && tone !== 'excused' });
  expect(one(element, `.row.${tone}`)).toBeTruthy();
  await expect(element).toBeAccessible();
});

test('its name, state, reason and mark are there for everybody', async () => {
  const element = await open({
    link: 'https://x.example/a',
    note: 'Seen',
    warnings: [{ key: 'w', text: 'Placeholder' }],
  });
  expect(textOf(element)).toContain('Confirm the project Open · not done yet not done yet Evidence Seen Placeholder');
  expect(one(element, 'a').rel).toBe('noopener noreferrer');
});

test.each([
  ['tick', 'Done'],
  ['confirm', 'Done'],
  ['ask', 'Requested'],
])('the button to %s settles at once', async (what, outcome) => {
  const element = await open({ primary: what });
  const saves = heard(element, 'saveitem');
  primary(element).click();
  expect(saves).toEqual([
    { code: 'VAL_CONFIRM', draft: { outcome, evidence: '', person: null, reason: '', note: '' } },
  ]);
});

test.each(['link', 'person'])('what needs a %s asks for it first', async (what) => {
  const element = await open({ primary: what, needsEvidence: what === 'link', needsPerson: what === 'person' });
  const saves = heard(element, 'saveitem');
  primary(element).click();
  await settle();
  expect(saves).toEqual([]);
  expect(one(element, `[data-name="${what === 'link' ? 'evidence' : 'person'}"]`)).toBeTruthy();
  await expect(element).toBeAccessible();
});

test('the editor closes once its row is settled, and stays while a problem stands', async () => {
  const element = await open();
  one(element, '[data-id="more"]').click();
  await settle();
  element.row = row({ problem: { kind: 'server', title: 'No', parts: [] } });
  await settle();
  expect(one(element, 'c-tas-item-editor')).toBeTruthy();
  element.row = row({ tone: 'done', isOpen: false });
  await settle();
  expect(one(element, 'c-tas-item-editor')).toBeUndefined();
});

test('the only way to settle it needs no second button', async () => {
  const element = await open({ outcomes: ['Done'] });
  expect(one(element, '[data-id="more"]')).toBeUndefined();
});

test('while it is saved its button does nothing', async () => {
  const element = await open({ busy: true });
  expect(primary(element).disabled).toBe(true);
});
