import TasMoveForm from 'c/tasMoveForm';
import { heard, one, settle, show, textOf } from './fixture';

const choice = (more) => ({
  kind: 'jump',
  to: 'Negotiation & Signing',
  title: 'Jump to Negotiation & Signing',
  text: 'Skipped, not done: Initiate Pursuit',
  links: [],
  fields: [],
  isAllowed: true,
  problem: null,
  busy: false,
  ...more,
});
const open = (more) => show('c-tas-move-form', TasMoveForm, { choice: choice(more) });

test('says what a jump skips, and makes it', async () => {
  const element = await open();
  const moves = heard(element, 'move');
  expect(textOf(element)).toContain('Skipped, not done: Initiate Pursuit');
  await expect(element).toBeAccessible();
  one(element, '[data-id="go"]').click();
  expect(moves).toEqual([{ kind: 'jump', to: 'Negotiation & Signing', values: {} }]);
});

test('a move that is refused offers the way to what is missing instead', async () => {
  const element = await open({ isAllowed: false, links: [{ label: 'Project brief', value: 'VAL_BRIEF' }] });
  const jumps = heard(element, 'jump');
  expect(one(element, '[data-id="go"]')).toBeUndefined();
  await expect(element).toBeAccessible();
  one(element, '[data-code="VAL_BRIEF"]').click();
  expect(jumps).toEqual([{ code: 'VAL_BRIEF' }]);
});

test('what it asks is asked, and kept while the save is refused', async () => {
  const reason = { name: 'TAS_Loss_Reason__c', label: 'Loss reason', kind: 'picklist', options: [], value: null };
  const element = await open({ kind: 'lost', fields: [reason] });
  const moves = heard(element, 'move');
  one(element, '[data-id="go"]').click();
  expect(moves).toEqual([]);
  one(element, '[data-name]').dispatchEvent(new CustomEvent('change', { detail: { value: 'Price' } }));
  await settle();
  element.choice = choice({ kind: 'lost', fields: [reason], problem: { kind: 'server', title: 'No', parts: [] } });
  await settle();
  expect(one(element, '[data-name]').value).toBe('Price');
  expect(textOf(element)).toContain('No');
  one(element, '[data-id="go"]').click();
  expect(moves[0].values).toEqual({ TAS_Loss_Reason__c: 'Price' });
});

test('Escape gives up', async () => {
  const element = await open();
  const choices = heard(element, 'choose');
  one(element, '[data-id="go"]').dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
  );
  expect(choices).toEqual([{ value: null }]);
});
