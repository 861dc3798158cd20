import TasConflict from 'c/tasConflict';
import { heard, one, show, textOf } from './fixture';

const conflict = {
  code: 'VAL_BRIEF',
  name: 'Project brief',
  fields: [{ key: 'f', label: 'Project brief', mine: 'Mine', theirs: 'Theirs' }],
};

test.each([
  ['keep', true],
  ['take', false],
])('shows both values; %s tells which one is wanted', async (button, mine) => {
  const element = await show('c-tas-conflict', TasConflict, { conflict });
  const answers = heard(element, 'resolve');
  expect(textOf(element)).toContain('“Project brief” was changed by somebody else meanwhile');
  await expect(element).toBeAccessible();
  one(element, `[data-id="${button}"]`).click();
  expect(answers).toEqual([{ code: 'VAL_BRIEF', mine }]);
});
