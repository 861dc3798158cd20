import TasGradeReason from 'c/tasGradeReason';
import { heard, one, show, textOf } from './fixture';

const grade = { title: 'Why B', reason: 'we lead', lines: [{ key: 'a', text: 'From ¥5,000,000' }], canRaise: true };

test('gives the reason, and the way to another grade to whoever may take it', async () => {
  const element = await show('c-tas-grade-reason', TasGradeReason, { grade });
  const choices = heard(element, 'choose');
  expect(textOf(element)).toContain('Why B');
  await expect(element).toBeAccessible();
  one(element, '[data-id="raise"]').click();
  expect(choices).toEqual([{ value: 'raise:' }]);
});

test('offers nothing to those who may not', async () => {
  const element = await show('c-tas-grade-reason', TasGradeReason, { grade: { ...grade, canRaise: false } });
  expect(one(element, '[data-id="raise"]')).toBeUndefined();
});
