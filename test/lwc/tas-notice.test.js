import TasNotice from 'c/tasNotice';
import { alert } from './rows';
import { all, heard, one, settle, show, textOf } from './fixture';

const open = (notice) => show('c-tas-notice', TasNotice, { notice });
const notice = (more) => ({ tone: 'error', title: '2 things', lines: [], links: [], actions: [], ...more });

test.each([
  ['alert', 'alert'],
  ['error', null],
  ['info', null],
  ['success', null],
  ['plain', null],
])('in the tone %s its role is %s, and it is accessible', async (tone, role) => {
  const element = await open(notice({ tone, lines: [{ key: 'a', text: 'Because' }] }));
  const [section] = all(element, `section.${tone}`);
  expect(section.getAttribute('role')).toBe(role);
  expect(section.getAttribute('aria-label')).toBe('2 things');
  await expect(element).toBeAccessible();
});

test('says what stands in the way; each name leads to its row', async () => {
  const element = await open(
    notice({
      lines: [
        { key: 'a', text: 'Because' },
        { key: 'M3', text: '[TAS-M3] the loss reason is missing' },
      ],
      links: [
        { label: 'Project brief', value: 'VAL_BRIEF' },
        { label: 'Amount', value: 'VAL_AMOUNT' },
      ],
    }),
  );
  const jumps = heard(element, 'jump');
  expect(textOf(element)).toBe('2 things Because [TAS-M3] the loss reason is missing Project brief Amount');
  await expect(element).toBeAccessible();
  for (const button of all(element, 'button')) button.click();
  expect(jumps.map(({ code }) => code)).toEqual(['VAL_BRIEF', 'VAL_AMOUNT']);
});

test('without links there is no empty list, and without actions no button', async () => {
  const element = await open(notice());
  expect(all(element, 'ul, button')).toEqual([]);
  await expect(element).toBeAccessible();
});

test('a refusal is an alert with its title, whose rule it was, and the very words', async () => {
  const element = await open(alert('Not saved', ['Your rule:', '<b>No</b> discounts']));
  expect(one(element, '[role="alert"]')).toBeTruthy();
  expect(textOf(element)).toBe('Not saved Your rule: <b>No</b> discounts');
  expect(one(element, 'b')).toBeUndefined();
  await expect(element).toBeAccessible();
});

test('another refusal in its place is told with its own words', async () => {
  const element = await open(alert('Not saved', ['Too short']));
  element.notice = alert('Not moved', ['Too late']);
  await settle();
  expect(textOf(element)).toBe('Not moved Too late');
  expect(one(element, 'section').getAttribute('aria-label')).toBe('Not moved');
});

test.each(['keep', 'take'])('shows both values; %s tells which one is wanted, and of what', async (value) => {
  const element = await open({
    ...alert('“Project brief” was changed by somebody else meanwhile'),
    code: 'VAL_BRIEF',
    lines: [
      { key: 'm', id: 'mine', label: 'Yours', text: 'Mine' },
      { key: 't', id: 'theirs', label: 'Now in Salesforce', text: 'Theirs' },
    ],
    actions: [
      { value: 'keep', label: 'Save mine' },
      { value: 'take', label: 'Take theirs' },
    ],
  });
  const answers = heard(element, 'act');
  expect(textOf(one(element, '[data-id="mine"]'))).toBe('Yours Mine');
  expect(textOf(one(element, '[data-id="theirs"]'))).toBe('Now in Salesforce Theirs');
  await expect(element).toBeAccessible();
  one(element, `[data-id="${value}"]`).click();
  expect(answers).toEqual([{ code: 'VAL_BRIEF', value }]);
});

test('gives the reason of a grade, and the way to another one', async () => {
  const element = await open({
    ...notice({ tone: 'plain', title: 'Why B' }),
    lines: [{ key: 'a', text: 'we lead' }],
    actions: [{ value: 'raise:', label: 'Grade by hand' }],
  });
  const acts = heard(element, 'act');
  expect(textOf(element)).toBe('Why B we lead Grade by hand');
  await expect(element).toBeAccessible();
  one(element, '[data-id="raise:"]').click();
  expect(acts).toEqual([{ code: undefined, value: 'raise:' }]);
});
