import TasProblem from 'c/tasProblem';
import { one, show, textOf } from './fixture';

test('a refusal is an alert with its title, whose rule it was, and the very words', async () => {
  const problem = {
    kind: 'refused',
    title: 'Not saved',
    parts: [{ key: 'theirs', head: 'Your rule:', lines: [{ key: 'a', text: '<b>No</b> discounts' }] }],
  };
  const element = await show('c-tas-problem', TasProblem, { problem });
  expect(one(element, '[role="alert"]')).toBeTruthy();
  expect(textOf(element)).toBe('Not saved Your rule: <b>No</b> discounts');
  await expect(element).toBeAccessible();
});
