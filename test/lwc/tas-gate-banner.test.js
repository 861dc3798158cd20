import TasGateBanner from 'c/tasGateBanner';
import { heard, one, show, textOf } from './fixture';

const banner = {
  tone: 'error',
  title: '2 things',
  text: 'Because',
  lines: [{ key: 'M3', text: '[TAS-M3] the loss reason is missing' }],
  links: [{ label: 'Project brief', value: 'VAL_BRIEF' }],
};

test('says what stands in the way; each name leads to its row', async () => {
  const element = await show('c-tas-gate-banner', TasGateBanner, { banner });
  const jumps = heard(element, 'jump');
  expect(textOf(element)).toBe('2 things Because [TAS-M3] the loss reason is missing Project brief');
  await expect(element).toBeAccessible();
  one(element, 'button').click();
  expect(jumps).toEqual([{ code: 'VAL_BRIEF' }]);
});

test('without links there is no empty list', async () => {
  const element = await show('c-tas-gate-banner', TasGateBanner, { banner: { ...banner, links: [] } });
  expect(one(element, 'ul')).toBeUndefined();
});
