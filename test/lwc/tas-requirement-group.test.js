import TasRequirementGroup from 'c/tasRequirementGroup';
import { row } from './rows';
import { all, one, show, textOf } from './fixture';

const group = {
  key: 'actions',
  name: 'Must-do actions',
  progress: '0 of 1',
  progressText: '0 of 1 done',
  rows: [row(), row({ code: 'VAL_DUPLICATE', name: 'Duplicate check', tone: 'advisory', isHard: false })],
  notAsked: 'Not asked on this track: Deal registration',
};

test('has a head with its progress, its rows in order, and what is not asked', async () => {
  const element = await show('c-tas-requirement-group', TasRequirementGroup, { group });
  expect(one(element, '[data-id="progress"]').textContent).toBe('0 of 1');
  expect(all(element, 'c-tas-requirement-row').map((each) => each.row.code)).toEqual(['VAL_CONFIRM', 'VAL_DUPLICATE']);
  expect(textOf(element)).toContain('Not asked on this track');
  await expect(element).toBeAccessible();
});

test('leads to a row of its own, and says when it has none of that code', async () => {
  const element = await show('c-tas-requirement-group', TasRequirementGroup, { group });
  const focus = jest.spyOn(all(element, 'c-tas-requirement-row')[1], 'focus');
  expect(element.focusRow('VAL_DUPLICATE')).toBe(true);
  expect(focus).toHaveBeenCalled();
  expect(element.focusRow('OTHER')).toBe(false);
});
